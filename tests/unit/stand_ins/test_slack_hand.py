"""A person's hands: commands, clicks, forms, and what Slack's client does before the app hears."""

import asyncio
import datetime
from typing import Any

import pytest
from aiohttp import web

from bot.demo.stand_ins.slack import EVERY_SCOPE, Person, SlackSaw, Workspace, read, read_view
from tests.unit.stand_ins.slack_app import (
    Desk,
    actions,
    button,
    council,
    desk,
    field,
    modal,
    options,
    section,
)

Json = dict[str, Any]


def menu(kind: str, label: str, *offered: str, optional: bool = True, **more: Any) -> Json:
    given = {"options": options(*offered)} if offered else {}
    element = {"type": kind, "action_id": "a", **given, **more}
    return field(label, element, block_id=label.lower(), optional=optional)


async def opens_a_form(one: Desk, *blocks: Json, **more: Any) -> None:
    await one.slack.person("U0ADA").type_command("/strategy-meeting")
    assert (await one.view(modal(*blocks, **more)))["ok"]


async def test_a_command_arrives_whole_and_its_answer_is_seen_by_the_typist_only(slack_desk: Desk) -> None:
    slack_desk.app.answer = lambda _: {"text": "Not registered"}
    reply = await slack_desk.slack.person("U0ADA").type_command("/strategy-meeting", "mine", "C0TEAM")
    told = slack_desk.app.last
    assert (told["command"], told["text"], told["channel_id"]) == ("/strategy-meeting", "mine", "C0TEAM")
    assert (told["team_id"], told["user_id"]) == ("T0COUNCIL", "U0ADA")
    assert reply is not None
    assert (read(reply), reply.ephemeral) == ("Not registered", True)
    assert slack_desk.slack.person("U0BEA").messages == []


@pytest.mark.parametrize(
    ("status", "code"), [(500, "dispatch_failed"), (404, "dispatch_failed"), (302, "dispatch_failed")]
)
async def test_an_app_that_fails_is_seen_to_fail(slack_desk: Desk, status: int, code: str) -> None:
    slack_desk.app.answer = lambda _: web.Response(status=status)
    with pytest.raises(SlackSaw) as seen:
        await slack_desk.slack.person("U0ADA").type_command("/strategy-meeting")
    assert seen.value.code == code


async def test_an_app_that_is_late_or_absent_is_seen_to_be() -> None:
    async with desk(ack_within=0.1) as one:
        ada = one.slack.person("U0ADA")
        one.app.answer = lambda _: asyncio.sleep(0.3)
        with pytest.raises(SlackSaw, match="operation_timeout"):
            await ada.type_command("/strategy-meeting")
        one.slack.request_url = None
        with pytest.raises(SlackSaw, match="dispatch_failed"):
            await ada.type_command("/strategy-meeting")


async def test_without_the_scope_there_is_no_command() -> None:
    async with desk(council(scopes=EVERY_SCOPE - {"commands"})) as one:
        with pytest.raises(SlackSaw, match="not a valid command"):
            await one.slack.person("U0ADA").type_command("/strategy-meeting")


async def test_a_button_in_a_message_sends_everything_slack_sends(slack_desk: Desk) -> None:
    block = actions(button("Accept", "accept:1", value="I-7"), block_id="answer")
    posted = await slack_desk.post(text="x", blocks=[section("Please come"), block])
    await slack_desk.slack.person("U0ADA").press("accept")
    told = slack_desk.app.last
    assert told["type"] == "block_actions"
    assert told["user"]["team_id"] == told["team"]["id"] == "T0COUNCIL"
    assert told["container"]["message_ts"] == told["message"]["ts"] == posted["ts"]
    assert told["response_url"].startswith(slack_desk.slack.url)
    [action] = told["actions"]
    assert (action["action_id"], action["block_id"], action["value"]) == ("accept:1", "answer", "I-7")
    assert action["text"]["text"] == "Accept"


