"""A card that is too big for Teams goes as a short one that says where the rest is (M5)."""

from __future__ import annotations

import pytest
from hypothesis import given

from adapters.teams.rendering import card_json, form_json, message_activity
from adapters.teams.rendering.measure import LARGEST, encode
from bot.app.cards import Button, Card, Facts, Field, Form, Item, Option, Text
from bot.app.ports import Refused, Sent
from bot.demo.stand_ins.microsoft import read
from tests.contract.teams.ground import Ground
from tests.contract.teams.samples import CARD, REFERENCE, WIDE, cards, check, executes, forms, parts


async def test_M5_what_is_too_big_goes_as_a_short_card_with_its_buttons_and_where_the_rest_is(ground: Ground) -> None:
    address = await ground.reachable()
    before = len(ground.hand().screen.cards)
    for kind in ("send", "update"):
        ground.microsoft.fail_next(kind, status=413, code="MessageSizeTooBig")
    sent = await ground.adapter.channel.send(address, CARD)
    assert isinstance(sent, Sent)
    (posted,) = ground.hand().screen.cards[before:]
    for words in ("A strategy meeting", "Type home to see all of it", "Accept"):
        assert words in read(posted)
    updated = await ground.adapter.channel.update(
        address, sent.post_id, Card("T", "It has moved", (Text("x" * 9_000),))
    )
    assert isinstance(updated, Sent)
    assert "It has moved" in read(ground.hand().screen.cards[-1])
    assert "xxx" not in read(ground.hand().screen.cards[-1])


async def test_M5_a_message_too_big_even_so_is_refused_for_good_and_tried_elsewhere(ground: Ground) -> None:
    address = await ground.reachable()
    ground.microsoft.fail_next("send", status=413, times=2)
    assert await ground.adapter.channel.send(address, CARD) == Refused("too_big")


@WIDE
@given(cards)
def test_M5_every_card_is_valid_small_and_loses_no_button(card: Card) -> None:
    rendered = card_json(card)
    check(rendered.json)
    assert len(encode(message_activity(rendered, REFERENCE))) <= LARGEST
    shown = [(each["verb"], each["data"]["q"].get("subject", "")) for each in executes(rendered.json)]
    assert shown == [(f"q1.{button.verb}", button.subject) for button in card.all_buttons()]
    assert "\n" not in rendered.summary
    assert len(rendered.summary) <= 201


@WIDE
@given(forms)
def test_M5_every_form_is_valid_small_and_loses_no_field_or_button(form: Form) -> None:
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


def test_M5_long_words_are_cut_with_a_visible_mark() -> None:
    names = tuple(Facts(((f"Name {number}", "x" * 10_000),)) for number in range(30))
    rendered = card_json(Card("T", "S", names)).json
    check(rendered)
    assert read(rendered).count("…") >= 30


def test_M5_a_list_too_long_says_how_many_are_left_out() -> None:
    items = tuple(Item(f"Item {number}", (Button("Open", "open", f"a{number}"),)) for number in range(400))
    rendered = card_json(Card("T", "S", items, (Button("Home", "home"),))).json
    check(rendered)
    shown = len(executes(rendered)) - 1
    assert f"… and {400 - shown} more – type home" in read(rendered)
    assert shown > 50


@pytest.mark.parametrize(("name", "least"), [("Ann Lee", 300), ("x" * 10_000, 80)])
def test_M5_a_choice_of_three_hundred_fits_and_keeps_what_was_chosen(name: str, least: int) -> None:
    offered = tuple(Option(f"p{number}", f"{name} {number}") for number in range(300))
    form = Form("f", "F", fields=(Field("who", "Who", "choice", True, "p299", offered),))
    rendered = form_json(form).json
    check(rendered)
    (chosen,) = [part for part in parts(rendered) if part.get("type") == "Input.ChoiceSet"]
    assert len(chosen["choices"]) >= least
    assert chosen["value"] == "p299"
    assert "p299" in {choice["value"] for choice in chosen["choices"]}
    assert len(chosen["choices"]) == 300 or "more" in read(rendered)
