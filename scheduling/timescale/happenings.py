"""Events that an action waits for: "prior to discharge", "within 7 days of birth", "before father answers bail"."""

from __future__ import annotations

import re
from dataclasses import replace

from scheduling.timescale import clocks, dates, lengths, spoken, terms, weeks
from scheduling.timescale.context import Context
from scheduling.timescale.cues import clause_ends
from scheduling.timescale.feasts import feast_day, named_feast
from scheduling.timescale.items import Happening, Length

_EVENTS = (
    ("discharge_planning_meeting", r"discharge[ -]planning(?: meeting)?|dpm"),
    ("discharge", r"discharged?\b(?! (?:summary|letter|report|notif|address|coordinator|co-ordinator|medic))|"
                  r"(?:leaves?|leaving) (?:the )?(?:hospital|ward)|(?:go|goes|going) home|medically fit"),
    ("birth", r"birth\b(?! (?:plan|certificate|mark|weight|father|mother|parents))|delivery|born"
              r"|baby(?:'s)? (?:arrival|arrives)|"
              r"edd|due date|baby is here|confinement"),
    ("legal_planning_meeting", r"legal (?:planning|gateway)(?: meeting)?|lpm|lgm"),
    ("plo_meeting", r"plo(?: meeting)?|pre-proceedings(?: meeting)?"),
    ("looked_after_review", r"(?:lac|cla|looked[- ]after(?: child)?|cic|child in care) review"),
    ("core_group", r"core[- ]?groups?(?: meeting| mtg)?|cgm?\b"),
    ("rcpc", r"rcpcc?|(?:cp |child protection )?review (?:child protection |cp |case )?conf(?:erence)?\b|review cpc"),
    ("icpc", r"icpcc?|initial (?:child protection |cp |case )?conf(?:erence)?\b|(?:child protection |case "
             r"|cp )?conf(?:erence)?\b|cpc"),
    ("strategy_meeting", r"(?:review |reconvened |follow[- ]up )?strat(?:egy|s)?\b"
                         r"(?: (?:meeting|discussion|disc|mtg)s?)?"),
    ("court_hearing", r"(?:next |final |interim )?(?:court(?: hearing| date| appearance)?|hearing)|cmh|irh|ffh"
                      r"|care proceedings|"
                      r"(?:issue of |issuing )?proceedings|sentenc(?:e|ing)|trial"),
    ("bail_return", r"bailed\b|bail\b(?: (?:return|date|expir\w+|ends?|is up|conditions? (?:end|expire)))?"
                    r"|answers? (?:his "
                    r"|her |their )?bail"),
    ("cin_meeting", r"(?:cin|child in need|chin) (?:meeting|review|mtg)"),
    ("abe_interview", r"abe(?: interview)?|(?:police )?interview(?:ed)?|vri"),
    ("medical", r"(?:cp |child protection |forensic )?medical(?: examination)?|examination"),
    ("release", r"releas(?:e|ed)(?: from (?:prison|custody|hospital))?"),
    ("return", r"return(?! of)(?:s|ed|ing)?\b(?: (?:home|to school|from missing|to (?:the )?(?:placement"
               r"|family home))){0,2}|comes? home"),
    ("placement_move", r"placement(?: (?:move|change|ends?))?|moves? placement|(?:house )?move\b|moving"),
    ("visit", r"(?:home |joint |s47 |statutory )?visit(?:ed)?"),
    ("contact", r"(?:family time|contact)\b"),
    ("assessment", r"(?:c&f |single |parenting |child and family )?assessment(?: completed| complete)?"),
    ("marac", r"marac"), ("mappa", r"mappa"), ("mace", r"mace(?: panel)?"), ("panel", r"(?:\w+ )?panel"),
    ("appointment", r"(?:\w+ )?(?:appointment|appt)s?"), ("scan", r"(?:\w+ )?scan"),
    ("receipt", r"receipt of [a-z' ]{3,24}?(?:report|results?|letter|referral|records?|information|minutes|form"
                r"|assessment)s?|receipt"),
    ("birthday", r"(?:\d{1,2}(?:st|nd|rd|th) )?birthday"),
    ("surgery", r"surgery|operation"),
    ("admission", r"admission|admitted"), ("transfer", r"transfer(?:red)?"), ("handover", r"handover|hand-over"),
    ("end_of_shift", r"(?:the )?end of (?:the |his |her |their |this |my )?(?:night |day |late |early )?shift"
                     r"|shift end"),
    ("easter", r"easter\b(?! (?:hol|break|mon|sun|fri|week))"),
    ("christmas", r"(?:christmas|xmas)\b(?! (?:hol|break|day|eve))"),
    ("review", r"(?:next )?review(?: meeting)?"),
    ("meeting", r"(?:next |mdt |network |family |professionals? ){0,3}meeting|mtg"),
)  # fmt: skip
_LEAD = (
    r"(?:(?:the|a|an|any|his|her|their|its|baby's|baby|child's|child|mother's|mum's|father's|dad's"
    r"|next|date of|day of|time of"
    r"|from hospital|first|planned|receipt of the|being|is|has been|have been|are|was|he|she|they"
    r"|when|\w+'s)\s+){0,4}?"
)
_NAMES = [name for name, _ in _EVENTS]
_EVENT = re.compile(_LEAD + "(?:" + "|".join(f"(?P<e{n}>{words})" for n, (_, words) in enumerate(_EVENTS)) + r")\b")
# Most words begin no event: three letters tell, and save the long expression.
_BEGINNINGS = frozenset(
    word[:3] for _, words in _EVENTS for word in re.findall(r"[a-z]{2,}", words.replace(r"\w", ""))
)
_WITHIN_WORDS = re.compile(
    r"(?:[a-z']+\s+){0,3}?(?P<what>answers?\s+(?:\w+\s+)?bail|returns?(?: home| to school)?|(?:is "
    r"|are )?(?:being )?(?:discharged|released|born|bailed)"
    r"|leaves? (?:the )?(?:hospital|ward)|go(?:es)? home|(?:\w+ )?icpc|core group|cgm|conference|hearing|court)\b"
)
_BEFORE = re.compile(
    r"(?:before|prior to|ahead of|in advance of|in time for|in readiness for|ready for"
    r"|up to(?! and incl))\s+(?:the\s+)?"
)
_BY = re.compile(r"(?:by|until|till|pending|no later than)\s+(?:the\s+)?(?:time (?:of|that)?\s*|next\s+){0,2}")
_AFTER = re.compile(
    r"(?:(?:immediately |straight |shortly |soon )?(?:after|following|upon|on|post)|once|when"
    r"|as soon as)[\s-]+(?:the\s+)?"
)
_AT = re.compile(r"(?:at|for)\s+(?:the\s+)?(?:next\s+)?")
_SHORTENED = re.compile(
    r"pre(?:-|\s+)(?=discharge\b|birth\b|release\b|icpc\b|hearing\b)(?![a-z]+\s+(?:assess|plan|meet|protocol"
    r"|check|conf|panel|visit|work|support|form|report))"
)
_SHORT_EVENTS = frozenset({"discharge", "birth", "release", "icpc", "court_hearing"})
_AT_THE_TIME = re.compile(
    r"(?:at|on)\s+(?:the\s+)?(?:(?:point|time|day|date)\s+of\s+)?(?=(?:discharge(?! planning)|birth|release"
    r"|return)\b)"
)
_STRONG_AT = frozenset({"core_group", "icpc", "rcpc", "cin_meeting", "looked_after_review", "legal_planning_meeting"})
_NOT_BY = frozenset({"visit", "contact", "assessment", "panel", "meeting", "review", "interview", "medical"})
_NOT_ON = frozenset(
    {"contact", "assessment", "court_hearing", "bail_return", "visit", "panel", "placement_move", "review", "meeting"}
)
_GENERIC = re.compile(
    r"((?!any (?:case|event)\b|then\b|now\b|that\b|this\b)[a-z][a-z'\-]+(?:\s+(?!by\b|on\b|at\b"
    r"|and\b|or\b)[a-z][a-z'\-]+){0,3})"
)
_THIS_MEETING = re.compile(
    r"\s+(?:of|from|after|following)\s+(?:(?:the )?(?:date|time) of\s+)?(?:(?:this|the"
    r"|today's)\s+(?:strat\w*\s*)?(?:meeting|discussion|mtg"
    r"|date)|today(?:'s (?:meeting|date|strat\w*(?: meeting| discussion)?))?|now"
    r"|(?:the )?strat\w* (?:meeting|discussion)|this (?:strat\w*|date)|strat)\b"
)
_RELATION = re.compile(
    r"\s+(?P<side>of|from|after|following|post|before|prior to|ahead of"
    r"|in advance of)[\s-]+(?=[a-z])(?!(?:age|now|today|this meeting)\b)"
)
_NO_EVENT = frozenset({"that", "then", "now", "this", "which", "it", "any", "further", "next"})


