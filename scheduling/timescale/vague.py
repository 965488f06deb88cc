"""Words that sound like a timescale and cannot be checked."""

from __future__ import annotations

import re

from scheduling.timescale.context import Context
from scheduling.timescale.items import Vague
from scheduling.timescale.words import MONTH_NAMES, word_set

# One expression a line; what follows a word may show that it is content ("ongoing police investigation").
_URGENT = r"""
immediate(?:ly)?\b(?! (?:family|danger|risk|relatives?|carers?|safety|protection|neighbours?|concerns?))
urgent(?:ly)?\b(?! (?:care|treatment|and emergency))
straight\s?-?away
right away
at once
forthwith
without (?:any )?(?:further )?delay
with immediate effect
(?:as a |as )?matter of urgency
instantly
right now
stat\b
this (?:instant|minute)
as an emergency
(?:top|highest|immediate) priority
(?<!for )now\b{end}
with (?:some |great |the utmost )?urgency
there and then
(?:straight |directly |right )?after (?:this|the) (?:strategy )?(?:meeting|discussion)
without hesitation
same[- ]day emergency
"""
_CONDITION = r"""
required
needed
necessary
appropriate
possible
practicable
practical
feasible
able(?: to)?
available
allocated
ready
known
convenient
agreed
advised
requested
relevant
safe(?: to do so)?
applicable
received
it arises
they arise
there is
time allows
capacity allows
resources allow
indicated
clinically indicated
assigned
identified
confirmed
complete
completed
well enough
in a position
"""
_VAGUE = r"""
a\.?\s?s\.?\s?a\.?\s?p\b
asp\b(?=\s*$)
as soon as (?:reasonably |is |it is |they are |he is |she is |we |is reasonably )?\w+
soonest
on-?\s?going\b(?! (?:police|crim|investig|concern|risk|case|(?:care )?proc|enquir|assess|court|abuse|injur|issue))
(?:to )?continu(?:e|es|ed|ing|ous|ously)\b(?! (?:care|education|assessment|professional|of))
{unasked}(?:as|if|when|where|whenever|wherever|once|until|unless|should)(?: and when| and if)? {padding}*{condition}\b
tb[cadn]\b
t\.b\.[cad]\.?
to be (?:confirmed|agreed|arranged|decided|advised|determined|set|announced|scheduled|fixed)\b{end}
(?:date|time|timescale|timeframe|date/time) (?:not (?:known|set|agreed|given|yet)|unknown|to follow)
as and when\b
in due course
overnight{end}
(?:not (?:yet )?known|unknown){end}
(?:when|until|once) (?:the )?[a-z]+ (?:re)?(?:opens|concludes|closes|ends|finishes|starts|goes|returns|completes)\b
(?:when|until|once) (?:the )?[a-z]+ (?:allows?|settles?|improves?|engages?|permits?|agrees?|feels?|wants?|needs?)\b
(?:when|until|once) (?:the )?[a-z]+ [a-z]+ (?:allows?|permits?)\b
(?:when|until|once) (?:the )?[a-z]+ (?:is|are|has been|have been) [a-z]+(?:ed|en|ble){end}
(?:once|when|as|if) (?:capacity|time|resources|staffing) \w+
(?:at )?(?:the |their |his |her |your |our )?(?:very )?earliest (?:\w+ )?(?:opportunity|convenience|time|date)
earliest\b
prompt(?:ly)?\b
regular(?:ly)?\b
on a regular basis
(?:very )?soon(?:er)?\b
shortly\b
sooner rather than later
in (?:the )?(?:near|foreseeable|not too distant) future
near future
periodically
(?:over|in|during|within|for)? ?(?:the )?(?:coming|next|following) (?:few )?(?:hours|days|weeks|months)\b
(?:(?:in|within|over|the|next|a) ){0,4}(?:few|several|matter of|number of) {units}(?:' time)?\b(?! ago)
(?:with)?in (?:hours|days|weeks|months)\b
next month\b
(?:within |during |in )?this (?:month|term|half[ -]?term|quarter|year)\b{end}
(?:spring|summer|autumn) term\b{end}
(?<!\w )(?:{months})(?: 20\d\d)?\b{alone}
(?:when|until|once) (?:the )?[a-z]+ [a-z]+ (?:is |are |has been )?{settled}\b
(?:by|in) (?:\w+'s )?(?:the )?post\b
for (?:now\b|the (?:time being|moment|foreseeable))
at (?:the|an|some) (?:appropriate|suitable|convenient|agreed|right|mutually \w+)? ?(?:time|date|point|stage|moment)\b
some ?time\b(?! ago)
eventually
in (?:good|due|a timely|timely|reasonable) (?:time|manner|way|fashion)
in the fullness of time
timely\b
within (?:a )?reasonable (?:time\w*|period)
quickly\b
speedily
swiftly
expeditiously
(?:as a |high |as )?priority\b
prioriti[sz]e[d]?\b
until further notice
until (?:further|otherwise|told|no longer)\b[\w ]{0,20}
from now on
(?:going|moving) forwards?
(?:long|medium|short)[- ]?(?:er)?[- ]term\b(?! (?:foster|plan|care))
at all times
in the new year
indefinitely
throughout\b
occasionally
from time to time
(?:keep |kept )?under review
rolling\b(?! (?:onto|over))
permanent(?:ly)?\b{end}
always\b{end}
by return\b
when (?:he|she|they|it|we|you|sw|mum|dad|capacity|time|staff)\b[\w ']{0,24}
in (?:early|mid|late)?[ -]?(?:{months}|spring|summer|autumn|winter)\b(?!\s+\d)
(?:early|mid|late)[ -](?:{months})\b(?!\s+\d)
open[- ]ended
no (?:fixed )?(?:date|timescale|timeframe|deadline)(?: set| agreed| given)?
(?:before|by) long\b
once (?:sw |new )?\w+ (?:is |are |has been |have been )?(?:allocated|available|possible|known|received)
pending\b
frequently
often\b
as often as\b
in the interim
meanwhile
in the meantime
overdue\b
prn\b
ad[ -]?hoc\b
over time\b
subject to (?:[a-z]+ )?(?:approval|agreement|consent)
to follow\b{end}
(?:currently )?(?:in progress|under ?-?way)\b
(?:at |on |after |during )?(?:each|every) (?:visit|contact|session|meeting|appointment)\b
(?:with)?in (?:the |agreed |statutory |usual |required |set |normal )*(?:timescales?|timeframes?)\b
(?:when|once|until) (?:the )?[a-z]+ (?:has|have) (?:been )?[a-z]+(?:ed|en)\b
subject to (?:capacity|availability|resources|staffing|funding|consent|agreement)
(?:at |on )?(?:the )?next (?:available|convenient|possible|suitable|free)\b
(?:at )?(?:the )?(?:next|first|any) (?:available )?opportunity
(?:when|once|until|as soon as) (?:the )?[a-z]+ (?:is|are|have) (?:back|in place|here|known|over|up)\b
(?:when|once|until|till) (?:the )?[a-z]+ (?:says?|confirms?|approves?|consents?|concludes?|(?:is|are) happy)\b
(?:once|when|until|after) (?:the )?(?:s47|s\.47|checks|enquir\w+|investigation|medical) {over}
(?:following|pending|after|subject to|on) (?:re-?)?allocation\b
(?:by|in|over|during) (?:the )?(?:early |mid |late )?(?:spring|summer|autumn|winter)\b(?! (?:term|hol|break|half))
(?:in|within) (?:a|an|\d+) (?:day|week|month|hour)s? or so\b
(?:a|an|\d+) (?:day|week|month|hour)s? or so\b
by (?:early |mid |late |the start of |start of |beginning of )?(?:{months})\b(?!\s*\d)
late(?:r)? (?:on )?(?=$)
n/?k\b(?=\s*$)
aim(?:ing)? for\b
wherever possible
in the first instance
at (?:the )?(?:sw's|their|his|her) discretion
imminently
imminent\b{end}
"""
_OVER = "(?:is |are |has |have )?(?:closed|concluded|done|over|finished)"
_SETTLED = "(?:agreed|confirmed|completed?|approved|signed|available|allocated|in place)"
_PADDING = "(?:it is|they are|is|are|he is|she is|it's|it be|new|a|sw|deemed|reasonably|felt|further)"
FIRST_WORDS = word_set(
    """
    a ad after aim aiming always an and any april as asap asp at august autumn before by coming continue
    continued continues continuing continuous continuously currently date december directly during each earliest
    early eventually every expeditiously february few following for forthwith frequently from going her high
    highest his if immediate immediately imminent imminently in indefinitely instantly its january july june
    keep kept late later long longer march matter meanwhile medium mid moving n near next nk no not november now
    number occasionally october often on once ongoing open our over overdue overnight pending periodically
    permanent permanently prioritise prioritised prioritize priority prn prompt promptly quickly regular
    regularly right rolling same september several short shorter shortly should some sometime soon sooner
    soonest speedily spring stat straight straightaway subject summer swiftly t tba tbc tbd tbn the their there
    this throughout time timeframe timely timescale to top under unknown unless until urgent urgently very when
    whenever where wherever with within without your
    """
)


def _any(lines: str) -> str:
    return "|".join(line for line in lines.split("\n") if line)


_END = r"(?=\s*(?:$|[.,;:!?)\-]|please))"
_URGENT_WORDS = re.compile(_any(_URGENT).replace("{end}", _END))
_VAGUE_WORDS = re.compile(
    _any(_VAGUE)
    .replace("{condition}", f"(?:{_any(_CONDITION)})")
    .replace("{end}", _END)
    .replace("{units}", "(?:hour|day|week|month)s")
    .replace("{unasked}", "(?<!check )(?<!see )(?<!ask )(?<!confirm )(?<!establish )")
    .replace("{over}", _OVER)
    .replace("{settled}", _SETTLED)
    .replace("{alone}", r"(?=[.!)\s]*$)")
    .replace("{padding}", f"(?:{_PADDING} )")
    .replace("{months}", "|".join(MONTH_NAMES).lower())
)


def read(text: str, at: int, _: Context) -> Vague | None:
    """A vague phrase that starts here."""
    found = _URGENT_WORDS.match(text, at)
    if found is not None:
        return Vague(at, found.end(), urgent=True)
    found = _VAGUE_WORDS.match(text, at)
    return Vague(at, found.end(), urgent=False) if found else None
