"""Posting, changing and deleting messages, and what Slack refuses there."""

import pytest

from bot.demo.stand_ins.slack import EVERY_SCOPE, Person, RateLimits, Workspace, preview, read
from tests.unit.stand_ins.slack_app import Desk, actions, button, council, desk, section


async def test_a_message_to_a_person_lands_in_their_direct_message(slack_desk: Desk) -> None:
    answer = await slack_desk.post(text="Hello", blocks=[section("*Hello* &amp; welcome")])
    assert answer["ok"]
    ada = slack_desk.slack.person("U0ADA")
    assert [read(one) for one in ada.messages] == ["Hello & welcome"]
    assert answer["channel"].startswith("D")
    assert answer["ts"] == ada.newest.ts
    assert slack_desk.slack.person("U0BEA").messages == []


async def test_a_form_body_with_blocks_as_a_string_is_taken_too(slack_desk: Desk) -> None:
    token = slack_desk.slack.state.workspaces["T0COUNCIL"].bot_token
    form = {"token": token, "channel": "U0ADA", "text": "Hi", "blocks": '[{"type":"divider"}]'}
    async with slack_desk.client.post(slack_desk.slack.api_url + "chat.postMessage", data=form) as answer:
        assert (await answer.json())["ok"]
    assert slack_desk.slack.sent[-1].payload["text"] == "Hi"
    assert "token" not in slack_desk.slack.sent[-1].payload


async def test_an_edit_replaces_the_message_and_its_history_is_kept(slack_desk: Desk) -> None:
    first = await slack_desk.post(text="Please answer", blocks=[actions(button("Accept"))])
    where = {"channel": first["channel"], "ts": first["ts"]}
    assert (await slack_desk.call("chat.update", **where, text="You accepted", blocks=[]))["ok"]
    message = slack_desk.slack.person("U0ADA").newest
    assert (read(message), message.blocks) == ("You accepted", [])
    assert [one.text for one in message.edits] == ["Please answer"]


async def test_an_edit_that_leaves_the_blocks_out_leaves_them_as_they_were(slack_desk: Desk) -> None:
    first = await slack_desk.post(text="Please answer", blocks=[section("Please answer")])
    await slack_desk.call("chat.update", channel=first["channel"], ts=first["ts"], text="You accepted")
    message = slack_desk.slack.person("U0ADA").newest
    assert (message.text, read(message)) == ("You accepted", "Please answer")


async def test_a_deleted_message_is_gone(slack_desk: Desk) -> None:
    first = await slack_desk.post(text="Oops")
    where = {"channel": first["channel"], "ts": first["ts"]}
    assert (await slack_desk.call("chat.delete", **where))["ok"]
    assert slack_desk.slack.person("U0ADA").messages == []
    assert (await slack_desk.call("chat.update", **where, text="x"))["error"] == "message_not_found"


async def test_a_desktop_preview_reads_the_blocks_and_a_phone_reads_the_text(slack_desk: Desk) -> None:
    await slack_desk.post(text="A meeting needs you", blocks=[section("Secret"), actions(button("Accept"))])
    shown = preview(slack_desk.slack.person("U0ADA").newest)
    assert (shown.desktop, shown.mobile) == ("Secret", "A meeting needs you")


@pytest.mark.parametrize(
    ("args", "error"),
    [
        ({}, "no_text"),
        ({"text": "x" * 40_001}, "msg_too_long"),
        ({"text": "x", "blocks": "not json"}, "invalid_blocks_format"),
        ({"text": "x", "blocks": [section("y" * 3000) for _ in range(5)]}, "msg_blocks_too_long"),
        ({"text": "x", "blocks": [section("y" * 3001)]}, "invalid_blocks"),
    ],
)
async def test_content_slack_refuses(slack_desk: Desk, args: dict[str, object], error: str) -> None:
    assert (await slack_desk.post(**args))["error"] == error
    assert slack_desk.slack.person("U0ADA").messages == []


async def test_a_longer_text_may_be_posted_than_updated(slack_desk: Desk) -> None:
    first = await slack_desk.post(text="x" * 4001)
    where = {"channel": first["channel"], "ts": first["ts"]}
    assert (await slack_desk.call("chat.update", **where, text="x" * 4001))["error"] == "msg_too_long"


@pytest.mark.parametrize(
    ("channel", "error"),
    [
        ("U0NOBODY", "channel_not_found"),
        ("D0NOWHERE", "channel_not_found"),
        ("U0QUORATEBOT", "cannot_dm_bot"),
    ],
)
async def test_nobody_to_post_to(slack_desk: Desk, channel: str, error: str) -> None:
    assert (await slack_desk.post(channel, text="x"))["error"] == error


