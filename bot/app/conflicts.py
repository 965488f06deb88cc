"""Who must stay out of a case, kept by its children's references: told, carried on to later meetings, lifted."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from bot.app.staying_out import called, out_of_case, reference_of
from bot.app.work import Work
from bot.domain.case import CaseFacts
from bot.domain.diary import Conflict
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
) -> frozenset[str]:
    """Take down who must not be told of a meeting, by this and every later one about the same children.

    Only a form that showed everybody who is out now (`seen`) takes anybody back; any other adds. Returns the ids of
    everybody who is out.
    """
    about = [child.reference for child in meeting.facts.in_scope]
    if seen and seen == as_seen(meeting):
        every = [child.reference for child in meeting.facts.children]
        for person_id in set(meeting.excluded) - set(typed):
            await let_in(work, meeting.council, every, person_id)
        meeting.excluded, meeting.excluded_names = (), names
    meeting.excluded_names = tuple(dict.fromkeys((*meeting.excluded_names, *names)))
    known = [*meeting.excluded, *typed, *sorted(await called(work.uow, meeting.council, meeting.excluded_names))]
    known += sorted(await out_of_case(work.uow, meeting.council, meeting.facts))
    for person_id in dict.fromkeys(known):
        await keep_out(work, meeting.council, about, person_id)
    meeting.excluded = tuple(dict.fromkeys(known))
    return frozenset(meeting.excluded)
