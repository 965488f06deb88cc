"""Calendar days in words and figures, day before month. Every reader starts at a given place and never searches."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from scheduling.timescale.context import FRIDAY, Context, add_months, month_end
from scheduling.timescale.cues import before, date_is_content, deadline_cue, ends_with
from scheduling.timescale.facts import is_address, states_a_fact
from scheduling.timescale.items import Day, Term
from scheduling.timescale.words import MONTHS, SHORT_WEEKDAYS, WEEKDAYS, alternation

_MONTH = rf"(?P<month>{alternation(MONTHS)})\b\.?"
_YEAR = r"(?:,?\s+(?P<year>(?:19|20)\d\d)\b|\s*'(?P<short>\d\d)\b)?"
_NTH = r"(?P<day>\d{1,2})(?:\s?(?:st|nd|rd|th))?"
_MEASURE = (
    r"(?:h|hrs?|hours?|days?|weeks?|wks?|months?|mths?|years?|yrs?|cm|mm|m|mg|mcg|kg|ml|mls|miles?|degrees|c)\b"
)
DATE = re.compile(
    rf"(?P<iso>\d{{4}}(?P<isosep>[\-/])\d{{1,2}}(?P=isosep)\d{{1,2}})(?:t(?=\d\d:\d\d))?(?![\-/\d](?!\d:))"
    rf"|(?P<d>\d{{1,2}})(?P<sep>[/.\-])(?P<m>\d{{1,2}})(?:(?P=sep)(?P<y>\d{{4}}|\d{{2}})"
    rf"|(?<![\-]\d)(?<![\-]\d\d))(?![\d/:]|[.\-]\d)(?!\s*(?:%|{_MEASURE}))(?(y)|(?!(?:(?<=\.\d)|(?<=\.\d\d))\s*(?:am|pm)))"
    rf"|{_NTH}(?:\s+of)?[\s\-]*{_MONTH}(?:[\s\-/](?P<two>\d\d)(?![\d:.]|\s*(?:am|pm|hrs?"
    rf"|{alternation(MONTHS)})))?{_YEAR}"
)
_MONTH_FIRST = re.compile(
    rf"{_MONTH}\s+(?:the\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?![:.]\d|\s*(?:am|pm)){_YEAR}"
)
_ORDINAL = re.compile(
    r"(?:the\s+)?(\d{1,2})\s?(?:st|nd|rd|th)\b(?!\s+(?:birthday|floor|centile|percentile|child|baby|"
    r"working|school|business|visit|time|report|assessment|incident|attendance|attempt|meeting|session|review))"
)
_WEEKDAY = re.compile(
    rf"(?:(?P<which>this coming|this|next|coming|following|the coming|the following)\s+)?"
    rf"(?P<name>{alternation(WEEKDAYS)})\b\.?(?!['’]?s\b)(?P<next_week>\s+(?:of\s+)?next\s+week)?(?P<this_week>\s+(?:of\s+)?this\s+week)?"
)
_NAMED = re.compile(
    r"(?P<after>(?:the )?day after tomorrow)|(?P<next>tomorrow|2mor+ow?|2moz|tomoro|tomorow|tommorow|tommorrow"
    r"|tmrw|tmr"
    r"|tomoz|tom'?w)\b(?!')"
    r"|(?P<same>(?:later |sometime )?today\b|tonight|this (?:evening|eve|day)|same (?:working )?day|(?:the )?same day"
    r"|(?:the )?end of (?:the )?day|(?:the )?end of today|eod\b|day's end|by day end|later on today"
    r"|todays? date|2day|2nite|tonite)(?!'s)"
)
_THIS_PART = re.compile(r"this (?:morning|afternoon)\b(?!')")
_AN_HOUR = re.compile(r"\d\s?(?:am|pm|hrs|h)?[\s,]*$")
# "9am on the morning of the 13th".
_HOUR_OF_A_PART = re.compile(r"\d\s?(?:[ap]m|hrs|h)? (?:on|in) the (?:morning|afternoon|evening) of$")
_END = re.compile(
    r"(?:the )?end (?:of )?(?:the )?(?P<unit>(?P<next>next|following)\s+week"
    r"|(?:this )?(?:working |school )?(?:week(?! ?end)|wk)|(?:this |calendar ){0,2}month"
    rf"|next month|(?P<year>(?:this )?(?:calendar )?year)|(?P<term>(?:this |the "
    rf"|school ){{0,2}}(?:half[ -]?term|term)(?:time)?)"
    rf"|(?P<name>{alternation(MONTHS)}))\b|(?P<eow>eow|eom|month[- ]?end)\b"
)
_END_OF_DAY = re.compile(r"(?:(?:the )?end of (?:the )?(?:day )?(?:on )?|eod (?:on )?)")
_WEEKS_ON = re.compile(
    rf"(?:(?:(?:a|one|1) )?week|(?P<two>(?:two|2) weeks|(?:a )?fortnight)) (?:on )?"
    rf"(?P<name>today|tomorrow|{alternation(WEEKDAYS)})\b"
    rf"|(?P<first>{alternation(WEEKDAYS)}) week\b(?! comm| beg)"
)
_WEEKEND = re.compile(r"(?:the |this |next )?(?:coming )?weekend\b")
_AFTER_SHORT = re.compile(
    r"\s*(?:$|[,;!?)]|please|- |at\b|\d|[ap]\.?m\b|c\.?o\.?[pb]|eo[dpb]\b|noon|midday|morning|afternoon|close"
    r"|first|by\b|next week|this week)"
)
# "Mon-Fri" says when somebody works.
_ALL_WEEK = re.compile(r".{0,9}\bmon(?:day)?\s?(?:-|to)\s?fri(?:day)?\b")
_WEEKDAY_GAP = re.compile(r"[\s,(]*(?:the\s+)?")


def numeric(text: str, at: int, context: Context, weekday: int | None = None) -> Day | None:
    """ "25/03", "20.03.26", "2026-03-25", "13 March", "13th of March 2026"."""
    found = DATE.match(text, at)
    if found is None:
        return None
    if is_address(text, found.end()) and not deadline_cue(before(text, at)):
        return None
    read = _read(found, context, weekday)
    return None if read is None else Day(at, found.end(), read[0], read[1])


def _read(found: re.Match[str], context: Context, weekday: int | None) -> tuple[date, str | None] | None:
    if found["iso"]:
        year, month, day = map(int, re.split("[-/]", found["iso"]))
        return context.calendar_day(day, month, year, weekday)
    if found["d"]:
        if found["sep"] == "." and not found["y"] and int(found["m"]) > 12:
            return None
        return context.calendar_day(int(found["d"]), int(found["m"]), _int(found["y"]), weekday)
    year_text = found["year"] or found["short"] or found["two"]
    return context.calendar_day(int(found["day"]), MONTHS[found["month"]], _int(year_text), weekday)


def _int(text: str | None) -> int | None:
    return int(text) if text else None


def ordinal(text: str, at: int, context: Context, weekday: int | None = None) -> Day | None:
    """ "the 20th", where a cue says that it is a day."""
    found = _ORDINAL.match(text, at)
    if found is None:
        return None
    read = context.day_of_month(int(found[1]), weekday)
    if read is None or not (weekday is not None or _cued(text, at) or found.end() - at == len(text.strip(" .!?\n"))):
        return None
    return Day(at, found.end(), *read)


def month_first(text: str, at: int, context: Context) -> Day | None:
    """ "March 13th 2026"."""
    found = _MONTH_FIRST.match(text, at)
    if found is None:
        return None
    read = context.calendar_day(int(found["day"]), MONTHS[found["month"]], _int(found["year"] or found["short"]))
    return None if read is None else Day(at, found.end(), *read)


def weekday(text: str, at: int, context: Context) -> Day | None:
    """ "Friday", "next Tuesday", "Friday 13th March", "Mon 16/3"; short names alone need a cue."""
    found = _WEEKDAY.match(text, at)
    if found is None:
        return None
    if _ALL_WEEK.match(text, max(0, at - 9), at + 16):
        return None
    number, end = WEEKDAYS[found["name"]], found.end()
    gap = _WEEKDAY_GAP.match(text, end)
    dated_at = gap.end() if gap else end
    dated = numeric(text, dated_at, context, number) or ordinal(text, dated_at, context, number)
    if dated is not None:
        return Day(at, dated.end, dated.day, dated.ask)
    which = (
        "next"
        if found["next_week"] or found["which"] == "next"
        else "this"
        if found["which"] == "this" or found["this_week"]
        else ""
    )
    if not which and found["name"] in SHORT_WEEKDAYS and not _short_is_day(text, at, end):
        return None
    return Day(at, end, context.next_weekday(number, which), named=True)


def _short_is_day(text: str, at: int, end: int) -> bool:
    return _cued(text, at) or text[end : end + 1] == "." or _AFTER_SHORT.match(text, end) is not None


def _cued(text: str, at: int) -> bool:
    tail = before(text, at)
    if deadline_cue(tail) or ends_with(tail, ("on", "and", "to", "or", "from", "this", "next")):
        return True
    return _HOUR_OF_A_PART.search(tail) is not None


def named(text: str, at: int, context: Context) -> Day | None:
    """Today, tonight, tomorrow, the end of the day."""
    found = _NAMED.match(text, at)
    if found is None:
        return _this_part(text, at, context)
    ahead = 2 if found["after"] else 1 if found["next"] else 0
    return Day(at, found.end(), context.today + timedelta(days=ahead), named=True)


def _this_part(text: str, at: int, context: Context) -> Day | None:
    """ "This morning" behind an hour is today."""
    found = _THIS_PART.match(text, at)
    if found is None or _AN_HOUR.search(text[max(0, at - 12) : at]) is None:
        return None
    return Day(at, found.end(), context.today, named=True)


def end_of(text: str, at: int, context: Context) -> Day | Term | None:
    """The end of the week, next week, the month, April, the year, the term."""
    found = _END.match(text, at)
    if found is None:
        return _end_of_day(text, at, context)
    if found["term"]:
        return Term(at, found.end(), asks="half" in found["term"])
    day = _last_day(found, context)
    return Day(at, found.end(), day, context.doubt(day), named=True)


def _end_of_day(text: str, at: int, context: Context) -> Day | None:
    cue = _END_OF_DAY.match(text, at)
    if cue is None:
        return None
    day = any_day(text, at, cue.end(), context) or named(text, cue.end(), context)
    return None if day is None else replace(day, start=at)


def weeks_on(text: str, at: int, context: Context) -> Day | None:
    """ "A week on Friday", "two weeks today", "Friday week"."""
    found = _WEEKS_ON.match(text, at)
    if found is None:
        return None
    weeks = 2 if found["two"] else 1
    name = found["name"] or found["first"]
    ahead = {"today": context.today, "tomorrow": context.today + timedelta(days=1)}
    day = ahead.get(name) or context.next_weekday(WEEKDAYS[name], "")
    return Day(at, found.end(), day + timedelta(weeks=weeks), named=True)


def _last_day(found: re.Match[str], context: Context) -> date:
    unit, today = found["unit"] or "", context.today
    if found["name"]:
        month = MONTHS[found["name"]]
        return month_end(today.year + (month < today.month), month)
    if found["year"]:
        return date(today.year, 12, 31)
    if "month" in unit or (found["eow"] or "eow") != "eow":
        ahead = add_months(today, 1) if "next" in unit else today
        return month_end(ahead.year, ahead.month)
    friday = context.monday + timedelta(days=FRIDAY + (7 if found["next"] else 0))
    return friday if friday >= today else friday + timedelta(days=7)


def weekend(text: str, at: int, context: Context) -> Day | None:
    """ "By the weekend" is Friday; "over the weekend" is until Sunday."""
    found = _WEEKEND.match(text, at)
    if found is None:
        return None
    tail = before(text, at)
    if ends_with(tail, ("last", "previous", "over last", "past")):
        return None
    last = FRIDAY if ends_with(tail, ("by", "before", "prior to", "ahead of")) else FRIDAY + 2
    day = context.monday + timedelta(days=last)
    return Day(at, found.end(), day if day >= context.today else day + timedelta(days=7), named=True, whole_span=True)


def any_day(text: str, start: int, at: int, context: Context) -> Day | None:
    """Any stated day that stands at `at`, as part of a piece that begins at `start`."""
    found = (
        numeric(text, at, context)
        or weekday(text, at, context)
        or month_first(text, at, context)
        or _plain_ordinal(text, at, context)
    )
    return None if found is None else Day(start, found.end, found.day, found.ask, found.named)


def _plain_ordinal(text: str, at: int, context: Context) -> Day | None:
    found = _ORDINAL.match(text, at)
    read = context.day_of_month(int(found[1])) if found else None
    return Day(at, found.end(), *read) if found and read else None


def counts(text: str, item: Day, context: Context) -> bool:
    """Whether a day in the text is a deadline, not content."""
    tail = before(text, item.start)
    if states_a_fact(tail):
        return False
    if deadline_cue(tail):
        return True
    if date_is_content(tail):
        return False
    if item.named:
        return True
    alone = not text[: item.start].strip(" -:.,") and not text[item.end :].strip(" -:.,")
    return alone or (item.ask != "PAST_DATE" and item.day > context.today)
