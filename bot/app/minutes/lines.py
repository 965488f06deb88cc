"""A pasted text as lines: without quoting, each with the bullet or number that stood before it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_BREAK = re.compile(r"\r\n?|\n|\v|\f|\x85|\u2028|\u2029")
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_SPACES = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_QUOTED = re.compile(r"^(?:[ \t]{0,8}>)+ ?")
_MARKER = re.compile(
    r"(?:[-*+•‣▪■□●○◦·–—►➢➤✓✔☐☑\uf0b7\uf0a7]|o(?=[ \t])|\[[ xX]?\]"
    r"|\(?\d{1,3}(?:\.\d{1,2}){0,2}[.)](?=[ \t]|[A-Za-z])|\d{1,2}(?:\.\d{1,2}){1,2}(?=[ \t]+(?-i:[A-Z]))"
    r"|\(?[a-zA-Z][.)](?=[ \t])|\(?[ivx]{1,4}[.)](?=[ \t])"
    r"|action\s?[-–—](?=\s)"
    r"|(?:action|item|point|rec(?:ommendation)?|a|ap)\s?\d{1,3}\s?(?:[.:)]|[-–—](?=\s))(?=\s|[A-Za-z]))"
    r"\s*(?:\[[ xX]?\]\s+)?",
    re.IGNORECASE,
)
_FIRST = re.compile(r"[\s>]{0,12}1[.)]\s*[A-Za-z]")
_NUMBERED = re.compile(r"(?<=\S)[ \t]+(?P<n>\d{1,2})[.)][ \t]+(?=[A-Za-z])")
_RULE = re.compile(r"[\s|+\-–—=_*:~#.]*")
_EMPHASIS = re.compile(r"(?<!\w)(?:\*\*|__)(?=\w)|(?<=[\w.:;!?])(?:\*\*|__)(?!\w)|^#{1,6}\s+")


@dataclass(frozen=True, slots=True)
class Line:
    """One line that says something. `whole` keeps its inner spacing, for columns; `gap`: an empty line before it."""

    text: str
    marker: str
    indent: int
    gap: bool
    whole: str

    @property
    def numbered_action(self) -> bool:
        """True behind "Action 3:" or "Action –"."""
        return self.marker[:1].lower() == "a" and len(self.marker) > 2

    @property
    def marked(self) -> bool:
        """True behind a bullet or a number."""
        return bool(self.marker)


def lines_of(text: str) -> list[Line]:
    """Every line with something in it, in order."""
    found: list[Line] = []
    gap = True
    for raw in _one_each(_BREAK.split(_SPACES.sub(" ", _UNSEEN.sub("", text)))):
        whole = _EMPHASIS.sub("", _QUOTED.sub("", raw, count=1)).rstrip()
        if not whole.strip() or _RULE.fullmatch(whole):
            gap = gap or not whole.strip()
            continue
        found.append(_line(whole, gap))
        gap = False
    return found


def _one_each(raws: Iterable[str]) -> Iterator[str]:
    """ "1. Visit. 2. Ring the GP." is two lines."""
    for raw in raws:
        if _FIRST.match(raw) is None:
            yield raw
            continue
        begins, number = 0, 2
        for found in _NUMBERED.finditer(raw):
            if int(found["n"]) == number:
                yield raw[begins : found.start()]
                begins, number = found.start("n"), number + 1
        yield raw[begins:]


def _line(whole: str, gap: bool) -> Line:
    bare = whole.lstrip()
    marker = _MARKER.match(bare)
    said = bare[marker.end() :] if marker else bare
    if marker and not said:
        # A bullet alone on its line says nothing, but a number may be all that there is.
        marker, said = None, bare
    return Line(" ".join(said.split()), marker[0].strip() if marker else "", len(whole) - len(bare), gap, whole)
