"""Nobody gets in who is not Teams speaking for an allowed tenant (faults M9, M10; traps of botbuilder)."""

from __future__ import annotations

import asyncio
import copy
import json
import time
from datetime import timedelta
from typing import Any

import pytest
import structlog

from adapters.teams import TeamsAdapter
from tests.contract.teams.ground import (
    AMY,
    EVE,
    NHS,
    POLICE,
    Ground,
    ScriptedFront,
    open_ground,
    serving,
    settings_for,
)

EMULATOR = "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/"

BAD_TOKENS: dict[str, dict[str, Any]] = {
    "no_algorithm": {"alg": "none"},
    "hmac_with_the_public_key": {"alg": "HS256"},
    "another_rsa_algorithm": {"alg": "RS512"},
    "wrong_issuer": {"iss": "https://api.botframework.example"},
    "no_issuer": {"iss": None},
    "emulator_issuer": {"iss": EMULATOR, "ver": "1.0", "appid": "x"},
    "wrong_audience": {"aud": "00000000-1111-4222-8333-444444444444"},
    "no_audience": {"aud": None},
    "expired_six_minutes_ago": {"exp": timedelta(minutes=-6)},
    "no_expiry": {"exp": None},
    "not_valid_yet": {"nbf": timedelta(minutes=6)},
    "no_service_url": {"serviceurl": None},
    "another_service_url": {"serviceurl": "https://smba.trafficmanager.net/uk/"},
    "unknown_key": {"kid": "never-published"},
}

# What we look at ourselves: before a key is fetched, or because the library lets it through. It refuses the others.
OURS = {
    "no_algorithm": "no_token",
    "hmac_with_the_public_key": "algorithm",
    "another_rsa_algorithm": "algorithm",
    "wrong_issuer": "issuer",
    "no_issuer": "issuer",
    "emulator_issuer": "issuer",
    "no_expiry": "expiry",
    "unknown_key": "key",
}


@pytest.mark.parametrize("name", BAD_TOKENS)
async def test_M9_a_bad_token_is_refused(teams: Ground, name: str) -> None:
    activity = teams.microsoft.activity_of(AMY)
    token = teams.microsoft.token(**{"serviceurl": activity["serviceUrl"], **BAD_TOKENS[name]})
    with structlog.testing.capture_logs() as logs:
        answer = await teams.microsoft.post_raw(activity, token)
    assert answer.status in (401, 403)
    assert answer.text == ""
    assert teams.front.calls == []
    assert [log["reason"] for log in logs if log["event"] == "turned_away"] == [OURS.get(name, "token")]


async def test_M9_a_skill_token_is_refused(teams: Ground) -> None:
    activity = teams.microsoft.activity_of(AMY)
    claims = {"ver": "1.0", "appid": "11111111-1111-4111-8111-111111111111", "serviceurl": activity["serviceUrl"]}
    for issuer in (EMULATOR, "https://api.botframework.com"):
        token = teams.microsoft.token(**claims, iss=issuer)
        answer = await teams.microsoft.post_raw(activity, token)
        assert answer.status in (401, 403)
    assert teams.front.calls == []


async def test_M9_the_good_token_is_the_only_one_accepted(teams: Ground) -> None:
    answer = await teams.hand().say("hello")
    assert answer.status == 200
    assert len(teams.front.named("said")) == 1


async def test_M9_nothing_of_a_refused_body_is_logged(teams: Ground) -> None:
    activity = teams.microsoft.activity_of(AMY, "the words of a person")
    with structlog.testing.capture_logs() as logs:
        await teams.microsoft.post_raw(activity, teams.microsoft.token(exp=None))
    written = json.dumps(logs)
    assert "turned_away" in written
    assert "the words of a person" not in written
    assert "Amy" not in written


@pytest.mark.parametrize("token", [None, "", "x", "a.b", "a.b.c", "..", "e30.e30.e30"])
async def test_M9_a_request_without_a_proper_token_is_refused(teams: Ground, token: str | None) -> None:
    answer = await teams.microsoft.post_raw(teams.microsoft.activity_of(AMY), token)
    assert answer.status == 401
    assert teams.front.calls == []


async def test_M9_an_empty_app_id_lets_nobody_in() -> None:
    async with open_ground(app_id="") as teams:
        activity = teams.microsoft.activity_of(AMY)
        for token in (None, teams.microsoft.token(aud="", serviceurl=activity["serviceUrl"])):
            assert (await teams.microsoft.post_raw(activity, token)).status == 401
        assert teams.front.calls == []


async def test_M9_a_key_without_the_endorsement_for_teams_is_refused(teams: Ground) -> None:
    activity = teams.microsoft.activity_of(AMY)
    for endorsements in ((), ("webchat",)):
        kid = teams.microsoft.publish_key(endorsements)
        token = teams.microsoft.token(kid=kid, serviceurl=activity["serviceUrl"])
        assert (await teams.microsoft.post_raw(activity, token)).status == 401
    assert teams.front.calls == []


