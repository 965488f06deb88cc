"""P6: a small form signed by Slack, kept before it is answered, beside an application that only answers."""

from __future__ import annotations

import asyncio
from dataclasses import asdict, dataclass

from benchmarks.ack import processes
from benchmarks.ack.latencies import CALM, Round, answered, middle, seen, taken
from benchmarks.ack.served import Served
from benchmarks.ack.shots import whole
from benchmarks.ack.sizes import Size
from benchmarks.figures import Figure, Json
from benchmarks.generator import Load, send
from benchmarks.sweep.ground import MORNINGS
from benchmarks.sweep.ground import Ground as Filled
from benchmarks.sweep.ground import Size as Open
from bot.storage.tables.owed import rung_text

A_SECOND = 500.0
LINES = 32
GOAL = (
    "p50 at most 3 times a bare application, p99 at most 10 ms; at least 2,500 a second of one core;"
    " p99 during a sweep of 10,000 at most 2 times quiet"
)


@dataclass(frozen=True, slots=True)
class Acks:
    """One database's."""

    ours: Round
    bare: Round
    a_second: float
    a_cpu_second: float
    bare_a_cpu_second: float
    sweep: Round
    calm: Round

    @property
    def met(self) -> bool:
        """Every part of the goal."""
        quick = self.ours.p50 <= 3 * self.bare.p50 and self.ours.p99 <= 10
        return quick and self.a_cpu_second >= 2500 and self.sweep.p99 <= 2 * self.ours.p99

    def told(self) -> dict[str, Json]:
        """As JSON."""
        plain = asdict(self)
        ratios = {"p50_of_bare": self.ours.p50 / self.bare.p50, "sweep_of_quiet": self.sweep.p99 / self.ours.p99}
        return {**plain, **ratios}


def p6(found: dict[str, Acks]) -> Figure:
    """The figure, of SQLite, with both databases beside it."""
    lite = found["sqlite"]
    further: dict[str, Json] = {
        "p50_of_bare": lite.ours.p50 / lite.bare.p50,
        "p99": lite.ours.p99,
        "baseline_p99": lite.bare.p99,
        "a_second_offered": A_SECOND,
        **{name: each.told() for name, each in found.items()},
    }
    words = "a signed form sent in Slack to its answer, half of them, SQLite; kept on disk before the answer"
    met = all(each.met for each in found.values())
    return Figure(words, "ms", lite.ours.p50, lite.bare.p50, GOAL, met, further)


async def acks(here: Served, size: Size) -> Acks:
    """Ours and the bare one by turns, then as much as it takes, then while a sweep runs. It is nine at the end."""
    ours: list[Round] = []
    plain: list[Round] = []
    with processes.bare() as (process, port):
        await processes.ready(process, port)
        await here.sent(here.commands(size.people), LINES)
        for _ in range(size.rounds):
            made = here.commands(size.round)
            plain.append(seen(await send(Load(port, (), LINES, A_SECOND), whole(made)), answered))
            ours.append(seen(await here.sent(made, LINES, A_SECOND)))
        before = processes.cpu(process.pid)
        await send(Load(port, (), LINES), whole(here.commands(size.most)))
        bare_rate = size.most / (processes.cpu(process.pid) - before or 0.01)
    rate, cpu_rate = await _most(here, size.most)
    quiet = seen(await here.sent(here.commands(size.round // 5), LINES, CALM))
    sweep = await _during_a_sweep(here, size)
    return Acks(middle(ours), middle(plain), rate, cpu_rate, bare_rate, sweep, quiet)


async def _most(here: Served, many: int) -> tuple[float, float]:
    """Commands a second by the clock, and a second of its CPU, with every connection busy."""
    made = here.commands(many)
    before = processes.cpu(here.pid)
    answers = await here.sent(made, LINES)
    spent = processes.cpu(here.pid) - before or 0.01
    done = sum(taken(each) for each in answers.each)
    return done / answers.seconds, done / spent


async def _during_a_sweep(here: Served, size: Size) -> Round:
    """It becomes nine o'clock with so much due; everything that came in while any of it still was."""
    filled = Filled(here.ground.given["core"]["database_url"])
    await asyncio.to_thread(filled.fill, Open(open=size.due + 40, due=size.due, people=size.due // 5), 1)
    here.ground.clock.put_to(MORNINGS[0])
    rounds = []
    for _ in range(60):
        rounds.append(seen(await here.sent(here.commands(size.round // 5), LINES, A_SECOND)))
        if not await asyncio.to_thread(_still_due, filled):
            break
    return middle(rounds)


def _still_due(filled: Filled) -> int:
    with filled.plainly() as connection:
        asked = filled.marked("SELECT count(*) FROM timer WHERE due_at = ?")
        return int(connection.execute(asked, (rung_text(MORNINGS[0]),)).fetchone()[0])
