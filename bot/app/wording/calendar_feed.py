"""The address that a calendar reads one's own meetings from."""

from __future__ import annotations

from datetime import datetime

from bot.app.cards import Button, Card, Text
from bot.app.wording.times import moment

TITLE = "Your meetings in your calendar"
WHAT = "Meetings that you call or come to, by reference and time. Nothing about a child."
MAKE = Button("Get an address", "new_feed", style="primary")
ANEW = Button("Get a new address", "new_feed", confirm="The address you have now stops working.")
END = Button("Stop it", "end_feed", style="danger", confirm="Your calendar will not show these meetings any more.")
MY_CALENDAR = Button("Meetings in my calendar", "feed")
ENDED = "Stopped. Your calendar drops these meetings when it next looks."
NO_ADDRESS = "There is no address for calendars here yet. Nothing was made. Ask the council's Quorate contact."


def feed_card(made_at: datetime | None) -> Card:
    """What there is; the address itself was shown once."""
    if made_at is None:
        words = "You have no address for your calendar yet."
        return Card(TITLE, TITLE, (Text(words), Text(WHAT, "quiet")), (MAKE,))
    words = f"You have had an address since {moment(made_at)}. It was shown once."
    return Card(TITLE, TITLE, (Text(words), Text(WHAT, "quiet")), (ANEW, END))


def address_card(address: str) -> Card:
    """The address, this once."""
    how = "Copy it now: it is shown once. In your calendar choose “Subscribe” or “Add from the internet”."
    secret = Text("Whoever has it sees when you meet. If somebody else got it, get a new one.", "warning")
    return Card(TITLE, TITLE, (Text(how), Text(address), Text(WHAT, "quiet"), secret), (END,))