async def test_a_button_is_found_beside_its_text_and_never_guessed(slack_desk: Desk) -> None:
    rows = [section(name, accessory=button("Done", value=name)) for name in ("Action 1", "Action 2")]
    await slack_desk.post(text="x", blocks=rows)
    ada = slack_desk.slack.person("U0ADA")
    with pytest.raises(AssertionError, match="there 2 times, beside: Action 1; Action 2"):
        await ada.press("Done")
    await ada.press("Done", beside="action 2")
    assert slack_desk.app.last["actions"][0]["value"] == "Action 2"
    await ada.press("Done", nth=0)
    assert slack_desk.app.last["actions"][0]["value"] == "Action 1"
    with pytest.raises(AssertionError, match="no button “Accept”; there is: “Done”, “Done”"):
        await ada.press("Accept")


async def test_an_overflow_and_a_menu_in_a_message_tell_the_app_at_once(slack_desk: Desk) -> None:
    overflow = {"type": "overflow", "action_id": "more", "options": options("Move", "Cancel")}
    pick = {"type": "static_select", "action_id": "who", "options": options("Bea", "Cy")}
    await slack_desk.post(text="x", blocks=[section("Meeting", accessory=overflow), actions(pick)])
    ada = slack_desk.slack.person("U0ADA")
    await ada.choose("…", "Cancel")
    assert slack_desk.app.last["actions"][0]["selected_option"]["value"] == "cancel"
    await ada.choose("who", "Cy")
    told = slack_desk.app.last
    assert told["actions"][0]["selected_option"]["value"] == "cy"
    [values] = told["state"]["values"].values()
    assert values["who"]["selected_option"]["text"]["text"] == "Cy"


async def test_a_form_is_filled_by_label_and_submitted_with_its_state(slack_desk: Desk) -> None:
    await opens_a_form(
        slack_desk,
        menu("plain_text_input", "Case", optional=False),
        menu("static_select", "Urgency", "Emergency", "24h"),
        menu("multi_static_select", "Concerns", "Neglect", "FGM", max_selected_items=1),
        menu("datepicker", "Day"),
        menu("timepicker", "Time"),
        menu("radio_buttons", "Place", "Video", "Room"),
        menu("checkboxes", "Also", "Police", "Health"),
        private_metadata="draft-1",
    )
    ada = slack_desk.slack.person("U0ADA")
    await ada.fill("Case", "RBWM-1")
    await ada.choose("Urgency", "24H")
    await ada.choose("Concerns", "FGM")
    await ada.fill("Day", datetime.date(2026, 3, 11))
    await ada.fill("Time", datetime.time(9, 30))
    await ada.choose("Place", "Room")
    await ada.choose("Also", "Police", "Health")
    with pytest.raises(AssertionError, match="no more than 1"):
        await ada.choose("Concerns", "FGM", "Neglect")
    with pytest.raises(AssertionError, match="offered: “Emergency”, “24h”"):
        await ada.choose("Urgency", "Soon")
    with pytest.raises(AssertionError, match="no field “Referrer”; there is: “Case”, “Urgency”"):
        await ada.fill("Referrer", "x")
    assert await ada.submit() == {}
    view = slack_desk.app.last["view"]
    values = {block: told["a"] for block, told in view["state"]["values"].items()}
    assert (slack_desk.app.last["type"], view["private_metadata"]) == ("view_submission", "draft-1")
    assert values["case"] == {"type": "plain_text_input", "value": "RBWM-1"}
    assert values["urgency"]["selected_option"]["value"] == "24h"
    assert [one["value"] for one in values["concerns"]["selected_options"]] == ["fgm"]
    assert (values["day"]["selected_date"], values["time"]["selected_time"]) == ("2026-03-11", "09:30")
    assert values["place"]["selected_option"]["value"] == "room"
    assert [one["value"] for one in values["also"]["selected_options"]] == ["police", "health"]
    assert ada.modals == []


async def test_the_client_stops_what_is_missing_or_too_long_before_the_app_hears(slack_desk: Desk) -> None:
    await opens_a_form(
        slack_desk,
        menu("plain_text_input", "Case", optional=False),
        menu("plain_text_input", "Note", min_length=3, max_length=5),
        menu("email_text_input", "Address"),
        menu("number_input", "Age", is_decimal_allowed=False),
    )
    ada = slack_desk.slack.person("U0ADA")
    before = len(slack_desk.app.got)
    await ada.fill("Note", "ab")
    await ada.fill("Address", "nowhere")
    await ada.fill("Age", "old")
    errors = await ada.submit()
    assert errors["Case"] == "Please complete this required field."
    assert set(errors) == {"Case", "Note", "Address", "Age"}
    assert "! Please complete this required field." in read_view(ada.view)
    await ada.fill("Note", "abcdef")
    assert "at most 5" in (await ada.submit())["Note"]
    assert len(slack_desk.app.got) == before


