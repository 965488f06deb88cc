"""Actions: the pad, the read-back, the lists and the nudges. An action's own words are shown on request only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.app.cards import Block, Button, Card, Field, Form, Heading, Item, Option, Text
from bot.app.view import MeetingView
from bot.app.wording.case_record import case_record as case_record
from bot.app.wording.case_record import part
from bot.app.wording.times import due, lateness, moment
from bot.domain.action import Action, ActionState
from bot.domain.meeting import Meeting
from bot.domain.people import Person

QUICK_TIMES = (
    ("Today", "today"),
    ("24 hours", "within 24 hours"),
    ("3 working days", "3 working days"),
    ("5 working days", "5 working days"),
)
CHASED_WORDS = {
    "CHASE:NONE": "no time yet",
    "CHASE:VAGUE": "no time yet that can be checked",
    "CHASE:VAGUE_URGENT": "urgent, but no hour yet",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One action with its meeting and owner, as a list shows it."""

    action: Action
    meeting: Meeting
    owner: Person | None


def named(line: Line) -> str:
    """How an action is named where its words may not be shown: reference, number and a verb from the list."""
    verb = f", {line.action.verb}" if line.action.verb else ""
    return f"{line.meeting.reference} action {line.action.number}{verb}"


def _titled(line: Line) -> str:
    """Without the verb, so that it fits a telephone's title line."""
    return f"{line.meeting.reference} action {line.action.number}"


def timing(action: Action, now: datetime) -> str:
    """When it is due, in words."""
    if action.due_at is None:
        return _lacks(action)
    if action.overdue(now):
        return f"was due {due(action.due_at)}, {lateness(action.due_at, now)} ago"
    return f"due {due(action.due_at)}"


def _lacks(action: Action) -> str:
    return CHASED_WORDS.get(action.expected, "no time yet")


def _of(line: Line, name_owner: bool) -> str:
    return f" ({line.owner.name})" if name_owner and line.owner else ""


def understood(due_at: datetime | None) -> str:
    """What was understood of a timescale, always as a full date."""
    return f"Saved. Understood: by {due(due_at)}. Thank you." if due_at else "Saved."


def put_off(action: Action) -> str:
    """Every earlier date, kept in sight."""
    if not action.extensions:
        return ""
    earlier = ", ".join(due(each.was) for each in action.extensions)
    return f" (put off from {earlier})"


def needs_time(line: Line, *, name_owner: bool = False) -> Item:
    """An action that has no time: the answer is on the line."""
    words = f"{named(line)}{_of(line, name_owner)}: {_lacks(line.action)}. When will it be done?"
    quick = tuple(Button(label, "quick_time", f"{line.action.id}/{value}") for label, value in QUICK_TIMES)
    other = (Button("A date…", "timescale", line.action.id), show_words(line.action))
    return Item(words, (*quick, *other), "warning")


def needs_owner(line: Line) -> Item:
    """An action that nobody owns."""
    buttons = (Button("Choose who", "owner", line.action.id, "primary"), show_words(line.action))
    return Item(f"{named(line)}: nobody owns it. Who will do it?", buttons, "warning")


def is_due(line: Line, now: datetime, *, name_owner: bool = False) -> Item:
    """A dated action: done, or not by then."""
    words = f"{named(line)}{_of(line, name_owner)}: {timing(line.action, now)}{put_off(line.action)}."
    buttons = (
        Button("Done", "done", line.action.id, "primary"),
        Button("Not by then…", "put_off", line.action.id),
        show_words(line.action),
    )
    return Item(words, buttons, "warning" if line.action.overdue(now) else "plain")


def show_words(action: Action) -> Button:
    """The action's own words, on request."""
    return Button("Show it", "words", action.id)


def action_item(line: Line, now: datetime, *, name_owner: bool = False) -> Item:
    """The line that fits what the action lacks."""
    if line.action.owner_id is None:
        return needs_owner(line)
    if line.action.due_at is None:
        return needs_time(line, name_owner=name_owner)
    return is_due(line, now, name_owner=name_owner)


