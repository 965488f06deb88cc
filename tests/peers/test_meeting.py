"""A meeting from the slash command to quorum: `quorate serve` as a process, and a Slack that others wrote."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.peers.emulated import EmulatedSlack, Json
from tests.peers.member import Member, words
from tests.peers.serving import installed

pytestmark = pytest.mark.peers

INVITED = "You are asked to come"
_PATIENCE = 15.0


@dataclass
class Council:
    """Quorate, serving; and everybody's hands."""

    slack: EmulatedSlack
    url: str

    async def member(self, email: str) -> Member:
        return Member(self.slack, self.url, await self.slack.account(email))

    async def message(self, member: Member, text: str) -> Json:
        """Wait for a message that says this; AssertionError with what there is instead."""
        found: list[Json] = []
        try:
            async with asyncio.timeout(_PATIENCE):
                while True:
                    found = await self.slack.chat(member.account)
                    for each in reversed(found):
                        if text in words(each.get("blocks", [])):
                            return each
                    await asyncio.sleep(0.1)
        except TimeoutError:
            seen = "\n---\n".join(words(each.get("blocks", [])) for each in found)
            raise AssertionError(f"no message with “{text}”; there is:\n{seen}\n{self.slack.refused()}") from None


async def until(happened: Callable[[], object]) -> None:
    for _ in range(int(_PATIENCE / 0.05)):
        if happened():
            return
        await asyncio.sleep(0.05)
    raise AssertionError("this did not happen in time")


@pytest.fixture
async def council(slack: EmulatedSlack, tmp_path: Path) -> AsyncIterator[Council]:
    installation = await installed(slack, tmp_path)
    async with installation.serving():
        yield Council(slack, installation.url)


async def test_a_meeting_is_called_and_every_answer_updates_its_card_in_place(council: Council) -> None:
    slack = council.slack
    sam = await council.member("sam@exampleshire.example")

    await sam.types()
    await until(lambda: slack.done("views.open"))
    sam.sees(slack.done("views.open")[-1].answered["view"])
    sam.fills("Case reference", "CSC-104233")
    # Not today: in the evening that is a discussion now and a meeting tomorrow, and everybody has two cards.
    sam.fills("How soon", "Planned: within 3 working days")
    sam.fills("Ages", "3 years")
    plan = await sam.submits()
    assert plan["response_action"] == "update", plan
    assert "Priya Nair" in words(plan["view"]["blocks"])
    assert slack.done("chat.postMessage") == [], "nobody is told before the plan is sent"
    await sam.submits()

    for email in ("tess@exampleshire.example", "pat@police.example", "pip@police.example", "priya@nhs.example"):
        invited = await council.member(email)
        card = await council.message(invited, INVITED)
        assert "If a child is in immediate danger call 999." in words(card["blocks"])
        assert "CSC-104233" not in f"{card['text']}{words(card['blocks'])}"

    priya = await council.member("priya@nhs.example")
    asked = await council.message(priya, INVITED)
    await priya.presses("I'll come", asked)
    accepted = await council.message(priya, "You said you will come")
    assert accepted["ts"] == asked["ts"], "the same message, brought up to date"
    assert len(await slack.chat(priya.account)) == 1

    pat, pip = await council.member("pat@police.example"), await council.member("pip@police.example")
    await pat.presses("I'll take it", await council.message(pat, INVITED))
    await council.message(pip, "Pat Lindqvist has taken this")
    tess = await council.member("tess@exampleshire.example")
    await tess.presses("I'll come", await council.message(tess, INVITED))
    await council.message(sam, "Quorate: social care, police and health are coming")
    assert slack.refused() == []


async def test_home_is_drawn_and_nothing_opens_for_a_stranger_or_without_slacks_signature(council: Council) -> None:
    slack = council.slack
    sam = await council.member("sam@exampleshire.example")
    await sam.opens_home()
    await until(lambda: slack.done("views.publish"))
    (drawn,) = slack.done("views.publish")
    assert drawn.asked["user_id"] == sam.account

    stranger = Member(slack, council.url, "U000000001")
    answer = await stranger.types()
    await until(lambda: answer or slack.answers)
    assert "not registered" in f"{answer}{slack.answers}"

    form = {"command": "/strategy-meeting", "user_id": sam.account, "trigger_id": await slack.trigger(sam.account)}
    headers = {"X-Slack-Request-Timestamp": str(int(time.time())), "X-Slack-Signature": f"v0={'0' * 64}"}
    async with slack.session.post(f"{council.url}/slack/events", data=form, headers=headers) as refused:
        assert refused.status == 401
    assert slack.done("views.open") == []
