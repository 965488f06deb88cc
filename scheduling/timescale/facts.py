"""Dates and times that state a fact: nobody is told to do anything by then."""

from __future__ import annotations

import re

_WHO = r"(?:baby|babies|mum|mother|mom|she|twins?|infant|pregnan\w+|unborn)"
_FACT = re.compile(
    rf"\b{_WHO}(?:'s| is| was)?\s+(?:next |now )?due(?: on| around| about| to give birth)*$"
    r"|(?<!\bbe )\b(?:listed|believed|thought|understood|rumoured)(?: to be)?(?: [a-z]{1,12})?(?: for| on)?$"
    r"|\bbirthday(?: is| was| on| falls on)*$"
    r"|\b(?:turns?|turned|turning|will be|is)\s+\d{1,2}(?:\s+(?:on|in))?$"
    r"|\b(?:bail(?:ed)?|remand(?:ed)?|excluded|suspended|signed off|sectioned|on leave|in custody|sentenced|valid"
    r"|in force|away|abroad|detained)\b[\w ]{0,16}\b(?:until|till|til|to)$"
)
_HABIT = re.compile(
    r"\b(?:works|closes|opens|finishes|starts|begins|ends|runs|lasts|(?<!to )open|(?<!be )available|working)\s+"
    r"(?:from|until|till|at|on)$|\b(?:ends|expires|lapses|runs out)(?: on)?$"
)
_PAST_CLAUSE = re.compile(
    r"\b(?:called|rang|left|arrested|happened|occurred|presented|disclosed|told|went|attended|returned|hit"
    r"|alleged|said)"
    r"\b[^.;,:]{0,30}\b(?:at|on)$"
)
_STILL_TO_DO = re.compile(r"\b(?:to|be|will|must|should|needs?|please|can)\b")
_HELD_BACK = re.compile(
    r"\b(?:not|no|cannot|can't|don't|won't|never|nobody|nothing|none)\b[^.;]{0,40}\b"
    r"(?:before|until|till|til|earlier than|sooner than|prior to)(?: after)?$"
)
# What is done from a day on has its time only if it says more.
_STILL_DUE = re.compile(r"\b(?:not|no)\s+(?:be\s+)?(?:delayed?|left|put off|later|more|longer)\b|\bif not\b")
_STREET = re.compile(
    r"\s+(?:road|rd|street|st|avenue|ave|lane|drive|gardens?|crescent|terrace|grove|walk|hill|square|house"
    r"|(?:close|court|way|place|row|view|mews|park)(?!\s+of)(?=\s+[a-z]|\s*(?:$|[.,;)])))\b"
)
_DOSE_BEFORE = re.compile(r"\d\s?(?:mg|mcg|ml|mls|g|units?|puffs?|tabs?|tablets?|drops?)\b[^.;]{0,12}$")
_DOSE_AFTER = re.compile(
    r"\s*(?:oral |regular |prescribed )?(?:medications?|meds|medicines?|dos(?:e|es|ing|age)|tablets?|insulin"
    r"|inhalers?"
    r"|methadone|antibiotics|injections?)\b"
)
_NAMES = re.compile(
    r"(?:24/7\b|\d{1,2}/(?:7|52|12)\s*(?:ago\b|history|hx|course|old\b|of age|duration|of (?:fever"
    r"|d&v|vomiting|symptoms))"
    r"|\d{1,2}/\d{1,3}\s+(?:on|for) (?:the |an? )?[a-z0-9]+ ?(?:scale|score|measure|phq\w*|gad\w*|sdq))"
)
_TREATMENT = re.compile(
    r"(?<!booked )(?<!scheduled )(?<!due )(?<!arranged )(?<!listed )\b(?:for|over|last|past|since|previous|lasting)$"
    r"|(?<!review )(?<!repeat )(?<!recheck )(?<!bloods )\b(?<!^)x$"
)
_SCORE = re.compile(r"\b(?:scor(?:e|ed|es|ing)|rated|gcs|apgars?|phq-?9?|gad-?7?)(?: of| at| is| was)?$")
_REACH = 60


def states_a_fact(tail: str) -> bool:
    """Whether the words before a date make it a fact: "baby is due", "bailed until", "turns 18 on"."""
    if _FACT.search(tail) or _HABIT.search(tail):
        return True
    return _PAST_CLAUSE.search(tail) is not None and _STILL_TO_DO.search(tail) is None


def holds_back(text: str, start: int) -> bool:
    """Whether something must *not* happen before this date: that is no deadline."""
    tail = text[max(0, start - _REACH) : start].rstrip(" \t\n:,(")
    tail = tail.removesuffix(" the")
    return _HELD_BACK.search(tail) is not None and _STILL_DUE.search(tail) is None


def is_address(text: str, end: int) -> bool:
    """Whether a street follows: "14 March Road"."""
    return _STREET.match(text, end) is not None


def is_dose(text: str, start: int, end: int) -> bool:
    """Whether "twice daily" is said of a medicine."""
    return bool(_DOSE_AFTER.match(text, end) or _DOSE_BEFORE.search(text[max(0, start - 24) : start]))


def is_clinical_content(text: str, at: int) -> bool:
    """Whether "3/7" counts days of an illness, an age or a course, or is the "24/7" of round the clock."""
    return _NAMES.match(text, at) is not None


def is_score(tail: str) -> bool:
    """Whether a score follows: "scored 12/27", "GCS 15/15"."""
    return _SCORE.search(tail) is not None


def is_treated(tail: str) -> bool:
    """Whether "3/7" is how long something lasts: "for 3/7", "x 5/7"."""
    return _TREATMENT.search(tail) is not None
