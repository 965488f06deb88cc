"""Cards and forms of every shape, hostile and enormous ones included, and what Teams demands of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from jsonschema_rs import Draft6Validator

from adapters.teams.rendering.measure import LARGEST, encode
from bot.app.cards import Button, Card, Divider, Facts, Form, Heading, Item, Link, Option, Text
from bot.demo.stand_ins.microsoft.card_rules import check_card
from tests.kit.any_field import any_field

CARD = Card("RB-SM-1", "A strategy meeting", (Text("Please answer."),), (Button("Accept", "accept", "i1"),))
SCHEMA = json.loads((files("adaptive_cards") / "schemas" / "schema-1.5.json").read_text())
VALID = Draft6Validator(SCHEMA)
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
