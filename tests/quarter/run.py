"""The quarter itself: what is to happen is drawn first, then time goes from one thing to the next."""

from __future__ import annotations

import heapq
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random

from bot.policy import load_policies
from bot.storage import Storage
from scheduling.london import LONDON
from tests.kit.databases import KEYS
from tests.kit.world import World
from tests.quarter.cast import Character, gather_cast
from tests.quarter.hands import Hands
from tests.quarter.happenings import Happenings
from tests.quarter.holding import Holding
from tests.quarter.meetings import Meetings, Planned
from tests.quarter.said import KINDS
from tests.quarter.watching import Watch, Watched

FIRST = date(2026, 3, 2)
MORE_ROOMS = "".join(
    f'\n[[rooms]]\nid = "r{n}"\nname = "Room {n}"\njoin_url = "https://meet.example.org/r{n}"\n'
    f'dial_in = "01632 9608{n + 10}"\n'
    for n in range(4)
)
# True when it did something.
Turn = Callable[[], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class Size:
    """How much happens."""

    meetings: int
    actions: int
    weeks: int

    @property
    def days(self) -> int:
        """Calendar days."""
        return self.weeks * 7


class Partnership(World):
    """The post goes round once several people have looked, and not after every click of each."""

    round_later = False

    async def settle(self) -> None:
        """Deliver until nothing waits, unless somebody is still at it."""
        if not self.round_later:
            await super().settle()


@dataclass
class Quarter:
    """One quarter. `play` goes through it; afterwards `watch.wrong` says what must never have been."""

    storage: Storage
    address: str
    folder: Path
    size: Size
    seed: int
    world: Partnership = field(init=False)
    cast: dict[str, Character] = field(init=False)
    kinds: dict[str, str] = field(default_factory=dict)
    table: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.lots = Random(self.seed)
        begins = at(FIRST, 8)
        self.watch = Watch(begins)
        self.world = Partnership(self.storage, self.folder, begins, MORE_ROOMS)
        for name in self.world.tools:
            self.world.tools[name] = Watched(name, self.watch)
        self.hands = Hands(self.lots, self.watch)
        self.queue: list[tuple[datetime, int, Turn]] = []
        self._order = count()

    async def play(self) -> None:
        """Everybody joins; then time passes, and after every tick it is looked whether all still holds."""
        self.cast = await gather_cast(self.world, self.lots)
        for one in self.cast.values():
            for channel in self.world.tools:
                self.watch.people[f"acc-{one.id}"] = one.id
                assert channel in self.world.tools
        self.meetings = Meetings(self.world, self.cast, self.hands, self.lots)
        self.holding = Holding(self.world, self.cast, self.watch)
        self.happenings = Happenings(self.world, self.cast, self.hands, self.holding, self.watch, self.lots)
        self._draw()
        end = at(FIRST + timedelta(days=self.size.days), 18)
        while self.world.clock < end:
            await self._tick(end)

    async def _tick(self, end: datetime) -> None:
        world = self.world
        following = [each for each in (self.queue[0][0] if self.queue else None, await self._next_due()) if each]
        world.clock = max(world.clock + timedelta(seconds=1), min([*following, end]))
        self.watch.now = world.clock
        await world.sweep()
        happened = False
        while self.queue and self.queue[0][0] <= world.clock:
            happened |= await heapq.heappop(self.queue)[2]()
        if happened:
            await world.sweep()
        await self.holding.look()

    async def _next_due(self) -> datetime | None:
        async with self.world.storage.units.read() as uow:
            owed = await uow.obligations.where(state="open", order="due_at", limit=1)
            waiting = await uow.notices.where(state=("pending", "retry"), order="due_at", limit=1)
        return min([each.due_at for each in owed] + [each.due_at for each in waiting], default=None)

    def _at(self, when: datetime, turn: Turn) -> None:
        heapq.heappush(self.queue, (when, next(self._order), turn))

    def _draw(self) -> None:
        days = [FIRST + timedelta(days=n) for n in range(self.size.days)]
        working = [day for day in days if day.weekday() < 5]
        self._draw_meetings(working[: max(3, len(working) - 8)])
        for day in days:
            # At weekends only those who are always on call look at all, and that once.
            for hour in range(9, 17) if day.weekday() < 5 else (12,):
                looking = at(day, hour, 5 if hour % 2 else 35)
                self._at(looking, lambda looking=looking: self._look_round(looking))  # type: ignore[misc]
        self._draw_happenings(working)

    def _draw_meetings(self, working: list[date]) -> None:
        numbers = [self.size.actions // self.size.meetings] * self.size.meetings
        for place in range(self.size.actions - sum(numbers)):
            numbers[place % len(numbers)] += 1
        kinds = [KINDS[n % len(KINDS)] for n in range(self.size.actions)]
        self.lots.shuffle(kinds)
        for many in numbers:
            mine, kinds = tuple(kinds[:many]), kinds[many:]
            how = "called" if self.lots.random() < 0.25 else "by phone"
            writes = self.lots.choice(("typed", "pasted") if how == "called" else ("typed", "pasted", "told"))
            begins = at(self.lots.choice(working), self.lots.randrange(9, 16), self.lots.randrange(60))
            urgency = self.lots.choice(("emergency", "same_day", "24h", "planned", "planned"))
            case = f"CSC-2{self.lots.randrange(1, 15):02}{self.lots.randrange(8):03}"
            planned = Planned(begins, urgency, how, writes, mine, self.lots.random() < 0.25, case)
            self._at(begins, lambda planned=planned: self._begins(planned))  # type: ignore[misc]

    def _draw_happenings(self, working: list[date]) -> None:
        happenings, weeks = self.happenings, self.size.weeks
        leavers = ("hv", "pc", "sw", "hvm", "insp", "hv", "tm", "pc")
        turns: list[Turn] = [
            *(lambda job=job: happenings.somebody_leaves(job) for job in leavers[: max(2, weeks * 8 // 13)]),
            *(
                lambda n=n: happenings.somebody_is_away(("hv", "sw", "pc", "hvm", "tm")[n % 5], covered=n % 2 == 0)
                for n in range(weeks * 2)
            ),
            *(happenings.somebody_changes_tool for _ in range(max(2, weeks // 2))),
            *(self._restarts for _ in range(max(1, weeks // 4))),
        ]
        for turn in turns:
            self._at(at(self.lots.choice(working), self.lots.randrange(9, 17), self.lots.randrange(60)), turn)

    async def _restarts(self) -> bool:
        await self.happenings.quorate_restarts(load_policies(self.folder), self.address, KEYS)
        self.storage = self.world.storage
        return False

    async def _look_round(self, now: datetime) -> bool:
        acted, weekend, self.world.round_later = False, now.weekday() > 4, True
        for one in self.cast.values():
            away = any(each.person_id == one.id and each.holds_at(now) for each in self.holding.leave)
            off = weekend and one.who.person.works != "always"
            if not (one.gone or away or off) and self.lots.random() < 0.3:
                acted |= await self.hands.look(one)
        self.world.round_later = False
        return acted

    async def _begins(self, planned: Planned) -> bool:
        meeting_id = await self.meetings.begin(planned)
        if meeting_id is None:
            return True
        (meeting,) = await self.world.rows("meetings", id=meeting_id)
        self.watch.excluded[meeting.number] = frozenset(meeting.excluded)
        over = max(self.world.clock, meeting.starts_at or self.world.clock) + timedelta(minutes=50)
        over += timedelta(hours=20) if self.lots.random() < 0.2 else timedelta()
        self._at(over, lambda: self._writes(meeting_id, planned))
        return True

    async def _writes(self, meeting_id: str, planned: Planned) -> bool:
        await self.meetings.write(meeting_id, planned)
        for action in await self.world.rows("actions", meeting_id=meeting_id):
            self.kinds[action.id] = action.expected
        return True


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A London time of this day."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=LONDON)
