"""What every test may ask for."""

from __future__ import annotations

pytest_plugins = ["tests.kit.postgres", "tests.kit.databases"]
