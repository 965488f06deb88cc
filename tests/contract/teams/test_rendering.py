"""Any card and any form becomes a valid, small, literal Adaptive Card (trap rows of Teams; fault A7)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.teams.rendering import card_json, form_json, message_activity, pressed_from
from adapters.teams.rendering.literal import address, clean, label, markdown, run
from adapters.teams.rendering.measure import LARGEST, encode
from bot.app.cards import Button, Card, Divider, Facts, Field, Form, Heading, Item, Link, Option, Text
from bot.demo.stand_ins.microsoft import links, read
from bot.demo.stand_ins.microsoft.card_rules import check_card
from tests.kit.any_field import any_field

SCHEMA = json.loads((files("adaptive_cards") / "schemas" / "schema-1.5.json").read_text())
VALID = jsonschema.Draft6Validator(SCHEMA)
REFERENCE = {
    "service_url": "https://smba.trafficmanager.net/uk/",
    "conversation_id": "a:" + "x" * 120,
    "bot_id": "28:bot",
    "user_id": "29:" + "y" * 80,
    "tenant_id": "t" * 36,
}
HOSTILE = (
    "[click](https://evil.example)",
    "<at>Everyone</at>",
    "**bold** _it_ ~~s~~ `code`",
    "{{DATE(2026-11-22T00:00:00Z, SHORT)}}",
    "${expression}",
    "<https://evil.example>",
    "- item\n1. one\n# head\n> quote",
    "a\u202eb\u0000c\ud800d\r\n\te",
    "\\[x\\](y) &lt;b&gt;",
    "😀" * 50,
    "x" * 10_000,
    "",
)

words = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=12), st.text(max_size=6).map(lambda text: text * 60))
ids = st.sampled_from(("m1", "meeting/" + "7f" * 16, "a-1/b-2"))
tones = st.sampled_from(("plain", "quiet", "good", "warning", "urgent"))
buttons = st.builds(
    Button, words, ids, ids, st.sampled_from(("plain", "primary", "danger")), st.one_of(st.just(""), words)
)
web_links = st.builds(
    Link, words, st.sampled_from(("https://meet.example/a(b)", "javascript:x", "https://e.x/ y", ""))
)
blocks = st.one_of(
    st.builds(Heading, words),
    st.builds(Text, words, tones),
    st.builds(Facts, st.lists(st.tuples(words, st.one_of(words, web_links)), max_size=6).map(tuple)),
    st.builds(Item, words, st.lists(buttons, max_size=8).map(tuple), tones),
    st.just(Divider()),
)
cards = st.builds(
    Card, words, words, st.lists(blocks, max_size=8).map(tuple), st.lists(buttons, max_size=9).map(tuple)
)
options = st.builds(Option, st.text(min_size=1, max_size=8), words, words)
fields = any_field(words, st.lists(options, max_size=6, unique_by=lambda each: each.value))
forms = st.builds(
    Form,
    verb=ids,
    title=words,
    subject=ids,
    blocks=st.lists(blocks, max_size=5).map(tuple),
    fields=st.lists(fields, max_size=6, unique_by=lambda each: each.name).map(tuple),
    submit=words,
    buttons=st.lists(buttons, max_size=8).map(tuple),
)
WIDE = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))


def parts(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from parts(value)
    if isinstance(node, list):
        for value in node:
            yield from parts(value)


def executes(card: dict[str, Any]) -> list[dict[str, Any]]:
    return [part for part in parts(card) if part.get("type") == "Action.Execute"]


def check(card: dict[str, Any]) -> None:
    VALID.validate(card)
    check_card(card)
    assert len(encode(card)) <= LARGEST - 1024
    for part in parts(card):
        if part.get("type") == "ActionSet":
            assert len(part["actions"]) <= 6


@WIDE
@given(cards)
def test_every_card_is_valid_small_and_loses_no_button(card: Card) -> None:
    rendered = card_json(card)
    check(rendered.json)
    assert len(encode(message_activity(rendered, REFERENCE))) <= LARGEST
    shown = [(each["verb"], each["data"]["q"].get("subject", "")) for each in executes(rendered.json)]
    assert shown == [(f"q1.{button.verb}", button.subject) for button in card.all_buttons()]
    assert "\n" not in rendered.summary
    assert len(rendered.summary) <= 201


@WIDE
@given(forms)
def test_every_form_is_valid_small_and_loses_no_field_or_button(form: Form) -> None:
    rendered = form_json(form)
    check(rendered.json)
    inputs = {part["id"] for part in parts(rendered.json) if str(part.get("type", "")).startswith("Input.")}
    assert inputs == {f"f_{field.name}" for field in form.fields}
    actions = executes(rendered.json)
    assert len(actions) == 1 + len(form.buttons) + sum(
        len(block.buttons) for block in form.blocks if isinstance(block, Item)
    )
    required = any(part.get("isRequired") for part in parts(rendered.json))
    for action in actions:
        if required and not action["data"]["q"].get("form"):
            assert action["associatedInputs"] == "none"


@WIDE
@given(forms)
def test_what_stands_in_a_form_comes_back_as_its_values(form: Form) -> None:
    rendered = form_json(form).json
    (send,) = [each for each in executes(rendered) if each["data"]["q"].get("form")]
    typed = {part["id"]: part["value"] for part in parts(rendered) if "value" in part and "id" in part}
    pressed = pressed_from(send["verb"], {**send["data"], **typed})
    assert pressed is not None
    assert (pressed.verb, pressed.subject, pressed.submits) == (form.verb, form.subject, True)
    for field in form.fields:
        came = pressed.values[field.name]
        assert isinstance(came, tuple) is (field.kind in ("choices", "people"))
        if field.kind == "choices":
            wanted = (field.value,) if isinstance(field.value, str) else field.value
            assert came == tuple(each.value for each in field.options if each.value in wanted)


@WIDE
@given(words, words)
def test_A7_text_from_people_makes_no_link_and_no_markup(name: str, value: str) -> None:
    card = Card(name, name, (Heading(name), Text(value), Facts(((name, value),)), Item(value), Text(name)))
    rendered = card_json(card).json
    assert not [part for part in parts(rendered) if part.get("type") in ("TextBlock", "Action.OpenUrl", "FactSet")]
    written = json.dumps(rendered, ensure_ascii=False)
    assert "{{" not in written.replace("}}", "").replace('{"', "") or "{{DATE" not in written
    assert (
        links({"attachments": [{"contentType": "application/vnd.microsoft.card.adaptive", "content": rendered}]})
        == []
    )


def test_A7_the_one_markdown_there_is_holds_its_label_and_its_address() -> None:
    link = Link("Join](https://evil.example) [x", "https://meet.example/a)b(c")
    rendered = card_json(Card("T", "S", (Facts((("How *to* join", link),)),))).json
    activity = {"attachments": [{"contentType": "application/vnd.microsoft.card.adaptive", "content": rendered}]}
    assert links(activity) == ["https://meet.example/a%29b%28c"]
    assert "Join](https://evil.example) [x" in read(activity)


@pytest.mark.parametrize("url", ["http://x.example", "javascript:alert(1)", "https://a b", "data:x", ""])
def test_only_plain_https_becomes_a_link(url: str) -> None:
    assert address(url) == ""


@given(words)
def test_A7_titles_cannot_become_links_or_emphasis(text: str) -> None:
    title = label(text, 500)
    assert "](" not in title
    assert "`" not in title
    assert not re.search(r"[*_~](?=\S)", title)
    assert "\n" not in title


@given(words)
def test_A7_markdown_is_escaped_mark_by_mark(text: str) -> None:
    assert not re.search(r"(?<!\\)(?:\\\\)*[\[\]()*_`<>]", markdown(text, 500))


@given(words)
def test_controls_surrogates_and_reversals_are_gone(text: str) -> None:
    assert not re.search("[\u0000-\u0009\u000b-\u001f\ud800-\udfff\u202a-\u202e\u2066-\u2069]", clean(text))
    assert "{{" not in run(text, 500)


def test_long_words_are_cut_with_a_visible_mark() -> None:
    names = tuple(Facts(((f"Name {number}", "x" * 10_000),)) for number in range(30))
    rendered = card_json(Card("T", "S", names)).json
    check(rendered)
    assert read(rendered).count("…") >= 30


def test_a_list_too_long_says_how_many_are_left_out() -> None:
    items = tuple(Item(f"Item {number}", (Button("Open", "open", f"a{number}"),)) for number in range(400))
    rendered = card_json(Card("T", "S", items, (Button("Home", "home"),))).json
    check(rendered)
    shown = len(executes(rendered)) - 1
    assert f"… and {400 - shown} more – type home" in read(rendered)
    assert shown > 50


@pytest.mark.parametrize(("name", "least"), [("Ann Lee", 300), ("x" * 10_000, 80)])
def test_a_choice_of_three_hundred_fits_and_keeps_what_was_chosen(name: str, least: int) -> None:
    offered = tuple(Option(f"p{number}", f"{name} {number}") for number in range(300))
    form = Form("f", "F", fields=(Field("who", "Who", "choice", True, "p299", offered),))
    rendered = form_json(form).json
    check(rendered)
    (chosen,) = [part for part in parts(rendered) if part.get("type") == "Input.ChoiceSet"]
    assert len(chosen["choices"]) >= least
    assert chosen["value"] == "p299"
    assert "p299" in {choice["value"] for choice in chosen["choices"]}
    assert len(chosen["choices"]) == 300 or "more" in read(rendered)


def test_more_buttons_than_a_telephone_is_wide_stand_in_rows() -> None:
    buttons = tuple(Button(f"Suggest time {n}", "v", str(n)) for n in range(5))
    rendered = card_json(Card("T", "S", (Item("I", buttons),), buttons)).json
    rows = [part["actions"] for part in rendered["body"] if part["type"] == "ActionSet"]
    assert [len(row) for row in rows] == [2, 2, 1, 2, 2, 1]
    assert "actions" not in rendered


def test_one_short_button_stands_beside_its_line() -> None:
    rendered = card_json(Card("T", "S", (Item("A line", (Button("Change", "v", "1"),)),))).json
    (row,) = [part for part in rendered["body"] if part["type"] == "ColumnSet"]
    line, button = row["columns"]
    assert line["width"] == "stretch"
    assert button["items"][0]["actions"][0]["title"] == "Change"


def test_styles_and_questions_before_a_dangerous_button() -> None:
    card = Card("T", "S", buttons=(Button("Yes", "y", style="primary"), Button("No", "n", "", "danger", "Really?")))
    yes, no = card_json(card).json["actions"]
    assert (yes["type"], yes["style"]) == ("Action.Execute", "positive")
    assert (no["type"], no["style"]) == ("Action.ShowCard", "destructive")
    assert no["card"]["actions"][0]["verb"] == "q1.n"


def test_the_notification_of_a_form_holds_nothing_of_it() -> None:
    assert form_json(Form("f", "About Daisy", (), fields=(Field("a", "Daisy"),))).summary == "Quorate has answered"
