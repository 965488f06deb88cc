"""What is late, or lacks an owner or a time: by team, the worst first, so much at a time; answered on the line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.app.cards import Block, Button, Card, Heading, Item, Text
from bot.app.wording.actions.lines import Line, action_item, named
from bot.app.wording.actions.waiting import asks, lacks
from bot.app.wording.several_dates import earlier_dates
from bot.app.wording.times import due, lateness
from bot.domain.action import Action

# Lines on one page: with their buttons they fit a message of either tool; the rest is a click away.
PAGE = 12
NO_TEAM = "No team"
FIRST_PAGE = "all.0"
# What the owner calls "I need longer…", in the words of whoever is above: four answers in one row of a telephone.
LATER = "A date…"


@dataclass(frozen=True, slots=True)
class OfTeam:
    """One action with the team that answers for it, "" for none. `yours`: of the reader's own."""

    line: Line
    team: str = ""
    yours: bool = False


def neglected(action: Action, now: datetime) -> bool:
    """True for an open action that is late, or lacks its owner or its time."""
    return not action.complete or action.overdue(now)


def worst_first(found: Iterable[OfTeam], now: datetime) -> list[OfTeam]:
    """One's own, then the longest overdue, then those that have lacked something for longest."""

    def rank(each: OfTeam) -> tuple[bool, bool, datetime, str]:
        action = each.line.action
        late = action.overdue(now)
        since = action.due_at if late and action.due_at else action.created_at
        return not each.yours, not late, since, action.id

    return sorted(found, key=rank)


def tally(actions: Iterable[Action], now: datetime) -> str:
    """How many are late, or lack what ("3 late, 1 without a time"); each counted once, "" for none."""
    late = lacking = nobodys = 0
    for action in actions:
        if action.overdue(now):
            late += 1
        elif action.owner_id is None:
            nobodys += 1
        elif action.due_at is None:
            lacking += 1
    parts = ((late, "late"), (lacking, "without a time"), (nobodys, "without an owner"))
    return ", ".join(f"{count} {words}" for count, words in parts if count)


def overdue_card(found: Sequence[OfTeam], start: int, now: datetime) -> Card:
    """One page of the list, from its place `start` on."""
    if not found:
        nothing = "Nothing is overdue, and nothing lacks a time or an owner."
        return Card("Overdue", "Nothing is overdue", (Text(nothing, "good"),))
    start = start if 0 <= start < len(found) else 0
    counted = tally((each.line.action for each in found), now)
    blocks = team_blocks(found, start, start + PAGE, now)
    total = (Text(f"In all: {counted}."),) if len(_groups(found)) > 1 or len(found) > PAGE else ()
    back = (Button("Back to the start", "overdue", FIRST_PAGE),) if start else ()
    return Card("Overdue", f"Overdue: {counted}", (*total, *blocks, *more(len(found), start + PAGE, "all")), back)


def team_blocks(found: Sequence[OfTeam], start: int, end: int, now: datetime) -> list[Block]:
    """These lines under their teams; each heading counts the whole team, however much of it stands here."""
    blocks: list[Block] = []
    whole = _groups(found)
    for key, shown in _groups(found[start:end]).items():
        label = "Yours" if key[0] == 0 else key[1] or NO_TEAM
        blocks.append(Heading(f"{label}: {tally((each.line.action for each in whole[key]), now)}"))
        blocks += [_item(each, now) for each in shown]
    return blocks


def more(count: int, end: int, scope: str) -> tuple[Item, ...]:
    """What does not stand here, with the way to it."""
    left = count - end
    return (Item(f"And {left} more.", (Button("Show next", "overdue", f"{scope}.{end}"),)),) if left > 0 else ()


def _groups(found: Sequence[OfTeam]) -> dict[tuple[int, str], list[OfTeam]]:
    """By team, in the order of each team's worst; one's own first, those of no team last."""
    groups: dict[tuple[int, str], list[OfTeam]] = {}
    for each in found:
        place = 0 if each.yours else 1 if each.team else 2
        groups.setdefault((place, "" if each.yours else each.team), []).append(each)
    return dict(sorted(groups.items(), key=lambda group: group[0][0]))


def _item(each: OfTeam, now: datetime) -> Item:
    answers = action_item(each.line, now)
    if each.yours:
        return answers
    buttons = tuple(replace(each, label=LATER) if each.verb == "put_off" else each for each in answers.buttons)
    return Item(delayed(each.line, now), buttons)


def delayed(line: Line, now: datetime) -> str:
    """Whose it is, which action, and since when it is late or lacks something."""
    action, since = line.action, lateness(line.action.created_at, now)
    who = f"{line.owner.name}: " if line.owner else ""
    if action.overdue(now) and action.due_at:
        nobody = "" if line.owner else "; nobody owns it"
        return f"{who}{named(line)}: {lateness(action.due_at, now)} late{nobody}{earlier_dates(action)}."
    if line.owner is None:
        by = f"; due {due(action.due_at)}" if action.due_at else ""
        return f"{named(line)}: nobody owns it, for {since} now{by}."
    if action.due_at is None:
        return f"{who}{named(line)}: {_no_time(line, since, now)}"
    return f"{who}{named(line)}: due {due(action.due_at)}{earlier_dates(action)}."


def _no_time(line: Line, since: str, now: datetime) -> str:
    """That it has none; where a time was said but cannot stand, why, and what was read from it."""
    if line.action.expected.startswith("CHASE:"):
        return f"no time for {since} now."
    question = f" {asks(line.action, line.best)}" if line.best and line.best > now else ""
    return f"{lacks(line.action)}, for {since} now.{question}"
