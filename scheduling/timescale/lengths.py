"""Lengths of time: "48 hrs", "3 WD", "in 3/52", "a fortnight", "2-3 weeks"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from scheduling.timescale.context import Context, add_months
from scheduling.timescale.cues import before, clause_begins, clause_ends, ends_with, length_cue, length_is_content
from scheduling.timescale.facts import states_a_fact
from scheduling.timescale.items import Day, Length, Repeat
from scheduling.timescale.spoken import ORDINALS
from scheduling.timescale.words import NUMBERS, alternation

_LONGEST = 2000
# "By 30 weeks" is said of a pregnancy.
_GESTATION = 12
_UNIT = (
    r"(?P<wh>(?:working|business|office)[ -]+(?:hours?|hrs?))"
    r"|(?P<wd>(?:full |clear )?(?:working|wking|wkg|work|business|office|week)[ -]*days?|workdays?"
    r"|weekdays|w\.?[/ -]?d(?:ay)?'?s?|bd)"
    r"|(?P<sd>(?:school|term|term[- ]time|schl|teaching)[ -]*days?|s\.?/?ds?)"
    r"|(?P<ww>(?:working|school|term)[ -]+weeks?)"
    r"|(?P<minutes>minutes?|mins?)|(?P<hours>hours?|hrs?|h|hour's|hours')"
    r"|(?P<days>(?:calendar |clear |full |consecutive )?days?'?|d)|(?P<weeks>(?:full )?(?:weeks?'?|wks?|w))"
    r"|(?P<fortnights>fortnights?'?)|(?P<months>(?:calendar )?(?:months?'?|mths?|mnths?))|(?P<years>years?'?|yrs?)"
)
_UNIT_END = r"(?![a-z/]|\.\d|'s\b(?!\s+time))(?:')?\.?"
_BETWEEN = r"\s*(?:-|–|to|or)\s*"
# "Twenty-four" is one number.
_WORDS_BETWEEN = r"(?:(?<!ty)\s*-\s*|\s*(?:to|or)\s*)"
_FIGURES = re.compile(
    rf"(?:(?P<low>\d{{1,4}})(?:{_BETWEEN}"
    rf"|/))?(?P<n>\d{{1,4}})(?:\.(?P<tenths>\d))?(?:\s*\(\w+\))?[\s\-]*(?:x\s*)?(?:{_UNIT}){_UNIT_END}"
)
_SPELLED = re.compile(
    rf"(?:(?:{alternation(NUMBERS)}){_WORDS_BETWEEN})?(?P<word>half an?|half a|an?|the"
    rf"|(?:a )?couple(?: of)?|{alternation(NUMBERS)})"
    rf"(?:\s*\(\d{{1,3}}\))?[\s\-]+(?:more "
    rf"|further )?(?:{_UNIT}){_UNIT_END}(?P<half>\s+and\s+a\s+half)?(?P<or_two>\s+or\s+two)?"
)
_FRACTION = re.compile(r"(?:(?P<low>\d{1,3})\s*[-–]\s*)?(?P<n>\d{1,3})/(?P<per>7|52|12)(?!\d|/\d|\.\d)")
_TIMES_A = re.compile(r"(?:once|twice|thrice|times|time|x ?\d?|per|\d)$")
_SAMPLE = re.compile(
    r"\s*(?:old\b|ago\b|of age|previous|prior\b(?! to)|earlier|gestation|pregnan|supervis"
    r"|before\b(?=\s+(?:that|then|the "
    r"(?:incident|injury)))|check\b|review(?:ed)? (?:from|in)|course|history|apart|later than"
    r"|of (?:age|observation|antibiotics)"
    r"|'s? old|long\b|postnatal|post-natal|corrected|premature|service\b|cover\b|a (?:day|week)"
    r"|duration|record|chronology|care\b|rule\b|or so\b|in a row\b|pregnancy)"
)
_IN_USE = re.compile(
    r"\s*(?:from (?:now|today|(?:the )?date of this|(?:this|the) (?:strat\w*|meeting)|tomorrow)"
    r"|(?:'s?)?\s*time\b|hence)"
)
_ROUGHLY = re.compile(r"(?:^|[\-:;,.(])\s*(?:about|around|roughly|approx\w*\.?|circa)$")
# "20 week scan", "28 day bail".
_ADJECTIVE = re.compile(
    r"(?:ay|ek|th|ar|ur|te)\s+(?!(?:of|from|after|before|prior|post|following|and|or|max|at|by|time|to|for|with|if|on|as|then)\b)[a-z]"
)
_HALF_HOUR = re.compile(r"1/2\s*(?:an?\s+)?(?:hours?|hrs?)\b")
_NTH_DAY = re.compile(
    rf"(?:(?:the )?(?:end|close) of (?:the )?|the )?(?:(?P<n>\d{{1,2}})(?:st|nd|rd|th)"
    rf"|(?P<word>{alternation(ORDINALS)}))"
    r"\s+(?:full |clear )?(?P<unit>working|business|school)[ -]day\b"
)
_AFTER_X = re.compile(r"(?:^|\b(?:review|f/u|follow[ -]up|repeat|recheck|again|see|visit|bloods))\s*x$")
_PERSON = re.compile(r"\b(?:siblings?|child|baby|son|daughter|boy|girl|brother|sister|infant|toddler|twins|he|she)$")
# "Four attendances in 12 months", "his full 30 hours".
_COUNTED = re.compile(
    rf"\b(?:\d{{1,3}}|{alternation(NUMBERS)}|several|multiple|many)(?: [\w&+/-]+){{0,2}} (?:attendances|incidents"
    r"|presentations|call[- ]?outs|admissions|episodes|referrals|moves|absences|exclusions|notifications|arrests"
    r"|disclosures|allegations|concerns|injuries|overdoses|placements|reports) (?:with)?in$"
)
_OWN = re.compile(r"\b(?:his|her|their|its)(?: (?:full|whole|remaining|weekly|contracted|funded|free))?$")
_CLOCK = re.compile(r"[012]\d[0-5]\d")
_NEXT = re.compile(r"(?:(?:the )?end of )?(?:the )?(?:next|following) (?P<unit>working|school|business)[ -]day\b")
_NEXT_SPELL = re.compile(r"(?:the )?(?:next|coming) (?P<unit>hour|day|week|fortnight|month)\b(?!')")
_STATES = (
    *(
        "is",
        "was",
        "been",
        "now",
        "sober",
        "clean",
        "about",
        "only",
        "just",
        "lasting",
        "lasted",
        "took",
        "are",
        "he's",
    ),
    *(
        "approximately",
        "she's",
        "abstinent",
        "lived",
        "here",
        "there",
        "together",
        "separated",
        "missing",
        "and",
        "off",
        "attends",
        "works",
        "sleeps",
        "missed",
    ),
)
_REPEATED_TASKS = (
    "review",
    "f/u",
    "follow up",
    "follow-up",
    "repeat",
    "recheck",
    "again",
    "visit",
    "update",
    "feedback",
)


def in_figures(text: str, at: int, _: Context) -> Length | None:
    """ "48 hrs", "3 WD", "2-3 weeks": the longer end of a range."""
    found = _FIGURES.match(text, at)
    if found is None:
        return None
    if found["hours"] and _CLOCK.fullmatch(found["n"]):
        return None
    n = int(found["n"]) + int(found["tenths"] or 0) / 10
    return _checked(text, at, found, n)


def in_words(text: str, at: int, context: Context) -> Length | Repeat | None:
    """ "a week", "two working days", "half an hour", "a couple of days"."""
    found = _SPELLED.match(text, at)
    if found is None:
        return None
    word = found["word"]
    if word == "the" and not ends_with(before(text, at), ("within", "in the next", "next")):
        return None
    n = 0.5 if word.startswith("half") else 2 if "couple" in word else NUMBERS.get(word, 1)
    n = 2 if found["or_two"] else n
    if word in ("a", "an", "the") and _TIMES_A.search(before(text, at)) and not length_cue(before(text, at)):
        return _times(found, at, context)
    return _checked(text, at, found, n + (0.5 if found["half"] else 0))


def next_day(text: str, at: int, _: Context) -> Length | None:
    """ "The next working day"."""
    found = _NEXT.match(text, at)
    if found is None:
        return _next_spell(text, at)
    unit = "school_days" if found["unit"] == "school" else "working_days"
    return Length(at, found.end(), 1, unit, cued=True)


def _next_spell(text: str, at: int) -> Length | None:
    """ "Within the next week": not next week."""
    found = _NEXT_SPELL.match(text, at)
    if found is None or not ends_with(before(text, at), ("within", "in", "over", "during", "inside", "w/in")):
        return None
    unit = "weeks" if found["unit"] == "fortnight" else f"{found['unit']}s"
    return Length(at, found.end(), 2 if found["unit"] == "fortnight" else 1, unit, cued=True, clinical=True)


def _times(found: re.Match[str], at: int, context: Context) -> Repeat | None:
    if found["months"]:
        return Repeat(at, found.end(), "P1M", add_months(context.today, 1))
    days = 1 if found["days"] else 7 if found["weeks"] else 14 if found["fortnights"] else 0
    return Repeat(at, found.end(), f"P{days}D", context.today + timedelta(days=days)) if days else None


def _checked(text: str, at: int, found: re.Match[str], n: float) -> Length | None:
    unit, scale = _unit(found)
    n, end = n * scale, found.end()
    if n <= 0 or n > _LONGEST or _SAMPLE.match(text, end):
        return None
    if n % 1 and unit not in ("hours", "minutes", "working_hours"):
        return None if unit != "days" else Length(at, end, n * 24, "hours", cued=True)
    tail = before(text, at)
    hence = _IN_USE.match(text, end)
    end = hence.end() if hence else end
    cue = length_cue(tail)
    if cue == "by" and unit == "weeks" and n >= _GESTATION:
        return None
    if (
        states_a_fact(tail)
        or _COUNTED.search(tail)
        or (cue != "within" and hence is None and n > 1 and _ADJECTIVE.match(text, end - 2))
    ):
        return None
    cued = bool(cue) or hence is not None
    if not cued and (length_is_content(tail) or _PERSON.search(tail) or _OWN.search(tail)):
        return None
    return Length(at, end, n, unit, cued, clinical=bool(found["fortnights"]))


def _unit(found: re.Match[str]) -> tuple[str, int]:
    if found["wh"]:
        return "working_hours", 1
    if found["wd"]:
        return "working_days", 1
    if found["ww"]:
        return ("working_days" if "work" in found["ww"] else "school_days"), 5
    if found["sd"]:
        return "school_days", 1
    if found["fortnights"]:
        return "weeks", 2
    if found["years"]:
        return "months", 12
    return next(unit for unit in ("minutes", "hours", "days", "weeks", "months") if found[unit]), 1


def nth_day(text: str, at: int, _: Context) -> Length | None:
    """ "The 3rd working day", "the end of the third working day"."""
    found = _NTH_DAY.match(text, at)
    if found is None:
        return None
    n = int(found["n"]) if found["n"] else ORDINALS[found["word"]]
    unit = "school_days" if found["unit"] == "school" else "working_days"
    return Length(at, found.end(), n, unit, cued=True) if n else None


def half_hour(text: str, at: int, _: Context) -> Length | None:
    """ "1/2 hour"."""
    found = _HALF_HOUR.match(text, at)
    return Length(at, found.end(), 0.5, "hours", cued=bool(length_cue(before(text, at)))) if found else None


def fraction(text: str, at: int, context: Context) -> Length | Day | None:
    """The clinical "3/7", "3/52", "3/12": a duration after "in" or "within", a date after "by" or "on".

    Bare, it is the duration if as a date it is over eight weeks away; else it is asked.
    """
    found = _FRACTION.match(text, at)
    if found is None:
        return None
    n, end, tail = int(found["n"]), found.end(), before(text, at)
    unit = {"7": "days", "52": "weeks", "12": "months"}[found["per"]]
    if n == 0 or _SAMPLE.match(text, end):
        return None
    # "Review x2/7" is in two days; "antibiotics x 5/7" is a course.
    after_task = _AFTER_X.search(tail) is not None
    tail = tail if not after_task else _AFTER_X.sub("", tail)
    in_use = _IN_USE.match(text, end)
    length = Length(at, in_use.end() if in_use else end, n, unit, cued=True, clinical=True)
    read = context.calendar_day(n, int(found["per"]), None) if found["per"] != "52" and not found["low"] else None
    if read is None or read[1] == "NO_SUCH_DATE" or in_use:
        return None if length_is_content(tail) else length
    if ends_with(tail, ("in", "within", "next", "for review in")):
        return length
    if ends_with(tail, ("by", "on", "before", "until", "due", "latest", "than", "due by", "commencing", "from")):
        return Day(at, end, *read)
    if length_is_content(tail):
        return None
    return _bare(at, end, n, length, int(found["per"]), context)


def _bare(at: int, end: int, n: int, length: Length, month: int, context: Context) -> Length | Day:
    years = (context.today.year - 1, context.today.year, context.today.year + 1)
    nearest = min((date(year, month, n) for year in years), key=lambda day: abs(day - context.today))
    if abs(nearest - context.today) > timedelta(weeks=context.limits.bare_fraction_weeks):
        return length
    return Day(at, end, nearest, "AMBIGUOUS", named=True)


def counts(text: str, item: Length) -> bool:
    """Whether a length is a deadline: after "within", or standing alone at the end of its clause."""
    if item.cued:
        return True
    if not clause_ends(text, item.end):
        return False
    if item.unit in ("working_days", "working_hours", "school_days") or clause_begins(text, item.start):
        return True
    tail = before(text, item.start)
    if _ROUGHLY.search(tail):
        return True
    last = not text[item.end :].strip(" .!?\n")
    return ends_with(tail, _REPEATED_TASKS) is not None or (last and ends_with(tail, _STATES) is None)
