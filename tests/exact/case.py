"""A case to plan, as plain numbers: seconds since 1970 (UTC), spans, tiers. Nothing here is the planner's."""

from dataclasses import dataclass, field

Span = tuple[int, int]
MINUTE, HOUR, DAY = 60, 3600, 86_400


@dataclass(frozen=True)
class Works:
    """A week in London: days (Monday 0) and minutes after midnight, past 1440 for the next morning.

    `closed`: no shift on England's bank holidays. `office`: the council's office hours instead of a person's pattern.
    """

    days: tuple[int, ...]
    opens: int
    closes: int
    closed: bool = False
    office: bool = False


@dataclass(frozen=True)
class Person:
    """When somebody is free: these spans and what they work, less what is taken; nobody vouches for `unknown`."""

    free: tuple[Span, ...] = ()
    works: Works | None = None
    busy: tuple[Span, ...] = ()
    unknown: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Seat:
    """A seat and its candidates: (person, tier)."""

    name: str
    required: bool
    people: tuple[tuple[str, int], ...]
    share: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Case:
    """What is asked. `before`: the plan as it stood, for planning again: its start, and who sat where."""

    family: str
    number: int
    seats: tuple[Seat, ...]
    people: dict[str, Person]
    earliest: int
    deadline: int
    duration: int
    step: int
    wait: int = 0
    beyond: int | None = None
    before: tuple[int, dict[str, str]] | None = None
    wanted: int = field(default=5)

    @property
    def last(self) -> int:
        """As far as anybody's time is asked for."""
        return max(self.deadline, self.beyond or self.deadline)

    def apart(self, one: Seat, other: Seat) -> bool:
        """Whether nobody may hold both seats."""
        return one.name not in other.share and other.name not in one.share
