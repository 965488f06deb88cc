"""Row F9: told to stop in a burst of requests, while messages are on their way: what was answered well is kept, the
rest was told so or found the door closed, and nothing is there by half."""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter
from typing import Any
from urllib.parse import urlencode

import aiohttp

from bot.demo.stand_ins.slack.signing import signed_headers
from bot.domain.action import ActionState
from tests.faults.replicas import ASKED, INVITED, invited, known_to_all, owed, repeats
from tests.kit.served import Ground, Process

BURST = 40
GRACE = 30.0
CLOSED = 0


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


async def says_done(standing: Ground, process: Process, client: aiohttp.ClientSession, action_id: str) -> int:
    """The status of the answer; CLOSED when there was none."""
    body = form_about(standing, action_id)
    headers = signed_headers(standing.their_slack.app.signing_secret, int(time.time()), body)
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    try:
        async with client.post(f"{process.address}/slack/events", data=body, headers=headers) as answer:
            await answer.read()
            return answer.status
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
        await standing.until("audit", verb="action_done")
        stopping = asyncio.create_task(process.stop(GRACE))
        answers = {action_id: await sent for action_id, sent in burst.items()}
    assert await stopping == 0
    kept, told = await what_is_kept(standing), Counter(answers.values())
    assert set(told) <= {200, 503, CLOSED}
    assert 0 < told[200] < BURST, f"it was told to stop in the middle: {told}"
    assert [each for each, status in answers.items() if status == 200 and not all(kept[each])] == []
    assert [each for each, steps in kept.items() if len(set(steps)) > 1] == []
    assert [each for each, status in answers.items() if status == 503 and any(kept[each])] == []
    assert '"level": "error"' not in process.log()
    assert not await standing.rows("notices", state="claimed"), "what was being sent was finished"
    again = await standing.serve()
    for person_id in ASKED:
        await standing.sees(person_id, INVITED)
    await standing.settled()
    assert max(invited(standing).values()) == 1
    assert not repeats(standing)
    assert await again.stop() == 0
