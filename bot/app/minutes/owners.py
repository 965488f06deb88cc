"""Whom an action's owner words mean, among the people at the meeting. Two are never guessed between."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.domain.names import words_of
from bot.policy.owner_words import OwnerPart, as_said

NOBODY_SAID, NOBODY_HERE, VACANT = "nobody_said", "nobody_here", "vacant"
SEVERAL, AGENCY, EVERYBODY = "several", "agency", "everybody"
_TOGETHER = re.compile(r"\s*(?:[/&+,;|]|\band\b|\bwith\b|\bor\b)\s*", re.IGNORECASE)
_ASIDE = re.compile(r"[(\[]([^()\[\]]*)[)\]]|\s[-–—]\s+")
_RANKS = re.compile(
    r"^(?:dr|mr|mrs|ms|miss|mx|prof|rev|pc|dc|ds|di|dci|sgt|sergeant|constable|nurse|sister|cllr)\.?\s+",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W_]")
_SIDES = " \t.:;,*-–—"
LONGEST = 120


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody at the meeting, with the seats they fill and the agencies they speak for."""

    person_id: str
    name: str
    seats: frozenset[str]
    agencies: frozenset[str]


@dataclass(frozen=True, slots=True)
class Found:
    """The owner's id, or why there is none: nobody is said, is here by that name, or too many are meant."""

    person_id: str = ""
    why: str = ""


class Owners:
    """Everybody at one meeting, by name and by part. Whoever must stay out of it is not given to it at all."""

    def __init__(self, present: Iterable[Present], words: Mapping[str, OwnerPart], seats: Mapping[str, str]) -> None:
        """`seats`: each seat's label, by its name."""
        self._present = tuple(present)
        self._names = [(each, words_of(each.name)) for each in self._present]
        self._read: dict[str, Found] = {}
        self._words = {as_said(label): OwnerPart(seats=(seat,)) for seat, label in seats.items()}
        self._words |= {as_said(seat): OwnerPart(seats=(seat,)) for seat in seats}
        self._words |= {as_said(word): part for word, part in words.items()}

    def knows(self, words: str) -> bool:
        """True when the words are a part at meetings, or name somebody here, or several of these."""
        if len(words) > LONGEST:
            return False
        if self._one(words.strip(_SIDES)).why != NOBODY_HERE:
            return True
        pieces = _pieces(words)
        return len(pieces) > 1 and all(self._one(piece).why != NOBODY_HERE for piece in pieces)

    def find(self, words: str) -> Found:
        """The one person whom the words mean, or why there is none."""
        if not _LETTERS.search(words):
            return Found(why=NOBODY_SAID)
        whole = self._one(words[:LONGEST].strip(_SIDES))
        if whole.why != NOBODY_HERE:
            return whole
        found = self._but_their_agency(_pieces(words[:LONGEST]))
        people = {each.person_id for each in found}
        if len(people) == 1 and (len(found) == 1 or "" not in people):
            return found[0]
        # Somebody who is here and somebody who is not are still two.
        return Found(why=NOBODY_HERE if all(each.why == NOBODY_HERE for each in found) else SEVERAL)

    def _but_their_agency(self, pieces: list[str]) -> list[Found]:
        """What each piece means; "CSC – Sam" is Sam alone, whose agency is only said with the name."""
        found = [(piece, self._one(piece)) for piece in pieces]
        here = {each.person_id for _, each in found}
        theirs = {agency for each in self._present if each.person_id in here for agency in each.agencies}
        agencies = {piece for piece, each in found if each.why == AGENCY and self._agency(piece) in theirs}
        return [each for piece, each in found if piece not in agencies]

    def _agency(self, piece: str) -> str | None:
        part = self._words.get(as_said(piece))
        return part.agency if part else None

    def _one(self, piece: str) -> Found:
        """Read once: a plan names the same few over and over."""
        if piece not in self._read:
            self._read[piece] = self._meant(piece)
        return self._read[piece]

    def _meant(self, piece: str) -> Found:
        part, named = self._words.get(as_said(piece)), self._named(piece)
        named = named if named or part else self._by_initials(piece)
        people = {each.person_id for each in named} | (self._filling(part) if part else set())
        if len(people) == 1:
            return Found(people.pop())
        if part is None:
            return Found(why=SEVERAL if people else NOBODY_HERE)
        if part.agency is not None:
            return Found(why=AGENCY)
        return Found(why=SEVERAL if people else VACANT if part.seats else EVERYBODY)

    def _filling(self, part: OwnerPart) -> set[str]:
        seats = set(part.seats)
        return {each.person_id for each in self._present if each.seats & seats or part.agency in each.agencies}

    def _named(self, piece: str) -> list[Present]:
        """Those here whom this may name: all of it must be theirs, an initial may stand for a first name."""
        typed = words_of(_RANKS.sub("", piece.strip(_SIDES)))
        if not any(len(word) > 1 for word in typed):
            return []
        exact = [each for each, name in self._names if name == typed]
        return exact or [each for each, name in self._names if _part_of(typed, name)]

    def _by_initials(self, piece: str) -> list[Present]:
        """ "PN" for Priya Nair, where that is no role: capitals alone, and all of the name's."""
        typed = piece.strip(_SIDES).replace(".", "")
        if len(typed) < 2 or not typed.isupper():
            return []
        return [each for each in self._present if typed.lower() == _initials(each.name)]


def _part_of(typed: tuple[str, ...], name: tuple[str, ...]) -> bool:
    left = list(name)
    for word in sorted(typed, key=len, reverse=True):
        fitting = next((each for each in left if each == word or (len(word) == 1 and each.startswith(word))), None)
        if fitting is None:
            return False
        left.remove(fitting)
    return True


def _initials(name: str) -> str:
    return "".join(word[0] for word in _RANKS.sub("", name).casefold().split())


def _pieces(words: str) -> list[str]:
    """Each of several that were named together; what stands in brackets beside a name is one of them."""
    apart = _ASIDE.sub(lambda found: f",{found[1] or ''},", words)
    return [piece for piece in (each.strip(_SIDES) for each in _TOGETHER.split(apart)) if _LETTERS.search(piece)]
