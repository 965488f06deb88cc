"""London's clock and England's bank holidays of 2026, written out by hand, not taken from the planner."""

from datetime import UTC, date, datetime

from tests.exact.case import DAY, MINUTE, Person, Span, Works

EPOCH = date(1970, 1, 1)


def utc(text: str) -> int:
    """Seconds since 1970 of a UTC time like "2026-03-29 01:00"."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


# Summer Time Act 1972, as amended: the last Sundays of March and October, at 01:00 UTC.
SUMMER = (utc("2026-03-29 01:00"), utc("2026-10-25 01:00"))
# gov.uk/bank-holidays, England and Wales. Boxing Day 2026 is a Saturday: the 26th is one by the Banking and Financial
# Dealings Act 1971, Schedule 1, and Monday the 28th stands for it.
BANK_HOLIDAYS = frozenset(
    date.fromisoformat(day)
    for day in (
        "2026-01-01", "2026-04-03", "2026-04-06", "2026-05-04", "2026-05-25", "2026-08-31",
        "2026-12-25", "2026-12-26", "2026-12-28", "2027-01-01",
    )
)  # fmt: skip


def london(day: int, minute: int) -> int:
    """The second at which a London clock shows `minute` after midnight of day number `day` (days since 1970): the
    first of two, and the end of the gap for a time that never was."""
    as_if_utc = day * DAY + minute * MINUTE
    summer = as_if_utc - 60 * MINUTE
    if SUMMER[0] <= summer < SUMMER[1]:
        return summer
    if summer < SUMMER[0] <= as_if_utc:
        return SUMMER[0]
    return as_if_utc


def worked(works: Works, low: int, high: int) -> list[Span]:
    """The spans worked, that lie in [low, high)."""
    spans = []
    for day in range(low // DAY - 2, high // DAY + 3):
        when = date.fromordinal(EPOCH.toordinal() + day)
        if when.weekday() in works.days and not (works.closed and when in BANK_HOLIDAYS):
            start, end = max(low, london(day, works.opens)), min(high, london(day, works.closes))
            if start < end:
                spans.append((start, end))
    return spans


def joined(spans: list[Span]) -> list[Span]:
    """The union, sorted and apart."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        elif start < end:
            found.append((start, end))
    return found


def free_spans(person: Person, low: int, high: int) -> list[Span]:
    """When somebody is free."""
    free = joined([*person.free, *(worked(person.works, low, high) if person.works else ())])
    for start, end in person.busy:
        cut = [(a, min(b, start)) for a, b in free] + [(max(a, end), b) for a, b in free]
        free = joined([(a, b) for a, b in cut if a < b])
    return free


def perhaps_spans(person: Person, low: int, high: int) -> list[Span]:
    """When somebody is free or may be."""
    return joined([*free_spans(person, low, high), *person.unknown])
