"""Tokens, forms, unknown methods, people, and the faults a test can ask for."""

import time

import aiohttp
import pytest

from bot.demo.stand_ins.slack import EVERY_SCOPE, Person, Workspace
from tests.unit.stand_ins.slack_app import Desk, council, desk


@pytest.mark.parametrize(("token", "error"), [("", "not_authed"), ("xoxb-wrong", "invalid_auth")])
async def test_a_token_is_needed_and_must_be_known(slack_desk: Desk, token: str, error: str) -> None:
    assert (await slack_desk.call("auth.test", token))["error"] == error


@pytest.mark.parametrize("broken", ["token_revoked", "account_inactive", "invalid_auth"])
async def test_a_broken_installation_answers_so_and_the_others_still_work(broken: str) -> None:
    police = Workspace("T0POLICE", "Police", bot_user_id="U0OTHERBOT")
    async with desk(council(broken=broken), police) as one:
        assert (await one.call("auth.test"))["error"] == broken
        told = await one.call("auth.test", police.bot_token)
        assert (told["team_id"], told["user_id"]) == ("T0POLICE", "U0OTHERBOT")


async def test_the_app_token_is_no_bot_token_and_the_other_way_round(slack_desk: Desk) -> None:
    app_token = slack_desk.slack.app.app_token
    assert (await slack_desk.call("auth.test", app_token))["error"] == "not_allowed_token_type"
    assert (await slack_desk.call("apps.connections.open"))["error"] == "not_allowed_token_type"


async def test_an_unknown_method_is_said_to_be_unknown(slack_desk: Desk) -> None:
    assert (await slack_desk.call("chat.invent"))["error"] == "unknown_method"


@pytest.mark.parametrize(
    ("kind", "body", "error"),
    [
        ("application/json", "{", "invalid_json"),
        ("application/json", "[]", "json_not_object"),
        ("application/xml", "<a/>", "invalid_post_type"),
    ],
)
async def test_a_body_slack_cannot_read(slack_desk: Desk, kind: str, body: str, error: str) -> None:
    url = slack_desk.slack.api_url + "auth.test"
    async with slack_desk.client.post(url, data=body, headers={"Content-Type": kind}) as answer:
        assert (await answer.json())["error"] == error


async def test_a_get_with_a_query_is_taken(slack_desk: Desk) -> None:
    token = slack_desk.slack.state.workspaces["T0COUNCIL"].bot_token
    url = slack_desk.slack.api_url + "users.info"
    query = {"token": token, "user": "U0BEA"}
    async with slack_desk.client.get(url, params=query) as answer:
        assert "users:read.email" in answer.headers["X-OAuth-Scopes"].split(",")
        assert (await answer.json())["user"]["profile"]["email"] == "bea@council.example"


async def test_people_are_told_of_as_slack_tells_of_them() -> None:
    people = [
        Person("U0GONE", "Gone Now", "gone@council.example", deleted=True),
        Person("U0GUEST", "A Guest", "guest@x.example", is_restricted=True, email_confirmed=False),
        Person("U0FAR", "From Afar", "far@x.example", is_stranger=True, foreign_team="T0FAR"),
    ]
    async with desk(Workspace("T0COUNCIL", "Council", people=people)) as one:
        gone = (await one.call("users.info", user="U0GONE"))["user"]
        guest = (await one.call("users.info", user="U0GUEST"))["user"]
        far = (await one.call("users.info", user="U0FAR"))["user"]
        assert gone["deleted"]
        assert (guest["is_restricted"], guest["is_email_confirmed"]) == (True, False)
        assert (far["team_id"], far["is_stranger"]) == ("T0FAR", True)
        assert "email" not in far["profile"]
        for nobody in ("gone@council.example", "far@x.example", "", "who@x.example"):
            assert (await one.call("users.lookupByEmail", email=nobody))["error"] == "users_not_found"
        assert (await one.call("users.lookupByEmail", email="GUEST@x.example"))["user"]["id"] == "U0GUEST"
        assert (await one.call("conversations.open", users="U0GONE"))["error"] == "user_disabled"
        assert (await one.post("U0GONE", text="x"))["error"] == "channel_not_found"
    assert (await _info_without_mail_scope())["profile"].get("email") is None


async def _info_without_mail_scope() -> dict[str, dict[str, str]]:
    async with desk(council(scopes=EVERY_SCOPE - {"users:read.email"})) as one:
        user: dict[str, dict[str, str]] = (await one.call("users.info", user="U0ADA"))["user"]
        return user


async def test_a_deactivated_persons_direct_message_is_archived() -> None:
    leaver = Person("U0LEAVER", "Leaving Soon")
    async with desk(Workspace("T0COUNCIL", "Council", people=[leaver])) as one:
        first = await one.post("U0LEAVER", text="x")
        leaver.deleted = True
        assert (await one.post(first["channel"], text="x"))["error"] == "is_archived"


async def test_people_are_listed_by_pages(slack_desk: Desk) -> None:
    first = await slack_desk.call("users.list", limit=1)
    cursor = first["response_metadata"]["next_cursor"]
    second = await slack_desk.call("users.list", limit=1, cursor=cursor)
    assert [first["members"][0]["id"], second["members"][0]["id"]] == ["U0ADA", "U0BEA"]
    assert second["response_metadata"]["next_cursor"] == ""
    assert (await slack_desk.call("users.list", cursor="rubbish"))["error"] == "invalid_cursor"


async def test_faults_come_as_asked_and_then_stop(slack_desk: Desk) -> None:
    slack_desk.slack.fail_next("chat.postMessage", error="fatal_error")
    slack_desk.slack.fail_next("chat.postMessage", delay=0.1)
    assert (await slack_desk.post(text="x"))["error"] == "fatal_error"
    before = time.monotonic()
    assert (await slack_desk.post(text="x"))["ok"]
    assert time.monotonic() - before >= 0.1


async def test_a_status_can_be_asked_for(slack_desk: Desk) -> None:
    slack_desk.slack.fail_next("auth.test", status=503, retry_after=7)
    async with slack_desk.client.post(slack_desk.slack.api_url + "auth.test") as answer:
        assert (answer.status, answer.headers["Retry-After"]) == (503, "7")


async def test_a_call_can_be_accepted_and_the_connection_then_cut(slack_desk: Desk) -> None:
    slack_desk.slack.fail_next("chat.postMessage", drop_after_accept=True)
    with pytest.raises(aiohttp.ClientError):
        await slack_desk.post(text="in doubt")
    assert [one.text for one in slack_desk.slack.person("U0ADA").messages] == ["in doubt"]
