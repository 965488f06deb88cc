"""Any card and any form becomes a valid, small, literal Adaptive Card (trap rows of Teams; fault A7)."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given

from adapters.teams.rendering import card_json, form_json, pressed_from
from adapters.teams.rendering.literal import address, clean, label, markdown, run
from bot.app.cards import Button, Card, Facts, Field, Form, Heading, Item, Link, Text
from bot.demo.stand_ins.microsoft import links, read
from tests.contract.teams.samples import (
    WIDE,
    executes,
    forms,
    parts,
    words,
)


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
