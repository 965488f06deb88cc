"""A burst of signed requests from more connections than are worked on; a crowd that answers one meeting at once."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.ack import processes, shots
from benchmarks.ack.latencies import taken
from benchmarks.ack.served import Served, in_slack, in_teams
from benchmarks.ack.shots import Shot
from benchmarks.ack.sizes import Size
from benchmarks.figures import Figure, Json
from benchmarks.generator import Answers
from benchmarks.sweep.ground import Ground as Filled

MEMORY_GOAL = 200
# Every so many seconds, for two minutes at most, whether it uses less than this share of a processor.
LOOK, MOST_LOOKS, AT_REST = 2.0, 60, 0.2
GOAL = "nothing accepted is lost; the refused get 429 with Retry-After; memory grows by less than 200 MB"


@dataclass(frozen=True, slots=True)
class Burst:
    """What came of one burst. `lost` were said to be done and are not in the database.

    `told_later` were answered in time with "one moment", the rest by a call to Slack: `later_not_kept` of these were
    not done, which that call says.
    """

    sent: int
    accepted: int
    lost: int
    told_later: int
    later_not_kept: int
    told_not_saved: int
    kept_though_told_not: int
    refused: int
    refused_without_retry_after: int
    unanswered: int
    other: int
    seconds: float
    grew_mib: float
    answered_at_once: int
    answers_lost: int

    @property
    def met(self) -> bool:
        """Nothing lost, nothing refused without a word, no memory eaten."""
        lost = self.lost + self.answers_lost + self.unanswered
        return not lost + self.refused_without_retry_after + self.other and self.grew_mib < MEMORY_GOAL


def figure(found: dict[str, Burst]) -> Figure:
    """How many a second were accepted on SQLite, and everything that the goal asks for on each database."""
    lite, server = (found[name] for name in ("sqlite", "postgresql"))
    rates = [each.accepted / each.seconds for each in (lite, server)]
    further: dict[str, Json] = {
        name: {key: getattr(each, key) for key in Burst.__slots__} for name, each in found.items()
    }
    words = "requests of a burst accepted, SQLite; the baseline is PostgreSQL in the same run"
    return Figure(words, "a second", rates[0], rates[1], GOAL, all(each.met for each in found.values()), further)


async def burst(here: Served, size: Size) -> Burst:
    """Everything at once; then what is in the database."""
    made = here.commands(size.burst)
    processes.forget_the_peak(here.pid)
    before = processes.memory(here.pid)
    answers = await here.sent(made, size.connections)
    grew = processes.peak(here.pid) - before
    kept = await _settled(here)
    answered, lost = await _crowd_answers(here, size.at_once)
    return _counted(made, answers, kept, (grew, answered, lost))


def _counted(made: Sequence[Shot], answers: Answers, kept: set[str], rest: tuple[float, int, int]) -> Burst:
    each = list(zip(made, answers.each, strict=True))
    done = [shot for shot, answer in each if taken(answer)]
    later = [shot for shot, answer in each if answer.status == 200 and not answer.saved and not answer.not_saved]
    unsaved = [shot for shot, answer in each if answer.status == 200 and answer.not_saved]
    refused = [answer for answer in answers.each if answer.status == 429]
    unanswered = sum(answer.status == 0 for answer in answers.each)
    return Burst(
        len(made),
        len(done),
        sum(shot.key not in kept for shot in done),
        len(later),
        sum(shot.key not in kept for shot in later),
        len(unsaved),
        sum(shot.key in kept for shot in unsaved),
        len(refused),
        sum(not answer.retry_after for answer in refused),
        unanswered,
        len(made) - len(done) - len(later) - len(unsaved) - len(refused) - unanswered,
        answers.seconds,
        *rest,
    )


async def _settled(here: Served) -> set[str]:
    """What is kept of it once nothing more comes: what was to be told later is told."""
    for _ in range(MOST_LOOKS):
        before = processes.cpu(here.pid)
        await asyncio.sleep(LOOK)
        if processes.cpu(here.pid) - before < LOOK * AT_REST:
            break
    return await asyncio.to_thread(_kept, here)


def _kept(here: Served) -> set[str]:
    with Filled(here.ground.given["core"]["database_url"]).plainly() as connection:
        return {row[0] for row in connection.execute("SELECT key FROM inbox").fetchall()}


async def _crowd_answers(here: Served, many: int) -> tuple[int, int]:
    """So many people press "I'll come" at one instant: how many answers were taken, and how many of them are lost."""
    ground = here.ground
    await ground.install_teams()
    await ground.convenes()
    await ground.settled(60)
    (seat,) = await ground.rows("seats", name="health_visitor", closed=False)
    async with ground.storage.units.write() as uow:
        (pattern,) = await uow.invitations.where(seat_id=seat.id, person_id=seat.person_id)
        for number in range(many):
            own = f"i-{number}"
            seat.id, seat.name, seat.required, seat.person_id = f"s-{own}", "named_nurse", False, in_teams(number)
            pattern.id, pattern.seat_id, pattern.person_id = own, seat.id, in_teams(number)
            await uow.seats.add(seat)
            await uow.invitations.add(pattern)
        await uow.commit()
    secret, revision = ground.their_slack.app.signing_secret, pattern.revision
    made = [
        shots.click(secret, in_slack(number), f"c.{number}", "accept", f"i-{number}.{revision}")
        for number in range(many)
    ]
    answers = await here.sent(made, many)
    said = [number for number, answer in enumerate(answers.each) if answer.status == 200]
    # What the answer says stands in the card, which comes by a call of ours.
    for _ in range(60):
        rows = {each.id: each.answer for each in await ground.rows("invitations")}
        lost = sum(rows[f"i-{number}"] != "accepted" for number in said)
        if not lost:
            break
        await asyncio.sleep(0.5)
    return len(said), lost
