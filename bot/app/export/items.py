"""What is handed out: item by item, each with whose information it is and what must be looked at first."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.people import Person

# What a person must look at before an item is handed on (UK GDPR art. 15(4): the rights of others).
SOMEBODY_ELSE = "names or tells of somebody else"
KEPT_OUT = "somebody who had to be kept out of the case"
ANOTHER_CHILD = "about another child"
A_PARENT = "about a parent or another adult"
REFERRER = "may tell who referred"
LEGAL = "may be legal advice"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is held. `whose` and `agency` contributed it; `review` says why somebody must look first."""

    kind: str
    at: datetime | None
    whose: str
    agency: str
    says: Mapping[str, Any]
    review: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MeetingExport:
    """One meeting of the case. `sent` is who was sent what, `read` who was shown words about it, and when.

    `incidents`: who was asked by mistake, and what they had been shown until it was taken back.
    """

    reference: str
    held: tuple[Item, ...]
    actions: tuple[Item, ...]
    sent: tuple[Item, ...]
    read: tuple[Item, ...]
    history: tuple[Item, ...]
    incidents: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseExport:
    """Everything about a case: `case` beyond its meetings, and `deleted` what is not here any more. Private."""

    at: datetime
    council: str
    council_name: str
    asked_for: str
    meetings: tuple[MeetingExport, ...]
    case: tuple[Item, ...]
    deleted: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """Who is who, and who must be kept out of the case."""

    people: Mapping[str, Person]
    excluded: Collection[str] = ()

    def name(self, person_id: str | None) -> str:
        """The name, or the id of what is nobody: Quorate, or the operator."""
        found = self.people.get(person_id or "")
        return found.name if found else (person_id or "")

    def agency(self, person_id: str | None) -> str:
        """The person's agency; "" for nobody's."""
        found = self.people.get(person_id or "")
        return found.agency if found else ""

    def item(self, kind: str, at: datetime | None, who: str | None, says: Mapping[str, Any], *review: str) -> Item:
        """One thing by this person; what is empty is left out. Whoever is kept out is never handed on unseen."""
        said = {name: value for name, value in says.items() if value is not None and value not in ("", (), [], {})}
        out = {self.name(each) for each in self.excluded}
        if who in self.excluded or any(name in str(value) for value in said.values() for name in out):
            review = (*review, KEPT_OUT)
        return Item(kind, at, self.name(who), self.agency(who), said, tuple(dict.fromkeys(review)))
