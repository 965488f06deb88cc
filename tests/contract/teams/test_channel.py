"""Every delivery says what became of it (faults M1, M3, M4, M5, M7), and the token goes nowhere else."""

from __future__ import annotations

import asyncio
import time
from datetime import timedelta

import pytest

from adapters.teams.outbound import token as token_module
from adapters.teams.outbound.pace import CONVERSATION, TENANT, UNHURRIED, Pace
from bot.app.cards import Button, Card, Text
from bot.app.ports import Refused, Retry, Sent, Unreachable
from bot.demo.stand_ins.microsoft import read
from bot.domain.people import Address, Identity
from tests.contract.teams.ground import AMY, EVE, GUS, NHS, NIA, POLICE, STRANGERS, Ground, open_ground

CARD = Card("RB-SM-1", "A strategy meeting", (Text("Please answer."),), (Button("Accept", "accept", "i1"),))


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


async def test_M7_nobody_is_reached_without_a_conversation_or_an_account(ground: Ground) -> None:
    assert await ground.adapter.channel.send(ground.address(""), CARD) == Unreachable("not_installed")
    assert await ground.adapter.channel.update(ground.address(), "1", CARD) == Unreachable("not_installed")


async def test_a_chat_is_opened_for_a_known_account_and_learnt(ground: Ground) -> None:
    sent = await ground.adapter.channel.send(ground.address(NIA, NHS), CARD)
    assert isinstance(sent, Sent)
    again = await ground.adapter.channel.update(
        ground.address(NIA, NHS, conversation=sent.conversation), sent.post_id, CARD
    )
    assert isinstance(again, Sent)


async def test_M7_a_chat_is_not_opened_where_the_app_is_not_installed(ground: Ground) -> None:
    ground.microsoft.directory.home_of(NIA)[1].installed = False
    assert await ground.adapter.channel.send(ground.address(NIA, NHS), CARD) == Unreachable("not_installed")


async def test_nothing_is_sent_to_a_tenant_off_the_list(ground: Ground) -> None:
    assert await ground.adapter.channel.send(ground.address(EVE, STRANGERS), CARD) == Unreachable(
        "tenant_not_allowed"
    )
    assert ground.microsoft.sent == []


@pytest.mark.parametrize("code", ["MessageWritesBlocked", "ConversationBlockedByUser"])
async def test_M1_a_person_who_blocked_the_bot_is_unreachable(ground: Ground, code: str) -> None:
    address = await ground.reachable()
    person = ground.microsoft.directory.home_of(AMY)[1]
    person.blocked, person.blocked_as = True, code  # type: ignore[assignment]
    assert await ground.adapter.channel.send(address, CARD) == Unreachable("blocked")
    assert await ground.adapter.channel.update(address, "1", CARD) == Unreachable("blocked")


async def test_removed_apps_and_lost_posts_are_told_apart(ground: Ground) -> None:
    address = await ground.reachable()
    assert await ground.adapter.channel.update(address, "12345", CARD) == Refused("gone")
    gone = {**address.conversation, "conversation_id": "a:nowhere"}
    assert await ground.adapter.channel.send(ground.address(conversation=gone), CARD) == Unreachable("not_installed")
    tenant, person = ground.microsoft.directory.home_of(AMY)
    tenant.disabled = True
    assert await ground.adapter.channel.send(address, CARD) == Unreachable("disabled", everybody=True)
    tenant.disabled, person.installed = False, False
    assert await ground.adapter.channel.send(address, CARD) == Unreachable("not_installed")


@pytest.mark.parametrize("status", [412, 502, 504])
async def test_M4_a_passing_failure_is_tried_again_with_jitter(ground: Ground, status: int) -> None:
    address = await ground.reachable()
    ground.microsoft.fail_next("send", status=status, times=2)
    first, second = [await ground.adapter.channel.send(address, CARD) for _ in range(2)]
    assert isinstance(first, Retry)
    assert isinstance(second, Retry)
    assert not first.in_doubt
    assert first.after != second.after


async def test_M4_rate_limits_are_kept_and_hold_up_this_conversation_alone(ground: Ground) -> None:
    address = await ground.reachable()
    ground.microsoft.fail_next("send", status=429, retry_after=30)
    limited = await ground.adapter.channel.send(address, CARD)
    assert isinstance(limited, Retry)
    assert not limited.in_doubt
    assert timedelta(seconds=30) <= limited.after <= timedelta(seconds=32)
    before = len(ground.microsoft.sent)
    assert isinstance(await ground.adapter.channel.send(address, CARD), Retry)
    assert len(ground.microsoft.sent) == before
    assert isinstance(await ground.adapter.channel.send(ground.address(NIA, NHS), CARD), Sent)


