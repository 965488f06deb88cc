"""What people asked, answered and agreed about a meeting: each item is whose words it holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from bot.app.export.items import SOMEBODY_ELSE, Item, Names
from bot.app.view import MeetingView
from bot.app.work import Work
from bot.domain.meeting import Meeting


def of_answers(view: MeetingView, names: Names) -> Iterator[Item]:
    """Invitations with their answers, agencies' own references, and what police desks were asked."""
    labels = {seat.id: view.label(seat) for seat in view.seats}
    for each in view.invitations:
        says = {
            "who": names.name(each.person_id), "seat": labels.get(each.seat_id, ""), "answer": str(each.answer),
            "answered": each.answered_at, "by way of": each.via, "taken down by": names.name(each.recorded_by_id),
            "stands in": names.name(each.deputy_id), "could come": each.suggested_at,
            "information by": each.information_by, "information sent": each.information_sent_at,
            "right person": each.instead,
        }  # fmt: skip
        yield names.item(
            "invitation", each.asked_at, each.person_id, says, *((SOMEBODY_ELSE,) if each.instead else ())
        )
    for own in view.references:
        said = {"agency": own.agency, "reference": own.reference}
        yield names.item("agency's reference", None, own.added_by_id, said)
    for asked in view.requests:
        desk = view.desks.get(asked.desk_id)
        police = {
            "desk": desk.name if desk else asked.desk_id, "unit": asked.unit, "needed by": asked.needed_by,
            "acknowledged": asked.acknowledged_at, "officer": names.name(asked.assigned_to_id),
            "accepted": asked.accepted_at, "refused": asked.refused_at, "code": asked.refused_code,
            "why": asked.refused_words,
        }  # fmt: skip
        by = asked.refused_by_id or asked.assigned_by_id or asked.acknowledged_by_id
        yield names.item("police request", asked.requested_at, by, police)


def of_actions(view: MeetingView, names: Names) -> Iterator[Item]:
    """The actions. Their words were written down by the note-taker, or else the convenor."""
    wrote = view.meeting.recorder_id or view.meeting.convenor_id
    for each in view.actions:
        says = {
            "number": each.number, "action": each.words, "owner": names.name(each.owner_id) or each.owner_words,
            "timescale": each.timescale_words, "due": each.due_at, "state": str(each.state),
            "done": each.done_at, "done by": names.name(each.done_by_id), "what changed": str(each.outcome or ""),
            "in their words": each.outcome_words, "in the case record": each.in_case_record,
            "put off": [_by(asdict(one), names) for one in each.extensions],
            "asked for longer": _by(asdict(each.longer), names) if each.longer else None,
            "given back": [_by(asdict(one), names) for one in each.given_back],
            "turns": [_by(asdict(one), names) for one in each.turns],
        }  # fmt: skip
        yield names.item("action", each.created_at, wrote, says, SOMEBODY_ELSE)


def _by(entry: dict[str, object], names: Names) -> dict[str, object]:
    """An entry of an action's history, with whose words it holds by name."""
    return {name.removesuffix("_id"): names.name(str(value)) if name.endswith("_id") else value
            for name, value in entry.items()}  # fmt: skip


async def of_calls(work: Work, meeting: Meeting, names: Names) -> list[Item]:
    """Telephone calls made for us, and what passed between day and night."""
    found = [
        names.item("phone call", each.made_at, each.made_by_id, {"outcome": str(each.outcome)})
        for each in await work.uow.phone_calls.where(meeting_id=meeting.id, order="made_at")
    ]
    for line in await work.uow.handover_lines.where(meeting_id=meeting.id, order="offered_at"):
        says = {
            "way": str(line.way),
            "state": str(line.state),
            "taken by": names.name(line.taker_id),
            "at": line.taken_at,
        }
        found.append(names.item("handover", line.offered_at, line.giver_id, says))
    return found
