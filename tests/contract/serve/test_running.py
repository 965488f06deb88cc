"""Starting, being ready, and stopping, over real connections."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest

from bot.demo.stand_ins.microsoft import MicrosoftStandIn
from bot.main import run
from bot.running import NotStarted
from bot.storage.errors import BEHIND
from bot.wiring import build
from tests.contract.serve.ground import SEAL, SLACK, configured, core, free_port, served, with_paper
from tests.contract.teams.ground import organisations, settings_for
from tests.kit.paper import PaperPlug

LETTER = {"account": "nobody", "text": "help"}


async def test_slack_alone_starts(tmp_path: Path) -> None:
    async with served(configured(tmp_path, {"slack": SLACK})) as (client, _):
        assert (await client.get("/readyz")).json() == {
            "ready": True,
            "why": [],
            "switched_off": [],
            "quiet": "",
        }
        assert (await client.post("/slack/events", content=b"a=b")).status_code == 401
        assert (await client.post("/teams/messages", json={})).status_code == 404


async def test_teams_alone_starts(tmp_path: Path) -> None:
    async with MicrosoftStandIn(organisations()) as microsoft:
        given = settings_for(microsoft).model_dump()
        async with served(configured(tmp_path, {"teams": given})) as (client, _):
            assert (await client.get("/readyz")).status_code == 200
            assert (await client.post("/teams/messages", json={})).status_code == 401
            assert (await client.post("/slack/events", content=b"a=b")).status_code == 404


async def test_a_third_channel_is_one_file(tmp_path: Path) -> None:
    plug = PaperPlug()
    async with served(with_paper(tmp_path, plug)) as (client, _):
        answer = await client.post("/paper", json=LETTER, headers={"x-seal": SEAL})
        assert answer.status_code == 200
        assert "not registered" in answer.text.lower() or "Exampleshire" in answer.text
    assert (plug.opened[0].started, plug.opened[0].stopped) == (1, 1)


async def test_a_channel_that_cannot_start_is_left_out_and_the_other_runs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plug = PaperPlug(fails_to_start=True)
    both = configured(tmp_path, {"slack": SLACK, "paper": {"seal": SEAL}}, plugs=[plug])
    async with served(both) as (client, _):
        state = (await client.get("/readyz")).json()
        assert state == {
            "ready": True,
            "why": [],
            "switched_off": ["Paper could not be started and is switched off."],
            "quiet": "",
        }
        assert (await client.post("/slack/events", content=b"a=b")).status_code == 401
        assert (await client.post("/paper", json=LETTER)).status_code == 404
    told = capsys.readouterr()
    assert "channel_disabled" in told.out + told.err
    assert "patient-name" not in told.out + told.err


async def test_the_only_channel_failing_stops_the_start_and_nothing_is_left_open(tmp_path: Path) -> None:
    plug = PaperPlug(fails_to_start=True)
    configuration = with_paper(tmp_path, plug)
    with pytest.raises(NotStarted, match="Paper could not be started"):
        await run(configuration)
    assert plug.opened[0].stopped == 1
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"http://127.0.0.1:{configuration.settings.port}/healthz")


async def test_a_port_in_use_is_told_in_words(tmp_path: Path) -> None:
    async with served(with_paper(tmp_path, PaperPlug())) as (client, _):
        second = with_paper(tmp_path, PaperPlug(), port=client.base_url.port)
        with pytest.raises(NotStarted, match=f"Port {client.base_url.port} of 127.0.0.1 is in use"):
            await run(second)


async def test_a_database_that_is_no_database_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "quorate.db").write_bytes(b"nothing of the kind" * 200)
    with pytest.raises(NotStarted, match="damaged"):
        await run(with_paper(tmp_path, PaperPlug()))


async def test_what_is_under_way_when_told_to_stop_is_finished(tmp_path: Path) -> None:
    plug = PaperPlug()
    async with served(with_paper(tmp_path, plug)) as (client, stop):
        begun, slow = asyncio.Event(), plug.opened[0]._pass_on

        async def slowly(*given: Any) -> Any:
            begun.set()
            await asyncio.sleep(0.5)
            return await slow(*given)

        plug.opened[0]._pass_on = slowly  # type: ignore[method-assign]
        asking = asyncio.create_task(client.post("/paper", json=LETTER, headers={"x-seal": SEAL}))
        await begun.wait()
        stop.set()
        assert (await asking).status_code == 200
    assert plug.opened[0].stopped == 1


async def test_it_is_not_ready_while_the_periodic_work_is_late(tmp_path: Path) -> None:
    runtime = build(with_paper(tmp_path, PaperPlug()))
    assert runtime.late() == ["Quorate has not started yet."]
    await runtime.start()
    try:
        await asyncio.sleep(0.3)
        assert await runtime.not_ready() == []
        await runtime.ticker.stop()
        await asyncio.sleep(1.2)
        assert await runtime.not_ready() == ["What is due is not being chased."]
    finally:
        await runtime.stop()
    assert await runtime.not_ready() == ["Quorate is stopping."]


async def test_it_is_not_ready_without_its_tables(tmp_path: Path) -> None:
    async with served(with_paper(tmp_path, PaperPlug())) as (client, _):
        await asyncio.to_thread(drop_table, tmp_path / "quorate.db", "alembic_version")
        answer = await client.get("/readyz")
        assert answer.status_code == 503
        assert BEHIND in answer.json()["why"]
        assert (await client.get("/healthz")).status_code == 200


async def test_health_answers_while_the_event_loop_is_stuck(tmp_path: Path) -> None:
    port, found = free_port(), {}

    def ask() -> None:
        time.sleep(1.3)
        for path in ("healthz", "readyz"):
            found[path] = status(f"http://127.0.0.1:{port}/{path}")

    async with served(with_paper(tmp_path, PaperPlug(), health_port=port)):
        await asyncio.sleep(0.2)
        asking = threading.Thread(target=ask)
        asking.start()
        time.sleep(2)  # noqa: ASYNC251 - the very thing to be survived
        asking.join()
        assert found == {"healthz": 200, "readyz": 503}
        await asyncio.sleep(0.3)
        assert await asyncio.to_thread(status, f"http://127.0.0.1:{port}/readyz") == 200
        assert await asyncio.to_thread(status, f"http://127.0.0.1:{port}/else") == 404


async def test_a_taken_health_port_does_not_stop_the_start(tmp_path: Path) -> None:
    given = core(tmp_path)
    async with served(with_paper(tmp_path, PaperPlug(), **{**given, "health_port": given["port"]})) as (client, _):
        assert (await client.get("/readyz")).status_code == 200


def drop_table(file: Path, table: str) -> None:
    with contextlib.closing(sqlite3.connect(file)) as database:
        database.execute(f"DROP TABLE {table}")
        database.commit()


def status(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


async def test_the_pages_that_the_app_manifest_links_to_are_there(tmp_path: Path) -> None:
    async with served(with_paper(tmp_path, PaperPlug())) as (client, _):
        for path in ("/privacy", "/terms"):
            page = await client.get(path)
            assert page.status_code == 200
            assert page.headers["content-type"].startswith("text/html")