async def test_the_app_cannot_write_to_a_channel_it_is_not_in(slack_desk: Desk) -> None:
    await slack_desk.slack.person("U0ADA").type_command("/strategy-meeting", "help", "C0TEAM")
    assert (await slack_desk.post("C0TEAM", text="x"))["error"] == "not_in_channel"


async def test_one_person_is_met_in_two_workspaces() -> None:
    far = Person("U0FAR", "From Afar", foreign_team="T0FAR")
    first, second = (Workspace(f"T0{name}", name, people=[far]) for name in ("ONE", "TWO"))
    async with desk(first, second) as one:
        await one.call("chat.postMessage", second.bot_token, channel="U0FAR", text="from two")
        assert one.slack.person("U0FAR").messages == []
        assert [read(said) for said in one.slack.person("U0FAR", "T0TWO").messages] == ["from two"]
        with pytest.raises(KeyError):
            one.slack.person("U0NOBODY")


async def test_opening_a_direct_message_refuses_strangers_bots_and_the_departed() -> None:
    async with desk() as one:

        async def opened(users: str) -> object:
            answer = await one.call("conversations.open", users=users)
            return answer.get("error") or answer["channel"]["id"]

        assert await opened("U0NOBODY") == "user_not_found"
        assert await opened("U0QUORATEBOT") == "cannot_dm_bot"
        assert await opened("") == "users_list_not_supplied"
        assert await opened("U0ADA,U0BEA") == "method_not_supported_for_channel_type"
        assert str(await opened("U0ADA")) == str(await opened("U0ADA"))


async def test_another_authors_message_cannot_be_updated(slack_desk: Desk) -> None:
    ada = slack_desk.slack.person("U0ADA")
    await ada.dm("hello")
    theirs = ada.direct.messages[-1]
    where = {"channel": theirs.channel_id, "ts": theirs.ts}
    assert (await slack_desk.call("chat.update", **where, text="x"))["error"] == "cant_update_message"
    assert (await slack_desk.call("chat.delete", **where))["error"] == "cant_delete_message"


async def test_an_old_message_is_outside_the_edit_window() -> None:
    clock = [0.0]
    async with desk(council(edit_window=60), now=lambda: clock[0]) as one:
        first = await one.post(text="Hello")
        clock[0] = 61
        again = await one.call("chat.update", channel=first["channel"], ts=first["ts"], text="x")
        assert again["error"] == "edit_window_closed"


async def test_an_ephemeral_message_is_seen_by_one_and_cannot_be_updated(slack_desk: Desk) -> None:
    ada = slack_desk.slack.person("U0ADA")
    channel = ada.direct.channel_id
    answer = await slack_desk.call("chat.postEphemeral", channel=channel, user="U0ADA", text="Only you")
    assert [read(one) for one in ada.ephemerals] == ["Only you"]
    update = await slack_desk.call("chat.update", channel=channel, ts=answer["message_ts"], text="x")
    assert update["error"] == "message_not_found"
    other = await slack_desk.call("chat.postEphemeral", channel=channel, user="U0BEA", text="x")
    assert other["error"] == "user_not_in_channel"


async def test_more_than_a_message_a_second_is_refused_after_a_burst() -> None:
    clock = [0.0]
    async with desk(limits=RateLimits(posts_in_a_burst=2), now=lambda: clock[0]) as one:
        assert [(await one.post(text="x")).get("error") for _ in range(3)] == [None, None, "ratelimited"]
        refused = await one.post(text="x")
        assert (refused["status"], refused["retry_after"]) == (429, "1")
        assert (await one.post("U0BEA", text="another channel"))["ok"]
        clock[0] = 1.0
        assert (await one.post(text="x"))["ok"]


async def test_a_method_has_its_own_tier() -> None:
    async with desk(limits=RateLimits(burst=0.1), now=lambda: 0.0) as one:
        answers = [(await one.call("users.list")).get("error") for _ in range(3)]
        assert answers == [None, None, "ratelimited"]
        assert (await one.call("users.info", user="U0ADA"))["ok"]


async def test_a_storm_lasts_until_it_is_calmed(slack_desk: Desk) -> None:
    slack_desk.slack.storm("chat.postMessage", retry_after=30)
    refused = await slack_desk.post(text="x")
    assert (refused["error"], refused["status"], refused["retry_after"]) == ("ratelimited", 429, "30")
    assert (await slack_desk.call("users.info", user="U0ADA"))["ok"]
    slack_desk.slack.calm()
    assert (await slack_desk.post(text="x"))["ok"]


async def test_a_missing_scope_says_what_is_needed() -> None:
    async with desk(council(scopes=EVERY_SCOPE - {"chat:write"})) as one:
        refused = await one.post(text="x")
        assert (refused["error"], refused["needed"]) == ("missing_scope", "chat:write")
        assert "users:read" in refused["provided"]
