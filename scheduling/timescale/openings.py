"""Which readers to try at a word, in order: a table, so that all other words cost one look."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from scheduling.timescale import clocks, dates, happenings, lengths, repeats, vague, weeks
from scheduling.timescale.context import Context
from scheduling.timescale.items import Item
from scheduling.timescale.words import MONTHS, NUMBERS, WEEKDAYS

Reader = Callable[[str, int, Context], Item | None]

AT_A_FIGURE: tuple[Reader, ...] = (
    lengths.fraction,
    dates.weeks_on,
    dates.numeric,
    repeats.adverb,
    lengths.in_figures,
    dates.ordinal,
    clocks.in_words,
    clocks.in_figures,
)

_DAYS = " ".join(WEEKDAYS)
_OPENINGS: tuple[tuple[Reader, str], ...] = (
    (lengths.next_day, "the end next following"),
    (dates.weeks_on, f"a one two week fortnight {_DAYS}"),
    (weeks.week, "w wc wb we week weeks early mid middle late later sometime some during the this next following"),
    (weeks.week, "coming beginning start"),
    (dates.end_of, "the end eow eom"),
    (dates.weekend, "the weekend this next coming"),
    (dates.school_break, "the they start beginning easter summer christmas xmas school half holidays holiday"),
    (dates.school_break, "break breaks hols october february may"),
    (dates.named, "the day tomorrow tomorow tommorow tommorrow tmrw tmr tomoz tom tom'w later sometime today"),
    (dates.named, "tonight this same end eod day's by todays"),
    (dates.weekday, f"{_DAYS} this next coming following the"),
    (dates.ordinal, "the"),
    (dates.month_first, " ".join(MONTHS)),
    (repeats.every, "every each"),
    (repeats.adverb, "daily nightly fortnightly bi biweekly weekly monthly quarterly termly " + " ".join(NUMBERS)),
    (repeats.on_days, " ".join(f"{name}s" for name in WEEKDAYS)),
    (clocks.in_words, "noon midday mid midnight cop cob ceb c close end first start opening lunch lunchtime"),
    (clocks.in_words, "am a pm p morning afternoon in during the"),
    (clocks.past_the_hour, "half quarter"),
    (clocks.this_part, "this"),
    (lengths.in_words, "a an the half couple " + " ".join(NUMBERS)),
    (happenings.before_event, "before prior ahead in up"),
    (happenings.by_event, "by until till pending no"),
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
