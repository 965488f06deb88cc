"""`quorate serve` as a process of its own: it starts from `.env`, and SIGTERM loses nothing."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sqlite3
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

import httpx2 as httpx
import pytest

from bot.demo.stand_ins.slack import signature
from tests.contract.serve.ground import KEY, SLACK, core, free_port
from tests.kit.loopback import visitor

COMMAND = [sys.executable, "-c", "from bot.cli import main; main()"]


def write_settings(folder: Path, port: int) -> None:
    core(folder)
    lines = {
        "KEYS": KEY,
        "PORT": port,
        "SLACK_SIGNING_SECRET": SLACK["signing_secret"],
        "SLACK_BOT_TOKEN": "xoxb-1234567890-a",
        "SLACK_TEAM": "T0COUNCIL1",
        "SLACK_API_BASE_URL": "http://127.0.0.1:9/api/",
        "LOG_LEVEL": "info",
    }
    (folder / ".env").write_text("".join(f"QUORATE_{name}={value}\n" for name, value in lines.items()))


@contextlib.asynccontextmanager
async def process(folder: Path) -> AsyncIterator[tuple[Process, httpx.AsyncClient]]:
    port = free_port()
    write_settings(folder, port)
    environment = {**os.environ, "PYTHONWARNINGS": "ignore"}
    # Under `nohup` these tests would hand on that a closing terminal is ignored.
    heard = partial(signal.signal, signal.SIGHUP, signal.SIG_DFL)
    started = await asyncio.create_subprocess_exec(
        *COMMAND, "serve", cwd=folder, stdout=PIPE, stderr=PIPE, env=environment, preexec_fn=heard
    )
    try:
        async with visitor(base_url=f"http://127.0.0.1:{port}", timeout=20) as client:
            while started.returncode is None:
                with contextlib.suppress(httpx.TransportError):
                    await client.get("/healthz")
                    break
                await asyncio.sleep(0.1)
            yield started, client
    finally:
        if started.returncode is None:
            started.kill()
            await started.wait()


async def slash(client: httpx.AsyncClient, number: int) -> int:
    """A signed slash command; 0 when it was not taken at all."""
    fields = {
        "command": "/strategy-meeting", "text": "help", "team_id": "T0COUNCIL1", "user_id": "U0NOBODY01",
        "trigger_id": f"t.{number}", "response_url": "http://127.0.0.1:9/r", "channel_id": "D1", "api_app_id": "A1",
    }  # fmt: skip
    body, at = urlencode(fields).encode(), int(time.time())
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Slack-Request-Timestamp": str(at),
        "X-Slack-Signature": signature(SLACK["signing_secret"], at, body),
    }
    try:
        return (await client.post("/slack/events", content=body, headers=headers)).status_code
    except httpx.TransportError:
        return 0


async def test_told_to_stop_in_a_burst_it_finishes_what_it_took_and_ends_well(tmp_path: Path) -> None:
    async with process(tmp_path) as (running, client):
        burst = [asyncio.create_task(slash(client, number)) for number in range(60)]
        done, _ = await asyncio.wait(burst, return_when=asyncio.FIRST_COMPLETED)
        assert {each.result() for each in done} == {200}
        running.send_signal(signal.SIGTERM)
        answers = set(await asyncio.gather(*burst))
        out, err = await asyncio.wait_for(running.communicate(), 30)
        assert answers <= {200, 503, 0}
        assert running.returncode == 0
        assert b"Traceback" not in out + err
        assert b'"event": "stopped"' in out + err
    with contextlib.closing(sqlite3.connect(tmp_path / "quorate.db")) as database:
        assert database.execute("PRAGMA quick_check").fetchone() == ("ok",)


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGHUP], ids=["control_c", "closed_terminal"])
async def test_control_c_and_a_closed_terminal_stop_it_in_order(tmp_path: Path, told: signal.Signals) -> None:
    async with process(tmp_path) as (running, client):
        assert (await client.get("/readyz")).status_code == 200
        running.send_signal(told)
        out, err = await asyncio.wait_for(running.communicate(), 30)
        assert running.returncode == 0
        assert b'"event": "stopped"' in out + err


@pytest.mark.parametrize("missing", ["QUORATE_KEYS", "QUORATE_SLACK_SIGNING_SECRET"])
async def test_what_is_unsafe_ends_with_a_sentence_and_two(tmp_path: Path, missing: str) -> None:
    write_settings(tmp_path, free_port())
    kept = [line for line in (tmp_path / ".env").read_text().splitlines() if not line.startswith(missing)]
    (tmp_path / ".env").write_text("\n".join(kept))
    running = await asyncio.create_subprocess_exec(*COMMAND, "serve", cwd=tmp_path, stdout=PIPE, stderr=PIPE)
    _, err = await running.communicate()
    assert running.returncode == 2
    assert err.decode().startswith(missing)
    assert len(err.decode().strip().splitlines()) == 1
