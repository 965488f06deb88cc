"""What keeps a link out of pages, addresses and logs."""

from tests.faults.mutants.mutant import Mutant

_NO_TRACE = "tests/faults/pages/test_E5_no_trace.py::test_E5_"
_NOWHERE = _NO_TRACE + "the_link_stands_in_no_page_and_no_address_after_the_first"

MUTANTS = (
    Mutant(
        "E5",
        "adapters/web/coming.py",
        '        response = to("open")\n',
        '        response = to(f"open?from={link}")\n',
        _NOWHERE,
        "The link stays in the address: in the browser's history, and over the shoulder.",
    ),
    Mutant(
        "E5",
        "bot/web/limits.py",
        'path = scope["path"] if scope["path"] in self._paths else "other"',
        'path = scope["path"]',
        _NOWHERE,
        "Whoever reads the log of requests has everybody's links.",
    ),
    Mutant(
        "E5",
        "adapters/web/look.py",
        '"Referrer-Policy": "no-referrer"',
        '"Referrer-Policy": "unsafe-url"',
        _NO_TRACE + "every_answer_says_that_it_is_to_be_kept_nowhere",
        "The browser tells another site the address that somebody came from.",
    ),
)
