"""Every delivery says what became of it (faults M1, M3, M4, M5, M7), and the token goes nowhere else."""

from __future__ import annotations

import pytest

from adapters.teams.outbound.pace import CONVERSATION, TENANT, UNHURRIED, Pace
from bot.app.cards import Card
from bot.app.ports import Refused, Sent, Unreachable
from bot.demo.stand_ins.microsoft import read
from bot.domain.people import Address, Identity
from tests.contract.teams.ground import AMY, EVE, GUS, NHS, NIA, POLICE, STRANGERS, Ground, open_ground
from tests.contract.teams.samples import CARD


async def test_a_card_is_posted_and_updated_in_place(ground: Ground) -> None:
    address = await ground.reachable()
    sent = await ground.adapter.channel.send(address, CARD)
    assert isinstance(sent, Sent)
    updated = await ground.adapter.channel.update(address, sent.post_id, Card("Withdrawn", "W"))
    assert isinstance(updated, Sent)
    assert updated.post_id == sent.post_id
    posted = ground.hand().screen.cards[-1]
    assert (len(posted.versions), read(posted)) == (2, "Withdrawn")
    assert ground.hand().screen.notifications[-1] == "A strategy meeting"


async def test_a_chat_is_opened_for_a_known_account_and_learnt(ground: Ground) -> None:
    sent = await ground.adapter.channel.send(ground.address(NIA, NHS), CARD)
    assert isinstance(sent, Sent)
    again = await ground.adapter.channel.update(
        ground.address(NIA, NHS, conversation=sent.conversation), sent.post_id, CARD
    )
    assert isinstance(again, Sent)


async def test_nothing_is_sent_to_a_tenant_off_the_list(ground: Ground) -> None:
    assert await ground.adapter.channel.send(ground.address(EVE, STRANGERS), CARD) == Unreachable(
        "tenant_not_allowed"
    )
    assert ground.microsoft.sent == []


@pytest.mark.parametrize(
    "url", ["https://evil.example/", "http://127.0.0.1:1/", "http://evil.example/", "https://127.0.0.1@evil.example/"]
)
async def test_the_token_goes_to_no_host_off_the_list(ground: Ground, url: str) -> None:
    address = await ground.reachable()
    before = len(ground.microsoft.sent)
    stored = Address("a", "p", "teams", POLICE, AMY, conversation={**address.conversation, "service_url": url})
    assert await ground.adapter.channel.send(stored, CARD) == Refused("service_host")
    assert not await ground.adapter.channel.verified_email(Identity("teams", POLICE, AMY, "", stored.conversation))
    assert len(ground.microsoft.sent) == before


async def test_A10_a_stored_id_cannot_leave_its_place_in_the_path(ground: Ground) -> None:
    address = await ground.reachable()
    odd = {**address.conversation, "conversation_id": "../../../x?y#z"}
    before = len(ground.microsoft.sent)
    await ground.adapter.channel.send(ground.address(conversation=odd), CARD)
    assert len(ground.microsoft.sent) == before + 1
    path = ground.microsoft.sent[-1].path
    assert "/emea/v3/conversations/" in path
    assert path.endswith("/activities")


async def test_a_guests_address_is_not_vouched_for(ground: Ground) -> None:
    sent = await ground.adapter.channel.send(ground.address(GUS), CARD)
    assert isinstance(sent, Sent)
    channel = ground.adapter.channel
    assert await channel.verified_email(Identity("teams", POLICE, GUS, "", sent.conversation)) == ""
    assert await channel.verified_email(Identity("teams", POLICE, AMY, "", sent.conversation)) == ""
    assert await channel.verified_email(Identity("teams", POLICE, AMY)) == ""


def test_a_tenant_is_sent_at_most_thirty_a_second() -> None:
    pace = Pace()
    waits = [pace.take((f"chat-{number}", CONVERSATION), ("tenant", TENANT)) for number in range(40)]
    assert waits[:30] == [0.0] * 30
    assert all(0 < wait <= 1 for wait in waits[30:])
    assert pace.take(("chat-x", CONVERSATION), ("another", TENANT)) == 0


def test_what_is_urgent_never_finds_a_tenants_turns_all_taken() -> None:
    pace = Pace(lambda: 0.0)
    while not pace.wait(("tenant", UNHURRIED)):
        assert pace.take(("tenant", TENANT)) == 0
    assert pace.wait(("another", CONVERSATION), ("tenant", TENANT)) == 0


async def test_the_check_says_what_is_wrong_and_how_to_mend_it() -> None:
    async with open_ground() as ground:
        assert all(finding.ok for finding in await ground.adapter.check())
    findings = await ground.adapter.check()
    assert [finding.ok for finding in findings] == [True, False, False]
    assert all(finding.mend for finding in findings if not finding.ok)
    async with open_ground(app_password="not-it") as ground:
        wrong = [finding for finding in await ground.adapter.check() if not finding.ok]
    assert [finding.about for finding in wrong] == ["Teams sign-in"]
    assert "expired" in wrong[0].mend
