"""A pasted plan read back before it is saved, and the action that is made of a message."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from bot.app.cards import Block, Button, Field, Form, Heading, Item, Option, Text
from bot.app.minutes.owners import AGENCY, EVERYBODY, NOBODY_HERE, NOBODY_SAID, SEVERAL, VACANT
from bot.app.pasted import MOST_ACTIONS, PastedAction, PastedPlan
from bot.app.view import MeetingView
from bot.app.wording.actions.forms import by_when
from bot.app.wording.times import due
from bot.domain.meeting import Meeting
from bot.policy.work_rules import QuickChoice

TAKE, LEFT = "take", "left_out"
AT_ONCE = 10
"""Tick boxes in one question: the most that every tool shows as boxes."""
LONGEST = 3000
NOTHING_TICKED = "Tick what is to be added."
NOTHING_PASTED = "Paste the actions here first."
CHANGED = "The text has changed. This is how it reads now: look again, then add."
IN_PARTS = f"That is too much for one look. Paste it in parts of at most {MOST_ACTIONS} actions. Nothing was saved."
SWITCHED_OFF = (
    "Making an action of a message is switched off for your council: it copies a message's words into the record. "
    "Nothing was saved. Write the action on the meeting's action pad."
)
_WHEN_CLOSED = (
    "Once a record is closed, no action can be added: tell whoever will do it, and write it in the case record."
)
NO_RECORD = (
    f"No meeting's record is open to you. Nothing was saved. {_WHEN_CLOSED} "
    "If you should have a record, ring its convenor."
)
NOT_OPEN = f"That meeting's record is closed, or not yours any more. Nothing was saved. {_WHEN_CLOSED}"
CHOOSE_RECORD = "Choose the meeting."
WHO_IS_MEANT = {
    NOBODY_HERE: "Nobody at that meeting is called that. Write it another way, or leave it empty.",
    VACANT: "Nobody at that meeting has that part. Write a name, or leave it empty.",
    SEVERAL: "That may be more than one person. Write the full name of one.",
    AGENCY: "An agency is not an owner. Write who there will do it, or leave it empty.",
    EVERYBODY: "Write the name of one person, or leave it empty.",
}
_OWNER_ODD = {
    NOBODY_SAID: "It does not say who.",
    NOBODY_HERE: "“{words}”: nobody at the meeting has that name.",
    VACANT: "“{words}”: nobody at the meeting has that part.",
    SEVERAL: "“{words}” may be more than one person: which one?",
    AGENCY: "“{words}” is an agency: who there?",
    EVERYBODY: "“{words}” is nobody in particular: who?",
}


def paste_form(view: MeetingView, plan: PastedPlan, text: str, said: str = "") -> Form:
    """One long field; under what was pasted before, what it is understood as, line by line. Nothing is saved yet."""
    if plan.too_long:
        plan, said = replace(plan, actions=(), left_out=()), IN_PARTS
    read = bool(plan.actions or plan.left_out)
    field = Field(
        "text", "The plan", "long_text", True, text, max_length=LONGEST,
        hint=f"At most {LONGEST:,} characters: paste it in parts if it is longer. Nothing is saved yet.",
    )  # fmt: skip
    count = len(plan.actions)
    ready = "Add what is ticked" if not count else f"Add these {count} actions" if count > 1 else "Add this action"
    return Form(
        verb="paste",
        title="Paste a whole plan",
        subject=f"{view.meeting.id}.{plan.mark}" if read else view.meeting.id,
        blocks=tuple(_understood(view, plan, said)),
        fields=(*_ticks(view, plan), field),
        submit=ready if read else "Read it",
        buttons=(Button("Back to the actions", "pad", view.meeting.id),),
        version=plan.mark,
    )


def _understood(view: MeetingView, plan: PastedPlan, said: str) -> Iterator[Block]:
    if said:
        yield Text(said, "warning")
    if not plan.actions and not plan.left_out:
        yield Text(
            "Paste minutes, bullets or rows of a table. You see how it is understood before it is saved.", "quiet"
        )
        return
    odd = sum(not each.plain for each in plan.actions)
    yield Text(_summary(len(plan.actions), odd), "warning" if odd or not plan.actions else "good")
    if len(plan.actions) > plan.room:
        yield Text(f"This meeting has room for {plan.room} more. Take the tick from the others.", "warning")
    for number, each in enumerate(plan.actions, 1):
        yield _line(view, number, each)
    if plan.left_out:
        yield Heading("Left out")
        yield Text("These do not read like actions. Tick what is one.", "quiet")


def _summary(count: int, odd: int) -> str:
    if not count:
        return "Nothing in it reads like an action. Nothing is saved yet."
    found = "1 action was understood" if count == 1 else f"{count} actions were understood"
    if not odd:
        return f"{found}. Nothing is saved yet."
    asks = "1 of them lacks something" if odd == 1 else f"{odd} of them lack something"
    return f"{found}, and {asks}. Mend it in the text below, or add it as it is: it will be asked for."


def _line(view: MeetingView, number: int, each: PastedAction) -> Item:
    odd = " ".join(oddities(each))
    words = f"{number}. {each.row.words}\n{who_and_when(view, each)}" + (f"\n{odd}" if odd else "")
    return Item(words, (), "plain" if each.plain else "warning")


def who_and_when(view: MeetingView, each: PastedAction) -> str:
    """The owner and the full date, as they would be saved."""
    owner = view.name(each.owner.person_id) if each.owner.person_id else "nobody yet"
    return f"{owner}, by {due(each.time.due)}" if each.time.due else f"{owner}, no time yet"


def oddities(each: PastedAction) -> Iterator[str]:
    """What is to be asked about it, each in a sentence."""
    if each.owner.why:
        yield _OWNER_ODD[each.owner.why].format(words=_brief(each.row.owner))
    if each.time.due is None:
        yield each.time.echo
    elif each.time.also:
        yield "Two times are given: the later ends it."
    elif each.two_times:
        yield "Its words say another time: the time of its own counts."
    if each.several:
        yield "This may be more than one action."


def _brief(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:59]}…"


def _ticks(view: MeetingView, plan: PastedPlan) -> Iterator[Field]:
    for start in range(0, len(plan.actions), AT_ONCE):
        part = plan.actions[start : start + AT_ONCE]
        options = tuple(_option(view, f"{start + place}", each, start + place + 1) for place, each in enumerate(part))
        label = "Add" if len(plan.actions) <= AT_ONCE else f"Add {start + 1} to {start + len(part)}"
        chosen = tuple(each.value for each in options)
        yield Field(f"{TAKE}{start}", label, "choices", value=chosen, options=options)
    for start in range(0, len(plan.left_out), AT_ONCE):
        part = plan.left_out[start : start + AT_ONCE]
        options = tuple(_option(view, f"{start + place}", each) for place, each in enumerate(part))
        yield Field(f"{LEFT}{start}", "Left out: add these too", "choices", value=(), options=options)


def _option(view: MeetingView, value: str, each: PastedAction, number: int = 0) -> Option:
    words = f"{number}. {each.row.words}" if number else each.row.words
    return Option(value, words, who_and_when(view, each))


def from_message_form(meetings: Sequence[tuple[Meeting, str]], words: str, quick: Sequence[QuickChoice]) -> Form:
    """A message's words as an action: of which meeting, who, by when. `meetings` with the council's name each."""
    options = tuple(Option(each.id, each.reference, council) for each, council in meetings)
    fields = (
        Field("words", "Action", "long_text", True, words[:LONGEST]),
        Field("meeting", "Meeting", "choice", True, options[0].value if len(options) == 1 else "", options),
        Field("who", "Who", hint="A name or a part at the meeting, such as: Priya, HV, OIC. Empty: it is asked for."),
        *by_when(quick),
    )
    note = Text("These words are copied into the meeting's record.", "quiet")
    return Form("make_action", "Make this an action", "", (note,), fields, "Add the action")


def added(count: int) -> str:
    """Said on the pad."""
    return "1 action was added." if count == 1 else f"{count} actions were added."


def added_from_message(reference: str, due_at: datetime | None) -> str:
    """Said when a message has become an action, with the full date."""
    when = f"Understood: by {due(due_at)}." if due_at else "It has no time yet: it will be asked for."
    return f"Added to {reference}. {when}"
