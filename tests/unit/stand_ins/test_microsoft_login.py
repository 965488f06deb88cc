"""The stand-in's login refuses what Entra refuses; its OpenID documents lead to the right keys."""

import time
from datetime import timedelta

import aiohttp
import jwt
import pytest

from .microsoft_echo import NHS, POLICE, stand_in


async def test_the_registered_bot_gets_a_signed_token_that_expires() -> None:
    async with stand_in(token_lifetime=600) as (microsoft, echo):
        status, body = await echo.token()
        assert (status, body["token_type"], body["expires_in"]) == (200, "Bearer", 600)
        async with echo.http.get(f"{microsoft.base_url}/{POLICE}/v2.0/.well-known/openid-configuration") as found:
            keys_url = (await found.json())["jwks_uri"]
        async with echo.http.get(keys_url) as found:
            key = jwt.PyJWK((await found.json())["keys"][0])
        claims = jwt.decode(body["access_token"], key, algorithms=["RS256"], audience="https://api.botframework.com")
        assert claims["appid"] == microsoft.registration.app_id
        assert abs(claims["exp"] - time.time() - 600) < 5


@pytest.mark.parametrize(
    ("form", "status", "error", "number"),
    [
        ({"client_secret": "wrong"}, 401, "invalid_client", 7000215),
        ({"client_secret": ""}, 401, "invalid_client", 7000216),
        ({"client_id": "somebody-else"}, 400, "unauthorized_client", 700016),
        ({"tenant": NHS}, 400, "unauthorized_client", 700016),
        ({"tenant": "botframework.com"}, 400, "unauthorized_client", 700016),
        ({"tenant": "unknown"}, 400, "invalid_request", 90002),
        ({"scope": "https://api.botframework.com"}, 400, "invalid_scope", 1002012),
        ({"scope": "https://graph.microsoft.com/.default"}, 400, "invalid_resource", 500011),
        ({"grant_type": "password"}, 400, "unsupported_grant_type", 70003),
    ],
)
async def test_login_refuses_as_entra_does(form: dict, status: int, error: str, number: int) -> None:
    async with stand_in() as (_, echo):
        answer, body = await echo.token(**form)
        assert (answer, body["error"], body["error_codes"]) == (status, error, [number])
        assert body["error_description"].startswith(f"AADSTS{number}: ")


async def test_the_secret_may_come_by_basic_authentication() -> None:
    async with stand_in() as (microsoft, echo):
        form = {"grant_type": "client_credentials", "scope": "https://api.botframework.com/.default"}
        bot = microsoft.registration
        for secret, status in ((bot.client_secret, 200), ("wrong", 401)):
            basic = {"Authorization": aiohttp.encode_basic_auth(bot.app_id, secret)}
            async with echo.http.post(microsoft.token_url, data=form, headers=basic) as answer:
                assert answer.status == status
        garbled = {"Authorization": "Basic ~"}
        async with echo.http.post(microsoft.token_url, data=form, headers=garbled) as answer:
            assert answer.status == 401


async def test_the_secret_is_never_kept_in_the_record() -> None:
    async with stand_in() as (microsoft, echo):
        await echo.token()
        assert microsoft.registration.client_secret not in str([sent.as_json() for sent in microsoft.sent])


async def test_the_login_can_be_made_to_fail() -> None:
    async with stand_in() as (microsoft, echo):
        microsoft.fail_next("token", status=503)
        async with echo.http.post(microsoft.token_url, data={}) as answer:
            assert answer.status == 503
        assert (await echo.token())[0] == 200
        microsoft.fail_next("keys", status=500, times=2)
        for expected in (500, 500, 200):
            async with echo.http.get(f"{microsoft.base_url}/v1/.well-known/keys") as answer:
                assert answer.status == expected


async def test_the_channels_keys_are_endorsed_for_teams_and_can_be_rotated() -> None:
    async with stand_in() as (microsoft, echo):
        keys_url = f"{microsoft.base_url}/v1/.well-known/keys"

        async def published() -> list:
            async with echo.http.get(keys_url) as found:
                return (await found.json())["keys"]

        (before,) = await published()
        assert before["endorsements"] == ["msteams"]
        new = microsoft.rotate_keys()
        assert [key["kid"] for key in await published()] == [before["kid"], new]
        assert jwt.get_unverified_header(microsoft.token())["kid"] == new
        newest = microsoft.rotate_keys(keep_old=False)
        assert [key["kid"] for key in await published()] == [newest]
        other = microsoft.publish_key(["webchat"])
        assert jwt.get_unverified_header(microsoft.token(kid=other))["kid"] == other
        assert (await published())[1]["endorsements"] == ["webchat"]


@pytest.mark.parametrize(
    "forgery",
    [
        {"alg": "none"},
        {"alg": "HS256"},
        {"aud": "another-bot"},
        {"exp": timedelta(minutes=-6)},
        {"nbf": timedelta(minutes=6)},
        {"kid": "never-published"},
    ],
)
async def test_forged_tokens_reach_the_bot_as_they_were_forged(forgery: dict) -> None:
    async with stand_in() as (microsoft, echo):
        activity = microsoft.activity_of("aad-noor")
        assert (await microsoft.post_raw(activity, microsoft.token())).status == 200
        assert (await microsoft.post_raw(activity, microsoft.token(**forgery))).status == 401
        assert len(echo.received) == 1


async def test_claims_can_be_left_out_or_replaced() -> None:
    async with stand_in() as (microsoft, _):
        token = microsoft.token(exp=None, iss="https://elsewhere.invalid", serviceurl="http://other.invalid/")
        claims = jwt.decode(token, options={"verify_signature": False})
        assert "exp" not in claims
        assert claims["iss"] == "https://elsewhere.invalid"
        activity = microsoft.activity_of("aad-noor")
        assert (await microsoft.post_raw(activity, token)).status == 403
        assert (await microsoft.post_raw(b"{not json", None)).status == 401
