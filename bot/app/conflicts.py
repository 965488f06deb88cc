"""Who must stay out of a case, kept by its children's references: told, carried on to later meetings, lifted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256

from bot.app.staying_out import called, out_of_case, reference_of
from bot.app.wording.talk import YOURSELF
from bot.app.work import Work
from bot.domain.case import CaseFacts
from bot.domain.diary import Conflict
from bot.domain.errors import Invalid
from bot.domain.meeting import Meeting


async def kept_out(work: Work, council: str, facts: CaseFacts) -> frozenset[str]:
    """Ids of everybody who must stay out of any meeting about these children."""
    return await out_of_case(work.uow, council, facts)


def as_seen(meeting: Meeting) -> str:
    """A short mark of who is out of the meeting: the form that showed them hands it back."""
    names = "|".join((*sorted(meeting.excluded), "", *sorted(meeting.excluded_names)))
    return sha256(names.encode()).hexdigest()[:12]


async def keep_out(work: Work, council: str, references: Iterable[str], person_id: str) -> bool:
    """Keep somebody out of every meeting about these children, from now on; False when that was known already."""
    told = False
    for reference in sorted({reference_of(each) for each in references}):
        if await work.uow.conflicts.where(council=council, reference=reference, person_id=person_id):
            continue
        row = Conflict(work.new_id(), council, reference, person_id, work.actor.person_id, work.now)
        await work.uow.conflicts.add(row)
        await work.note("kept_out", row.id, council, person=person_id)
        told = True
    return told


async def let_in(work: Work, council: str, references: Iterable[str], person_id: str) -> None:
    """Take back what was told of somebody. Rows are never deleted: one without a reference keeps out nobody."""
    about = tuple(sorted({reference_of(each) for each in references}))
    for row in await work.uow.conflicts.where(council=council, reference=about, person_id=person_id):
        row.reference = ""
        await work.uow.conflicts.save(row)
        await work.note("let_in", row.id, council, person=person_id)


async def tell_excluded(
    work: Work, meeting: Meeting, typed: tuple[str, ...], names: tuple[str, ...], seen: str
) -> tuple[str, ...]:
    """Take down who must not be told of a meeting: they stay out of it, and of later ones about the same children.

    Only a form that showed everybody who is out now (`seen`) lets anybody in again; any other only adds. Returns
    the ids of those who were not out before. Raises Invalid for somebody who shuts themselves out.
    """
    if seen and seen == as_seen(meeting):
        every = [child.reference for child in meeting.facts.children]
        for person_id in sorted(set(meeting.excluded) - set(typed)):
            await let_in(work, meeting.council, every, person_id)
        meeting.excluded, meeting.excluded_names = (), ()
    meeting.excluded_names = tuple(dict.fromkeys((*meeting.excluded_names, *names)))
    known = [*meeting.excluded, *[each for each in typed if await work.uow.people.get(each)]]
    known += sorted(await called(work.uow, meeting.council, meeting.excluded_names))
    known += sorted(await kept_out(work, meeting.council, meeting.facts))
    if work.actor.person_id in known:
        raise Invalid({"not_told": YOURSELF})
    meeting.excluded = tuple(dict.fromkeys(known))
    about = references_of(meeting)
    return tuple([each for each in meeting.excluded if await keep_out(work, meeting.council, about, each)])


def references_of(meeting: Meeting) -> list[str]:
    """The case references of the children whom the meeting is about."""
    return [child.reference for child in meeting.facts.in_scope]


def without(facts: CaseFacts, people: Iterable[str]) -> CaseFacts:
    """The same case; a service stays known, without its worker where that is one of these people."""
    out = set(people)
    services = [replace(each, person_id=None) if each.person_id in out else each for each in facts.known_services]
    return replace(facts, known_services=tuple(dict.fromkeys(services)))
