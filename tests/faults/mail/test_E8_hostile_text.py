"""E8: whatever stands in a name or a title, the file is whole, folded, and says only what it should."""

from __future__ import annotations

import re
from unicodedata import category

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.calendar_entries.entries import TO, by_icalendar, by_vobject, written

NASTY = [
    *("\r\n", "\n", "\r", '"', ";", ",", ":", "\\", "\\n", "^n", "\t", "\0", "\x85", "\u2028", "\v", "\x1c"),
    *("😀", "👩\u200d👩\u200d👧", "\ud800", "é", "Ł" * 80, "\u202e", "%0d%0a"),
    *("END:VEVENT", "BEGIN:VALARM", "ATTENDEE:mailto:x@y.example"),
]
TEXT = st.lists(st.one_of(st.sampled_from(NASTY), st.text(max_size=12)), max_size=40).map("".join)


def _plain(text: str) -> str:
    """What is left to compare: no spaces, and nothing that no calendar can hold."""
    return "".join(each for each in text if not each.isspace() and category(each) not in ("Cc", "Cs", "Zl", "Zp"))


@given(title=TEXT, where=TEXT, words=TEXT, organiser=TEXT, attendee=TEXT)
def test_E8_the_file_stays_whole(title: str, where: str, words: str, organiser: str, attendee: str) -> None:
    file = written(title=title, where=where, words=words, organiser=organiser, attendee=attendee)
    lines = file.split(b"\r\n")
    assert lines[-1] == b""
    assert all(len(line) <= 75 for line in lines)
    assert not any(re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", line) for line in lines)
    assert [line for line in lines if line.startswith((b"BEGIN:VEVENT", b"BEGIN:VALARM", b"ATTENDEE"))] == [
        b"BEGIN:VEVENT",
        next(line for line in lines if line.startswith(b"ATTENDEE;")),
        b"BEGIN:VALARM",
    ]
    assert by_vobject(file).attendee.value == by_icalendar(file)["attendee"] == f"mailto:{TO}"
    assert _plain(str(by_icalendar(file)["description"])) == _plain(words)
    assert _plain(by_vobject(file).description.value) == _plain(words)
    shown = _plain(by_vobject(file).summary.value)
    assert _plain(title).startswith(shown)
    assert shown == _plain(title) or len(shown) > 100


@given(text=TEXT)
def test_E8_every_character_survives_the_folding(text: str) -> None:
    """No character is cut in two: each physical line is UTF-8 by itself."""
    for line in written(words=text * 3).split(b"\r\n"):
        line.decode()
