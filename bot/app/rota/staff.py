"""Whom a rota names: by id, work e-mail or exact name, and only people who may be on it. Never guessed."""

from __future__ import annotations

from collections import defaultdict

from bot.app.rota.known import KnownRota
from bot.domain.people import Person

UNKNOWN = "{0} is not in the directory, write their id, work e-mail or exact name"
TWICE = "{0} is a name that more than one person has, write the id"
LEFT = "{0} has left, leave them out"


class NotOnRota(ValueError):
    """These words name nobody who can be on this rota; the text says why, and never repeats them."""


class Staff:
    """The directory, looked up by any of the ways in which a rota names people; of one council or desk if asked."""

    def __init__(self, known: KnownRota, council: str = "", desk: str = "") -> None:
        self._council, self._desk, self._serves = council, desk, known.serves
        self._found: defaultdict[str, dict[str, Person]] = defaultdict(dict)
        for person in known.people.values():
            for way in (person.id, person.name, person.email):
                if way:
                    self._found[_plain(way)][person.id] = person

    def named(self, words: str, what: str) -> Person:
        """The person. `what` says in a problem who is meant. Raises NotOnRota."""
        # An id is one person's alone, whoever has it for a name.
        found = self._found.get(_plain(words), {})
        person = found.get(words.strip())
        here = [each for each in found.values() if each.here]
        if person is None and len(here) > 1:
            raise NotOnRota(TWICE.format(what))
        person = person or next(iter(here), None) or next(iter(found.values()), None)
        if person is None:
            raise NotOnRota(UNKNOWN.format(what))
        if not person.here:
            raise NotOnRota(LEFT.format(what))
        if self._council and self._council not in person.councils:
            raise NotOnRota(f"{what} does not work for {self._council}, mend it or the directory")
        if self._desk and (person.id, self._desk) not in self._serves:
            raise NotOnRota(f"{what} does not serve the desk {self._desk}, mend it or the directory")
        return person

    def knows(self, words: str) -> bool:
        """True when somebody is, or was, called so."""
        return _plain(words) in self._found


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())