def owner_card(lines: Sequence[Line], reference: str, now: datetime) -> Card:
    """What one person took on at a meeting."""
    still = [line for line in lines if line.action.state is ActionState.OPEN]
    title = f"Your actions from {reference}"
    if not still:
        return Card(title, f"{reference}: nothing of yours is open", (Text("All done. Thank you.", "good"),))
    count = f"{len(still)} action" + ("" if len(still) == 1 else "s")
    return Card(
        title, f"{reference}: you have {count}", (*(action_item(line, now) for line in still), _tick_several(still))
    )


def _tick_several(lines: Sequence[Line]) -> Block:
    buttons = (Button("Several are done", "tick"),) if len(lines) > 1 else ()
    return (
        Item("Several done at once?", buttons) if buttons else Text("The words are shown only when you ask.", "quiet")
    )


def action_card(line: Line, now: datetime) -> Card:
    """How one action stands, without its words."""
    if line.action.state is not ActionState.OPEN:
        done = Text("Done. Thank you." if line.action.state is ActionState.DONE else "Struck out.", "good")
        return Card(_titled(line), named(line), (done,))
    echo = (Text(f"Understood: by {due(line.action.due_at)}.", "good"),) if line.action.due_at else ()
    return Card(_titled(line), named(line), (*echo, _under_its_name(line, now, show_words(line.action))))


def _under_its_name(line: Line, now: datetime, *more: Button) -> Item:
    """The same answers, on a card whose title names the action already."""
    item = action_item(line, now)
    owner = f"{line.owner.name}: " if line.owner else ""
    words = item.text.removeprefix(f"{named(line)}: ")
    buttons = tuple(each for each in item.buttons if each.verb != "words")
    text = owner + words if owner else words[0].upper() + words[1:]
    return Item(text, (*buttons, *more), item.tone)


def words_card(line: Line, now: datetime) -> Card:
    """The action's own words, with the answers under them."""
    blocks: list[Block] = [Text(line.action.words)]
    if line.action.timescale_words:
        blocks.append(Text(f"Time as said: {line.action.timescale_words}", "quiet"))
    if line.action.state is ActionState.OPEN:
        blocks.append(_under_its_name(line, now))
    return Card(_titled(line), named(line), tuple(blocks))


def pad_form(view: MeetingView, echo: str = "") -> Form:
    """One line at a time, made for dictation; what stands so far is above, and can be put right in place."""
    blocks: list[Block] = [Text(echo, "good")] if echo else []
    blocks += [_pad_line(view, action) for action in view.actions if action.state is not ActionState.DROPPED]
    if not blocks:
        blocks.append(Text("Say or type one action at a time: who, what, by when.", "quiet"))
    return Form(
        verb="pad",
        title="Actions",
        subject=view.meeting.id,
        blocks=tuple(blocks),
        fields=action_fields(view, Action("", "", "", 0, "", view.now)),
        submit="Add",
        buttons=(Button("Finish", "read_back", view.meeting.id, "primary"),),
        version=f"n{len(view.actions)}",
    )


def action_fields(view: MeetingView, action: Action) -> tuple[Field, ...]:
    """The questions of one action, filled with what is known."""
    owners = tuple(Option(each.id, each.name, part(view, each)) for each in view.may_own())
    known = action.owner_id if action.owner_id in {option.value for option in owners} else ""
    other = "" if known else action.owner_id or ""
    chosen = (Option(other, view.name(other)),) if other else ()
    fields = [Field("words", "Action", "long_text", True, action.words)]
    if owners:
        fields.append(Field("owner", "Who", "choice", False, known or "", owners))
    fields += [
        Field("other_owner", "Somebody else", "person", value=other, options=chosen),
    ]
    return (*fields, *_by_when(action.timescale_words))


def _pad_line(view: MeetingView, action: Action) -> Item:
    owner = view.name(action.owner_id) if action.owner_id else "nobody yet"
    when = timing(action, view.now)
    words = f"{action.number}. {action.words}\n{owner}, {when}"
    return Item(words, (Button("Correct", "correct", action.id),), "plain" if action.complete else "warning")


def correct_form(view: MeetingView, action: Action) -> Form:
    """Put one action right."""
    strike = (Button("Strike it out", "remove_action", action.id, "danger"),)
    return Form("correct", f"Action {action.number}", action.id, (), action_fields(view, action), "Save", strike)


