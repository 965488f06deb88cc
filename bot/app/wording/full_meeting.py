"""The full meeting after one out of hours: on the plan of both, on the convenor's card of the first, on its own."""

from __future__ import annotations

from bot.app.cards import Block, Button, Heading, Item, Text
from bot.app.view import MeetingView
from bot.app.wording.asked import seated
from bot.app.wording.times import moment, span
from bot.domain.meeting import Meeting, MeetingState, Seat

LOOK = "Look at its plan"


def then_the_full(view: MeetingView, full: MeetingView | None) -> list[Block]:
    """On the plan of the first: when the full one is, who is needed there, and what can be changed about it."""
    if view.full is None:
        return []
    if full is None:
        again = Button("Plan the full meeting", "with_full", view.meeting.id)
        return [Item("Without the full meeting.", (again,))]
    without = Button("Without the full meeting", "without_full", view.meeting.id)
    look = Button(LOOK, "open_meeting", full.meeting.id)
    change = Button("Change its time", "choose_time", full.meeting.id)
    wrong = _wrong(full)
    when = _when(full.meeting)
    words = " ".join([f"{when[0].upper()}{when[1:]}, {full.meeting.reference}.", *wrong])
    item = Item(words, (look, change, without), "warning" if wrong else "plain")
    return [Heading("Then the full meeting"), item, *_needed(full)]


def how_the_full_stands(view: MeetingView) -> list[Block]:
    """On the convenor's card of the first: the full meeting's time, or what is still to be done about it."""
    full = view.full
    if full is None or (full.state is MeetingState.CANCELLED and full.called_at is None):
        return []
    words = f"Full meeting: {_when(full)}, {full.reference}"
    if full.state is MeetingState.DRAFT:
        button = Button(LOOK, "open_meeting", full.id)
        return [Item(f"{words}. It is not sent yet: nobody has been asked.", (button,), "warning")]
    if full.state is MeetingState.CANCELLED:
        return [Text(f"{words}. It is cancelled.", "quiet")]
    stands = " It still stands." if view.meeting.state is MeetingState.CANCELLED else ""
    return [Item(f"{words}.{stands}", (Button("Open", "open_meeting", full.id),))]


def _when(meeting: Meeting) -> str:
    if meeting.starts_at is None or meeting.ends_at is None:
        return "no time yet"
    return span(meeting.starts_at, meeting.ends_at)


def _wrong(full: MeetingView) -> list[str]:
    """What the convenor must know before both are sent: no time, too late, or nobody for a seat."""
    meeting = full.meeting
    if meeting.starts_at is None:
        return ["Nobody needed is free in time. Choose a time, or send this one now and choose later."]
    late = meeting.ends_at is not None and meeting.ends_at > meeting.deadline
    nobody = [seated(full, seat) for seat in full.open_seats() if seat.required and not _filled(seat)]
    return [
        *([f"This is after its deadline, {moment(meeting.deadline)}."] if late else []),
        *([f"Nobody yet for: {', '.join(nobody)}."] if nobody else []),
    ]


def _needed(full: MeetingView) -> list[Block]:
    """Who comes, and that one press sends both; nothing of it while there is no time."""
    if full.meeting.starts_at is None:
        return []
    seats = (seat for seat in full.open_seats() if seat.required and _filled(seat))
    asked = ", ".join(f"{seated(full, seat)} ({_who(full, seat)})" for seat in seats)
    return [Text(f"Sent together with this one. Asked: {asked}.", "quiet")]


def _filled(seat: Seat) -> bool:
    return bool(seat.desk_id or seat.person_id)


def _who(full: MeetingView, seat: Seat) -> str:
    return full.desks[seat.desk_id].name if seat.desk_id else full.name(seat.person_id)
