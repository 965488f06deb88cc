"""Short answers: help, hello, not registered, thank you, and what went wrong."""

from __future__ import annotations

from collections.abc import Sequence

from bot.app.cards import Button, Card, Facts, Item, Text
from bot.app.wording.invitation import DANGER
from bot.app.wording.lists import NEW_MEETING
from bot.policy import Policy

TOOLS_COMMANDS = (
    ("strategy-meeting", "call a meeting"),
    ("strategy-meeting mine", "your meetings"),
    ("strategy-meeting EXMP-SM-12", "one meeting, by its reference"),
    ("home", "what waits for you, and what is overdue"),
)


def help_card(name: str, may_convene: bool) -> Card:
    """What can be typed."""
    hello = Text(f"Hello {name}. Quorate asks people to strategy meetings and keeps track of what was agreed.")
    shown = TOOLS_COMMANDS if may_convene else TOOLS_COMMANDS[1:]
    buttons = (NEW_MEETING,) if may_convene else ()
    home = Button("What waits for me", "home")
    return Card("Quorate", "Quorate: what you can do", (hello, Facts(shown), DANGER), (*buttons, home))


def not_registered(policies: Sequence[Policy]) -> str:
    """Polite, and shows nothing about any case."""
    contacts = [
        f"{each.council.contact_name}, {each.council.contact_phone} ({each.council.name})"
        for each in policies
        if each.council.contact_phone
    ]
    ring = f" To be added, ring {'; or '.join(contacts)}." if contacts else " To be added, ask the council's Quorate contact."
    return f"You are not registered with Quorate, so nothing can be shown or saved.{ring} If a child is in immediate danger call 999."


def no_such_meeting(text: str) -> str:
    """The same words whether it does not exist or is not theirs."""
    return f"No meeting {text} that you have a part in. Check the reference, or type “mine” to see yours."


def meetings_card(lines: Sequence[tuple[str, str, Button]]) -> Card:
    """The person's own meetings."""
    items = tuple(Item(f"{reference}: {words}", (button,)) for reference, words, button in lines)
    return Card("Your meetings", "Your meetings", items or (Text("You have no open meeting.", "quiet"),))


def told_card(reference: str, code: str, detail: str = "") -> Card:
    """A short telling, by code."""
    words = TOLD[code].format(reference=reference, detail=detail).strip()
    return Card(reference, words, (Text(words),))


TOLD = {
    "handover_taken": "{reference} has been taken over by {detail}. You need do nothing.",
    "handover_refused": "{detail} can't take {reference} over. It is still yours.",
    "now_yours": "{reference} is now yours, because {detail} has left.",
    "recorder": "You are asked to write down the actions of {reference}.",
}

UNEXPECTED = "Something went wrong on our side. Nothing was saved. Please try again; if it happens again, ring the convenor."
BUSY = "Quorate is busy. Nothing was saved. Please try again in a minute."
ALREADY = "That was already done."
LEFT_AS_DRAFT = "Kept as a draft. Nobody has been told. Type “strategy-meeting mine” to find it again."
