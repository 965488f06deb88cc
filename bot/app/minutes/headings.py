"""Headings: where a text turns to its actions, and where it turns away from them."""

from __future__ import annotations

import re
from enum import Enum, auto

from bot.app.minutes.lines import Line


class Part(Enum):
    """The part of the text that a line stands in; OPEN before any heading."""

    OPEN = auto()
    ACTIONS = auto()
    OTHER = auto()


_ACTIONS = re.compile(
    r"(?:(?:agreed|outstanding|summary of|key|follow[- ]?up|immediate|the|new|our)\s+){0,2}"
    r"(?:(?:actions?|tasks?)(?:\s+(?:plan|list|log|points?|items?|agreed|arising|required|table|to be taken))?"
    r"|next steps|recommendations|(?:outcomes?|decisions?) (?:and|&) actions?|to[- ]?do(?: list)?|safety plan"
    r"|(?:what )?(?:was |we |we have )?agreed|who (?:does|is doing|will do) what)"
    r"(?:\s+(?:from|of|for|agreed|at)\b[^.:]{0,60})?\s*:?",
    re.IGNORECASE,
)
_FOR = re.compile(r"actions?\s*(?:for|[-–—:])\s*(?P<who>.{2,40})", re.IGNORECASE)
_OTHER = re.compile(
    r"(?:present|attendees?|attendance|in attendance|apologies|introductions?|background|history|discussion|summary"
    r"|information(?: shar(?:ed|ing))?|reason for (?:the )?meeting|purpose|risks?(?: and strengths)?|strengths"
    r"|concerns?|analysis|views? of .{1,40}|decisions?|outcomes?|threshold|family details|aob|any other business"
    r"|date of (?:the )?next meeting|next meeting|distribution|circulation|minutes|notes|agenda|chronology"
    r"|what (?:are we worried about|is working well)|agency updates?|updates?|health|education|consent)\s*:?",
    re.IGNORECASE,
)
_LETTERHEAD = re.compile(
    r"(?:from|sent|to|cc|bcc|subject|date|time|venue|attachments|importance|re|fw|fwd):(?:\s|$)", re.I
)
_WROTE = re.compile(r"on .{4,120} wrote:|-+ ?original message ?-+", re.IGNORECASE)
MOST_WORDS = 6


def whose_actions(line: Line) -> str:
    """The words behind "Actions for …", if it is such a heading."""
    found = _FOR.fullmatch(line.text.strip(" *#-–—:"))
    return found["who"] if found else ""


def actions_heading(line: Line) -> bool:
    """True for a line that opens the list of actions."""
    return len(line.text) <= 120 and _ACTIONS.fullmatch(line.text.strip(" *#-–—")) is not None


def other_heading(line: Line) -> bool:
    """True for a line that opens anything else: a known word, or a short line that ends in a colon or shouts."""
    text = line.text.strip(" *#-–—")
    if len(text) > 80 or not text:
        return False
    if _OTHER.fullmatch(text):
        return True
    short = len(text.split()) <= MOST_WORDS and not line.marked
    return short and (text.endswith(":") or (text.isupper() and len(text) > MOST_WORDS))


def letterhead(line: Line) -> bool:
    """True for the lines that a mail program puts above a message."""
    return not line.marked and bool(_LETTERHEAD.match(line.text) or _WROTE.fullmatch(line.text))
