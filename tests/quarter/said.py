"""What is said at the table: actions of every kind, with words in them that no message may ever hold."""

from __future__ import annotations

import re
from datetime import date, timedelta
from random import Random

# A child's name, a reason given, a case's reference, an address of somebody's mail: in no message, whoever gets it.
CHILD, REASON = "Zephyrine", "Marzipan"
PRIVATE = re.compile(rf"{CHILD}|{REASON}|CSC-\d|@")
DEEDS = ("visit {} at home", "check the record of {}", "refer {}", "share the report on {}", "arrange a bed for {}")
WAYS = ("absolute", "elapsed", "working days", "week", "recurring", "event", "backstop", "vague", "vague urgent")
KINDS = (*WAYS, "none", "ask")


def deed(lots: Random) -> str:
    """What is to be done, in words that are nobody else's business."""
    return lots.choice(DEEDS).format(CHILD)


def time_words(kind: str, lots: Random, today: date) -> str:
    """A timescale of this kind, as somebody would say it on this day."""
    later = today + timedelta(days=lots.randrange(2, 20))
    monday = today + timedelta(days=7 - today.weekday())
    said = {
        "absolute": (f"by {later:%d/%m/%Y}", f"by {later.day} {later:%B} at 3pm", "by Friday"),
        "elapsed": ("within 48 hours", "within 6 hours", "in 2 weeks", "in 10 days"),
        "working days": ("3 working days", "within 5 WD", "10 working days"),
        "week": (f"w/c {monday:%d/%m/%Y}",),
        "recurring": ("weekly", "every Tuesday", "fortnightly"),
        "event": ("prior to discharge", "before the next core group"),
        "backstop": (f"prior to discharge on {later:%d/%m/%Y}",),
        "vague": ("ASAP", "ongoing", "as required", "TBC"),
        "vague urgent": ("immediately", "urgently"),
        "none": ("",),
        "ask": (f"by {today - timedelta(days=30):%d/%m/%Y}", f"w/c {monday + timedelta(days=2):%d/%m/%Y}"),
    }
    return lots.choice(said[kind])


def kind_of(expected: str) -> str:
    """The kind as it was understood, from the grammar of the domain."""
    head = expected.partition("|")[0]
    return head if head.startswith("CHASE") else head.partition(":")[0] if ":" in head else head[:1]
