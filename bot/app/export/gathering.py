"""Gathering everything that is held about a case. That it was handed out is kept in the audit, in the same act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.app import commands as c
from bot.app.export.items import KEPT_OUT, LEGAL, CaseExport, Item, MeetingExport, Names
from bot.app.export.of_case import of_case, of_the_meeting
from bot.app.export.of_people import of_actions, of_answers, of_calls
from bot.app.export.of_showings import history, incidents, read, sent
from bot.app.retention.finding import FoundCase, find_case
from bot.app.view import MeetingView, view_by_id
from bot.app.work import Handler, Work
from bot.domain.people import Person


async def export_case(command: c.ExportCase, work: Work) -> CaseExport:
    """Everything about the case; the meetings about its siblings alone are not part of it."""
    case = await find_case(work, command.reference, command.council, may_be_gone=True, one_child=True)
    views = [await view_by_id(work.uow, work.policies, each.id, work.now) for each in case.meetings]
    excluded = {who for view in views for who in view.meeting.excluded}
    names = Names(await _everybody(work), excluded)
    meetings = tuple([await _meeting(work, view, names, case.reference) for view in views])
    for view in views:
        await work.note("exported", view.meeting.id, case.council, view.meeting.id)
    return CaseExport(
        work.now, case.council, work.policy(case.council).council.name, command.reference.strip(), meetings,
        tuple(await _beyond(work, case, views, names)), tuple(await _deleted(work, case, names)),
    )  # fmt: skip


async def _meeting(work: Work, view: MeetingView, names: Names, about: str) -> MeetingExport:
    meeting = view.meeting
    held = [*of_case(meeting, names, about), *of_the_meeting(view, names), *of_answers(view, names)]
    export = MeetingExport(
        meeting.reference,
        (*held, *await of_calls(work, meeting, names)),
        tuple(of_actions(view, names)),
        tuple(await sent(work, meeting, names)),
        tuple(await read(work, meeting, names)),
        tuple(await history(work, meeting, names)),
    )
    return replace(export, incidents=tuple(incidents(export)))


async def _beyond(work: Work, case: FoundCase, views: Sequence[MeetingView], names: Names) -> list[Item]:
    """What is held by the child's reference, not by a meeting: who was kept out, who holds the case, legal holds."""
    written = {case.reference} if case.reference else {
        child.reference.strip().upper() for view in views for child in view.meeting.facts.in_scope
    }  # fmt: skip
    about = tuple(sorted(written - {""}))
    found = []
    for row in await work.uow.conflicts.where(council=case.council, reference=about, order="told_at"):
        says = {"who": names.name(row.person_id), "reference": row.reference}
        found.append(names.item("kept out of the case", row.told_at, row.told_by_id, says, KEPT_OUT))
    for holder in await work.uow.caseloads.where(council=case.council, reference=about):
        holds = {"who": names.name(holder.person_id), "reference": holder.reference}
        found.append(names.item("holds the case", None, holder.person_id, holds))
    for hold in await work.uow.legal_holds.where(council=case.council, mark=case.marks, order="placed_at"):
        held = {"reason": hold.reason, "released": hold.released_at}
        found.append(names.item("legal hold", hold.placed_at, hold.placed_by_id, held, LEGAL))
    return found


async def _deleted(work: Work, case: FoundCase, names: Names) -> list[Item]:
    receipts = await work.uow.purge_receipts.where(council=case.council, order="purged_at")
    return [
        names.item(
            "deleted", each.purged_at, each.purged_by_id,
            {"meetings": list(each.meetings), "rule": each.rule, "policy": each.policy_version, "rows": each.counts,
             "key destroyed": each.key_destroyed, "receipt": each.id},
        )
        for each in receipts
        if set(each.marks) & set(case.marks)
    ]  # fmt: skip


async def _everybody(work: Work) -> dict[str, Person]:
    """Names of all, also of those who have left: an export is rare, and anybody may have read something."""
    return {person.id: person for person in await work.uow.people.where()}


HANDLERS: dict[type[c.Command], Handler] = {c.ExportCase: export_case}