async def test_a_menu_that_asks_the_app_is_searched_and_picked_from(slack_desk: Desk) -> None:
    await opens_a_form(slack_desk, menu("external_select", "Who", min_query_length=2))
    slack_desk.app.answer = lambda told: (
        {"options": options("Bea Constable", "Bet Lynch")} if told.get("type") == "block_suggestion" else None
    )
    ada = slack_desk.slack.person("U0ADA")
    assert await ada.search("Who", "be") == ["Bea Constable", "Bet Lynch"]
    assert (slack_desk.app.last["value"], slack_desk.app.last["action_id"]) == ("be", "a")
    await ada.choose("Who", "Bea Constable", typed="bea")
    assert await ada.submit() == {}
    chosen = slack_desk.app.last["view"]["state"]["values"]["who"]["a"]["selected_option"]
    assert chosen["value"] == "bea constable"
    await opens_a_form(slack_desk, menu("external_select", "Who"))
    with pytest.raises(AssertionError, match="only from 3 letters"):
        await ada.search("Who", "be")


@pytest.mark.parametrize("answer", [{"options": options(*map(str, range(101)))}, {"choices": []}, "text"])
async def test_suggestions_slack_cannot_show(slack_desk: Desk, answer: Any) -> None:
    await opens_a_form(slack_desk, menu("external_select", "Who", min_query_length=1))
    slack_desk.app.answer = lambda _: answer
    with pytest.raises(SlackSaw, match="no_results"):
        await slack_desk.slack.person("U0ADA").search("Who", "x")


async def test_an_input_that_dispatches_tells_the_app_at_once(slack_desk: Desk) -> None:
    pick = {**menu("static_select", "Urgency", "24h", "Planned"), "dispatch_action": True}
    await opens_a_form(slack_desk, pick, section("More", accessory=button("Add a child")))
    ada = slack_desk.slack.person("U0ADA")
    await ada.choose("Urgency", "Planned")
    told = slack_desk.app.last
    assert (told["type"], told["container"]) == ("block_actions", {"type": "view", "view_id": ada.view.view_id})
    assert told["view"]["state"]["values"]["urgency"]["a"]["selected_option"]["value"] == "planned"
    assert "response_url" not in told
    await ada.press("Add a child", in_view=True)
    assert slack_desk.app.last["view"]["hash"] == ada.view.hash


async def test_shortcuts_carry_their_name_and_message(slack_desk: Desk) -> None:
    await slack_desk.post(text="Please come")
    ada = slack_desk.slack.person("U0ADA")
    await ada.message_shortcut("show_detail", ada.newest)
    told = slack_desk.app.last
    assert (told["type"], told["callback_id"], told["message"]["text"]) == (
        "message_action",
        "show_detail",
        "Please come",
    )
    await ada.shortcut("convene")
    assert slack_desk.app.last["type"] == "shortcut"


async def test_someone_from_another_workspace_acts_under_their_own_team() -> None:
    far = Person("U0FAR", "From Afar", is_stranger=True, foreign_team="T0FAR")
    async with desk(Workspace("T0COUNCIL", "Council", people=[far])) as one:
        await one.post("U0FAR", text="x", blocks=[actions(button("Accept"))])
        await one.slack.person("U0FAR").press("Accept")
        assert (one.app.last["user"]["team_id"], one.app.last["team"]["id"]) == ("T0FAR", "T0COUNCIL")


async def test_a_person_waits_for_what_comes_later(slack_desk: Desk) -> None:
    ada = slack_desk.slack.person("U0ADA")
    waiting = asyncio.create_task(ada.until(lambda: ada.messages))
    await asyncio.sleep(0)
    await slack_desk.post(text="Here it is")
    await waiting
    assert ada.message(containing="Here") is ada.newest
    with pytest.raises(AssertionError, match="sees:\nHere it is"):
        ada.message(containing="There")
    with pytest.raises(TimeoutError):
        await ada.until(lambda: len(ada.messages) > 1, within=0.01)
