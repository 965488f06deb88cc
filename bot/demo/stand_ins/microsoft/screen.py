"""What is on one person's Teams screen: cards being filled in, a dialog, and what the client told them."""

from dataclasses import dataclass, field
from typing import Literal

from .conversations import Conversation, Posted
from .entry import label_of
from .form import Button, Form
from .people import Json
from .reading import preview, read

Kind = Literal["sent", "card", "toast", "error", "blocked", "opened", "unfolded", "toggled", "dialog", "closed"]
WENT_WRONG = "Something went wrong. Please try again."


@dataclass(frozen=True)
class Shown:
    """What the client showed after something was pressed; `text` is what the person can read."""

    kind: Kind
    text: str = ""

    @property
    def failed(self) -> bool:
        """Whether the person was told that it did not work."""
        return self.kind in ("error", "blocked")


@dataclass
class Dialog:
    """A modal dialog with a card; `submit_as` is the invoke that its submit button makes."""

    title: str
    form: Form
    submit_as: str
    context: Json


@dataclass
class Screen:
    """One person's client; forms keep what is typed until their card is replaced."""

    chat: Conversation
    dialog: Dialog | None = None
    toasts: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    _forms: dict[str, tuple[int, Form]] = field(default_factory=dict)

    @property
    def messages(self) -> list[Posted]:
        """Everything in the chat that is still there, oldest first."""
        return [message for message in self.chat.messages if not message.deleted]

    @property
    def cards(self) -> list[Posted]:
        """The messages that are cards, oldest first."""
        return [message for message in self.messages if message.card is not None]

    @property
    def notifications(self) -> list[str]:
        """What popped up for each message of the bot's; an update pops up nothing."""
        return [preview(message.versions[0]) for message in self.chat.messages if message.by_bot]

    def form(self, posted: Posted, version: int = -1) -> Form:
        """The form of a card; an earlier version is what another device may still show."""
        if version != -1:
            old = Posted(posted.id, posted.by_bot, posted.at, posted.versions[: version + 1])
            return Form(old.card or {})
        count, form = self._forms.get(posted.id, (0, Form({})))
        if count != len(posted.versions):
            form = Form(posted.card or {})
            self._forms[posted.id] = (len(posted.versions), form)
        return form

    def card(self, containing: "str | Posted" = "") -> Posted:
        """The newest card with these words on it; AssertionError shows what there is."""
        if isinstance(containing, Posted):
            return containing
        for posted in reversed(self.cards):
            if containing in read(posted):
                return posted
        raise AssertionError(f"no card says {containing!r}; {self.describe()}")

    def find_button(self, label: str, in_card: "str | Posted | None", version: int) -> tuple[Posted, Button]:
        """The button with this label on the newest card that has it."""
        where = list(reversed(self.cards)) if in_card is None else [self.card(in_card)]
        for posted in where:
            for button in self.form(posted, version).buttons():
                if button.label == label:
                    return posted, button
        raise AssertionError(f"no button says {label!r}; {self.describe()}")

    def describe(self) -> str:
        """What is visible, for messages about what is not."""
        if self.dialog is not None:
            return f"the dialog {self.dialog.title!r} shows:\n{read(self.dialog.form)}"
        shown = "\n---\n".join(read(message) for message in self.messages[-4:])
        return f"{self.chat.person.name} sees:\n{shown or '(an empty chat)'}"

    def form_with(self, label: str, in_card: "str | Posted | None") -> Form:
        """The form that has an input of this label: the open dialog, else the newest such card."""
        if self.dialog is not None:
            return self.dialog.form
        where = list(reversed(self.cards)) if in_card is None else [self.card(in_card)]
        for form in map(self.form, where):
            if any(label == label_of(field) for field in form.visible_fields()):
                return form
        raise AssertionError(f"no input is labelled {label!r}; {self.describe()}")

    def error(self, text: str = WENT_WRONG) -> Shown:
        """Tell the person that it failed."""
        self.errors.append(text)
        return Shown("error", text)

    def toast(self, text: str) -> Shown:
        """Show a passing message."""
        self.toasts.append(text)
        return Shown("toast", text)
