"""A person's own page: waiting for me, overdue, waiting for others, my people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.app.cards import Block, Button, Card, Heading, Item, Text
from bot.app.wording.actions.lines import Line, action_item
from bot.app.wording.diaries import TELL_LEAVE
from bot.app.wording.overview import OfTeam, more, team_blocks
from bot.app.wording.police_queue import FIRST_PAGE, DeskQueue, at_home
from bot.app.wording.times import moment, near
from bot.domain.invitation import Invitation
from bot.domain.meeting import Meeting
from bot.domain.people import Person

# So many of other people's lines on one's own page, which holds much else.
ON_PAGE = 8
HAND_OVER = Button("Hand over to emergency duty", "handing_over")
NEW_MEETING = Button("Call a strategy meeting", "convene", style="primary")


@dataclass(frozen=True, slots=True)
class Standing:
    """One meeting as its convenor's list shows it."""

    meeting: Meeting
    words: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """All that one person's page and digest show.

    `theirs` are other people's actions that are late, or lack an owner or a time, the worst first: of one's people,
    and of one's meetings. `promised` have both, and are of meetings that this person called.
    """

    person: Person
    now: datetime
    may_convene: bool = False
    to_answer: Sequence[tuple[Invitation, Meeting]] = ()
    information: Sequence[tuple[Invitation, Meeting]] = ()
    handovers: Sequence[Meeting] = ()
    actions: Sequence[Line] = ()
    meetings: Sequence[Standing] = ()
    coming: Sequence[tuple[Invitation, Meeting]] = ()
    theirs: Sequence[OfTeam] = ()
    promised: Sequence[Line] = ()
    away: Sequence[Item] = ()
    desk: DeskQueue | None = None
    may_hand_over: bool = False


def home_card(waiting: Waiting) -> Card:
    """Waiting for me, overdue, waiting for others: each line can be answered where it stands."""
    now = waiting.now
    late = [line for line in waiting.actions if line.action.overdue(now)]
    mine = [line for line in waiting.actions if not line.action.overdue(now)]
    blocks: list[Block] = []
    blocks += _part("Waiting for me", [*_answers(waiting), *(action_item(line, now) for line in mine)])
    blocks += at_home(waiting.desk)
    blocks += _part("Overdue", [action_item(line, now) for line in late])
    blocks += _part("Waiting for others", _others(waiting))
    blocks += [*team_blocks(waiting.theirs, 0, ON_PAGE, now), *more(len(waiting.theirs), ON_PAGE, "theirs")]
    blocks += _part("You are coming to", _all_coming(waiting))
    if not blocks:
        blocks.append(Text("Nothing is waiting for you.", "good"))
    several = (Button("Several are done", "tick"),) if len(waiting.actions) > 1 else ()
    away = () if waiting.away else (TELL_LEAVE,)
    convene = (NEW_MEETING,) if waiting.may_convene else ()
    desk = (Button("Police requests", "desk_queue", FIRST_PAGE),) if waiting.desk is not None else ()
    hand_over = (HAND_OVER,) if waiting.may_hand_over else ()
    return Card("Quorate", "Your page", (*waiting.away, *blocks), (*convene, *desk, *several, *hand_over, *away))


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
    return [*lines, *(action_item(line, waiting.now, name_owner=True) for line in waiting.promised)]