def before_event(text: str, at: int, context: Context) -> Happening | None:
    """ "Prior to discharge", "before father answers bail": known events, else the words themselves."""
    cue = _BEFORE.match(text, at)
    if cue is None:
        return None
    found = _known(text, cue.end()) or _inside(text, cue.end())
    if found is not None:
        return Happening(at, found[1], found[0], "before", on=feast_day(found[0], context))
    words = _GENERIC.match(text, cue.end())
    if words is None or words[1].split()[0] in _NO_EVENT or _is_a_time(text, cue.end(), context):
        return None
    return Happening(at, words.end(), "_".join(words[1].replace("'", "").split()[:3]), "before")


def by_event(text: str, at: int, context: Context) -> Happening | None:
    """ "By the next core group", "until discharge"."""
    cue = _BY.match(text, at)
    found = _known(text, cue.end()) if cue else None
    coming = cue is not None and cue[0].rstrip().endswith("next")
    if found is None or (found[0] in _NOT_BY and not coming):
        return None
    return Happening(at, found[1], found[0], "before", on=feast_day(found[0], context))


def shortened(text: str, at: int, _: Context) -> Happening | None:
    """ "Pre-discharge", "pre birth"."""
    cue = _SHORTENED.match(text, at)
    found = _known(text, cue.end()) if cue else None
    if found is None or found[0] not in _SHORT_EVENTS or not clause_ends(text, found[1]):
        return None
    return Happening(at, found[1], found[0], "before")


