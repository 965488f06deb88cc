"""What the core answers to a click, a typed line or a submitted form; each adapter shows it in its own way."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.app.cards import Card, Form, Tone


@dataclass(frozen=True, slots=True)
class Show:
    """Show this card where the person clicked: it replaces the card, or answers the typed line.

    `detail`: words about a case, shown because they were asked for; they must not stay behind in a chat.
    `saved`: what was asked for has been done, and this is how things stand now.
    """

    card: Card
    detail: bool = False
    saved: bool = False


@dataclass(frozen=True, slots=True)
class Ask:
    """Show this form: Slack opens or updates a modal, Teams shows it as a card. Typed values are kept in it."""

    form: Form


@dataclass(frozen=True, slots=True)
class Wrong:
    """A submitted form that cannot be taken: `form` again, with what is wrong beside each field."""

    form: Form
    errors: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Say:
    """A short plain answer, to this person alone. It closes the form it answers."""

    text: str
    tone: Tone = "plain"


Reply = Show | Ask | Wrong | Say
