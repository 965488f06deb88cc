"""Not mine: the question, and what whoever is in charge is asked. The reason is shown on request only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.app.cards import Block, Button, Card, Field, Form, Heading, Item, Text
from bot.app.wording.actions.lines import Line, Part, named, numbered, show_words, timing
from bot.app.wording.actions.longer import SHOW_WHY, settled_card
from bot.app.wording.times import moment
from bot.domain.action import ActionState
from bot.domain.people import Person

NOT_YOURS_NOW = "That action is not yours any more. Nothing was changed. You need do nothing."
NOBODY_ELSE = "There is nobody else who could say whose it is. It stays yours. Nothing was changed."
HAS_AN_OWNER = "Somebody has it already. Nothing was changed. You need do nothing."
GIVEN_BACK = "Given back. Whoever is in charge of the meeting says whose it is. You need do nothing more."
MOST_CHOICES = 6


def give_back_item(line: Line, part: Part, _: datetime) -> Sequence[Item]:
    """The owner's way to say that it is somebody else's."""
    if not part.owns:
        return ()
    return (Item("Is it somebody else's?", (Button("Not mine…", "give_back", line.action.id),)),)


def give_back_form(line: Line, to: str) -> Form:
    """Not mine, because; the words are optional."""
    blocks = (Heading(named(line)), Text(f"It goes back to {to}, who says whose it is."))
    fields = (Field("reason", "Why it is not yours, or whose it is", "long_text", max_length=1000),)
    return Form("give_back", "Not mine", line.action.id, blocks, fields, "Give it back")


def returned_card(line: Line, givers: Sequence[tuple[str, datetime]], there: Sequence[Person], now: datetime) -> Card:
    """Whose is it? `givers`: who gave it back, and when, the last one last; `there`: who was at the meeting."""
    action = line.action
    if action.state is not ActionState.OPEN:
        return settled_card(line, now)
    if line.owner is not None:
        words = f"{line.owner.name} has it now: {timing(action, now)}. Thank you."
        return Card(_titled(line), f"{named(line)}: {words}", (Text(words, "good"),))
    last = givers[-1][0] if givers else "Its owner"
    asked = f"{last} gives back {numbered(action)}. Whose is it?"
    blocks: list[Block] = [Text(asked, "warning")]
    before = "; ".join(f"{name}, {moment(at)}" for name, at in givers[:-1])
    if before:
        blocks.append(Text(f"Given back before by: {before}."))
    is_or_has = "" if action.overdue(now) else "is " if action.due_at else "has "
    blocks.append(Text(f"It {is_or_has}{timing(action, now)}."))
    some = tuple(Button(each.name, "give_to", f"{action.id}/{each.id}") for each in there[:MOST_CHOICES])
    if some:
        blocks.append(Item("Who was there:", some))
    buttons = (
        Button("Choose who…", "owner", action.id),
        Button(SHOW_WHY, "why", action.id),
        show_words(action),
    )
    return Card(_titled(line), f"{line.meeting.reference}: {asked}", tuple(blocks), buttons)


def _titled(line: Line) -> str:
    return f"{line.meeting.reference} action {line.action.number}"
