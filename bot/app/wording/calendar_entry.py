"""A meeting in somebody's own calendar, and the short mail that it comes with: nothing about a child in either."""

from __future__ import annotations

from bot.app.cards import Card, Facts, Link, Text
from bot.app.view import MeetingView
from bot.app.wording.asked import TOOLS
from bot.app.wording.invitation import DANGER, how_to_join, over_card, titled
from bot.app.wording.times import moment, uk_span
from bot.domain.invitation import Answer, Invitation
from bot.domain.meeting import MeetingState

OVER = "This is no longer with you. You need do nothing."
HOW_TO_ANSWER = "Accept or Decline here counts as your answer. Maybe does not."
MINE_ALONE = "Only your own answer counts: please don't forward this."


def entry_title(view: MeetingView) -> str:
    """What a calendar shows, to whoever looks over a shoulder."""
    return titled(view)


def entry_where(view: MeetingView) -> str:
    """A link to join, which calendars make a button of."""
    return view.room.join_url if view.room else f"Ring {view.convenor.name}, {view.convenor.phone}"


def entry_words(view: MeetingView, *, awaited: bool, joining: bool = True) -> str:
    """How to join, whom to ring, and when to ring 999."""
    convenor = view.convenor
    ring = f"{convenor.name}, {convenor.phone}" if convenor.phone else convenor.name
    lines = [f"{label}: {value.url if isinstance(value, Link) else value}" for label, value in how_to_join(view)]
    if not joining:
        lines = ["How to join stands in your invitation."]
    answer = [HOW_TO_ANSWER, MINE_ALONE] if awaited else []
    return "\n".join([*lines, f"To learn which child, ring {ring}.", *answer, DANGER.text])


def over_words(view: MeetingView, invitation: Invitation | None) -> str:
    """Why it is taken out of the calendar."""
    if invitation is None and view.meeting.state is not MeetingState.CANCELLED:
        return f"{view.meeting.reference} is with {view.convenor.name} now. You need do nothing."
    if invitation is None:
        return "This meeting is cancelled. You need do nothing."
    return over_card(view, invitation).summary


def calendar_card(view: MeetingView, invitation: Invitation | None, tool: str, turn: str, *, over: bool) -> Card:
    """The mail beside the card in the chat. `invitation` is None for a convenor without a seat."""
    title = titled(view)
    if over:
        return Card(title, title, (Text(over_words(view, invitation)),), turn=turn)
    start, end = view.meeting.starts_at, view.meeting.ends_at
    when = (Facts((("When", uk_span(start, end)),)),) if start and end else ()
    words = Text(f"For your calendar. {_what_to_do(view, invitation, tool)}")
    return Card(title, f"{title}. For your calendar.", (words, *when, DANGER), turn=turn)


def _what_to_do(view: MeetingView, invitation: Invitation | None, tool: str) -> str:
    if invitation is None:
        return "You called this meeting."
    if invitation.counts_for(view.meeting.revision):
        return "You said you will come. You need do nothing."
    where = TOOLS.get(tool, "the message you have")
    again = "The time has changed. " if invitation.answer is Answer.ACCEPTED else ""
    return f"{again}Answer there or in {where}."


ONLY_YES_OR_NO = "“Maybe” does not count, only yes or no. Nothing was changed. Please press Accept or Decline."
STILL_COMING = "“Maybe” does not count: you are still down as coming. If you can't come, press Decline."
NOT_YOURS = (
    "Your answer was not counted: this invitation is somebody else's. Nothing was changed. "
    "If you should come, ring whoever sent it to you."
)
GONE = "Your answer was not counted: this is no longer with you. You need do nothing."
ANSWERED_SINCE = (
    "Your answer was not counted: you answered later in another way, and that stands. If it is wrong, answer again."
)
CONVENOR = "You called this meeting, so your answer changed nothing. To move or cancel it, open it in Quorate."
NO_TIME = "You suggested another time, but not which. Nothing was changed. Please suggest it again."
NOT_READ = "Your answer could not be read. Nothing was changed. Please press Accept or Decline."


def old_time(view: MeetingView) -> str:
    """An answer to what the invitation said before."""
    at = f" It is now {moment(view.meeting.starts_at)}." if view.meeting.starts_at else ""
    return f"Your answer was not counted: the invitation has changed since.{at} Please answer the newest one."
