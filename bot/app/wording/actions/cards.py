"""Cards about actions. An action's own words are shown on request only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.app.cards import Block, Button, Card, Item, Text
from bot.app.view import MeetingView
from bot.app.wording.actions.doubt import echo, split_offer
from bot.app.wording.actions.ending import ending_offer
from bot.app.wording.actions.events import HAS_HAPPENED, happened_offer
from bot.app.wording.actions.given_back import give_back_item
from bot.app.wording.actions.lines import Line, Part, action_item, more, named, show_words
from bot.app.wording.actions.outcomes import for_the_child, is_over
from bot.app.wording.actions.snoozing import snooze_item
from bot.app.wording.times import moment
from bot.domain.action import ActionState


def owner_card(lines: Sequence[Line], reference: str, now: datetime, *, happened: bool = False) -> Card:
    """What one person took on at a meeting; `happened`: it is shown because an event gave some of it a time."""
    still = [line for line in lines if line.action.state is ActionState.OPEN]
    title = f"Your actions from {reference}"
    if not still:
        return Card(title, f"{reference}: nothing of yours is open", (Text(_nothing_open(lines), "good"),))
    count = f"{len(still)} action" + ("" if len(still) == 1 else "s")
    summary = f"{reference}: an action of yours has a time now" if happened else f"{reference}: you have {count}"
    why = (Text(HAS_HAPPENED, "warning"),) if happened else ()
    return Card(title, summary, (*why, *(action_item(line, now) for line in still), _tick_several(still)))


def _nothing_open(lines: Sequence[Line]) -> str:
    return "All done. Thank you." if lines else "Nothing of this meeting is with you any more."


def _tick_several(lines: Sequence[Line]) -> Block:
    buttons = (Button("Several are done", "tick"),) if len(lines) > 1 else ()
    return (
        Item("Several done at once?", buttons) if buttons else Text("The words are shown only when you ask.", "quiet")
    )


_CHANGED, _WHY = "What changed", "Why it is no longer needed"

Offer = Callable[[Line, Part, datetime], Sequence[Item]]
OFFERS: tuple[Offer, ...] = (happened_offer, split_offer, ending_offer, give_back_item, snooze_item)
"""What else may be said of an open action (not mine, ask me later, it has happened…): its lines under “More…”."""


def action_card(line: Line, part: Part, now: datetime, *, saved: bool = False) -> Card:
    """How one action stands, without its words, and everything that may be said of it by whoever reads this.

    `saved`: its time was just given, and is echoed.
    """
    if line.action.state is not ActionState.OPEN:
        return Card(_titled(line), named(line), (Text(is_over(line.action), "good"),))
    echoed = echo(line) if saved else ()
    own = _under_its_name(line, now, show_words(line.action))
    others = [item for offer in OFFERS for item in offer(line, part, now)]
    return Card(_titled(line), named(line), (*echoed, own, *others))


def _titled(line: Line) -> str:
    """Without the verb, so that it fits a telephone's title line."""
    return f"{line.meeting.reference} action {line.action.number}"


def _under_its_name(line: Line, now: datetime, *more: Button) -> Item:
    """The same answers, on a card whose title names the action already."""
    item = action_item(line, now)
    owner = f"{line.owner.name}: " if line.owner else ""
    words = item.text.removeprefix(f"{named(line)}: ")
    buttons = tuple(each for each in item.buttons if each.verb not in ("words", "more"))
    text = owner + words if owner else words[0].upper() + words[1:]
    return Item(text, (*buttons, *more), item.tone)


def words_card(line: Line, now: datetime) -> Card:
    """The action's own words, with the answers under them."""
    blocks: list[Block] = [Text(line.action.words)]
    if line.action.timescale_words:
        blocks.append(Text(f"Time as said: {line.action.timescale_words}", "quiet"))
    if line.action.outcome_words:
        blocks.append(Text(f"{_WHY if line.action.comes_again else _CHANGED}: {line.action.outcome_words}", "quiet"))
    for turn in line.action.turns:
        more_words = f" {turn.words}" if turn.words else ""
        blocks.append(Text(f"Done {moment(turn.done_at)}.{for_the_child(turn.outcome)}{more_words}", "quiet"))
    if line.action.state is ActionState.OPEN:
        blocks.append(_under_its_name(line, now, more(line.action)))
    return Card(_titled(line), named(line), tuple(blocks))


def meeting_actions_card(view: MeetingView, lines: Sequence[Line]) -> Card:
    """Where a meeting's actions stand, for social care."""
    title = f"{view.meeting.reference}: actions"
    blocks: list[Block] = []
    for line in lines:
        if line.action.state is ActionState.OPEN:
            blocks.append(action_item(line, view.now, name_owner=True))
        elif line.action.state is ActionState.DONE and line.action.done_at:
            blocks.append(_done(line, line.action.done_at))
    return Card(title, title, tuple(blocks) or (Text("No action is written down.", "quiet"),))


def _done(line: Line, at: datetime) -> Item:
    how = "no longer needed since" if line.action.comes_again else "done"
    words = f"{named(line)}: {how} {moment(at)}.{for_the_child(line.action.outcome)}"
    said = line.action.outcome_words or line.action.turns
    return Item(words, (show_words(line.action),) if said else (), "good")
