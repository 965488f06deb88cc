"""Cards of the evening, the night and the morning: what is handed over, what is missing, who has it now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.app.cards import Block, Button, Card, Item, Text
from bot.app.view import MeetingView
from bot.app.wording.actions.lines import numbered
from bot.app.wording.convenor import counted
from bot.app.wording.times import clock, due, moment, near
from bot.domain.action import Action, ActionState
from bot.domain.handover import HandoverLine, LineState, Way
from bot.domain.meeting import Meeting, MeetingState
from bot.domain.people import Person
from scheduling.london import local_day

HAND_OVER = Button("Hand over to emergency duty", "hand_to_night", style="primary")
NOTHING_OPEN = "Nothing urgent is open. You need do nothing."
ONE_PERSON = "Restricted: hand it to one person yourself."


def how_many(meetings: int, actions: int) -> str:
    """ "2 meetings, 1 action" """
    parts = [_count(meetings, "meeting"), _count(actions, "action")]
    return ", ".join(each for each in parts if each)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}" if number else ""


def reference_of(meeting: Meeting, action: Action | None) -> str:
    """What a line is called: the meeting, or one action of it."""
    return f"{meeting.reference} {numbered(action)}" if action else meeting.reference


def nobody_there(ring: str) -> Text:
    """Never silent: a named human and a number."""
    return Text(f"Nobody from emergency duty is on the rota then. Ring {ring}.", "urgent")


def is_missing(missing: Sequence[str]) -> str:
    """What a receiver would lack, in few words."""
    return f" Not known yet: {', '.join(missing)}." if missing else ""


def evening_card(items: Sequence[Item], waiting: str, what_it_does: str, nobody: Sequence[Text]) -> Card:
    """All that a convenor has to hand over, and what became of what they handed over."""
    title = "Hand over to emergency duty"
    if not items:
        return Card(title, NOTHING_OPEN, (Text(NOTHING_OPEN, "good"),))
    summary = f"{title}: {waiting}" if waiting else f"{title}: nothing more to offer"
    blocks: list[Block] = [Text(f"{waiting} to hand over.")] if waiting else []
    blocks += [*items, *nobody, Text(what_it_does, "quiet")]
    return Card(title, summary, tuple(blocks), (HAND_OVER,) if waiting else ())


def open_item(view: MeetingView, action: Action | None, missing: Sequence[str], *, restricted: bool) -> Item:
    """Something still to be offered, for its convenor."""
    meeting = view.meeting
    known = Button("Add what is known", "facts", meeting.id)
    buttons = [Button("Open", "open_meeting", meeting.id)]
    buttons += [known] if missing and meeting.state is MeetingState.CALLED else []
    buttons += [Button("Hand over", "handover", meeting.id)] if restricted and not action else []
    words = f"{_what(view, action)}.{is_missing(missing)}{f' {ONE_PERSON}' if restricted else ''}"
    return Item(words, tuple(buttons), "warning" if missing or restricted else "plain")


def given_item(line: HandoverLine, reference: str, taker: str, now: datetime, *, still: bool) -> Item:
    """Something that was offered, for whoever offered it."""
    if line.state is LineState.TAKEN and line.taken_at:
        return Item(f"{reference}: taken by {taker}, {near(line.taken_at, now)}.", (), "good")
    if still:
        return Item(f"{reference}: offered {near(line.offered_at, now)}. It is yours until somebody takes it.")
    return Item(f"{reference}: no longer on offer.")


def _what(view: MeetingView, action: Action | None) -> str:
    if action is not None:
        when = f"due {due(action.due_at)}" if action.due_at else "no time yet"
        return f"{reference_of(view.meeting, action)}: {when}"
    meeting = view.meeting
    when = moment(meeting.starts_at) if meeting.starts_at else "no time yet"
    if meeting.state is MeetingState.CALLED and meeting.ends_at is not None and meeting.ends_at <= view.now:
        return f"{meeting.reference}: {when}, should be over, nothing written down yet"
    if meeting.state is MeetingState.CALLED:
        return f"{meeting.reference}: {when}, {counted(view)}"
    if meeting.state is MeetingState.DRAFT:
        return f"{meeting.reference}: a draft, not sent yet"
    return f"{meeting.reference}: held {moment(meeting.happened_at) if meeting.happened_at else when}"


def offered_item(
    view: MeetingView, action: Action | None, line: HandoverLine, missing: Sequence[str], taker: str, *, mine: bool
) -> Item:
    """Something on offer, for whoever may take it."""
    words = f"{_what(view, action)}{_after(view, action, line)}."
    if line.state is LineState.TAKEN and line.taken_at:
        if mine:
            open_it = ("more", line.action_id) if line.action_id else ("open_meeting", view.meeting.id)
            return Item(f"{words} You have it.", (Button("Open", *open_it),), "good")
        return Item(f"{reference_of(view.meeting, action)}: taken by {taker}, {clock(line.taken_at)}.", (), "quiet")
    take = Button("Take it", "take_line", line.id, "primary")
    return Item(f"{words}{is_missing(missing)}", (take,), "warning" if missing else "plain")


def _after(view: MeetingView, action: Action | None, line: HandoverLine) -> str:
    """What the night has left of a meeting: its open actions, those due today, and its full meeting."""
    if action is not None or line.way is not Way.DAY:
        return ""
    left = [each for each in view.actions if each.state is ActionState.OPEN]
    today = [each for each in left if each.due_at and local_day(each.due_at) == local_day(view.now)]
    words = f", {_count(len(left), 'open action')}" if left else ""
    words += f" ({len(today)} due today)" if today else ""
    if view.follows is not None:
        words = f", full meeting after {view.follows.reference}{words}"
    return words


def night_card(giver: Person | None, council: str, items: Sequence[Item], what_it_does: str, *, waiting: int) -> Card:
    """For everybody of emergency duty on shift."""
    name = giver.name if giver else "the day team"
    title = f"{council}: handed over by {name}"
    blocks: list[Block] = [Text(what_it_does, "quiet"), *items]
    if giver is not None and giver.phone:
        until = " It is theirs until you take it." if waiting else ""
        blocks.append(Text(f"Ring {name} on {giver.phone} for what is not here.{until}"))
    summary = f"{title}. Please take it." if waiting else f"{title}. All of it is taken."
    return Card(title, summary, tuple(blocks))


def morning_card(team: str, givers: Sequence[Person], items: Sequence[Item], *, waiting: int) -> Card:
    """For everybody of the day team at work: each line is one person's as soon as they take it."""
    title = f"From the night: {team}" if team else "From the night"
    blocks: list[Block] = [*items]
    with_whom = ", ".join(f"{each.name} ({each.phone})" if each.phone else each.name for each in givers)
    if waiting and with_whom:
        blocks.append(Text(f"Until somebody takes it, it is with {with_whom}, from emergency duty.", "quiet"))
    summary = f"{title}: {waiting} to take" if waiting else f"{title}: all of it is taken"
    return Card(title, summary, tuple(blocks))


def nobody_waits_card(*, by_day: bool, taken: bool) -> Card:
    """What the card above becomes: it is taken, or its time is over; never that somebody has what nobody took."""
    if taken:
        return Card(
            "Quorate", "It is taken now. You need do nothing.", (Text("It is taken now. Thank you.", "good"),)
        )
    left = "the newest list" if by_day else "whoever gave it"
    words = f"This is over. What is still open is {'on' if by_day else 'with'} {left}."
    return Card("Quorate", words, (Text(words, "quiet"),))


def not_taken_card(council: str, references: Sequence[str], whose: str, ring: str, *, by_day: bool) -> Card:
    """For the giver and those above: nobody has taken it, whose it is still, and what to do."""
    whom = "the day team" if by_day else "emergency duty"
    title = f"{council}: {whom} has not taken it"
    still = "with emergency duty" if by_day else whose
    please = f"Ring {ring} now." if ring else "Please ring them."
    please = "Please have somebody of the team take it." if by_day else please
    return Card(title, title, (Text(f"{', '.join(references)}. It is still {still}. {please}", "warning"),))
