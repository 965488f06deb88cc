"""What the metrics tell, and what they must never hold: a case, a person, a council, anybody's words."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx2 as httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.app.commands import AcceptInvitation
from bot.app.tally import Tally
from bot.app.work import Actor
from bot.domain.errors import Refusal
from bot.domain.watching import Backlog, Measured
from bot.main import application
from bot.storage import Storage
from bot.web.latencies import Latencies
from bot.web.metrics import Seen, exposition
from bot.wiring import build
from tests.contract.serve.ground import SEAL, served, with_paper
from tests.faults.watched import audited, broken
from tests.kit.loopback import visitor
from tests.kit.paper import PaperPlug
from tests.kit.world import World

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
CANARIES = ("EXMP", "CSC-104233", "Priya", "hv1", "sam", "Nair", "acc-", "SM-1", "canary")


def told(text: bytes) -> dict[tuple[str, ...], float]:
    """Every value, by its name and labels."""
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text.decode())
        for sample in family.samples
    }


async def seen(world: World) -> Seen:
    await world.bus.measure()
    found = world.bus.watch.audited
    return Seen(
        world.clock, "0", world.bus.watch.tally, tuple(sorted(world.tools)), findings=found.open if found else {},
        sample=world.bus.watch.measured,
    )  # fmt: skip


async def test_ages_and_counts_are_those_of_the_database(storage: Storage, tmp_path: Path) -> None:
    world = await World(storage, tmp_path).with_everybody()
    await world.called()
    (asked,) = await world.rows("invitations", person_id="hv1")
    with pytest.raises(Refusal):
        await world.bus.do(AcceptInvitation(asked.id, 1), Actor("sam", "slack"))
    waits = "UPDATE notice SET subject_id = 'canary', state = 'pending', claimable_at = due_at, post_id = ''"
    await broken(world, f"{waits} WHERE subject_id = :id", id=asked.id)
    await broken(world, "UPDATE notice SET urgent = :no WHERE subject_id = 'canary'", no=False)
    world.clock += timedelta(hours=1)
    await world.bus.measure()
    state = await seen(world)
    found = told(exposition(lambda: state))
    assert found["quorate_oldest_message_age_seconds", "teams", "normal"] >= 3600
    assert found["quorate_oldest_message_age_seconds", "slack", "urgent"] == 0
    assert 2300 < found["quorate_oldest_due_age_seconds",] < 3600
    assert found["quorate_deliveries_total", "teams", "sent"] >= 3
    assert found["quorate_refusals_total", "not_yours"] == 1
    await audited(world)
    state = await seen(world)
    assert told(exposition(lambda: state))["quorate_self_audit_findings", "overdue"] >= 1


async def test_no_label_holds_a_case_or_a_person(storage: Storage, tmp_path: Path) -> None:
    world = await World(storage, tmp_path).with_everybody()
    await world.called()
    await world.people["hv1"].types("EXMP-SM-1 canary")
    await world.people["hv1"].sends("accept", "canary")
    await world.people["hv1"].sends("canary", "canary")
    await world.wait(hours=5)
    await world.bus.audit_itself()
    state = await seen(world)
    labels = {value for key in told(exposition(lambda: state)) for value in key[1:]}
    assert labels
    for value in labels:
        assert not any(canary.lower() in value.lower() for canary in CANARIES), value


async def test_I7_only_this_machine_reads_the_metrics_and_a_path_of_somebodys_own_is_no_label(tmp_path: Path) -> None:
    plug = PaperPlug()
    async with served(with_paper(tmp_path, plug)) as (client, _):
        await client.post("/paper", json={"account": "nobody", "text": "help"}, headers={"x-seal": SEAL})
        await client.get("/canary/EXMP-SM-1?token=canary")
        answer = await client.get("/metrics")
        assert answer.status_code == 200
        assert "canary" not in answer.text
        found = told(answer.content)
        assert found["quorate_request_seconds_count", "/paper", "200"] == 1
        assert found["quorate_request_seconds_count", "other", "404"] == 1
        for name in ("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"):
            assert (await client.get("/metrics", headers={name: "198.51.100.7"})).status_code == 404


async def test_nobody_from_elsewhere_reads_the_metrics(tmp_path: Path) -> None:
    runtime = build(with_paper(tmp_path, PaperPlug()))
    elsewhere = httpx.ASGITransport(app=application(runtime), client=("198.51.100.7", 4711))
    async with visitor(transport=elsewhere, base_url="http://quorate.example") as client:
        assert (await client.get("/metrics")).status_code == 404
    await runtime.stop()


def test_a_request_is_counted_in_a_few_microseconds() -> None:
    latencies, began = Latencies(), time.perf_counter()
    for _ in range(20_000):
        latencies.note("/slack/events", 200, 0.004)
    assert (time.perf_counter() - began) / 20_000 < 50e-6
    found = told(exposition(lambda: Seen(NOW, "0", Tally(), requests=latencies)))
    assert found["quorate_request_seconds_count", "/slack/events", "200"] == 20_000


def test_ages_grow_while_the_database_is_not_asked() -> None:
    sample = Measured(NOW - timedelta(minutes=5), Backlog(NOW - timedelta(minutes=7)), 0.001)
    found = told(exposition(lambda: Seen(NOW, "0", Tally(), sample=sample)))
    assert found["quorate_oldest_due_age_seconds",] == 420
    assert found["quorate_sample_age_seconds",] == 300
