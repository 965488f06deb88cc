"""Reading timescales: 10,000 characters of minutes and of hostile texts, beside what dateparser takes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time
from functools import partial

from dateparser.search import search_dates

from benchmarks.figures import Figure, Figures, Json
from benchmarks.stopwatch import race, significant
from scheduling.timescale import understand
from scheduling.working_time import WorkingTime, england_bank_holiday

_LENGTH = 10_000
_AT_MOST_MS = 10.0
_MEETING = datetime(2026, 3, 11, 14, tzinfo=UTC)
_OFFICE = WorkingTime(frozenset(range(5)), time(9), time(17), england_bank_holiday)
_MINUTES = (
    "SW to see both children alone at school by close of play Friday. ",
    "HV to weigh baby again in 2/52 and share growth chart with GP, no later than 25/03/2026. ",
    "Police to share details of the incident on 03/03/2026 (crime ref 43/260311) within 24 hrs. ",
    "School to send attendance every Monday until the end of term; J is in Year 7 and aged 11. ",
    "Midwife to complete the birth plan prior to discharge, and CAMHS to offer an appointment ASAP. ",
    "ICPC to be convened within 15 working days of this meeting, reports 3 working days before conference. ",
    "Mum said the bruise was there on Sunday; paediatrician to examine him tomorrow at 10.30am. ",
    "Housing to advise on emergency move options w/c 23 March, once police confirm that it is safe. ",
)
_HOSTILE = {
    "figures": "1 or 2 or 3/7 ",
    "one long number": "9",
    "dates": "1-1-",
    "by": "by ",
    "nested lengths": "within 5 days of the date of the ",
    "nested ends": "by the end of the ",
    "conditions": "until the x is ",
    "repeats": "daily for the next a ",
    "ranges": "16-20 march ",
    "events": "before a ",
    "the": "the ",
    "letters": "a",
    "dotted capitals": "İ",
    "spaces": " ",
}
_TIMES = (
    "measured: understand() over 10,000 characters, the slowest of the texts below, ms of CPU; "
    "baseline: dateparser's search_dates over the minutes among them"
)


def measure(quick: bool) -> Figures:
    """The figure, under the name `timescale`: it has no number of its own."""
    length, rounds = (1_000, 3) if quick else (_LENGTH, 15)
    texts = {"minutes": _filled("".join(_MINUTES), length)}
    texts |= {name: _filled(words, length) for name, words in _HOSTILE.items()}
    actions: dict[str, Callable[[], object]] = {
        name: partial(understand, text, _MEETING, _OFFICE) for name, text in texts.items()
    }
    found = race({**actions, "dateparser": partial(_dateparser, texts["minutes"])}, rounds)
    spent = {name: found[name].micros / 1000 for name in texts}
    slowest = max(spent, key=spent.__getitem__)
    baseline = found["dateparser"].micros / 1000
    further: dict[str, Json] = {
        "characters": length,
        "slowest": slowest,
        "minutes_ratio": baseline / spent["minutes"],
        "ms": {name: significant(value) for name, value in spent.items()},
    }
    goal, met = f"≤ {_AT_MOST_MS:g} ms for any text", spent[slowest] <= _AT_MOST_MS
    return {"timescale": Figure(_TIMES, "ms", spent[slowest], baseline, goal, met, further)}


def _filled(words: str, length: int) -> str:
    return (words * (length // len(words) + 1))[:length]


def _dateparser(text: str) -> object:
    settings = {"DATE_ORDER": "DMY", "RELATIVE_BASE": _MEETING.replace(tzinfo=None)}
    return search_dates(text, languages=["en"], settings=settings)
