"""A7: whatever somebody is called, and whatever they write, is read in every channel just as it was written."""

from __future__ import annotations

import pytest

from adapters.slack.rendering import message
from adapters.teams.rendering import card_json
from bot.app.cards import Card, Facts, Heading, Item, Text
from bot.demo.stand_ins.microsoft import read
from tests.contract.email.ground import PAGE, a_card, parsed, words_of_html, words_of_text
from tests.contract.email.test_rendering import ENVELOPE, compose, parts
from tests.contract.slack.samples import HOSTILE
from tests.contract.slack.validators import words_of


@pytest.mark.parametrize("hostile", HOSTILE[:6])
def test_A7_nothing_a_person_wrote_is_ever_markup_in_slack(hostile: str) -> None:
    card = Card(
        "Title", f"Summary {hostile}", (Text(hostile), Item(hostile), Heading(hostile), Facts(((hostile, hostile),)))
    )
    rendered = message(card)
    assert "mrkdwn" not in str(rendered["blocks"])
    assert words_of(rendered["blocks"]).count(hostile) == 5
    assert not any(mark in rendered["text"] for mark in ("<", ">"))


def test_A7_hostile_words_are_read_in_teams_as_they_were_written() -> None:
    for hostile in ("[click](https://evil.example)", "<at>Everyone</at>", "**bold** _it_", "1. one", "\\*"):
        assert hostile in read(card_json(Card("T", "S", (Text(hostile), Item(hostile)))).json)


@pytest.mark.parametrize(
    "name",
    ["<b>Ann</b>", "<!channel>", "*Ann*", "[Ann](https://evil.example)", "<a href='https://evil.example'>x</a>",
     "Ann & Co \"quoted\" 'single'", "&lt;script&gt;", "<script>alert(1)</script>", "Ann — Müller 李 🙂"],
)  # fmt: skip
def test_A7_in_a_letter_a_name_is_only_words(name: str) -> None:
    card = a_card(title=f"{name}: come", blocks=(Text(name), Item(name), Facts(((name, name),))))
    text, html = parts(card)
    assert words_of_text(text) == words_of_html(html)[0]
    assert text.count(name) >= 4
    assert words_of_html(html)[1] == [PAGE.url]
    assert "<script" not in html
    assert "<b>" not in html


def test_A7_line_ends_in_a_name_write_no_header() -> None:
    card = a_card(title="Ann\r\nBcc: all@evil.example\r\n\r\nHello", summary="Ann\r\nBcc: all@evil.example")
    message = parsed(compose(card, ENVELOPE))
    assert message["bcc"] is None
    assert message["subject"] == "Ann Bcc: all@evil.example"
