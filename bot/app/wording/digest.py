"""The one message a day about actions: one's own first, then others by team. It stays true through the day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.app.cards import Block, Button, Card, Heading, Text
from bot.app.wording.actions.lines import Line, action_item
from bot.app.wording.lists import Waiting
from bot.app.wording.overview import OfTeam, more, tally, team_blocks
from scheduling.london import local_day

TITLE = "Your actions today"
THEIRS = "Other people's actions today"
# Lines on the card, one's own and other people's together; the half of either is its share at least.
ROOM = 16
BACK = Button("Back to today's list", "today")


def digest_card(waiting: Waiting) -> Card:
    """Each line is answered where it stands; what has no room is a click away."""
    now, mine, theirs = waiting.now, in_order(waiting.actions, waiting.now), waiting.theirs
    if not mine and not theirs:
        return Card("Your actions", "Nothing is waiting for you", (Text("All answered. Thank you.", "good"),))
    own = ROOM - min(len(theirs), ROOM // 2)
    others = ROOM - min(len(mine), own)
    blocks: list[Block] = [Heading(f"Yours: {_counted(mine, now)}")] if len(mine) > 1 or (mine and theirs) else []
    blocks += [*(action_item(line, now) for line in mine[:own]), *more(len(mine), own, "mine")]
    blocks += [*team_blocks(theirs, 0, others, now), *more(len(theirs), others, "theirs")]
    buttons = (Button("Several are done", "tick"),) if len(mine) > 1 else ()
    return Card(TITLE if mine else THEIRS, _summary(mine, theirs, now), tuple(blocks), buttons)


def rest_card(waiting: Waiting, scope: str, start: int) -> Card:
    """The next page of one of the digest's two lists."""
    now, mine, theirs = waiting.now, in_order(waiting.actions, waiting.now), waiting.theirs
    end = start + ROOM // 2
    if scope == "mine":
        shown: Sequence[Block] = [action_item(line, now) for line in mine[start:end]]
        blocks = (*shown, *more(len(mine), end, scope))
    else:
        blocks = (*team_blocks(theirs, start, end, now), *more(len(theirs), end, scope))
    return Card(TITLE, TITLE, blocks or (Text("Nothing more is waiting.", "good"),), (BACK,))


def in_order(lines: Sequence[Line], now: datetime) -> list[Line]:
    """Overdue, due today, to come, without a time; within each the oldest first."""

    def rank(line: Line) -> tuple[int, datetime, str]:
        action = line.action
        return _stage(line, now), action.due_at or action.created_at, action.id

    return sorted(lines, key=rank)


def _stage(line: Line, now: datetime) -> int:
    action = line.action
    if action.due_at is None:
        return 3
    if action.overdue(now):
        return 0
    return 1 if local_day(action.due_at) == local_day(now) else 2


def _counted(lines: Sequence[Line], now: datetime) -> str:
    stages = [_stage(line, now) for line in lines]
    named = enumerate(("late", "due today", "to come", "without a time"))
    return ", ".join(f"{stages.count(stage)} {words}" for stage, words in named if stage in stages)


def _summary(mine: Sequence[Line], theirs: Sequence[OfTeam], now: datetime) -> str:
    yours = f"Yours: {_counted(mine, now)}" if mine else ""
    others = f"Other people's: {tally((each.line.action for each in theirs), now)}" if theirs else ""
    return ". ".join(part for part in (yours, others) if part)