@pytest.mark.parametrize("status", [408, 500, 503])
async def test_M4_a_failure_after_sending_leaves_the_post_in_doubt(ground: Ground, status: int) -> None:
    address = await ground.reachable()
    ground.microsoft.fail_next("send", status=status, accepted=True)
    result = await ground.adapter.channel.send(address, CARD)
    assert isinstance(result, Retry)
    assert result.in_doubt
    ground.microsoft.fail_next("update", status=status)
    update = await ground.adapter.channel.update(address, ground.hand().screen.cards[-1].id, CARD)
    assert isinstance(update, Retry)
    assert not update.in_doubt


async def test_M4_a_connection_lost_after_acceptance_is_never_posted_a_second_time_by_itself(ground: Ground) -> None:
    address = await ground.reachable()
    before = len(ground.hand().screen.cards)
    ground.microsoft.fail_next("send", drop_after_accept=True)
    result = await ground.adapter.channel.send(address, CARD)
    assert isinstance(result, Retry)
    assert result.in_doubt
    assert len(ground.hand().screen.cards) == before + 1


async def test_M5_a_message_too_big_for_the_service_is_refused_for_good(ground: Ground) -> None:
    address = await ground.reachable()
    ground.microsoft.fail_next("send", status=413)
    assert await ground.adapter.channel.send(address, CARD) == Refused("too_big")


async def test_M3_the_token_is_fetched_once_for_many_sends(ground: Ground) -> None:
    address = await ground.reachable()
    sends = (ground.adapter.channel.send(address, CARD) for _ in range(5))
    assert all(isinstance(each, Sent) for each in await asyncio.gather(*sends))
    assert len([sent for sent in ground.microsoft.sent if sent.kind == "token"]) == 1


async def test_M3_the_login_down_means_wait_and_is_left_alone_meanwhile(ground: Ground) -> None:
    ground.microsoft.fail_next("token", status=500, times=50)
    for _ in range(4):
        result = await ground.adapter.channel.send(ground.address(), CARD)
        assert isinstance(result, Retry)
        assert result.reason == "token_unavailable"
        assert not result.in_doubt
    assert len([sent for sent in ground.microsoft.sent if sent.kind == "token"]) == 1


async def test_M3_a_cached_token_serves_while_the_login_is_down(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = await ground.reachable()
    monkeypatch.setattr(token_module, "RENEW_BEFORE", 10 * 3600)
    ground.microsoft.fail_next("token", status=500, times=50)
    for _ in range(3):
        assert isinstance(await ground.adapter.channel.send(address, CARD), Sent)
    assert len([sent for sent in ground.microsoft.sent if sent.kind == "token"]) == 2


async def test_a_token_the_connector_refuses_is_fetched_anew(ground: Ground) -> None:
    address = await ground.reachable()
    ground.microsoft.fail_next("send", status=401)
    assert isinstance(await ground.adapter.channel.send(address, CARD), Retry)
    assert isinstance(await ground.adapter.channel.send(address, CARD), Sent)
    assert len([sent for sent in ground.microsoft.sent if sent.kind == "token"]) == 2


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


async def test_a_service_that_hangs_is_left_alone_after_a_few_tries() -> None:
    async with open_ground() as ground:
        address = await ground.reachable()
    chats = [{**address.conversation, "conversation_id": f"a:{number}"} for number in range(7)]
    results = [await ground.adapter.channel.send(ground.address(conversation=chat), CARD) for chat in chats]
    assert all(isinstance(each, Retry) and not each.in_doubt for each in results)
    assert isinstance(results[-1], Retry)
    assert results[-1].reason == "service_resting"
    await ground.adapter.stop()


async def test_own_rates_are_kept_without_sleeping(ground: Ground) -> None:
    address = await ground.reachable()
    started = time.monotonic()
    results = [await ground.adapter.channel.send(address, CARD) for _ in range(12)]
    assert time.monotonic() - started < 1.5
    waits = [each for each in results if isinstance(each, Retry)]
    assert waits
    assert {each.reason for each in waits} == {"own_rate"}
    assert 429 not in {sent.status for sent in ground.microsoft.sent}


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
