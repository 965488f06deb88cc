"""I need longer: the question, what the manager is asked, and what became of it. The reason: on request only."""

from __future__ import annotations

from datetime import datetime

from bot.app.cards import Block, Button, Card, Facts, Field, Form, Heading, Text
from bot.app.wording.actions.forms import by_when
from bot.app.wording.actions.lines import Line, action_item, named, numbered, show_words, timing
from bot.app.wording.several_dates import dated, nth
from bot.app.wording.times import due, moment, near
from bot.domain.action import Action, ActionState
from bot.domain.people import Person
from bot.policy.council import Council

NO_TIME = "This action has no time yet. Give it one first. Nothing was changed."
NOT_ONE_DATE = "Write one day, not how often. Such as: by Friday 5pm."
ANSWERED = "That is answered already. Nothing was changed. You need do nothing."
ANOTHER_DATE = "Another date is asked for by now. Nothing was changed. Please look again."
SHOW_WHY = "Show why"
IN_SHORT = {"agreed": "the new date is agreed", "kept": "the date stays", "moved": "the date has moved"}


def not_later(until: datetime, stands: datetime, now: datetime) -> str:
    """Why a date is no later date."""
    if until <= now:
        return f"{due(until)} has passed. Write a day to come."
    return f"{due(until)} is not later: it is due {due(stands)}. Write a later day."


def date_has_passed(until: datetime) -> str:
    """Why a date that was asked for cannot be agreed to any more."""
    return f"{due(until)} has passed. Nothing was changed. Choose “Another date…”."


def has_a_time(stands: datetime) -> str:
    """A later date takes a reason, and perhaps somebody's word."""
    return f"It has a time already: due {due(stands)}. Choose “I need longer…” and say why. Nothing was changed."


def nobody_agrees(council: Council) -> str:
    """Nobody is there who could agree: the date stands, and somebody is there to ring."""
    ring = f" Please ring {council.contact_name}, {council.contact_phone}." if council.contact_phone else ""
    return f"There is nobody who could agree to a later date. The date stands.{ring}"


def longer_form(line: Line, now: datetime, who_agrees: str) -> Form:
    """Why it takes longer, and until when; who must agree, where somebody must."""
    was = timing(line.action, now) if line.action.overdue(now) else f"is {timing(line.action, now)}"
    blocks: list[Block] = [Heading(named(line)), Text(f"It {was}.")]
    if who_agrees:
        often = nth(len(line.action.put_off) + 1)
        must = f"This is the {often} time. {who_agrees} must agree. Until then the date stands."
        blocks.append(Text(must, "warning"))
    fields = (
        Field("reason", "Why it takes longer", "long_text", required=True, max_length=1000),
        *by_when(line.quick),
    )
    submit = "Ask for the new date" if who_agrees else "Save the new date"
    return Form("put_off", "I need longer", line.action.id, tuple(blocks), fields, submit)


def put_off_to(action: Action, waits_for: str) -> str:
    """What is said once a later date is given: it holds, or somebody is asked."""
    if action.longer and action.due_at:
        return (
            f"{waits_for} is asked to agree to {due(action.longer.until)}. "
            f"Until then it is due {due(action.due_at)}. You will hear."
        )
    return f"Saved. Understood: by {due(action.due_at)}. Thank you." if action.due_at else "Saved."


def request_card(line: Line, asker: str, now: datetime) -> Card:
    """What the manager is asked: whose action, its dates so far, the new one, how often; and the two answers."""
    action, asked = line.action, line.action.longer
    if asked is None or action.due_at is None or action.state is not ActionState.OPEN:
        return settled_card(line, now)
    owner = line.owner.name if line.owner else "nobody"
    earlier = tuple(("Before that", dated(each.was)) for each in reversed(action.put_off))
    rows = (
        *((("Whose", owner),) if owner != asker else ()),
        ("Due" if action.due_at > now else "Was due", due(action.due_at)),
        *earlier,
        ("Asked for", due(asked.until)),
        ("How often", f"the {nth(len(action.put_off) + 1)} time"),
    )
    subject = f"{action.id}/{asked.until:%Y%m%dT%H%MZ}"
    passed = asked.until <= now
    agree = Button("Agree", "agree_longer", subject, "primary")
    other = Button("Another date…", "put_off", action.id)
    keep = Button(f"Keep {dated(action.due_at)}", "keep_date", subject)
    buttons = (other if passed else agree, keep, Button(SHOW_WHY, "why", action.id), show_words(action))
    blocks: list[Block] = [Text(f"{asker} needs longer for {numbered(action)}. Do you agree?"), Facts(rows)]
    if passed:
        blocks.append(Text("The date asked for has passed as well.", "warning"))
    return Card(_titled(line), f"{named(line)}: {asker} asks for longer", tuple(blocks), buttons)


def settled_card(line: Line, now: datetime) -> Card:
    """The request is answered, or no longer matters: how the action stands."""
    return Card(_titled(line), f"{named(line)}: answered", (Text(_stands(line, now), "good"),))


def answer_card(line: Line, what: str, by: Person | None, now: datetime) -> Card:
    """What the manager answered, for whoever asked; with the answers that are left to them."""
    name = by.name if by else "Your manager"
    ring = f"ring {name}, {by.phone}" if by and by.phone else f"speak to {name}"
    said = {
        "agreed": Text(f"{name} agrees to the new date.", "good"),
        "kept": Text(f"{name} does not agree: the date stays. If you can't, {ring}.", "warning"),
        "moved": Text(f"{name} has moved the date.", "good"),
    }[what]
    if line.action.state is not ActionState.OPEN:
        return Card(_titled(line), f"{named(line)}: done", (Text("Done. Thank you.", "good"),))
    item = action_item(line, now)
    title = IN_SHORT[what][0].upper() + IN_SHORT[what][1:]
    return Card(title, f"{named(line)}: {IN_SHORT[what]}", (said, item))


def why_card(line: Line, names: dict[str, str], now: datetime) -> Card:
    """The reasons, the newest first: why longer, each time; and why not theirs."""
    action = line.action
    rows: list[tuple[datetime, str, str]] = [
        (each.at, f"{names[each.by_id]}, from {dated(each.was)} to {dated(each.now)}", each.reason)
        for each in action.extensions
    ]
    rows += [(each.at, f"{names[each.by_id]}, not theirs", each.reason) for each in action.given_back]
    if action.longer:
        asked = action.longer
        rows.append((asked.at, f"{names[asked.by_id]}, asks for {dated(asked.until)}", asked.reason))
    blocks: list[Block] = []
    for at, who, reason in sorted(rows, key=lambda row: row[0], reverse=True):
        blocks += [Text(f"{near(at, now)}: {who}", "quiet"), Text(reason or "No reason given.")]
    return Card(_titled(line), named(line), tuple(blocks) or (Text("No reason is kept.", "quiet"),))


def _stands(line: Line, now: datetime) -> str:
    action = line.action
    if action.state is ActionState.DONE:
        done = f" on {moment(action.done_at)}" if action.done_at else ""
        return f"Answered. The action was done{done}. Thank you."
    if action.state is ActionState.DROPPED:
        return "Answered. The action is struck out."
    owner = f"{line.owner.name}: " if line.owner else ""
    return f"Answered. {owner}{timing(action, now)}."


def _titled(line: Line) -> str:
    return f"{line.meeting.reference} action {line.action.number}"
