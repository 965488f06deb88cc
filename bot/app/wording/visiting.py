"""What is said to somebody who comes through a link."""

from __future__ import annotations

from bot.app.cards import Card, Text

UNKNOWN = (
    "This link doesn't work. Open the newest message from Quorate, or ring the number in it. "
    "Nothing was shown and nothing was changed."
)
EXPIRED = "This link is too old. We can send a new one to the same address."
OVER = "This is no longer with you. Nothing was changed. You need do nothing."
NEWER = "There is a newer message about this. Please open that one."
OPEN = "We'll mail you a code, to be sure that it is you."
CODE_SENT = "We have sent you a code. It can take a minute. Type it here."
TOO_MANY_CODES = "You have asked for several codes. No more was sent. Wait, or ring {ring}."
WRONG_CODE = "That is not the code. Look at the newest message. Nothing was changed."
DEAD_CODE = "That code has ended. Ask for a new one. Nothing was changed."
SENT_AGAIN = "We have sent you a new message. It can take a minute."
TOO_MANY_LETTERS = (
    "We have sent you several. No more was sent. Look for the newest one, also in your junk mail, or ring {ring}."
)


def code_card(council_name: str, number: str, minutes: int) -> Card:
    """The code, in the text alone: a locked telephone shows the title."""
    title = f"{council_name}: your code for Quorate"
    words = f"Your code is {number[:3]} {number[3:]}. It works for {minutes} minutes, once."
    warning = "If you did not ask for it, do nothing. Never give it to anybody."
    return Card(title, title, (Text(words), Text(warning, "quiet")))


def hint_of(email: str) -> str:
    """An address that its owner recognises and a stranger does not learn: "d•••@school.example"."""
    name, _, domain = email.partition("@")
    return f"{name[:1]}•••@{domain}" if domain else ""
