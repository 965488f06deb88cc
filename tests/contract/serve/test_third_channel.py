"""A whole meeting on paper: a channel of one file, found by wiring, and nothing in the core knows of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from datetime import UTC
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest

from bot.app.cards import Button, Card, Form, Item
from bot.app.replies import Ask, Say, Show, Wrong
from bot.domain.people import Address, Caseload, Person
from bot.main import hosted, listen
from bot.running import Runtime
from bot.wiring import build
from tests.contract.serve.ground import SEAL, with_paper
from tests.kit.loopback import visitor
from tests.kit.paper import TENANT, PaperAdapter, PaperPlug
from tests.kit.world import COUNCIL, REFERENCE, TUESDAY, read

PEOPLE = (
    Person("tm", "Tess Manager", "social_care", (COUNCIL,), ("chair_team_manager",), manager_id="tm", phone="1"),
    Person("sam", "Sam Carter", "social_care", (COUNCIL,), ("social_worker",), manager_id="tm", phone="2"),
    Person("pc", "Pat Constable", "police", (COUNCIL,), ("police_child_abuse",), manager_id="tm", phone="3"),
    Person("hv", "Priya Nair", "health", (COUNCIL,), ("health_visitor",), manager_id="tm", phone="4"),
)


@dataclass
class Hand:
    """One person with a pen: everything goes through POST /paper."""

    account: str
    adapter: PaperAdapter
    client: httpx.AsyncClient

    async def writes(self, **letter: Any) -> None:
        answer = await self.client.post("/paper", json={"account": self.account, **letter}, headers={"x-seal": SEAL})
        assert answer.status_code == 200, answer.text

    @property
    def shown(self) -> Card | Form | None:
        match self.adapter.answers.get(self.account):
            case Show(card):
                return card
            case Ask(form) | Wrong(form, _):
                return form
        return None

    @property
    def told(self) -> str:
        answer = self.adapter.answers.get(self.account)
        return answer.text if isinstance(answer, Say) else read(self.shown) if self.shown else ""

    async def sends_form(self, **values: Any) -> None:
        form = self.shown
        assert isinstance(form, Form), self.told
        kept = {each.name: each.value for each in form.fields}
        await self.writes(form=True, verb=form.verb, subject=form.subject, values=kept | values)

    async def presses(self, label: str) -> None:
        cards = [*([self.shown] if self.shown else []), *reversed(self.adapter.paper.tray(self.account))]
        for card in cards:
            for button in buttons(card):
                if button.label == label:
                    await self.writes(verb=button.verb, subject=button.subject)
                    return
        raise AssertionError(f"no button {label!r} in: {[read(card) for card in cards]}")

    async def sees(self, words: str) -> Card:
        for _ in range(200):
            for card in self.adapter.paper.tray(self.account):
                if words in read(card):
                    return card
            await asyncio.sleep(0.02)
        raise AssertionError(
            f"{self.account} never sees {words!r}: {[*map(read, self.adapter.paper.tray(self.account))]}"
        )


def buttons(card: Card | Form) -> list[Button]:
    inner = [button for block in card.blocks if isinstance(block, Item) for button in block.buttons]
    return [*inner, *card.buttons]


async def register(runtime: Runtime) -> None:
    async with runtime.storage.units.write() as uow:
        for person in PEOPLE:
            await uow.people.add(replace(person))
            await uow.addresses.add(Address(f"a-{person.id}", person.id, "paper", TENANT, person.id, state="live"))
        await uow.caseloads.add(Caseload("c1", COUNCIL, "hv", REFERENCE))
        await uow.commit()


@pytest.fixture
async def hand(tmp_path: Path) -> AsyncIterator[Callable[[str], Hand]]:
    plug = PaperPlug()
    runtime = build(with_paper(tmp_path, plug), clock=lambda: TUESDAY.astimezone(UTC))
    listening = listen("127.0.0.1", 0)
    address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    async with hosted(runtime, listening), visitor(base_url=address, timeout=20) as client:
        await register(runtime)
        yield lambda account: Hand(account, plug.opened[0], client)


async def test_a_meeting_is_called_answered_and_quorate_on_paper(hand: Callable[[str], Hand]) -> None:
    sam = hand("sam")
    await sam.writes(text="strategy-meeting")
    await sam.sends_form(references=REFERENCE, urgency="same_day", ages="3 years")
    await sam.sends_form()
    for account in ("pc", "hv", "tm"):
        await hand(account).sees("If a child is in immediate danger call 999.")
        await hand(account).presses("I'll come")
    card = await sam.sees("Quorate")
    assert "EXMP-SM-1" in read(card)


async def test_somebody_whom_nobody_knows_is_told_whom_to_ring(hand: Callable[[str], Hand]) -> None:
    stranger = hand("stranger")
    await stranger.writes(text="strategy-meeting")
    assert "not registered" in stranger.told
    assert "01632 960000" in stranger.told