def read_back_form(view: MeetingView) -> Form:
    """Before the record is closed: what has no owner or no time, read back."""
    stand = [action for action in view.actions if action.state is ActionState.OPEN]
    gaps = [action for action in stand if not action.complete]
    blocks: list[Block] = [_pad_line(view, action) for action in stand]
    if not stand:
        blocks.append(Text("No action is written down.", "warning"))
    elif gaps:
        blocks.append(Text(_gap_words(gaps), "warning"))
    else:
        blocks.append(Text("Every action has an owner and a time.", "good"))
    meeting = view.meeting
    if meeting.open_to_answers and meeting.starts_at and meeting.starts_at > view.now:
        early = f"This meeting has not begun: it is planned for {moment(meeting.starts_at)}."
        blocks.append(Text(f"{early} If you close now, everybody is told that it has been held.", "urgent"))
    back = (Button("Back to the actions", "pad", view.meeting.id),)
    return Form("close_record", "Before you close", view.meeting.id, tuple(blocks), (), "Close the record", back)


def _gap_words(gaps: Sequence[Action]) -> str:
    no_owner = [str(each.number) for each in gaps if each.owner_id is None]
    no_time = [str(each.number) for each in gaps if each.due_at is None]
    parts = [f"Nobody owns action {', '.join(no_owner)}."] if no_owner else []
    parts += [f"No time for action {', '.join(no_time)}."] if no_time else []
    return " ".join([*parts, "You can close: they will be asked until it is known."])


def timescale_form(line: Line) -> Form:
    """One question: by when."""
    return Form("timescale", "By when", line.action.id, (Heading(named(line)),), _by_when(), "Set the time")


def _by_when(words: str = "") -> tuple[Field, ...]:
    """The three ways to give a time, wherever one is asked: a quick choice, a date, one's own words."""
    return (
        Field("when", "By when", "choice", options=tuple(Option(value, label) for label, value in QUICK_TIMES)),
        Field("date", "Or a date", "date"),
        Field(
            "timescale",
            "Or in your words",
            value=words,
            hint="Such as: by Friday 5pm, within 48 hours, 10 working days",
        ),
    )


def put_off_form(line: Line, now: datetime) -> Form:
    """Why not by then, and when instead."""
    fields = (
        Field("reason", "Why can't it be done by then", "long_text", required=True, max_length=1000),
        *_by_when(),
    )
    was = timing(line.action, now) if line.action.overdue(now) else f"is {timing(line.action, now)}"
    blocks = (Heading(named(line)), Text(f"It {was}{put_off(line.action)}."))
    return Form("put_off", "A new time", line.action.id, blocks, fields, "Save the new time")


def owner_form(line: Line, options: tuple[Option, ...]) -> Form:
    """Who will do it: somebody who was there, or anybody by search."""
    there = (Field("owner", "Somebody who was there", "choice", options=options),) if options else ()
    fields = (*there, Field("other_owner", "Or find somebody", "person"))
    return Form("owner", "Who will do it", line.action.id, (Heading(named(line)),), fields, "Save")


def tick_form(lines: Sequence[Line], now: datetime) -> Form:
    """Several at once: done, in the case record."""
    options = tuple(Option(line.action.id, f"{named(line)}, {timing(line.action, now)}") for line in lines)
    fields = (Field("done", "Done, and in the case record", "choices", True, options=options),)
    return Form("tick", "What is done", fields=fields, submit="Mark as done")


def meeting_actions_card(view: MeetingView, lines: Sequence[Line]) -> Card:
    """Where a meeting's actions stand, for social care."""
    title = f"{view.meeting.reference}: actions"
    blocks: list[Block] = []
    for line in lines:
        if line.action.state is ActionState.OPEN:
            blocks.append(action_item(line, view.now, name_owner=True))
        elif line.action.state is ActionState.DONE and line.action.done_at:
            blocks.append(Item(f"{named(line)}: done {moment(line.action.done_at)}.", (), "good"))
    return Card(title, title, tuple(blocks) or (Text("No action is written down.", "quiet"),))
