"""Free time as sorted UTC minute intervals, and as bit masks of the cells in which a meeting may start."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)

Span = tuple[int, int]


def minute_floor(at: datetime) -> int:
    """Whole UTC minutes since 1970, rounded down."""
    return (at - _EPOCH) // _MINUTE


def minute_ceil(at: datetime) -> int:
    """Whole UTC minutes since 1970, rounded up."""
    return -((_EPOCH - at) // _MINUTE)


def instant(minute: int) -> datetime:
    """The UTC instant of a minute since 1970."""
    return _EPOCH + minute * _MINUTE


@dataclass(frozen=True, slots=True)
class Intervals:
    """Sorted, disjoint, half-open UTC intervals in minutes since 1970; touching ones are joined.

    Make one with `of`, `covering` or `from_minutes`; the bare constructor trusts its argument.
    """

    spans: tuple[Span, ...] = ()

    @classmethod
    def from_minutes(cls, spans: Iterable[Span]) -> Intervals:
        """The union of any minute spans; empty and backward ones are dropped."""
        joined: list[Span] = []
        for span in sorted(spans):
            start, end = span
            if start >= end:
                continue
            if joined and start <= joined[-1][1]:
                if end > joined[-1][1]:
                    joined[-1] = (joined[-1][0], end)
            else:
                joined.append(span)
        return cls(tuple(joined))

    @classmethod
    def of(cls, *pairs: tuple[datetime, datetime]) -> Intervals:
        """The whole minutes inside these times: what is free must be free throughout."""
        return cls.from_minutes((minute_ceil(start), minute_floor(end)) for start, end in pairs)

    @classmethod
    def covering(cls, *pairs: tuple[datetime, datetime]) -> Intervals:
        """Every minute that these times touch: what is busy for a second is busy for that minute."""
        return cls.from_minutes((minute_floor(start), minute_ceil(end)) for start, end in pairs)

    def __bool__(self) -> bool:
        return bool(self.spans)

    def pairs(self) -> tuple[tuple[datetime, datetime], ...]:
        """The intervals as aware UTC datetimes."""
        return tuple((instant(start), instant(end)) for start, end in self.spans)

    def union(self, other: Intervals) -> Intervals:
        """The minutes in either."""
        if not other.spans or self is other:
            return self
        return Intervals.from_minutes(self.spans + other.spans) if self.spans else other

    def intersect(self, other: Intervals) -> Intervals:
        """The minutes in both."""
        if self is other or not self.spans:
            return self
        common: list[Span] = []
        theirs, count = 0, len(other.spans)
        for start, end in self.spans:
            # What of theirs ends before mine begins meets nothing that comes later either.
            while theirs < count and other.spans[theirs][1] <= start:
                theirs += 1
            at = theirs
            while at < count and other.spans[at][0] < end:
                low, high = other.spans[at]
                common.append((low if low > start else start, high if high < end else end))
                at += 1
        return Intervals(tuple(common))

    def minus(self, other: Intervals) -> Intervals:
        """The minutes in this and not in the other."""
        if not self.spans or not other.spans:
            return self
        if self is other:
            return Intervals()
        left: list[Span] = []
        theirs, count = 0, len(other.spans)
        for start, end in self.spans:
            while theirs < count and other.spans[theirs][1] <= start:
                theirs += 1
            at, low = theirs, start
            while at < count and other.spans[at][0] < end:
                gone, back = other.spans[at]
                if low < gone:
                    left.append((low, gone))
                low = back
                at += 1
            if low < end:
                left.append((low, end))
        return Intervals(tuple(left))

    def clip(self, start: datetime, end: datetime) -> Intervals:
        """The part between two instants."""
        return self.intersect(Intervals.of((start, end)))

    def contains(self, start: datetime, end: datetime) -> bool:
        """Whether one interval holds all of [start, end)."""
        first, last = minute_floor(start), minute_ceil(end)
        at = bisect_right(self.spans, first, key=lambda span: span[0]) - 1
        return at >= 0 and last <= self.spans[at][1]


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells at which a meeting may start: `cells` of them, `step` minutes apart from minute `origin`."""

    origin: int
    step: int
    cells: int

    @classmethod
    def between(cls, earliest: datetime, deadline: datetime, duration: timedelta, step: timedelta) -> Grid:
        """Starts on multiples of `step`, not before `earliest`, whose meeting has ended by `deadline`."""
        size = max(1, step // _MINUTE)
        origin = -(-minute_ceil(earliest) // size) * size
        room = minute_floor(deadline) - whole_minutes(duration) - origin
        return cls(origin, size, max(0, room // size + 1))

    def start_of(self, cell: int) -> datetime:
        """The UTC instant at which a cell begins."""
        return instant(self.origin + cell * self.step)

    def startable(self, free: Intervals, duration: timedelta) -> int:
        """One bit a cell: set where a whole meeting that starts there fits into one free interval.

        The duration is applied here, before people are combined: else one could hand over to another mid-meeting.
        """
        length, origin, step, cells = whole_minutes(duration), self.origin, self.step, self.cells
        # A run of ones is 2**after - 2**first, so the mask is one subtraction of two sums of powers of two. The runs
        # are apart, so each sum is kept as bytes, which costs a span the same however wide the grid is.
        firsts, afters = bytearray(cells // 8 + 1), bytearray(cells // 8 + 1)
        before = length + origin - step
        for start, end in free.spans:
            if end - start < length or end <= origin:
                continue
            first = -((origin - start) // step) if start > origin else 0
            after = (end - before) // step
            if after > cells:
                after = cells
            if first < after:
                firsts[first >> 3] |= 1 << (first & 7)
                afters[after >> 3] |= 1 << (after & 7)
        return int.from_bytes(afters, "little") - int.from_bytes(firsts, "little")


def whole_minutes(duration: timedelta) -> int:
    """A duration in minutes, rounded up, at least one."""
    return max(1, -(-duration // _MINUTE))


def any_of(masks: Iterable[int]) -> int:
    """The cells at which at least one of these can start."""
    found = 0
    for mask in masks:
        found |= mask
    return found


def lowest_cell(mask: int) -> int:
    """The first cell of a mask; -1 when it has none."""
    return (mask & -mask).bit_length() - 1


def cells_by_count(masks: Sequence[int], within: int) -> list[int]:
    """For k = 0..n: the cells of `within` that exactly k of the masks contain (a bit-sliced counter)."""
    exactly = [within]
    for mask in masks:
        exactly.append(0)
        for count in range(len(exactly) - 1, 0, -1):
            exactly[count] = (exactly[count] & ~mask) | (exactly[count - 1] & mask)
        exactly[0] &= ~mask
    return exactly
