"""Row F9: told to stop in a burst of requests, while messages are on their way: what was answered well is kept, the
rest was told so or found the door closed, and nothing is there by half."""

from __future__ import annotations

import asyncio
import json
import signal
import time
from collections import Counter
from typing import Any
from urllib.parse import urlencode

import aiohttp
import pytest

from bot.demo.stand_ins.slack.signing import signed_headers
from bot.domain.action import ActionState
from tests.faults.replicas import ASKED, INVITED, invited, known_to_all, owed, repeats
from tests.kit.served import Ground, Process

# More than it can have answered before its door closes, and than one person may send at once.
BURST = 400
GRACE = 30.0
CLOSED, TOO_OFTEN = 0, 429


def form_about(standing: Ground, action_id: str) -> bytes:
    """One form that says "Done" of one of Tess Okafor's actions, as Slack sends it."""
    outcome = {"selected_option": {"value": "safer", "text": {"type": "plain_text", "text": "Safer"}}}
    field = {
        "type": "input",
        "block_id": "outcome",
        "element": {"type": "radio_buttons", "action_id": "q1:choice:outcome"},
    }
    view = {
        "id": f"V{action_id}", "hash": action_id, "type": "modal", "callback_id": "q1:done",
        "private_metadata": json.dumps({"s": action_id}), "blocks": [field],
        "state": {"values": {"outcome": {"q1:choice:outcome": outcome}}},
    }  # fmt: skip
    team = standing.cast.workspace().team_id
    who = {"id": standing.cast.accounts["tess"], "team_id": team}
    told = {
        "type": "view_submission",
        "team": {"id": team},
        "user": who,
        "trigger_id": f"{action_id}.1",
        "view": view,
    }
    return urlencode({"payload": json.dumps(told)}).encode()


def signed(standing: Ground, body: bytes) -> dict[str, str]:
    """The headers that Slack sends with it."""
    headers = signed_headers(standing.their_slack.app.signing_secret, int(time.time()), body)
    return headers | {"Content-Type": "application/x-www-form-urlencoded"}


async def says_done(standing: Ground, process: Process, client: aiohttp.ClientSession, action_id: str) -> int:
    """The status of the answer; CLOSED when there was none, TOO_OFTEN when it says so in words and did nothing."""
    body = form_about(standing, action_id)
    try:
        async with client.post(
            f"{process.address}/slack/events", data=body, headers=signed(standing, body)
        ) as answer:
            return TOO_OFTEN if "This one was not done" in await answer.text() else answer.status
    except aiohttp.ClientConnectionError:
        return CLOSED


async def what_is_kept(standing: Ground) -> dict[str, tuple[bool, bool, bool]]:
    """Of each of her actions: done, written down, and no longer awaited."""
    written = {each.subject_id for each in await standing.rows("audit", verb="action_done")}
    awaited: dict[str, Any] = {each.subject_id: each.state for each in await standing.rows("obligations")}
    return {
        each.id: (each.state is ActionState.DONE, each.id in written, awaited[each.id] != "open")
        for each in await standing.rows("actions")
    }


async def closed_to_others(process: Process) -> None:
    """Wait until it takes no new connection."""
    for _ in range(500):
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", process.port)
        except ConnectionError:
            return
        writer.close()
        await asyncio.sleep(0.02)
    raise AssertionError("It goes on taking new connections.")


async def test_F9_whoever_is_half_way_through_a_click_when_it_is_told_to_stop_is_answered(standing: Ground) -> None:
    process = await standing.serve(settings={"shutdown_seconds": GRACE})
    await known_to_all(standing)
    await owed(standing, "tess", 1)
    body = form_about(standing, "act-0")
    lines = {"Host": "quorate.example", "Content-Length": str(len(body))} | signed(standing, body)
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    reader, writer = await asyncio.open_connection("127.0.0.1", process.port)
    writer.write(f"POST /slack/events HTTP/1.1\r\n{head}\r\n".encode() + body[:-10])
    await writer.drain()
    # What comes after it on another connection has been answered: so this half has been read.
    await process.ready()
    process.running.send_signal(signal.SIGTERM)
    await closed_to_others(process)
    # It does not end before it has the other half, which takes its time.
    with pytest.raises(AssertionError):
        await process.ended(1.0)
    writer.write(body[-10:])
    assert (await reader.readline()).startswith(b"HTTP/1.1 200")
    writer.close()
    assert await process.ended(GRACE) == 0
    assert await what_is_kept(standing) == {"act-0": (True, True, True)}


async def test_F9_told_to_stop_in_a_burst_it_keeps_all_that_it_answered_and_nothing_by_half(standing: Ground) -> None:
    process = await standing.serve(settings={"shutdown_seconds": GRACE})
    await known_to_all(standing)
    await owed(standing, "tess", BURST)
    standing.their_slack.fail_next("chat.postMessage", delay=0.5, times=3)
    await standing.convenes()
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=8)) as client:
        burst = {
            f"act-{n}": asyncio.create_task(says_done(standing, process, client, f"act-{n}")) for n in range(BURST)
        }
        await asyncio.wait(burst.values(), return_when=asyncio.FIRST_COMPLETED)
        stopping = asyncio.create_task(process.stop(GRACE))
        answers = {action_id: await sent for action_id, sent in burst.items()}
    assert await stopping == 0
    kept, told = await what_is_kept(standing), Counter(answers.values())
    assert set(told) <= {200, 503, TOO_OFTEN, CLOSED}
    assert told[200], f"it was told to stop in the middle: {told}"
    assert told[503] + told[CLOSED], f"it was told to stop in the middle: {told}"
    assert [each for each, status in answers.items() if status == 200 and not all(kept[each])] == []
    assert [each for each, steps in kept.items() if len(set(steps)) > 1] == []
    assert [each for each, status in answers.items() if status in (503, TOO_OFTEN) and any(kept[each])] == []
    assert '"level": "error"' not in process.log()
    assert not await standing.rows("notices", state="claimed"), "what was being sent was finished"
    again = await standing.serve()
    for person_id in ASKED:
        await standing.sees(person_id, INVITED)
    await standing.settled()
    assert max(invited(standing).values()) == 1
    assert not repeats(standing)
    assert await again.stop() == 0
