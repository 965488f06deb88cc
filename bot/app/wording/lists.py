"""A person's own page and their one digest a day: waiting for me, overdue, waiting for others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.app.cards import Block, Button, Card, Heading, Item, Text
from bot.app.wording.actions.lines import Line, action_item
from bot.app.wording.diaries import TELL_LEAVE
from bot.app.wording.times import moment, near
from bot.domain.invitation import Invitation
from bot.domain.meeting import Meeting
from bot.domain.people import Person

NEW_MEETING = Button("Call a strategy meeting", "convene", style="primary")


@dataclass(frozen=True, slots=True)
class Standing:
    """One meeting as its convenor's list shows it."""

    meeting: Meeting
    words: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """All that one person's page shows. `managed` are overdue or timeless actions of the people they manage."""

    person: Person
    now: datetime
    may_convene: bool = False
    to_answer: Sequence[tuple[Invitation, Meeting]] = ()
    information: Sequence[tuple[Invitation, Meeting]] = ()
    handovers: Sequence[Meeting] = ()
    actions: Sequence[Line] = ()
    meetings: Sequence[Standing] = ()
    coming: Sequence[tuple[Invitation, Meeting]] = ()
    for_others: Sequence[Line] = ()
    managed: Sequence[Line] = field(default=())
    away: Sequence[Item] = ()


def home_card(waiting: Waiting) -> Card:
    """Waiting for me, overdue, waiting for others: each line can be answered where it stands."""
    now = waiting.now
    late = [line for line in waiting.actions if line.action.overdue(now)]
    mine = [line for line in waiting.actions if not line.action.overdue(now)]
    blocks: list[Block] = []
    blocks += _part("Waiting for me", [*_answers(waiting), *(action_item(line, now) for line in mine)])
    blocks += _part("Overdue", [action_item(line, now) for line in late])
    blocks += _part("Waiting for others", _others(waiting))
    blocks += _part("Your team", [action_item(line, now, name_owner=True) for line in waiting.managed])
    blocks += _part("You are coming to", _all_coming(waiting))
    if not blocks:
        blocks.append(Text("Nothing is waiting for you.", "good"))
    several = (Button("Several are done", "tick"),) if len(waiting.actions) > 1 else ()
    away = () if waiting.away else (TELL_LEAVE,)
    convene = (NEW_MEETING,) if waiting.may_convene else ()
    return Card("Quorate", "Your page", (*waiting.away, *blocks), (*convene, *several, *away))


def digest_card(waiting: Waiting) -> Card:
    """The one message a day about actions; it stays true through the day and is answered on the line."""
    now = waiting.now
    mine, theirs = waiting.actions, [*waiting.for_others, *waiting.managed]
    if not mine and not theirs:
        return Card("Your actions", "Nothing is waiting for you", (Text("All answered. Thank you.", "good"),))
    yours = [action_item(line, now) for line in mine]
    blocks = _part("Yours", yours) if theirs else list[Block](yours)
    blocks += _part("Other people's", [action_item(line, now, name_owner=True) for line in _by_owner(theirs)])
    count = len(mine) + len(theirs)
    summary = f"{count} action{'s' if count > 1 else ''} waiting for an answer"
    buttons = (Button("Several are done", "tick"),) if len(mine) > 1 else ()
    return Card("Your actions today", summary, tuple(blocks), buttons)


def _by_owner(lines: Sequence[Line]) -> list[Line]:
    """Grouped by person, the worst first within each."""
    return sorted(lines, key=lambda line: (line.owner.name if line.owner else "", _due(line), line.action.number))


def _due(line: Line) -> float:
    return line.action.due_at.timestamp() if line.action.due_at else 0.0


def _part(heading: str, items: Sequence[Item]) -> list[Block]:
    return [Heading(heading), *items] if items else []


def _answers(waiting: Waiting) -> list[Item]:
    lines: list[Item] = []
    for invitation, meeting in waiting.to_answer:
        subject = f"{invitation.id}.{meeting.revision}"
        when = moment(meeting.starts_at) if meeting.starts_at else ""
        come = Button("I'll take it" if invitation.desk_id else "I'll come", "accept", subject, "primary")
        buttons = (come, Button("I can't come", "decline", subject), Button("Open", "open_invitation", subject))
        lines.append(Item(f"{meeting.reference}: strategy meeting, {when}. Please answer.", buttons))
    for invitation, meeting in waiting.information:
        by = f" by {near(invitation.information_by, waiting.now)}" if invitation.information_by else ""
        sent = Button("Our information is sent", "information_sent", f"{invitation.id}.{meeting.revision}", "primary")
        lines.append(Item(f"{meeting.reference}: your information is awaited{by}.", (sent,)))
    for meeting in waiting.handovers:
        lines.append(Item(f"{meeting.reference} is offered to you.", handover_buttons(meeting)))
    return lines


def handover_buttons(meeting: Meeting) -> tuple[Button, ...]:
    """Take the whole meeting over, or not."""
    take = Button("Take it over", "take_over", meeting.id, "primary")
    return (take, Button("Not me", "refuse_handover", meeting.id))


def _all_coming(waiting: Waiting) -> list[Item]:
    """Meetings of one's own stand above already."""
    own = {each.meeting.id for each in waiting.meetings}
    return [_coming(each, meeting) for each, meeting in waiting.coming if meeting.id not in own]


def _coming(invitation: Invitation, meeting: Meeting) -> Item:
    when = moment(meeting.starts_at) if meeting.starts_at else ""
    return Item(
        f"{meeting.reference}: {when}", (Button("Open", "open_invitation", f"{invitation.id}.{meeting.revision}"),)
    )


def _others(waiting: Waiting) -> list[Item]:
    lines = [
        Item(f"{each.meeting.reference}: {each.words}", (Button("Open", "open_meeting", each.meeting.id),))
        for each in waiting.meetings
    ]
    return [*lines, *(action_item(line, waiting.now, name_owner=True) for line in waiting.for_others)]
