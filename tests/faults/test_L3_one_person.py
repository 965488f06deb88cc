"""L1, L3: a person, a loop or a crowd that sends too much is answered plainly, and everybody else goes on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx2 as httpx
import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, Router
from structlog.testing import capture_logs

from bot.app.conversation.measured import Allowance, MeasuredConversation
from bot.app.even_flow import EvenFlow
from bot.app.replies import Say
from bot.domain.people import Address, Identity
from bot.web import crowd, limits
from tests.kit.loopback import visitor
from tests.kit.world import World


@pytest.fixture
def measured(world: World) -> World:
    world.front = MeasuredConversation(world.bus, Allowance(60))
    return world


async def fires(world: World, who: Identity, times: int, a_second: float = 1e9) -> int:
    """How often somebody who types this often is told to wait."""
    told = 0
    for _ in range(times):
        said = await world.front.said(who, "help", world.key())
        told += isinstance(said, Say) and "too much at once" in said.text
        world.clock += timedelta(seconds=1 / a_second)
    return told


async def test_L3_two_hundred_a_minute_from_one_person_are_answered_in_plain_words(measured: World) -> None:
    sam, ola = measured.people["sam"].identity, measured.people["ola"].identity
    told = await fires(measured, sam, 200, 200 / 60)
    assert 100 <= told <= 120
    assert await fires(measured, ola, 20) == 0, "nobody else notices"
    said = await measured.front.said(sam, "help", measured.key())
    assert isinstance(said, Say)
    assert "This one was not done. Please try again in" in said.text
    measured.clock += timedelta(minutes=1)
    assert await fires(measured, sam, 20) == 0


async def test_L3_it_is_answered_before_the_database_is_touched(
    measured: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    sam = measured.people["sam"].identity
    await fires(measured, sam, 40)
    for _ in range(31):
        await measured.front.submitted(sam, "pad", "", {}, measured.key())

    def closed(*_: Any) -> Any:
        raise AssertionError("the database was asked")

    monkeypatch.setattr(measured.bus, "units", closed)
    with capture_logs() as logs:
        assert await fires(measured, sam, 500) == 500
        pressed = await measured.front.pressed(sam, "home", "", {}, "k")
        submitted = await measured.front.submitted(sam, "pad", "", {}, "k")
        assert isinstance(pressed, Say)
        assert isinstance(submitted, Say)
    assert len([each for each in logs if each["event"] == "turned_away"]) <= 1, "a flood is one line in the log"


async def test_L3_one_person_is_counted_once_over_all_their_tools(measured: World) -> None:
    async with measured.storage.units.write() as uow:
        await uow.addresses.add(Address("second", "sam", "teams", "TENANT-X", "acc-second", rank=1, state="live"))
        await uow.commit()
    first, second = measured.people["sam"].identity, Identity("teams", "TENANT-X", "acc-second")
    await fires(measured, second, 1)
    await fires(measured, first, 31)
    assert await fires(measured, second, 5) >= 4


async def test_L3_many_clicks_do_not_cost_anybody_the_form_they_have_filled_in(measured: World) -> None:
    """A chair in a crisis: what is typed into a form is lost when the form is refused."""
    sam = measured.people["sam"].identity
    assert await fires(measured, sam, 40)
    sent = [await measured.front.submitted(sam, "pad", "none", {}, measured.key()) for _ in range(40)]
    refused = [isinstance(each, Say) and "too much at once" in each.text for each in sent]
    assert refused == [False] * 30 + [True] * 10, "and forms have a limit of their own"


async def test_L3_a_clock_that_is_put_back_keeps_nobody_waiting_until_it_has_caught_up(measured: World) -> None:
    sam = measured.people["sam"].identity
    await fires(measured, sam, 31)
    measured.clock -= timedelta(hours=1)
    assert await fires(measured, sam, 1) == 1, "it gives nothing away either"
    measured.clock += timedelta(seconds=10)
    assert await fires(measured, sam, 10) == 0


async def test_L3_a_search_and_a_page_are_measured_as_well(measured: World) -> None:
    sam = measured.people["sam"].identity
    for _ in range(155):
        await measured.front.home(sam)
    assert "too much at once" in repr(await measured.front.home(sam))
    assert await measured.front.options(sam, "make_action", "", "person", "Pat") == ()
    assert not await measured.front.lists(sam)


def test_L3_whoever_is_remembered_takes_bounded_memory() -> None:
    flow = EvenFlow(60, 30, 1_000)
    for number in range(50_000):
        flow.wait(str(number), float(number))
    assert len(flow) == 1_000


# -- before anybody is known --------------------------------------------------------------------------------------


class Slow:
    """An application that works on a request until it is let go."""

    def __init__(self) -> None:
        self.go, self.begun = asyncio.Event(), 0

    async def answer(self, request: Request) -> PlainTextResponse:
        await request.body()
        self.begun += 1
        await self.go.wait()
        return PlainTextResponse("done")


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not true():  # noqa: ASYNC110 - nothing offers an event for it
            await asyncio.sleep(0.01)


def host(slow: Slow) -> tuple[httpx.AsyncClient, limits.Limits]:
    async def alive(_: Request) -> PlainTextResponse:
        return PlainTextResponse("alive")

    routes = [Route("/slow", slow.answer, methods=["POST"]), Route("/healthz", alive)]
    app = limits.Limits(Router(routes), ["/slow", "/healthz"])
    return visitor(transport=httpx.ASGITransport(app), base_url="http://here"), app


async def test_L1_more_than_can_be_worked_on_is_refused_at_once_and_nothing_accepted_is_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(crowd, "MOST_WORKED_ON", 20)
    slow = Slow()
    client, app = host(slow)
    sent = [asyncio.create_task(client.post("/slow", content=b"x")) for _ in range(100)]
    await until(lambda: sum(each.done() for each in sent) >= 80)
    refused = [each.result() for each in sent if each.done()]
    assert {each.status_code for each in refused} == {429}
    assert {each.headers["retry-after"] for each in refused} == {"2"}
    assert all("Nothing was saved" in each.text for each in refused)
    assert (await client.get("/healthz")).status_code == 200, "whoever watches is never refused"
    slow.go.set()
    answers = [each.status_code for each in await asyncio.gather(*sent)]
    assert (answers.count(200), answers.count(429), slow.begun) == (20, 80, 20)
    assert (app.crowd.arriving, app.crowd.worked_on, app.crowd.bytes) == (0, 0, 0)
    assert (await client.post("/slow", content=b"x")).status_code == 200


async def test_L1_bodies_without_end_keep_nobody_out_and_take_bounded_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(crowd, "MOST_WORKED_ON", 5)
    monkeypatch.setattr(crowd, "MOST_BYTES", 1_000_000)
    slow = Slow()
    slow.go.set()
    client, app = host(slow)
    held = asyncio.Event()

    async def dripping() -> Any:
        yield b"x" * 100_000
        await held.wait()

    waiting = [asyncio.create_task(client.post("/slow", content=dripping())) for _ in range(9)]
    await until(lambda: app.crowd.bytes >= 900_000)
    assert (await client.post("/slow", content=b"x")).status_code == 200, "not one of them holds a place at work"
    more = [asyncio.create_task(client.post("/slow", content=dripping())) for _ in range(3)]
    await until(lambda: sum(each.done() for each in more) >= 2)
    assert {each.result().status_code for each in more if each.done()} == {429}
    held.set()
    await asyncio.gather(*waiting, *more)
    assert (app.crowd.arriving, app.crowd.worked_on, app.crowd.bytes) == (0, 0, 0)


async def test_L1_who_sends_slowly_gives_way_and_a_click_is_never_refused_for_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Forty connections that drip are enough to fill the memory that is left for bodies; then anybody's click came
    too late."""
    monkeypatch.setattr(crowd, "MOST_BYTES", 1_000_000)
    monkeypatch.setattr(crowd, "MOST_ARRIVING", 12)
    monkeypatch.setattr(crowd, "ARRIVES_WITHIN", 0.05)
    slow = Slow()
    slow.go.set()
    client, app = host(slow)
    held = asyncio.Event()

    async def dripping(size: int) -> Any:
        yield b"x" * size
        await held.wait()

    async def full_of(many: int, size: int) -> list[asyncio.Task[Any]]:
        begun = [asyncio.create_task(client.post("/slow", content=dripping(size))) for _ in range(many)]
        await until(lambda: app.crowd.bytes == many * size and app.crowd.arriving == many)
        await asyncio.sleep(0.06)
        return begun

    for many, size in ((10, 100_000), (12, 10)):
        held.clear()
        begun = await full_of(many, size)
        assert (await client.post("/slow", content=b"xy")).status_code == 200
        await until(lambda begun=begun: any(each.done() for each in begun))  # type: ignore[misc]
        assert begun[0].result().status_code == 408, "the slowest gives way"
        held.set()
        assert {each.status_code for each in await asyncio.gather(*begun[1:])} == {200}
        assert (app.crowd.arriving, app.crowd.worked_on, app.crowd.bytes) == (0, 0, 0)
