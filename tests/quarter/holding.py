"""What must hold at every tick, read from the rows and from what has been sent."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, select

from bot.domain.notice import Notice, NoticeKind
from bot.storage.mapping import ACTIONS, AUDIT, MEETINGS, NOTICES
from bot.storage.timers import OBLIGATIONS
from scheduling.london import local_day
from tests.kit.world import World
from tests.quarter.cast import Character
from tests.quarter.watching import Watch

_ACTION, _MEETING, _AUDIT, _NOTICE = ACTIONS.table.c, MEETINGS.table.c, AUDIT.table.c, NOTICES.table.c
_WAITING: Select[Any] = OBLIGATIONS.read.with_only_columns(
    OBLIGATIONS.table.c.subject_id,
    OBLIGATIONS.table.c.state,
    OBLIGATIONS.column("due_at"),
    OBLIGATIONS.table.c.kind,
).where(OBLIGATIONS.table.c.state.in_(("open", "escalated")))
_HELD: Select[Any] = (
    select(_ACTION.id, _ACTION.number, _ACTION.owner_id, _MEETING.number.label("meeting"))
    .join_from(ACTIONS.table, MEETINGS.table, _ACTION.meeting_id == _MEETING.id)
    .where(_ACTION.state == "open", _MEETING.state == "closed")
)
CHASING = (NoticeKind.DIGEST, NoticeKind.NUDGE, NoticeKind.UNTIMED, NoticeKind.UNANSWERED)
OF_ACTIONS = (NoticeKind.DIGEST, NoticeKind.NUDGE, NoticeKind.UNTIMED)
MOST_A_DAY = 2
DAY = timedelta(days=1)


class Holding:
    """Looks after each tick. Everything wrong goes to the watch."""

    def __init__(self, world: World, cast: dict[str, Character], watch: Watch) -> None:
        self.world, self.cast, self.watch = world, cast, watch
        self.checks = 0
        self.told: defaultdict[str, set[str]] = defaultdict(set)
        self.rungs: Counter[tuple[str, str]] = Counter()
        self.sent: Counter[str] = Counter()
        self.chased: Counter[tuple[str, date]] = Counter()
        self.on_leave: Counter[str] = Counter()
        self.escalations = 0
        self._last = world.clock - DAY
        self._seen: set[str] = set()
        self._once: dict[tuple[str, ...], tuple[datetime, str]] = {}
        self.leave: list[Any] = []

    async def look(self) -> None:
        """One tick's look."""
        self.checks += 1
        self.watch.now = self.world.clock
        async with self.world.storage.units.read() as uow:
            run: Any = uow
            audit = await run.transaction.rows(
                AUDIT.read.where(_AUDIT.at >= self._last).order_by(_AUDIT.at, _AUDIT.id)
            )
            self._audit([AUDIT.thing(row) for row in audit])
            waiting = await run.transaction.rows(_WAITING)
            actions = await run.transaction.rows(_HELD)
            notices = await run.transaction.rows(NOTICES.read.where(_NOTICE.first_sent_at >= self._last))
            stuck = await run.transaction.rows(select(_NOTICE.id).where(_NOTICE.state == "claimed"))
        self._actions(actions, waiting)
        for row in notices:
            self._notice(NOTICES.thing(row))
        if stuck:
            self.watch.blame(f"{len(stuck)} deliveries broke off")
        self.watch.look_for_excluded()
        self._last = self.world.clock

    def _actions(self, actions: Any, waiting: Any) -> None:
        going_on: defaultdict[str, set[str]] = defaultdict(set)
        for each in waiting:
            subject, state, due_at, kind = each
            if state == "open" and due_at <= self.world.clock:
                self.watch.blame(f"an obligation ({kind}) was due at {due_at:%d %b %H:%M} and is not taken")
            elif state == "open":
                going_on[subject].add("open")
            else:
                going_on[subject].add("escalated")
        for action in actions:
            name = f"action {action.number} of meeting {action.meeting}"
            states = going_on.get(action.id, set())
            if action.owner_id in self.watch.gone:
                self.watch.blame(f"{name} belongs to {action.owner_id}, who has left")
            if not states:
                self.watch.blame(f"{name} is nobody's business")
            elif "open" not in states and not self._in_hands(action.id):
                self.watch.blame(f"{name} was escalated to nobody who is here: {sorted(self.told[action.id])}")

    def _in_hands(self, action_id: str) -> bool:
        return any(not self.cast[each].gone for each in self.told[action_id] if each in self.cast)

    def _audit(self, entries: list[Any]) -> None:
        for entry in entries:
            if entry.id in self._seen:
                continue
            self._seen.add(entry.id)
            if entry.verb == "set_aside":
                self.watch.blame(f"a step broke ({entry.detail})")
            self.escalations += entry.verb == "escalated"
            to = str(entry.detail.get("to", ""))
            if entry.verb == "nudged":
                for action_id in entry.detail.get("actions", [entry.subject_id]):
                    self.told[action_id].add(to)
                    job = self.cast[to].job if to in self.cast else "?"
                    self.rungs[str(entry.detail.get("step", "list")), job] += 1
            elif to and entry.meeting_id:
                self.told[entry.subject_id].add(to)

    def _notice(self, notice: Notice) -> None:
        assert notice.first_sent_at is not None
        if notice.id in self._seen:
            return
        self._seen.add(notice.id)
        who, at = notice.person_id, notice.first_sent_at
        self.sent[f"{notice.kind}{' (urgent)' if notice.urgent else ''}"] += 1
        what = (who, str(notice.kind), notice.subject_id, notice.code)
        before = self._once.get(what)
        # One that tells who has not answered is about a meeting, and each time about somebody else there.
        one_thing = notice.kind in CHASING and notice.kind is not NoticeKind.UNANSWERED
        if one_thing and before is not None and at - before[0] < timedelta(minutes=45):
            tools = f"{before[1]}, {notice.channel}"
            self.watch.blame(f"{who} got {notice.kind} ({notice.code}) about the same thing twice ({tools})")
        self._once[what] = at, notice.channel
        if notice.urgent or not _chases(notice):
            return
        self.chased[who, local_day(at)] += 1
        if self.chased[who, local_day(at)] > MOST_A_DAY:
            self.watch.blame(f"{who} was chased {self.chased[who, local_day(at)]} times on one day")
        if any(each.person_id == who and each.holds_at(at) for each in self.leave):
            if notice.kind in OF_ACTIONS:
                self.watch.blame(f"{who} is on leave and was chased ({notice.kind} {notice.code})")
            self.on_leave[f"{notice.kind} {notice.code}".strip()] += 1


def _chases(notice: Notice) -> bool:
    return notice.kind in CHASING or notice.dedupe.startswith("again:")
