"""Which readers to try at a word, in order: a table, so that all other words cost one look."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from scheduling.timescale import (
    clocks,
    dates,
    feasts,
    happenings,
    lengths,
    ranges,
    repeats,
    spoken,
    terms,
    vague,
    weeks,
)
from scheduling.timescale.context import Context
from scheduling.timescale.items import Item
from scheduling.timescale.words import MONTHS, NUMBERS, WEEKDAYS

Reader = Callable[[str, int, Context], Item | None]

AT_A_FIGURE: tuple[Reader, ...] = (
    lengths.half_hour,
    lengths.fraction,
    ranges.days,
    dates.weeks_on,
    dates.numeric,
    repeats.adverb,
    lengths.in_figures,
    lengths.nth_day,
    ranges.hours,
    repeats.nth_weekday,
    dates.named,
    dates.ordinal,
    clocks.in_words,
    clocks.in_figures,
)

_DAYS = " ".join(WEEKDAYS)
_OPENINGS: tuple[tuple[Reader, str], ...] = (
    (lengths.nth_day, f"the end close {' '.join(word for word in spoken.ORDINALS if word.isalpha())}"),
    (lengths.next_day, "the end next following"),
    (dates.weeks_on, f"a one two week fortnight {_DAYS}"),
    (
        weeks.week,
        "w wc wb wk wks we week weeks early mid middle late later sometime some during the this nxt next following",
    ),
    (weeks.week, "coming beginning start"),
    (dates.end_of, "the end eow eom month"),
    (dates.weekend, "the weekend this next coming"),
    (terms.school_break, "the first they start beginning easter summer christmas xmas school half holidays holiday"),
    (terms.school_break, "break breaks hols term october february may"),
    (dates.named, "the day tomorrow tomorow tommorow tommorrow tmrw tmr tomoz tom tom'w later sometime today"),
    (dates.named, "tonight this same end eod day's by todays"),
    (feasts.named_feast, "good easter christmas xmas boxing new the next early bank " + " ".join(MONTHS)),
    (repeats.nth_weekday, "the first second third fourth last"),
    (spoken.date_in_words, " ".join({word.split("-")[0].split()[0]: 0 for word in spoken.ORDINALS})),
    (ranges.hours, "between"),
    (ranges.days, "between the"),
    (dates.weekday, f"{_DAYS} this next coming following the"),
    (dates.ordinal, "the"),
    (dates.month_first, " ".join(MONTHS)),
    (repeats.every, "every each alternate"),
    (repeats.adverb, "daily nightly fortnightly bi biweekly weekly monthly quarterly termly " + " ".join(NUMBERS)),
    (repeats.on_days, " ".join(f"{name}s" for name in WEEKDAYS)),
    (clocks.in_words, "noon midday mid midnight cop cob ceb eop eob c close end first start opening lunch lunchtime"),
    (clocks.in_words, "am a pm p morning afternoon in during the"),
    (spoken.past_the_hour, "half quarter"),
    (spoken.minutes_to, "five ten twenty"),
    (spoken.hour_in_words, " ".join(spoken.HOURS)),
    (clocks.this_part, "this"),
    (lengths.in_words, "a an the half couple " + " ".join(NUMBERS)),
    (happenings.before_event, "before prior ahead in up"),
    (happenings.by_event, "by until till pending no"),
    (happenings.shortened, "pre"),
    (happenings.after_event, "after following upon on once when as immediately straight shortly soon post"),
    (happenings.at_event, "at for on"),
    (vague.read, " ".join(vague.FIRST_WORDS)),
)


def _by_first_word(openings: Iterable[tuple[Reader, str]]) -> Mapping[str, tuple[Reader, ...]]:
    table: dict[str, tuple[Reader, ...]] = {}
    for reader, words in openings:
        for word in dict.fromkeys(words.split()):
            table[word] = (*table.get(word, ()), reader)
    return table


AT_A_WORD = _by_first_word(_OPENINGS)
