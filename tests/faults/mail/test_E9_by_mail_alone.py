"""A served Quorate with a real mail server and mailbox: somebody without any tool is invited, answers, is lost."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest

from adapters.email.marks import quoted_in
from bot.app.ports import Visit
from bot.app.replies import Show
from bot.domain.people import Address, Caseload
from bot.main import hosted, listen
from bot.running import Runtime
from bot.wiring import build
from tests.contract.email.arriving import BOX, EXCHANGE, MX, calendar_mail, ics, report
from tests.contract.email.ground import SENDER, Sink, mail_server
from tests.contract.email.imap_server import Store
from tests.contract.serve.ground import SEAL, configured
from tests.contract.serve.test_third_channel import PEOPLE, Hand
from tests.kit.loopback import visitor
from tests.kit.paper import TENANT, PaperPlug
from tests.kit.world import COUNCIL, REFERENCE, TUESDAY, read

PRIYA = "priya.nair@surgery.example"


@dataclass
class Day:
    """What a test needs of the running process."""

    runtime: Runtime
    plug: PaperPlug
    client: httpx.AsyncClient
    sink: Sink
    store: Store

    def hand(self, account: str) -> Hand:
        return Hand(account, self.plug.opened[0], self.client)

    async def is_called(self) -> None:
        sam = self.hand("sam")
        await sam.writes(text="strategy-meeting")
        await sam.sends_form(references=REFERENCE, urgency="same_day", ages="3 years")
        await sam.sends_form()

    async def letter(self, number: int = 0) -> EmailMessage:
        for _ in range(300):
            if len(self.sink.taken) > number:
                return self.sink.messages[number]
            await asyncio.sleep(0.02)
        raise AssertionError(f"only {len(self.sink.taken)} letters came")

    async def opens(self, link: str) -> None:
        """A letter may be read before it is written down that it went."""
        for _ in range(100):
            if (found := await self.runtime.front.opened(link)).came == "open":
                return
            await asyncio.sleep(0.02)
        raise AssertionError(found.words)

    async def address_is(self, state: str, reason: str) -> None:
        for _ in range(300):
            async with self.runtime.storage.units.read() as uow:
                row = await uow.addresses.get("e-hv")
            if row and (row.state, row.reason) == (state, reason):
                return
            await asyncio.sleep(0.02)
        raise AssertionError(f"the address is {row}")


async def register(runtime: Runtime, *, paper_too: bool) -> None:
    async with runtime.storage.units.write() as uow:
        for person in PEOPLE:
            await uow.people.add(replace(person, email=PRIYA if person.id == "hv" else ""))
            if person.id != "hv" or paper_too:
                row = Address(f"a-{person.id}", person.id, "paper", TENANT, person.id, rank=5, state="live")
                await uow.addresses.add(row)
        await uow.addresses.add(Address("e-hv", "hv", "email", "", email=PRIYA, rank=0))
        await uow.caseloads.add(Caseload("c1", COUNCIL, "hv", REFERENCE))
        await uow.commit()


@pytest.fixture
async def day(tmp_path: Path, store: Store, request: pytest.FixtureRequest) -> AsyncIterator[Day]:
    async with mail_server() as sink:
        plug = PaperPlug()
        email: dict[str, Any] = {
            "smtp_host": "127.0.0.1", "smtp_port": sink.port, "smtp_security": "none", "sender": SENDER,
            "reply_to": BOX, "trusted_authserv": MX, **store.settings,
        }  # fmt: skip
        given = {"paper": {"seal": SEAL}, "email": email, "web": {"address": "https://quorate.example"}}
        configuration = configured(tmp_path, given, plugs=[plug], base_url="https://quorate.example")
        runtime = build(configuration, clock=lambda: TUESDAY.astimezone(UTC))
        listening = listen("127.0.0.1", 0)
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        async with hosted(runtime, listening), visitor(base_url=url, timeout=20) as client:
            await register(runtime, paper_too=getattr(request, "param", False))
            yield Day(runtime, plug, client, sink, store)


def words_of(message: EmailMessage) -> str:
    text = message.get_body(("plain",))
    assert text
    return str(text.get_content()).replace("\r\n", "\n")


def link_in(message: EmailMessage) -> str:
    found = re.search(r"https://quorate\.example/q/(\S+)", words_of(message))
    assert found
    return found[1]


async def test_E1_she_is_invited_by_letter_follows_its_link_and_comes(day: Day) -> None:
    await day.is_called()
    letter = await day.letter()
    assert letter["to"] == PRIYA
    assert REFERENCE not in letter.as_string()
    front, link = day.runtime.front, link_in(letter)
    await day.opens(link)
    await front.send_code(link)
    code = await day.letter(1)
    assert re.search(r"\d{3}", code["subject"]) is None
    found = re.search(r"Your code is (\d{3} \d{3})", words_of(code))
    assert found
    visit = await front.prove(link, found[1])
    assert isinstance(visit, Visit)
    shown = await front.visited(visit)
    assert isinstance(shown, Show)
    button = next(each for each in shown.card.buttons if each.label == "I'll come")
    await front.pressed(visit.who, button.verb, button.subject, {}, "web-1")
    for account in ("pc", "tm"):
        await day.hand(account).sees("If a child is in immediate danger call 999.")
        await day.hand(account).presses("I'll come")
    await day.hand("sam").sees("Quorate")


@pytest.mark.parametrize("day", [True], indirect=True)
async def test_E9_a_letter_that_comes_back_goes_the_next_way_within_seconds(day: Day) -> None:
    await day.is_called()
    letter = await day.letter()
    (quoted,) = quoted_in(letter["message-id"])
    assert quoted.mark
    day.store.put(report(EXCHANGE, letter["message-id"].strip("<>"), to=PRIYA, status="5.1.10"))
    await day.hand("hv").sees("You are asked to come")
    await day.address_is("dead", "no_mailbox")


@pytest.mark.parametrize("day", [True], indirect=True)
async def test_E9_a_mailbox_that_is_not_there_is_noticed_at_once(day: Day) -> None:
    day.sink.says["RCPT"] = "550 5.1.1 No such user"
    await day.is_called()
    await day.hand("hv").sees("You are asked to come")
    await day.address_is("dead", "no_mailbox")


async def test_E9_when_there_is_no_other_way_the_convenor_is_told_whom_to_ring(day: Day) -> None:
    day.sink.says["RCPT"] = "550 5.1.1 No such user"
    await day.is_called()
    card = await day.hand("sam").sees("Priya Nair")
    for _ in range(200):
        card = day.plug.opened[0].paper.tray("sam")[0]
        if "ring" in read(card).lower():
            break
        await asyncio.sleep(0.02)
    assert "4" in read(card)
    assert "ring" in read(card).lower(), read(card)


async def test_E7_she_presses_accept_in_her_calendar_and_it_counts(day: Day) -> None:
    await day.is_called()
    letter = await day.letter()
    file = next(part for part in letter.walk() if part.get_content_type() == "text/calendar")
    wire = re.sub(r"\r\n[ \t]", "", str(file.get_content()).replace("\r\n", "\n").replace("\n", "\r\n"))
    uid, sequence = (re.search(rf"^{name}:(.*?)\r?$", wire, re.MULTILINE) for name in ("UID", "SEQUENCE"))
    assert uid
    assert sequence
    assert f"mailto:{BOX}" in wire.lower()
    answer = ics(uid[1], attendee=PRIYA, sequence=int(sequence[1]), stamp=TUESDAY.astimezone(UTC))
    # A letter may be read before it is written down that it went.
    await day.address_is("live", "")
    day.store.put(calendar_mail(answer, sender=f"Priya Nair <{PRIYA}>"))
    for _ in range(300):
        async with day.runtime.storage.units.read() as uow:
            rows = await uow.invitations.where(person_id="hv")
        if rows and str(rows[0].answer) == "accepted":
            break
        await asyncio.sleep(0.02)
    assert str(rows[0].answer) == "accepted"
    assert rows[0].via
