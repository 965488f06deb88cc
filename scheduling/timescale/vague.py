"""Words that sound like a timescale and cannot be checked."""

from __future__ import annotations

import re

from scheduling.timescale.context import Context
from scheduling.timescale.items import Vague

_URGENT = (
    r"immediate(?:ly)?\b(?! (?:family|danger|risk|relatives?|carers?|safety|protection|neighbours?|concerns?))",
    r"urgent(?:ly)?\b(?! (?:care|treatment|and emergency))", r"straight\s?-?away", r"right away", r"at once", r"forthwith",
    r"without (?:any )?(?:further )?delay", r"with immediate effect", r"(?:as a |as )?matter of urgency", r"instantly",
    r"right now", r"stat\b", r"this (?:instant|minute)", r"as an emergency", r"(?:top|highest|immediate) priority",
    r"now\b(?=\s*(?:$|[.!,;)]))", r"there and then", r"without hesitation", r"same[- ]day emergency",
)  # fmt: skip
_CONDITION = (
    r"(?:required|needed|necessary|appropriate|possible|practicable|practical|feasible|able(?: to)?|available|allocated|ready|known|"
    r"convenient|agreed|advised|requested|relevant|safe(?: to do so)?|applicable|received|it arises|they arise|there is|time allows|"
    r"capacity allows|resources allow|indicated|clinically indicated|assigned|identified|confirmed|complete|completed|well enough|in a position)"
)
_VAGUE = (
    r"a\.?\s?s\.?\s?a\.?\s?p\b", r"asp\b(?=\s*$)", r"as soon as (?:reasonably |is |it is |they are |he is |she is |we |is reasonably )?\w+",
    r"soonest", r"on-?\s?going\b(?! (?:police|criminal|investigation|concern|risk|case|proceeding|enquir|assessment|court|domestic|abuse|"
    r"injur|matter|issue|care proceeding))", r"(?:to )?continu(?:e|es|ed|ing|ous|ously)\b(?! (?:care|education|assessment|professional|of))",
    rf"(?:as and when|as and if|if and when|as|when|where|if|whenever|wherever|once|until|unless|should it be)(?: and when| and if)? "
    rf"(?:it is |they are |is |are |he is |she is |it's |new |a |sw |deemed |reasonably |felt |further )*{_CONDITION}\b",
    r"tb[cadn]\b", r"t\.b\.[cad]\.?", r"to be (?:confirmed|agreed|arranged|decided|advised|determined|set|announced|scheduled|fixed)"
    r"\b(?=\s*(?:$|[.,;)]))", r"(?:date|time|timescale|timeframe|date/time) (?:not (?:known|set|agreed|given|yet)|unknown|to follow)",
    r"in due course", r"(?:at )?(?:the |their |his |her |your |our |its )?(?:next |very )?earliest (?:\w+ )?(?:opportunity|convenience|time|date|point|possible)",
    r"earliest\b", r"prompt(?:ly)?\b", r"regular(?:ly)?\b", r"on a regular basis", r"(?:very )?soon(?:er)?\b", r"shortly\b",
    r"sooner rather than later", r"in (?:the )?(?:near|foreseeable|not too distant) future", r"near future", r"periodically",
    r"(?:over|in|during|within|for)? ?(?:the )?(?:coming|next|following) (?:few |couple of )?(?:hours|days|weeks|months)\b",
    r"(?:in |within |over )?(?:the )?(?:next )?(?:a )?(?:few|several|matter of|number of) (?:hours|days|weeks|months)(?:' time)?\b"
    r"(?! ago|old)", r"(?:with)?in (?:hours|days|weeks|months)\b", r"next month\b", r"for the (?:time being|moment|foreseeable)",
    r"at (?:the|an|some) (?:appropriate|suitable|convenient|agreed|right|mutually \w+)? ?(?:time|date|point|stage|moment)\b", r"some ?time\b(?! ago)",
    r"eventually", r"in (?:good|a timely|timely|reasonable) (?:time|manner|way|fashion)", r"timely\b", r"within (?:a )?reasonable (?:time\w*|period)",
    r"quickly\b", r"speedily", r"swiftly", r"expeditiously", r"(?:as a |high |as )?priority\b", r"prioriti[sz]e[d]?\b", r"until further notice",
    r"until (?:further|otherwise|told|no longer)\b[\w ]{0,20}", r"from now on", r"(?:going|moving) forwards?", r"(?:long|medium|short)[- ]?(?:er)?[- ]term\b(?! (?:foster|plan|care))",
    r"at all times", r"in the new year", r"indefinitely", r"throughout\b", r"occasionally", r"from time to time", r"(?:keep |kept )?under review", r"rolling\b(?! (?:onto|over))",
    r"permanent(?:ly)?\b(?=\s*(?:$|[.,;)]))", r"always\b(?=\s*(?:$|[.,;)]))", r"by return\b", r"when (?:he|she|they|it|we|you|sw|mum|dad|capacity|time|staff)\b[\w ']{0,24}",
    r"in (?:early|mid|late)?[ -]?(?:january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter)\b(?!\s+\d)",
    r"(?:early|mid|late)[ -](?:january|february|march|april|may|june|july|august|september|october|november|december)\b(?!\s+\d)",
    r"open[- ]ended", r"no (?:fixed )?(?:date|timescale|timeframe|deadline)(?: set| agreed| given)?", r"(?:before|by) long\b", r"once (?:sw |new )?\w+ (?:is |are |has been |have been )?(?:allocated|available|possible|known|received)",
    r"pending\b", r"frequently", r"often\b", r"as often as\b", r"in the interim", r"meanwhile", r"in the meantime", r"overdue\b", r"late(?:r)? (?:on )?(?=$)", r"n/?k\b(?=\s*$)",
    r"aim(?:ing)? for\b", r"wherever possible", r"in the first instance", r"at (?:the )?(?:sw's|their|his|her) discretion", r"imminently", r"imminent\b(?=\s*(?:$|[.,;)]))",
)  # fmt: skip


def _by_first_word(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(phrases) + ")")


_URGENT_WORDS = _by_first_word(_URGENT)
_VAGUE_WORDS = _by_first_word(_VAGUE)
FIRST_WORDS = frozenset(
    "immediate immediately urgent urgently straight straightaway right at once forthwith without with as matter instantly stat this "
    "top highest now there same a asap asp soonest on ongoing to continue continues continued continuing continuous continuously if and "
    "when where whenever wherever until unless should tbc tba tbd tbn t date time timescale timeframe in the their his her your our its "
    "next very earliest prompt promptly regular regularly soon sooner shortly near periodically over during within for coming following few "
    "several number some sometime eventually timely quickly speedily swiftly expeditiously high priority prioritise prioritised prioritize "
    "from going moving long medium short longer shorter indefinitely throughout occasionally keep kept under rolling permanent permanently "
    "always by early mid late open no before pending frequently often meanwhile overdue later n nk aim aiming imminently imminent".split()
)


def read(text: str, at: int, _: Context) -> Vague | None:
    """A vague phrase that starts here."""
    found = _URGENT_WORDS.match(text, at)
    if found is not None:
        return Vague(at, found.end(), urgent=True)
    found = _VAGUE_WORDS.match(text, at)
    return Vague(at, found.end(), urgent=False) if found else None
