"""What is said to somebody whose account is about to change."""

from __future__ import annotations

from bot.app.cards import Card, Text
from bot.policy import Policy

TITLE = "Your Quorate account"


def account_card(policy: Policy, code: str) -> Card:
    """A warning first: whoever expects it loses nothing, and whoever does not must ring."""
    council = policy.council
    summary = f"{council.name}: is your Quorate account to change?"
    asked = (
        "Somebody who keeps Quorate's directory wants to change your Slack or Teams account, or your e-mail address, "
        "in it. Nothing has changed yet."
    )
    ring = f"If you do not expect this, ring {council.contact_name}, {council.contact_phone}, now."
    number = f"If you do, give this number to whoever asked you for it: {code[:4]} {code[4:]}."
    return Card(TITLE, summary, (Text(asked), Text(ring, "warning"), Text(number, "quiet")))


def account_decided_card(policy: Policy, *, made: bool) -> Card:
    """How it ended."""
    council = policy.council
    words = (
        f"Your account in Quorate's directory was changed. If that is wrong, ring {council.contact_name}, "
        f"{council.contact_phone}, now."
        if made
        else "Your account in Quorate's directory was not changed. You need do nothing."
    )
    return Card(TITLE, f"{council.name}: your Quorate account", (Text(words),))
