"""How an event comes again: the rules that rotas have, and no other, so that none can run on without an end.

The library looks for the next date until the year 9999. Each rule let through here has one within a few steps.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from bot.app.rota.calendar_events import BadEvent, Event, Property
from bot.app.rota.calendar_times import Moment, instant_of, london_day, moment, moment_of
from bot.app.rota.wall_clock import DAY, midnight

MOST_DATES = 1_000
OTHERWISE = "it repeats in a way that a rota does not need, list its dates or make it weekly"
_KNOWN = frozenset(("FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST"))
_STEP = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 28, "YEARLY": 365}
_DAY = r"(?:MO|TU|WE|TH|FR|SA|SU)"
_DAYS = re.compile(rf"{_DAY}(?:,{_DAY}){{0,6}}")
_NTH = re.compile(rf"[+-]?[1-4]{_DAY}(?:,[+-]?[1-4]{_DAY}){{0,9}}")
_EVERY_FIFTH = re.compile(rf"[+-]?[1-5]{_DAY}(?:,[+-]?[1-5]{_DAY}){{0,9}}")
_NUMBERS = re.compile(r"-?\d{1,3}(?:,-?\d{1,3}){0,30}", re.ASCII)
_PLAIN = {"INTERVAL": re.compile(r"0*[1-9]\d{0,2}", re.ASCII), "COUNT": re.compile(r"0*[1-9]\d{0,4}", re.ASCII)}
_PLAIN["WKST"] = re.compile(_DAY)
Rule = dict[str, str]


def rule_of(event: Event) -> Rule:
    """The event's rule by part, {} when it has none. BadEvent for a rule that no rota has."""
    rules = event.all("RRULE")
    if not rules:
        return {}
    if len(rules) > 1:
        raise BadEvent("it has two rules, write an event for each")
    parts = [part.partition("=") for part in rules[0].value.strip().upper().split(";") if part]
    rule = {name: value for name, _, value in parts}
    if len(rule) < len(parts) or not rule.keys() <= _KNOWN or rule.get("FREQ") not in _STEP:
        raise BadEvent(OTHERWISE)
    for name, right in _PLAIN.items():
        if name in rule and not right.fullmatch(rule[name]):
            raise BadEvent(OTHERWISE)
    if {"COUNT", "UNTIL"} <= rule.keys() or not _comes_again(rule):
        raise BadEvent(OTHERWISE)
    return rule


def until(rule: Rule) -> Moment | None:
    """The last time at which it may take place; None when it says none."""
    return moment_of(rule["UNTIL"], "", "UNTIL") if "UNTIL" in rule else None


def rule_text(rule: Rule, start: Moment) -> str:
    """The rule as the library wants it: its end of the same kind as its start."""
    last = until(rule)
    own = {name: value for name, value in rule.items() if name != "UNTIL"}
    if last is not None and not isinstance(start, datetime):
        own["UNTIL"] = f"{london_day(last):%Y%m%d}"
    elif last is not None:
        # A date alone includes all of its day.
        end = instant_of(last) if isinstance(last, datetime) else midnight(last + DAY) - timedelta(seconds=1)
        own["UNTIL"] = f"{end.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    return ";".join(f"{name}={value}" for name, value in own.items())


def steps(rule: Rule, first: date, last: date) -> int:
    """About how many dates it has from one day to another: what it costs to look at them."""
    if not rule:
        return 0
    times = (
        1 if rule["FREQ"] == "DAILY" else max(len(rule.get(each, "").split(",")) for each in ("BYDAY", "BYMONTHDAY"))
    )
    return times * (max(0, (last - first).days) // (_STEP[rule["FREQ"]] * int(rule.get("INTERVAL", "1"))) + 1)


def dates(event: Event, name: str) -> list[Moment]:
    """The dates listed under EXDATE or RDATE. Raises BadEvent."""
    found = [(line, text) for line in event.all(name) for text in line.value.split(",")]
    if len(found) > MOST_DATES:
        raise BadEvent("it lists more than a thousand dates, export the coming weeks only")
    return [moment(Property(name, line.params, text)) for line, text in found]


def _comes_again(rule: Rule) -> bool:
    """True when the rule's parts go together so that a next date is never far."""
    interval = int(rule.get("INTERVAL", "1"))
    days, of_month, months = rule.get("BYDAY"), rule.get("BYMONTHDAY"), rule.get("BYMONTH")
    if rule["FREQ"] in ("DAILY", "WEEKLY"):
        narrowed = months is not None or (days is not None and rule["FREQ"] == "DAILY")
        right = of_month is None and "BYSETPOS" not in rule and not (narrowed and interval > 1)
        return right and (days is None or bool(_DAYS.fullmatch(days))) and _among(months, 1, 12)
    if interval > 12 or (days is not None and of_month is not None):
        return False
    often = rule["FREQ"] == "MONTHLY" and interval == 1
    if rule["FREQ"] == "YEARLY" and (interval > 1 or (months is None) != (days is None and of_month is None)):
        return False
    if rule["FREQ"] == "MONTHLY" and months is not None:
        return False
    if "BYSETPOS" in rule:
        return days is not None and bool(_DAYS.fullmatch(days)) and _among(rule["BYSETPOS"], 1, 4, backwards=True)
    # Every month has 28 days, and four of each weekday; the rest only some have.
    if days is not None:
        nth = _EVERY_FIFTH if often else _NTH
        return bool(nth.fullmatch(days) or _DAYS.fullmatch(days)) and _among(months, 1, 12)
    return _among(of_month, 1, 31 if often else 28, backwards=True) and _among(months, 1, 12)


def _among(numbers: str | None, low: int, high: int, *, backwards: bool = False) -> bool:
    if numbers is None:
        return True
    if not _NUMBERS.fullmatch(numbers):
        return False
    found = [int(each) for each in numbers.split(",")]
    return all(low <= (abs(each) if backwards else each) <= high for each in found)
