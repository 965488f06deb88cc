"""P7: an authenticated press in Teams, kept and answered, beside botbuilder's bare echo."""

from __future__ import annotations

from dataclasses import asdict

from benchmarks.ack import processes, shots
from benchmarks.ack.latencies import CALM, answered, seen
from benchmarks.ack.served import Served, in_teams
from benchmarks.ack.shots import Way, whole
from benchmarks.ack.sizes import Size
from benchmarks.figures import Figure, Json
from benchmarks.generator import Answer, Load, send
from bot.demo.cast import APP_ID

A_SECOND = 200.0
LINES = 32
GOAL = "p99 at most 15 ms at 200 a second; CPU an activity at most 1.4 times a bare botbuilder echo"


async def p7(here: Served, size: Size) -> Figure:
    """The figure, on SQLite. Each person presses once before, so that their conversation is known."""
    many = max(size.round // 2, 20)
    await here.sent(here.presses(size.people), LINES)
    before = processes.cpu(here.pid)
    answers = await here.sent(here.presses(many), LINES, A_SECOND)
    ours = (processes.cpu(here.pid) - before) / many * 1e6
    found = seen(answers, _kept)
    calm = seen(await here.sent(here.presses(many // 2), LINES, CALM), _kept)
    bare, bare_found = await _echo(here, many)
    of_bare = ours / bare if bare else float("inf")
    further: dict[str, Json] = {
        "p50_ms": found.p50,
        "p99_ms": found.p99,
        "taken": found.taken,
        "not_taken": found.not_taken,
        "a_second_offered": A_SECOND,
        "times_the_echo": of_bare,
        "calm": asdict(calm),
        "echo": bare_found,
    }
    words = "a press in Teams, its token checked, kept, and answered with a card: CPU, SQLite; the echo posts a line"
    return Figure(words, "us", ours, bare, GOAL, found.p99 <= 15 and of_bare <= 1.4, further)


def _kept(answer: Answer) -> bool:
    """A card in the answer, which does not say that nothing was saved."""
    return answered(answer) and not answer.not_saved


async def _echo(here: Served, many: int) -> tuple[float, dict[str, Json]]:
    """Microseconds of CPU an activity, and how quick it was."""
    metadata = here.ground.their_teams.openid_metadata_url
    with processes.bare() as (other, connector), processes.bare([APP_ID, metadata]) as (process, port):
        await processes.ready(other, connector)
        await processes.ready(process, port)
        service = f"http://127.0.0.1:{connector}/"
        way = Way(service, APP_ID, here.token(service))
        made = [shots.press(in_teams(number % here.people), number, way, invoke=False) for number in range(many)]
        await send(Load(port, (), LINES), whole(made[:20]))
        before = processes.cpu(process.pid)
        answers = await send(Load(port, (), LINES, A_SECOND), whole(made))
        spent = (processes.cpu(process.pid) - before) / many * 1e6
    found = seen(answers, answered)
    if found.not_taken:
        raise RuntimeError("The echo did not answer all.")
    return spent, asdict(found)
