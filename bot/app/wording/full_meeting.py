"""The full meeting after one out of hours: on the plan of both, on the convenor's card of the first, on its own."""

from __future__ import annotations

from bot.app.cards import Block, Button, Heading, Item, Text, Tone
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
    late = _late(full.meeting)
    words = f"Then the full meeting: {_when(full.meeting)}, {full.meeting.reference}. {_needed(full)}{late}"
    quiet = Text("It is sent together with this one.", "quiet")
    heading = Heading("Then the full meeting")
    tone: Tone = "plain" if full.meeting.starts_at and not late else "warning"
    return [heading, Item(words, (look, change, without), tone), quiet]


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


def _late(meeting: Meeting) -> str:
    if meeting.starts_at is None:
        return " Nobody needed is free in time. Choose a time, or send this one now and choose later."
    late = meeting.ends_at is not None and meeting.ends_at > meeting.deadline
    return f" This is after its deadline, {moment(meeting.deadline)}." if late else ""


def _needed(full: MeetingView) -> str:
    needed = [f"{seated(full, seat)} ({_who(full, seat)})" for seat in full.open_seats() if seat.required]
    return f"Needed: {', '.join(needed)}."


def _who(full: MeetingView, seat: Seat) -> str:
    if seat.desk_id:
        return full.desks[seat.desk_id].name
    return full.name(seat.person_id) if seat.person_id else "nobody yet"
