"""How fast Quorate is, against what: `python -m benchmarks`. Never a test's verdict; see docs/performance.md."""
