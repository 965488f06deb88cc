"""The action pad, and what is read back before the record is closed."""

from __future__ import annotations

from collections.abc import Sequence

from bot.app.cards import Block, Button, Field, Form, Item, Option, Text
from bot.app.understood import read_again
from bot.app.view import MeetingView
from bot.app.wording.actions.case_record import part
from bot.app.wording.actions.doubt import split_button, two_times
from bot.app.wording.actions.forms import by_when
from bot.app.wording.actions.lines import say_yes, timing
from bot.app.wording.actions.waiting import asks, lacks
from bot.app.wording.times import moment
from bot.domain.action import Action, ActionState


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
        buttons=(
            Button("Finish", "read_back", view.meeting.id),
            Button("Paste a whole plan", "paste", view.meeting.id),
        ),
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
    return (*fields, *by_when(view.policy.actions.quick_choices, action.timescale_words))


def _pad_line(view: MeetingView, action: Action) -> Item:
    owner = view.name(action.owner_id) if action.owner_id else "nobody yet"
    found = read_again(view.policy, view.meeting, action)
    best = found.best if found and found.best and found.best > view.now and found.ask else None
    when = timing(action, view.now) if action.due_at else f"{lacks(action, in_full=True)}. {asks(action, best)}"
    times = two_times(found.parts) if found else ""
    words = f"{action.number}. {action.words}\n{owner}, {when}" + (f"\n{times}" if times else "")
    buttons = [Button("Correct", "correct", action.id)]
    buttons += [say_yes(action, best, "yes_on_pad")] if best else []
    buttons += [split_button(action)] if times else []
    return Item(words, tuple(buttons), "plain" if action.complete else "warning")


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
