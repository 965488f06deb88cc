"""docs/messages.md is what the program says today."""

from __future__ import annotations

from tests.kit.messages_page import PAGE, page


def test_the_page_of_messages_is_as_the_program_has_them() -> None:
    assert PAGE.read_text() == page(), "write it anew: python -m tests.kit.messages_page"
