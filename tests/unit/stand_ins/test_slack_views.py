"""Opening, pushing and changing views: triggers, hashes, the stack of three."""

from typing import Any

import pytest

from bot.demo.stand_ins.slack import Workspace, read_view
from tests.unit.stand_ins.slack_app import Desk, council, desk, field, modal, plain, section

Json = dict[str, Any]
NAME = field("Name", {"type": "plain_text_input", "action_id": "name"}, block_id="b")


async def test_a_command_opens_a_modal(slack_desk: Desk) -> None:
    ada = slack_desk.slack.person("U0ADA")
    await ada.type_command("/strategy-meeting", "help")
    opened = await slack_desk.view(modal(NAME))
    assert opened["view"]["id"] == ada.view.view_id == opened["view"]["root_view_id"]
    assert opened["view"]["state"] == {"values": {"b": {"name": {"type": "plain_text_input", "value": None}}}}
    assert read_view(ada.view) == "New meeting\nName *: [plain_text_input ▾]\n[Send]"


async def test_a_trigger_lasts_three_seconds_and_once() -> None:
    clock = [0.0]
    async with desk(now=lambda: clock[0]) as one:
        ada = one.slack.person("U0ADA")
        await ada.type_command("/strategy-meeting")
        clock[0] = 2.9
        assert (await one.view(modal(NAME)))["ok"]
        assert (await one.view(modal(NAME)))["error"] == "exchanged_trigger_id"
        await ada.type_command("/strategy-meeting")
        clock[0] = 6.0
        assert (await one.view(modal(NAME)))["error"] == "expired_trigger_id"


async def test_a_trigger_must_be_slacks_own_and_of_this_workspace() -> None:
    police = Workspace("T0POLICE", "Police")
    async with desk(council(), police) as one:
        wrong = await one.call("views.open", trigger_id="1.2.abc", view=modal(NAME))
        missing = await one.call("views.open", view=modal(NAME))
        assert (wrong["error"], missing["error"]) == ("invalid_trigger_id", "invalid_arguments")
        await one.slack.person("U0ADA").type_command("/strategy-meeting")
        foreign = await one.view(modal(NAME), token=police.bot_token)
        assert foreign["error"] == "invalid_trigger_id"


async def test_a_refused_view_leaves_the_trigger_unused(slack_desk: Desk) -> None:
    await slack_desk.slack.person("U0ADA").type_command("/strategy-meeting")
    refused = await slack_desk.view(modal(NAME, title="x" * 25))
    assert refused["error"] == "invalid_arguments"
    assert "/view/title/text" in refused["response_metadata"]["messages"][0]
    assert (await slack_desk.view(modal(NAME)))["ok"]


async def test_views_stack_three_deep(slack_desk: Desk) -> None:
    ada = slack_desk.slack.person("U0ADA")
    for method in ("views.open", "views.push", "views.push"):
        await ada.shortcut("any")
        assert (await slack_desk.view(modal(NAME), method))["ok"]
    assert [one.previous_view_id for one in ada.modals[1:]] == [one.view_id for one in ada.modals[:2]]
    assert {one.root_view_id for one in ada.modals} == {ada.modals[0].view_id}
    await ada.shortcut("any")
    assert (await slack_desk.view(modal(NAME), "views.push"))["error"] == "push_limit_reached"


async def test_nothing_can_be_pushed_upon_nothing(slack_desk: Desk) -> None:
    await slack_desk.slack.person("U0ADA").shortcut("any")
    assert (await slack_desk.view(modal(NAME), "views.push"))["error"] == "not_found"


async def test_an_update_keeps_what_was_entered_and_needs_the_right_hash(slack_desk: Desk) -> None:
    ada = slack_desk.slack.person("U0ADA")
    await ada.type_command("/strategy-meeting")
    first = (await slack_desk.view(modal(NAME)))["view"]
    await ada.fill("Name", "Rowan")
    again = {"view_id": first["id"], "view": modal(section("More"), NAME)}
    assert (await slack_desk.call("views.update", **again, hash=first["hash"]))["ok"]
    assert "Name *: [Rowan ▾]" in read_view(ada.view)
    stale = await slack_desk.call("views.update", **again, hash=first["hash"])
    assert stale["error"] == "hash_conflict"
    assert (await slack_desk.call("views.update", **again))["ok"]


async def test_a_closed_view_cannot_be_updated(slack_desk: Desk) -> None:
    ada = slack_desk.slack.person("U0ADA")
    await ada.type_command("/strategy-meeting")
    view_id = (await slack_desk.view(modal(NAME)))["view"]["id"]
    await ada.close_view()
    refused = await slack_desk.call("views.update", view_id=view_id, view=modal(NAME))
    assert refused["error"] == "not_found"


async def test_an_external_id_finds_one_view_only(slack_desk: Desk) -> None:
    ada = slack_desk.slack.person("U0ADA")
    await ada.type_command("/strategy-meeting")
    await slack_desk.view(modal(NAME, external_id="ours"))
    changed = modal(NAME, title="Changed", external_id="ours")
    assert (await slack_desk.call("views.update", external_id="ours", view=changed))["ok"]
    both = await slack_desk.call("views.update", external_id="ours", view_id="V1", view=changed)
    neither = await slack_desk.call("views.update", view=changed)
    assert (both["error"], neither["error"]) == ("invalid_arguments", "invalid_arguments")
    await ada.shortcut("any")
    twice = await slack_desk.view(modal(NAME, external_id="ours"), "views.push")
    assert twice["error"] == "duplicate_external_id"


async def test_the_home_tab_is_published_and_guarded_by_its_hash(slack_desk: Desk) -> None:
    home: Json = {"type": "home", "blocks": [section("Waiting for you: 1")]}
    first = await slack_desk.call("views.publish", user_id="U0ADA", view=home)
    ada = slack_desk.slack.person("U0ADA")
    assert ada.home is not None
    assert read_view(ada.home) == "Waiting for you: 1"
    stale = await slack_desk.call("views.publish", user_id="U0ADA", view=home, hash="1.old")
    assert stale["error"] == "hash_conflict"
    good = await slack_desk.call("views.publish", user_id="U0ADA", view=home, hash=first["view"]["hash"])
    assert good["ok"]
    await ada.open_home()
    assert slack_desk.app.last["event"]["type"] == "app_home_opened"
    assert slack_desk.app.last["event"]["view"]["hash"] == good["view"]["hash"]


@pytest.mark.parametrize(
    ("view", "user", "error"),
    [
        (modal(), "U0ADA", "invalid_arguments"),
        ({"type": "home", "blocks": [], "title": plain("x")}, "U0ADA", "invalid_arguments"),
        ("{not json", "U0ADA", "invalid_arguments"),
        ({"type": "home", "blocks": []}, "U0NOBODY", "user_not_found"),
        ({"type": "home", "blocks": [section("é" * 3000) for _ in range(50)]}, "U0ADA", "view_too_large"),
    ],
)
async def test_a_home_tab_slack_refuses(slack_desk: Desk, view: Any, user: str, error: str) -> None:
    assert (await slack_desk.call("views.publish", user_id=user, view=view))["error"] == error