def after_event(text: str, at: int, _: Context) -> Happening | None:
    """ "On discharge", "once born", "following ICPC"."""
    cue = _AFTER.match(text, at)
    if cue is None:
        return None
    found = _known(text, cue.end()) or (
        _inside(text, cue.end()) if cue[0].startswith(("once", "when", "as")) else None
    )
    if found is None and cue[0].startswith("once"):
        words = _GENERIC.match(text, cue.end())
        if (
            words
            and len(words[1].split()) > 1
            and not re.match(
                r"(?:allocat|availab|possib|able|known|he |she |it |capacity|time|resourc|staff|confirm|receiv"
                r"|complet|\w+ (?:agree|allow|confirm|permit|approve|say|clos|conclud|finish|settl|engag|consent))",
                words[1],
            )
        ):
            return Happening(at, words.end(), "_".join(words[1].replace("'", "").split()[:2]), "after")
    if found is None or (found[0] in _NOT_ON and not cue[0].startswith(("once", "when", "as"))):
        return None
    return Happening(at, found[1], found[0], "after")


def at_event(text: str, at: int, _: Context) -> Happening | None:
    """ "At the next core group", "for ICPC": it must be done by then."""
    moment = _AT_THE_TIME.match(text, at)
    if moment is not None and (known := _known(text, moment.end())):
        return Happening(at, known[1], known[0], "after")
    cue = _AT.match(text, at)
    found = _known(text, cue.end()) if cue else None
    return Happening(at, found[1], found[0], "before") if found and found[0] in _STRONG_AT else None


def hangs_on(text: str, length: Length) -> Length | Happening:
    """ "Within 7 days of discharge": the length from an event, unless that is this meeting itself."""
    here = _THIS_MEETING.match(text, length.end)
    if here is not None:
        return replace(length, end=here.end(), cued=True)
    relation = _RELATION.match(text, length.end)
    if relation is None:
        return length
    side = "before" if relation["side"] in ("before", "prior to", "ahead of", "in advance of") else "after"
    found = _known(text, relation.end())
    if found is not None:
        return Happening(length.start, found[1], found[0], side, length)
    words = _GENERIC.match(text, relation.end())
    if not length.cued or words is None:
        return length
    first = re.sub(r"^(?:the|a|an|his|her|their|any|date of|being)\s+", "", words[1]).split()
    return (
        Happening(length.start, relation.end() + len(words[1]), "_".join(first[:1]), side, length)
        if first
        else length
    )


def _is_a_time(text: str, at: int, context: Context) -> bool:
    readers = (
        *(dates.weekday, dates.named, dates.end_of, dates.weekend, dates.month_first, weeks.week, terms.school_break),
        named_feast,
        *(clocks.in_words, spoken.past_the_hour, lengths.in_words, lengths.next_day),
    )
    return any(reader(text, at, context) is not None for reader in readers)


def _known(text: str, at: int) -> tuple[str, int] | None:
    if not any(word[:3] in _BEGINNINGS for word in text[at : at + 60].split()[:5]):
        return None
    found = _EVENT.match(text, at)
    if found is None:
        return None
    name = next(_NAMES[int(group[1:])] for group, words in found.groupdict().items() if words is not None)
    return name, found.end()


def _inside(text: str, at: int) -> tuple[str, int] | None:
    found = _WITHIN_WORDS.match(text, at)
    return _known(text, found.start("what")) if found else None