@pytest.mark.parametrize("channel", ["webchat", "emulator", "", None, "MSTEAMS"])
async def test_M9_another_channel_is_refused(teams: Ground, channel: str | None) -> None:
    activity = {**teams.microsoft.activity_of(AMY), "channelId": channel}
    token = teams.microsoft.token(serviceurl=activity["serviceUrl"])
    assert (await teams.microsoft.post_raw(activity, token)).status in (400, 403)
    assert teams.front.calls == []


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://evil.example/",
        "https://smba.trafficmanager.net.evil.example/",
        "https://smba.trafficmanager.net@evil.example/",
        "http://127.0.0.1:1/emea/",
        "http://127.0.0.1\\@evil.example/",
        "http://169.254.169.254/latest",
        "file:///etc/passwd",
    ],
)
async def test_A10_a_signed_service_url_off_the_list_is_refused(teams: Ground, url: str) -> None:
    activity = {**teams.microsoft.activity_of(AMY), "serviceUrl": url}
    answer = await teams.microsoft.post_raw(activity, teams.microsoft.token(serviceurl=url))
    assert answer.status in (401, 403)
    assert teams.front.calls == []


async def test_M10_a_foreign_tenant_is_refused_and_logged_by_its_id(teams: Ground) -> None:
    with structlog.testing.capture_logs() as logs:
        answer = await teams.hand(EVE).say("hello")
    assert answer.status == 403
    assert teams.front.calls == []
    assert [log["reason"] for log in logs if log["event"] == "turned_away"] == ["tenant"]


@pytest.mark.parametrize("where", ["missing", "in_place_only", "contradicted", "of_the_sender"])
async def test_M10_the_tenant_is_read_from_the_channel_data_alone(teams: Ground, where: str) -> None:
    activity = copy.deepcopy(teams.microsoft.activity_of(AMY))
    if where in ("missing", "in_place_only"):
        activity["channelData"] = {}
    if where == "missing":
        del activity["conversation"]["tenantId"]
    if where == "contradicted":
        activity["conversation"]["tenantId"] = NHS
    if where == "of_the_sender":
        activity["from"]["tenantId"] = NHS
    token = teams.microsoft.token(serviceurl=activity["serviceUrl"])
    assert (await teams.microsoft.post_raw(activity, token)).status == 403
    assert teams.front.calls == []


@pytest.mark.parametrize("change", [{"userRole": "guest"}, {"userRole": "anonymous"}, {"aadObjectId": None}])
async def test_M10_a_guest_or_nobody_is_refused(teams: Ground, change: dict[str, Any]) -> None:
    activity = copy.deepcopy(teams.microsoft.activity_of(AMY))
    activity["from"] |= change
    token = teams.microsoft.token(serviceurl=activity["serviceUrl"])
    assert (await teams.microsoft.post_raw(activity, token)).status == 403
    assert teams.front.calls == []


async def test_a_key_published_since_the_last_fetch_is_fetched_once(teams: Ground) -> None:
    await teams.hand().say("hello")
    teams.microsoft.rotate_keys(keep_old=False)
    assert (await teams.hand().say("hello again")).status == 200
    fetched = len([sent for sent in teams.microsoft.sent if sent.kind == "keys"])
    activity = teams.microsoft.activity_of(AMY)
    for number in range(5):
        token = teams.microsoft.token(kid=f"made-up-{number}", serviceurl=activity["serviceUrl"])
        assert (await teams.microsoft.post_raw(activity, token)).status == 401
    assert len([sent for sent in teams.microsoft.sent if sent.kind == "keys"]) == fetched == 2


async def test_keys_out_of_reach_are_not_taken_for_a_bad_token(teams: Ground) -> None:
    teams.microsoft.fail_next("openid", status=500, times=1)
    assert (await teams.hand().say("hello")).status == 503
    await asyncio.sleep(1.05)
    assert (await teams.hand().say("hello")).status == 200


async def test_slow_keys_hold_up_nobody_else(teams: Ground) -> None:
    teams.microsoft.fail_next("openid", delay=1.0)
    waiting = asyncio.create_task(teams.hand().say("hello"))
    await asyncio.sleep(0.1)
    started = time.monotonic()
    answer = await teams.microsoft.post_raw(teams.microsoft.activity_of(AMY), None)
    assert answer.status == 401
    assert time.monotonic() - started < 0.5
    assert (await waiting).status == 200


async def test_two_adapters_in_one_process_keep_their_own_keys(teams: Ground) -> None:
    other = TeamsAdapter(settings_for(teams.microsoft, tenants=(NHS,)))
    front = ScriptedFront()
    async with serving(other, front) as url:
        assert (await teams.hand().say("hello")).status == 200
        teams.microsoft.bot_url = url
        assert (await teams.hand().say("hello")).status == 403
    assert POLICE not in {call.who.tenant for call in front.calls}
