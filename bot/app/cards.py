"""The neutral card: what a person sees in a message, in whichever tool. Renderers own escaping and limits."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from typing import Literal

Tone = Literal["plain", "quiet", "good", "warning", "urgent"]
Style = Literal["plain", "primary", "danger"]


@dataclass(frozen=True, slots=True)
class Button:
    """One click. `verb` names what happens; `subject` is an opaque id, never content and never authority."""

    label: str
    verb: str
    subject: str = ""
    style: Style = "plain"
    confirm: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A web address with its label, such as a meeting room's join link. Only `https` (and policy) decides it."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A short line that opens a part of the card."""

    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph of plain text. Line breaks are kept; nothing in it is markup."""

    text: str
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Facts:
    """Label and value, a row each; a value may be a link."""

    rows: tuple[tuple[str, str | Link], ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list, with the buttons that answer it."""

    text: str
    buttons: tuple[Button, ...] = ()
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Divider:
    """A thin line between parts."""


Block = Heading | Text | Facts | Item | Divider


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """A meeting as it stands in one person's own calendar: nothing of the case, and the same id as long as it lives.

    Times are UTC. `sequence` grows with every change that a calendar must take over; `stamped_at` is when it was
    made. `organiser` is the council's name, `attendee` the person's; the channel knows both addresses. `coming`: they
    have said so already, elsewhere or in the calendar, and are not asked again.
    """

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    title: str
    where: str
    words: str
    organiser: str
    attendee: str
    stamped_at: datetime
    cancelled: bool = False
    coming: bool = False


@dataclass(frozen=True, slots=True)
class Letter:
    """What a card takes with it into a channel where nothing can be pressed, and nothing changed once it is sent.

    `mark` names this message when it comes back undelivered. `page` leads to the same card where it can be answered.
    `ring` is whom to ring when nothing else works.
    """

    council: str
    council_name: str
    mark: str
    page: Link | None = None
    ring: str = ""
    entry: CalendarEntry | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """A message. `summary` is what a locked telephone may show: it never holds detail about a child.

    `turn` changes when somebody whose copy cannot be changed must be written to again (a new time, a cancellation);
    `letter` is there only in such a channel.
    """

    title: str
    summary: str
    blocks: tuple[Block, ...] = ()
    buttons: tuple[Button, ...] = ()
    turn: str = ""
    letter: Letter | None = None

    def marked_as_repeat(self) -> Card:
        """The same card, saying that it may have arrived before (a send in doubt is repeated once)."""
        note = Text("Sent again: the first copy may not have reached you. Either one works.", "quiet")
        return replace(self, blocks=(note, *self.blocks))

    def fingerprint(self) -> str:
        """The same for the same card, in every process and release: by it one that would read the same is not sent
        again. What a letter takes with it is no part of it.
        """
        shown = (
            f"Card(title={self.title!r}, summary={self.summary!r}, blocks={self.blocks!r}, buttons={self.buttons!r})"
        )
        return sha256(shown.encode()).hexdigest()[:20]

    def all_buttons(self) -> tuple[Button, ...]:
        """Every button of the card, those of its items included, in reading order."""
        inner = [button for block in self.blocks if isinstance(block, Item) for button in block.buttons]
        return (*inner, *self.buttons)


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a field: an opaque `value` and the words a person reads."""

    value: str
    label: str
    hint: str = ""


FieldKind = Literal["text", "long_text", "choice", "choices", "person", "people", "date", "time", "confirm"]
Value = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a form.

    `person`/`people` is a search: a tool that can search while typing asks `Front.options`; one that cannot
    takes names as text (several separated by `;` or a new line) and the core asks back when a name is not clear.
    `date` is `YYYY-MM-DD`, `time` is `HH:MM`, both as in London. `choices` and `people` hold tuples.
    `confirm` is one tick box: "yes" or "".
    """

    name: str
    label: str
    kind: FieldKind = "text"
    required: bool = False
    value: Value = ""
    options: tuple[Option, ...] = ()
    hint: str = ""
    placeholder: str = ""
    max_length: int = 3000
    error: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """Questions to answer in one go. `verb` and `subject` come back with the values.

    `version` changes when the same form is shown again with fresh, empty inputs, so that a tool that keeps
    what was typed by field name (Slack) lets go of it.
    """

    verb: str
    title: str
    subject: str = ""
    blocks: tuple[Block, ...] = ()
    fields: tuple[Field, ...] = ()
    submit: str = "Save"
    buttons: tuple[Button, ...] = ()
    version: str = field(default="")

    def with_errors(self, errors: dict[str, str], values: dict[str, Value]) -> Form:
        """The same form, saying what is wrong beside each question and keeping what was typed."""
        fields = tuple(
            replace(each, error=errors.get(each.name, ""), value=values.get(each.name, each.value))
            for each in self.fields
        )
        return replace(self, fields=fields)
