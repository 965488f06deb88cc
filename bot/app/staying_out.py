"""Conflict exclusion: who must stay out of a meeting, as it is known at this instant. Read on every way in.

A person named in the case, or related to it, is neither resolved, nor found, nor told anything (domain: "Conflict
exclusion"). It is known by the council's own case reference, and so holds for every later meeting about the child.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.app.store import UnitOfWork
from bot.domain.case import CaseFacts
from bot.domain.diary import Conflict
from bot.domain.meeting import Meeting
from bot.domain.names import same_name, searched
from bot.domain.people import Person

# Far more than can share every word of a full name.
AT_MOST = 200


def reference_of(written: str) -> str:
    """A case reference as conflicts are kept under it, however it was written."""
    return written.strip().upper()


async def out_of_case(uow: UnitOfWork, council: str, facts: CaseFacts) -> frozenset[str]:
    """Ids of everybody who must stay out of any meeting about these children, those out of its scope too."""
    about = tuple(sorted({reference_of(child.reference) for child in facts.children}))
    rows = await uow.conflicts.where(council=council, reference=about) if about else []
    return frozenset(row.person_id for row in rows)


async def called(uow: UnitOfWork, council: str, names: Iterable[str]) -> frozenset[str]:
    """Ids of those of the council whose full name is one of these. Somebody may have joined since it was typed."""
    found: set[str] = set()
    for name in names:
        words = searched(name)
        people = await uow.people_named(words, councils=[council], limit=AT_MOST) if words else []
        found |= {person.id for person in people if same_name(person.name, name)}
    return frozenset(found)


async def heed(uow: UnitOfWork, meeting: Meeting) -> Meeting:
    """The same meeting, with everybody in `excluded` who must stay out of it by now."""
    return (await heed_all(uow, [meeting]))[0]


async def heed_all(uow: UnitOfWork, meetings: Sequence[Meeting]) -> Sequence[Meeting]:
    """The same for many, in as few questions."""
    known = await _known(uow, meetings)
    for meeting in meetings:
        by_name = await called(uow, meeting.council, meeting.excluded_names)
        _add(meeting, (*known[meeting.id], *sorted(by_name)))
    return meetings


async def heed_among(uow: UnitOfWork, meetings: Sequence[Meeting], people: Iterable[Person]) -> Sequence[Meeting]:
    """The same as far as these people go, in one question: a name that was typed is looked for among them alone."""
    known, people = await _known(uow, meetings), list(people)
    for meeting in meetings:
        here = [each for each in people if each.here and meeting.council in each.councils]
        by_name = [each.id for each in here if any(same_name(each.name, name) for name in meeting.excluded_names)]
        _add(meeting, (*known[meeting.id], *by_name))
    return meetings


async def _known(uow: UnitOfWork, meetings: Sequence[Meeting]) -> dict[str, list[str]]:
    """Who is told to stay out of each meeting's case, by the meeting's id."""
    about = {(each.council, reference_of(child.reference)) for each in meetings for child in each.facts.children}
    councils = tuple(sorted({council for council, _ in about}))
    references = tuple(sorted({reference for _, reference in about}))
    rows = await uow.conflicts.where(council=councils, reference=references, order="told_at") if about else []
    return {meeting.id: [row.person_id for row in rows if _is_about(row, meeting)] for meeting in meetings}


def _is_about(row: Conflict, meeting: Meeting) -> bool:
    same = row.council == meeting.council
    return same and row.reference in {reference_of(child.reference) for child in meeting.facts.children}


def _add(meeting: Meeting, people: Iterable[str]) -> None:
    meeting.excluded = tuple(dict.fromkeys((*meeting.excluded, *people)))
