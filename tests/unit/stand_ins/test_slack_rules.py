"""What Slack refuses in blocks and views, each with the place it names."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.demo.stand_ins.slack.rules.blocks import wrong_in_message
from bot.demo.stand_ins.slack.rules.views import wrong_in_view
from tests.unit.stand_ins.slack_app import Desk, actions, button, field, modal, options, plain, section

Json = dict[str, Any]


def select(kind: str = "static_select", **more: Any) -> Json:
    return {"type": kind, "action_id": "pick", **({"options": options("One", "Two")} | more)}


def text_input(**more: Any) -> Json:
    return {"type": "plain_text_input", "action_id": "typed", **more}


def confirm(**more: Any) -> Json:
    texts = {name: plain("x") for name in ("title", "text", "confirm", "deny")}
    return {**texts, **more}


GOOD: list[Json] = [
    section("x" * 3000, block_id="b" * 255),
    section("x", accessory=button("x" * 75, "a" * 255, value="v" * 2000, style="danger")),
    {"type": "section", "fields": [plain("x" * 2000)] * 10},
    {"type": "header", "text": plain("x" * 150)},
    {"type": "context", "elements": [plain("x")] * 10},
    {"type": "divider"},
    actions(*(button("x", f"a{number}") for number in range(25))),
    actions(select(options=options(*map(str, range(100))), initial_option=options("5")[0])),
    actions({"type": "overflow", "action_id": "o", "options": options("1", "2", "3", "4", "5")}),
    actions(select("radio_buttons"), {**select("checkboxes"), "action_id": "tick"}),
    actions(button("x", confirm=confirm(title=plain("x" * 100), text=plain("x" * 300)))),
    field("x" * 2000, text_input(placeholder=plain("x" * 150), max_length=3000, multiline=True)),
    field("When", {"type": "datepicker", "action_id": "d", "initial_date": "2026-03-11"}),
    field("At", {"type": "timepicker", "action_id": "t", "initial_time": "09:30"}),
    {"type": "image", "image_url": "https://example.org/i.png", "alt_text": "A plan"},
]


def test_what_is_within_the_limits_is_taken() -> None:
    assert wrong_in_message(GOOD) == []
    assert wrong_in_view(modal(*GOOD), "modal") == []


BAD: list[tuple[str, Json, str]] = [
    ("long section", section("x" * 3001), "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"),
    ("empty section", section(""), "must be more than 0 characters"),
    ("silent section", {"type": "section"}, "missing required field: text [json-pointer:/blocks/0]"),
    ("long field", {"type": "section", "fields": [plain("x" * 2001)]}, "/blocks/0/fields/0/text]"),
    ("eleven fields", {"type": "section", "fields": [plain("x")] * 11}, "no more than 10 items allowed"),
    ("long header", {"type": "header", "text": plain("x" * 151)}, "less than 151 characters"),
    ("marked-up header", {"type": "header", "text": {"type": "mrkdwn", "text": "x"}}, "unsupported type: mrkdwn"),
    ("long button", actions(button("x" * 76)), "76 characters [json-pointer:/blocks/0/elements/0/text/text]"),
    ("long value", actions(button("x", value="v" * 2001)), "2001 characters"),
    ("long url", actions(button("x", url="h" * 3001)), "3001 characters"),
    ("odd style", actions(button("x", style="green")), "/blocks/0/elements/0/style"),
    ("long action_id", actions(button("x", "a" * 256)), "256 characters"),
    ("long block_id", section("x", block_id="b" * 256), "256 characters [json-pointer:/blocks/0/block_id]"),
    ("empty actions", actions(), "no fewer than 1 items allowed [json-pointer:/blocks/0/elements]"),
    ("26 actions", actions(*(button("x", f"a{one}") for one in range(26))), "no more than 25 items allowed"),
    ("same action_id", actions(button("x"), button("y")), '`action_id` "go" already exists [json-pointer:'),
    ("empty context", {"type": "context", "elements": []}, "no fewer than 1 items"),
    ("eleven in context", {"type": "context", "elements": [plain("x")] * 11}, "no more than 10 items"),
    ("no options", actions(select(options=[])), "no fewer than 1 items"),
    ("101 options", actions(select(options=options(*map(str, range(101))))), "no more than 100 items"),
    ("long option", actions(select(options=options("x" * 76))), "76 characters"),
    ("long option value", actions(select(options=[{"text": plain("x"), "value": "v" * 151}])), "151 characters"),
    ("foreign initial", actions(select(initial_option=options("Three")[0])), "must match one of the options"),
    ("foreign initials", actions(select("checkboxes", initial_options=options("Three"))), "must match one of"),
    ("neither options nor groups", actions({"type": "static_select", "action_id": "s"}), "exactly one of"),
    ("eleven boxes", actions(select("checkboxes", options=options(*map(str, range(11))))), "no more than 10"),
    ("six in overflow", actions(select("overflow", options=options(*"abcdef"))), "no more than 5 items"),
    ("long placeholder", actions(select(placeholder=plain("x" * 151))), "151 characters"),
    ("none selectable", actions(select("multi_static_select", max_selected_items=0)), "greater than or equal to 1"),
    ("bad date", actions({"type": "datepicker", "initial_date": "11/03/2026"}), "must be a valid date"),
    ("bad time", actions({"type": "timepicker", "initial_time": "9:30"}), "must be a valid time"),
    ("long confirm title", actions(button("x", confirm=confirm(title=plain("x" * 101)))), "101 characters"),
    ("long confirm text", actions(button("x", confirm=confirm(text=plain("x" * 301)))), "301 characters"),
    ("long deny", actions(button("x", confirm=confirm(deny=plain("x" * 31)))), "31 characters"),
    ("half a confirm", actions(button("x", confirm={"title": plain("x")})), "missing required field: text"),
    ("text input in actions", actions(text_input()), "unsupported type: plain_text_input"),
    ("button in input", field("x", button("x")), "unsupported type: button"),
    ("long label", field("x" * 2001, text_input()), "2001 characters"),
    ("min over max", field("x", text_input(min_length=5, max_length=4)), "min_length must be"),
    ("max over 3000", field("x", text_input(max_length=3001)), "less than or equal to 3000"),
    ("unknown block", {"type": "carousel", "elements": []}, "unsupported type: carousel"),
    ("no type", {"text": plain("x")}, "missing required field: type"),
    ("extra property", actions(button("x", disabled=True)), "invalid additional property: disabled"),
    ("emoji in mrkdwn", {"type": "section", "text": {"type": "mrkdwn", "text": "x", "emoji": True}}, "emoji"),
    ("image without words", {"type": "image", "image_url": "https://x.org"}, "required field: alt_text"),
    ("a bare string", section("x", accessory="go"), "missing required field: type"),
]  # fmt: skip


@pytest.mark.parametrize(("block", "said"), [one[1:] for one in BAD], ids=[one[0] for one in BAD])
def test_a_block_slack_refuses(block: Json, said: str) -> None:
    found = wrong_in_message([block])
    assert any(said in one for one in found), found


def test_ids_must_differ_within_a_message_and_a_block_but_not_across_blocks() -> None:
    twice = [section("x", block_id="same"), section("y", block_id="same")]
    assert wrong_in_message(twice) == ['`block_id` "same" already exists [json-pointer:/blocks/1/block_id]']
    assert wrong_in_message([actions(button("x")), actions(button("x"))]) == []


def test_a_message_takes_fifty_blocks_and_a_view_a_hundred() -> None:
    divider = {"type": "divider"}
    assert wrong_in_message([divider] * 50) == []
    assert wrong_in_message([divider] * 51) == ["no more than 50 items allowed [json-pointer:/blocks]"]
    assert wrong_in_view(modal(*[divider] * 100), "modal") == []
    found = wrong_in_view(modal(*[divider] * 101), "modal")
    assert found == ["no more than 100 items allowed [json-pointer:/view/blocks]"]


@pytest.mark.parametrize(
    ("view", "said"),
    [
        (modal(title="x" * 25), "less than 25 characters [json-pointer:/view/title/text]"),
        (modal(submit=plain("x" * 25)), "/view/submit/text"),
        (modal(close=plain("x" * 25)), "/view/close/text"),
        (modal(private_metadata="x" * 3001), "less than 3001 characters [json-pointer:/view/private_metadata]"),
        (modal(callback_id="x" * 256), "/view/callback_id"),
        (modal(submit_disabled=True), "invalid additional property: submit_disabled [json-pointer:/view]"),
        (modal(field("x", text_input()), submit=None), "must define `submit`"),
        (modal(section("x" * 3001)), "/view/blocks/0/text/text"),
        (
            modal(*(field("x", text_input(focus_on_load=True)) for _ in range(2))),
            "only one element can have `focus_on_load`",
        ),
        ({"type": "modal", "title": plain("x")}, "missing required field: blocks [json-pointer:/view]"),
        ({"type": "modal", "blocks": []}, "missing required field: title"),
        ({"type": "home", "blocks": []}, "unsupported type: home [json-pointer:/view/type]"),
    ],
)
def test_a_view_slack_refuses(view: Json, said: str) -> None:
    found = wrong_in_view(view, "modal")
    assert any(said in one for one in found), found


async def test_a_message_is_told_what_is_wrong_both_ways(slack_desk: Desk) -> None:
    answer = await slack_desk.post(text="x", blocks=[{"type": "header", "text": plain("x" * 151)}])
    wrong = "must be less than 151 characters [json-pointer:/blocks/0/text/text]"
    assert answer["errors"] == [wrong]
    assert answer["response_metadata"] == {"messages": ["[ERROR] " + wrong]}


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["type", "text", "elements", "element", "accessory", "label", "options", "fields"]),
            inner | st.sampled_from(["section", "actions", "input", "button", "static_select", "plain_text"]),
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(_JSON)
def test_any_json_is_judged_without_failing(value: Any) -> None:
    assert isinstance(wrong_in_message(value), list)
    assert isinstance(wrong_in_message([value]), list)
    assert isinstance(wrong_in_view(value, "modal"), list)
    assert isinstance(wrong_in_view({"type": "modal", "title": plain("x"), "blocks": value}, "modal"), list)
