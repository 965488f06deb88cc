"""P8: ten thousand nudges at nine with urgent ones among them, on a simulated clock.

The adapters' own `Pace` objects say whose turn it is, asked in the order in which `deliver` asks them: urgent first,
fifty at a time. What stands for the platform counts for itself. Databases and cards are left out: turns alone count.
"""

from __future__ import annotations

import heapq
import random
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from adapters.slack.pace import Pace as SlackPace
from adapters.teams.outbound.pace import CONVERSATION, TENANT, UNHURRIED
from adapters.teams.outbound.pace import Pace as TeamsPace
from benchmarks.figures import Figure, Json
from bot.app.claiming import BATCH
from bot.app.deliver import APART

TICK = 0.1
URGENT = 100
URGENT_WITHIN = 300.0
GOAL = (
    "urgent: 99 of 100 within 1 s of when their turn is possible; no 429; at least 4 times fewer messages by digest"
)


@dataclass(slots=True)
class Platform:
    """Documented limits, enforced: so many calls by key in sliding windows of seconds. `refused` counts 429s."""

    windows: Limits
    refused: int = 0
    calls: defaultdict[tuple[str, str], deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def post(self, now: float, person: str) -> None:
        """One message to this person."""
        keys = {"person": person, "all": ""}
        for name, windows in self.windows.items():
            calls = self.calls[name, keys[name]]
            # A hair's breadth is not counted: both clocks add tenths.
            if any(sum(at > now - length + 1e-6 for at in calls) >= most for length, most in windows):
                self.refused += 1
            calls.append(now)
            if len(calls) > 2000:
                calls.popleft()


Limits = dict[str, tuple[tuple[float, int], ...]]


class Real(NamedTuple):
    """What came of a smaller morning through the application's own `deliver`: see `through_deliver`."""

    lists: int
    urgent: int
    urgent_p99_s: float
    refused: int
    lists_meanwhile: int


class Turns(Protocol):
    """A platform's `Pace`, asked as its channel asks it."""

    def wait(self, person: str, urgent: bool) -> float:
        """Seconds until it is this post's turn."""
        ...

    def take(self, person: str) -> float:
        """The same, and the turn is taken when it is ours."""
        ...


class Slack:
    """As `adapters.slack.channel` asks."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._pace = SlackPace(clock)

    def wait(self, person: str, urgent: bool) -> float:
        """Seconds until it is this post's turn."""
        return self._pace.wait("T", person, urgent=urgent)

    def take(self, person: str) -> float:
        """The same, and the turn is taken when it is ours."""
        return self._pace.turn("T", person)


class Teams:
    """As `adapters.teams.outbound.channel` asks."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._pace = TeamsPace(clock)

    def wait(self, person: str, urgent: bool) -> float:
        """Seconds until it is this post's turn."""
        return self._pace.wait((person, CONVERSATION), ("t", TENANT if urgent else UNHURRIED))

    def take(self, person: str) -> float:
        """The same, and the turn is taken when it is ours."""
        return self._pace.take((person, CONVERSATION), ("t", TENANT))


# Slack: one message a second a channel, several hundred a minute a workspace (taken as 400).
SLACK: Limits = {"person": ((1.0, 1),), "all": ((60.0, 400),)}
TEAMS: Limits = {"person": ((1.0, 7), (30.0, 60), (3600.0, 1800)), "all": ((1.0, 30),)}
PLATFORMS: dict[str, tuple[Callable[[Callable[[], float]], Turns], Limits]] = {
    "slack": (Slack, SLACK),
    "teams": (Teams, TEAMS),
}


def p8(nudges: int, people: int, real: Real) -> Figure:
    """The figure of the goal P8; the worse of the two platforms is judged, and the smaller real one."""
    told: dict[str, Json] = {"through_deliver": real._asdict()}
    lanes, queue, refused = 0.0, 0.0, 0
    for name, (turns, windows) in PLATFORMS.items():
        mine, ours = _morning(turns, windows, people, people, lanes=True)
        theirs, first = _morning(turns, windows, nudges, people, lanes=False)
        lanes, queue, refused = max(lanes, mine), max(queue, theirs), refused + ours
        told[name] = {
            "urgent_p99_s": mine,
            "refused": ours,
            "in_order_urgent_p99_s": theirs,
            "in_order_refused": first,
        }
    fewer = nudges / people
    further: dict[str, Json] = {
        "nudges": nudges,
        "messages": people,
        "times_fewer": fewer,
        "refused": refused,
        **told,
    }
    return Figure(
        "how long 99 of 100 urgent messages wait at most behind a morning's lists, simulated, the slower platform",
        "s",
        max(lanes, TICK),
        queue,
        GOAL,
        max(lanes, real.urgent_p99_s) <= 1 and not refused and not real.refused and fewer >= 4,
        further,
    )


@dataclass(order=True, slots=True)
class Message:
    """One message, due at `at`; `came` is when it was first owed."""

    at: float
    number: int
    person: str
    urgent: bool
    came: float


class Morning:
    """Everything that waits at nine, and what urgent things come after."""

    def __init__(self, messages: int, people: int) -> None:
        chance = random.Random(8)
        self.now = 0.0
        self.waits: list[float] = []
        self.coming = [
            Message(at, messages + number, f"p{chance.randrange(people)}", urgent=True, came=at)
            for number, at in enumerate(sorted(chance.uniform(0, URGENT_WITHIN) for _ in range(URGENT)))
        ]
        self.lanes = {
            True: list[Message](),
            False: [
                Message(0.0, number, f"p{number % people}", urgent=False, came=0.0) for number in range(messages)
            ],
        }

    def owe(self, *, lanes: bool) -> None:
        """Let in what has come by now."""
        while self.coming and self.coming[0].at <= self.now:
            message = self.coming.pop(0)
            heapq.heappush(self.lanes[message.urgent and lanes], message)

    def claim(self) -> list[Message]:
        """As `claim_notices`: what is due, urgent first."""
        found: list[Message] = []
        for lane in (self.lanes[True], self.lanes[False]):
            while lane and lane[0].at <= self.now and len(found) < BATCH:
                found.append(heapq.heappop(lane))
        return found


def _morning(
    make: Callable[[Callable[[], float]], Turns], windows: Limits, messages: int, people: int, *, lanes: bool
) -> tuple[float, int]:
    """The wait in seconds of the 99th of a hundred urgent messages, and how many calls the platform refused."""
    morning = Morning(messages, people)
    turns, platform = make(lambda: morning.now), Platform(windows)
    while len(morning.waits) < URGENT:
        morning.owe(lanes=lanes)
        (_in_lanes if lanes else _in_order)(morning, turns, platform)
        morning.now += TICK
    return sorted(morning.waits)[URGENT * 99 // 100 - 1], platform.refused


def _in_lanes(morning: Morning, turns: Turns, platform: Platform) -> None:
    """As `deliver`: what has no turn yet waits, those that are not urgent one after another."""
    queued = 0
    for message in morning.claim():
        wait = turns.wait(message.person, message.urgent)
        if not wait and not turns.take(message.person):
            _post(message, morning, platform)
            continue
        queued += not message.urgent
        message.at = morning.now + wait + (0.0 if message.urgent else queued * APART)
        heapq.heappush(morning.lanes[message.urgent], message)


def _in_order(morning: Morning, turns: Turns, platform: Platform) -> None:
    """First in, first out, within the same limits."""
    line = morning.lanes[False]
    while line and not turns.take(line[0].person):
        _post(heapq.heappop(line), morning, platform)


def _post(message: Message, morning: Morning, platform: Platform) -> None:
    platform.post(morning.now, message.person)
    if message.urgent:
        morning.waits.append(morning.now - message.came)
