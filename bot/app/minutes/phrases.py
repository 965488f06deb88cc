"""What makes a line an action, and who it says will do it: "SW to visit", "Visit – HV – by Friday", "Refer to …"."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.app.minutes.verbs import ORDERS, VERBS

KnowsOwner = Callable[[str], bool]

_DOING = re.compile(
    r"[\s,]+(?:[-–—]\s+)?(?:(?:has |have )?agreed to|(?:is|are) to|to|will|shall|must|should)"
    r"\s+(?:also |then |now )?(?P<verb>[a-z][a-z-]*)",
    re.IGNORECASE,
)
_BREAKS = re.compile(r"[.;:!?]")
_TOLD = re.compile(
    r"\b(?:was|were|had|has|have|is|are|did|does|said|says|reported|reports|went|came|used|seems?|appears?|wants?|wished|"
    r"continues?|able|unable|due|order|likely|refused|asked|hoped|hopes|decided|need|needs|plans|that|which|who|when|if|"
    r"because|chose|began|started|tried|it|this|there|he|she|they|we|i)\b",
    re.IGNORECASE,
)
_WHO_WORDS, _ROLE_WORDS = 7, 3
_FAR = 200
_BY = re.compile(
    r"\bby (?P<who>(?:the )?[^,.;:()]{2,40}?)(?=\s+(?:by|before|within|on|in|at|no later|and|today|tonight|tomorrow"
    r"|this|next|asap|w/c|when|once|until|(?:mon|tue|wed|thu|fri)[a-z]*)\b|[,.;:()]|$)"
)
_PARENS = re.compile(r"[(\[](?P<who>[^()\[\]]{1,40})[)\]]")
_PIECES = re.compile(r"\s+[-–—]{1,2}\s+|\s*[–—]\s*|;\s+")
_NAMED = re.compile(r"(?P<who>[^:]{1,40}):\s+\S")
_ADDRESSED = re.compile(r"(?P<who>[^,:]{1,40}),\s+(?:please|pls|can you|could you)\s", re.IGNORECASE)
DEADLINE = re.compile(
    r"\b(?:asap|a\.s\.a\.p|urgent(?:ly)?|immediate(?:ly)?|ongoing|tb[cd]|today|tonight|tomorrow"
    r"|end of (?:the )?(?:day|week)|cop|cob|eod|w/c|close of (?:play|business)|within|no later than"
    r"|when allocated|when available|(?:by|before|until|on|for)\s+(?:the\s+|next\s+|this\s+|end\s+|close\s+|then\s+)*"
    r"(?:\d|mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|noon|midday|cop|cob)"
    r"|\d{1,3}\s?(?:/(?:7|52|12)\b|w/?d\b|working|hours?|hrs?|days?|weeks?|months?))",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"(?:(?:and|also|then|i)\s+){0,2}(?:please|pls|(?:can|could|would|will) you|need you to|grateful if you could)"
    r"\s+(?:(?:please|pls|also|kindly)\s+){0,2}(?P<verb>[a-z-]+)",
    re.IGNORECASE,
)
_BREAKS_OFF = re.compile(
    r"(?:\b(?:the|an?|and|or|of|with|by|to|for|from|on|in|at|their|his|her|that|is|are|be|will|dated|before|after"
    r"|until|within|next|this|\d{1,2})|[,&/(])$",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.;])\s+(?=[A-Z])")
LONGEST_ACTION = 40


def doer(text: str) -> str:
    """Who the sentence says will do it ("SW" of "SW to visit"); "" in a passive or when it only tells a story."""
    found = _doing(text)
    return "" if found is None or found[1] == "be" else found[0]


def says_what_is_to_be_done(text: str) -> bool:
    """True for "somebody to do something" and for "something to be done"."""
    return _doing(text) is not None


def _doing(text: str) -> tuple[str, str] | None:
    """Whom or what the sentence begins with, and the verb of what is to be done."""
    # "Outcome letter to referrer to be sent": the first "to" that a verb follows.
    for found in _DOING.finditer(text[:_FAR]):
        who, verb = text[: found.start()].strip(" ,-–—"), found["verb"].lower()
        if _BREAKS.search(who):
            return None
        if verb in VERBS:
            brief = 0 < len(who.split()) <= _WHO_WORDS + 6 * (verb == "be")
            return (who, verb) if brief and not _TOLD.search(who) and not _past(who) else None
    return None


def _past(who: str) -> bool:
    last = who.split()[-1]
    return last.islower() and last.endswith("ed")


def orders(text: str) -> bool:
    """True when it begins with what to do: "Refer to Early Help"."""
    first = re.match(r"[A-Za-z-]+(?![\w:])", text)
    if asks(text):
        return True
    return first is not None and first[0].lower() in ORDERS


def asks(text: str) -> bool:
    """True when it asks whoever it is written to: "Can you please visit tonight"."""
    found = _ASKED.match(text)
    return found is not None and found["verb"].lower() in VERBS


def breaks_off(text: str) -> bool:
    """True for a line that cannot end a sentence: "… conditions dated 2", "… together with"."""
    return _BREAKS_OFF.search(text) is not None


def has_deadline(text: str) -> bool:
    """True when it seems to say by when."""
    return DEADLINE.search(text) is not None


def short(text: str) -> bool:
    """True for what is no longer than an action is."""
    return len(text.split()) <= LONGEST_ACTION


def owner_in(text: str, knows: KnowsOwner) -> str:
    """Who is to do it, in the line's own words; "" when it does not say."""
    subject = doer(text)
    if subject and knows(subject):
        return subject
    named = _NAMED.match(text) or _ADDRESSED.match(text)
    if named and knows(named["who"]):
        return named["who"].strip()
    pieces = _PIECES.split(text)
    places = (
        pieces if len(pieces) > 1 else [],
        [found["who"] for found in _PARENS.finditer(text)],
        [found["who"] for found in _BY.finditer(text)],
    )
    for place in places:
        # Two owners in one line stay two: which of them it is, is asked.
        known = dict.fromkeys(piece.strip() for piece in place if knows(piece))
        if known:
            return " and ".join(known)
    return subject or _told_outright(text, knows)


def _told_outright(text: str, knows: KnowsOwner) -> str:
    """ "SW visit today": whoever stands right before a bare verb."""
    words = text.split(maxsplit=_ROLE_WORDS + 1)
    for many in range(1, min(_ROLE_WORDS, len(words) - 1) + 1):
        who = " ".join(words[:many])
        if words[many].lower() in ORDERS and words[0][:1].isupper() and knows(who):
            return who
    return ""


def set_apart(text: str) -> bool:
    """True for a line whose first or last piece stands apart, as in "SW – to visit – by Friday"."""
    return len(_PIECES.split(text)) > 1


def several_actions(text: str) -> bool:
    """True when more than one sentence says what somebody is to do."""
    return sum(1 for each in _SENTENCE.split(text) if doer(each)) > 1
