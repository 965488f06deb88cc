"""A letter says the same in text and HTML, for every card there is, and a name in it is only words."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.email.addresses import Sender
from adapters.email.composing import Envelope, compose
from bot.app.cards import Button, Card, Facts, Item, Link, Text
from tests.contract.email.ground import PAGE, SCHOOL, a_card, letter, parsed, words_of_html, words_of_text
from tests.kit.gallery import CANARY, CASE, gallery

ENVELOPE = Envelope(
    Sender("Strategy meetings", "m@council.example"), "in@council.example", SCHOOL, "n1.0.0@council.example"
)


def parts(card: Card) -> tuple[str, str]:
    message = parsed(compose(card, ENVELOPE))
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    assert text
    assert html
    return text.get_content().replace("\r\n", "\n"), html.get_content().replace("\r\n", "\n")


def test_every_card_says_the_same_in_text_and_in_html() -> None:
    for shown in gallery():
        if isinstance(shown.thing, Card) and shown.how == "message":
            text, html = parts(replace(shown.thing, letter=letter()))
            words, links = words_of_html(html)
            assert words_of_text(text) == words, shown.name
            assert [each for each in words if each in links] == links, shown.name
            for block in shown.thing.blocks:
                if isinstance(block, Text | Item):
                    for line in block.text.splitlines():
                        assert " ".join(line.split()) in " ".join(text.split()), shown.name
            for button in shown.thing.all_buttons():
                assert button.label in text, shown.name


def test_no_letter_holds_a_private_word_and_every_subject_is_the_summary() -> None:
    for shown in gallery():
        if isinstance(shown.thing, Card) and shown.how == "message":
            message = parsed(compose(replace(shown.thing, letter=letter()), ENVELOPE))
            assert CANARY not in message.as_string()
            assert CASE not in message.as_string()
            assert message["subject"] == " ".join(shown.thing.summary.split()), shown.name


def test_every_invitation_keeps_its_999_line() -> None:
    for shown in gallery():
        if shown.name.startswith("invitation") and "999" in repr(shown.thing) and isinstance(shown.thing, Card):
            for written in parts(replace(shown.thing, letter=letter())):
                assert "call 999" in written


def test_a_letter_fetches_nothing_and_runs_nothing() -> None:
    for shown in gallery():
        if isinstance(shown.thing, Card) and shown.how == "message":
            _, html = parts(replace(shown.thing, letter=letter()))
            assert not re.search(r"<(img|script|link|iframe|object|form|table|svg)\b|url\(|@import|@font-face", html)
            assert "src=" not in html


def test_one_link_leads_to_the_page_and_the_choices_are_named() -> None:
    text, html = parts(a_card())
    assert "You can choose: I'll come · I can't come\n\nOpen and answer:\nhttps://quorate.example/q/abc.def" in text
    assert html.count(PAGE.url) == 1
    assert "If the link does not work, ring Quorate desk, 01632 960000." in text
    assert "- Visit, by Friday\n  You can choose: Done" in text


def test_a_card_with_nothing_to_choose_has_a_link_that_says_so() -> None:
    text, _ = parts(a_card(blocks=(), buttons=()))
    assert "\nOpen:\nhttps://" in text


def test_without_a_page_no_choice_is_promised() -> None:
    text, _ = parts(a_card(letter=letter(page=None)))
    assert "I'll come" not in text
    assert "Questions? Ring Quorate desk" in text


def test_what_a_list_of_messages_shows_is_the_summary_and_nothing_below_it() -> None:
    card = Card(
        "Exampleshire: your code",
        "Exampleshire: your code",
        (Text("Your code is 123 456."),),
        letter=letter(page=None),
    )
    _, html = parts(card)
    shown = re.sub(r"<(style|title)>.*?</\1>", "", html.partition("<body")[2], flags=re.DOTALL)
    start = re.sub(r"<[^>]*>", "", "<body" + shown)
    assert start.split("͏")[0].strip().startswith("Exampleshire: your code") or "&#847;" in start
    assert "123 456" not in start[:1000]


def test_words_that_turn_the_direction_of_reading_are_dropped() -> None:
    text, html = parts(a_card(title="Ann \u202egnik\u202c", blocks=(Text("bell\x07 \u2066x\u2069"),)))
    assert not set("\u202e\u202c\u2066\u2069\x07") & set(text + html)


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "http://evil.example", "https://user@evil.example", "https://e.example/ x", "file:///etc/x",
     "https://e.example/\"onclick=\"x", "https://[bad", "//evil.example", "https://bücher.example"],
)  # fmt: skip
def test_an_address_that_is_not_plain_https_is_words(url: str) -> None:
    _, html = parts(a_card(blocks=(Facts((("Join", Link("Room", url)),)),)))
    assert words_of_html(html)[1] == [PAGE.url]


ANY = st.text(max_size=300)


@given(title=ANY, summary=ANY, words=ANY, label=ANY, ring=ANY)
def test_whatever_stands_in_a_card_the_message_stays_one(
    title: str, summary: str, words: str, label: str, ring: str
) -> None:
    card = Card(
        title, summary, (Text(words), Facts(((label, words),)), Item(words, (Button(label, "x"),))),
        (Button(label, "y"),), letter=letter(ring=ring),
    )  # fmt: skip
    raw = compose(card, ENVELOPE)
    message = parsed(raw)
    wanted = {"From", "To", "Reply-To", "Subject", "Date", "Message-ID", "Auto-Submitted", "X-Auto-Response-Suppress",
              "MIME-Version", "Content-Type"}  # fmt: skip
    assert set(message.keys()) == wanted
    assert all(len(line) < 998 for line in raw.split(b"\r\n"))
    assert b"\n" not in raw.replace(b"\r\n", b"")
    text, html = parts(card)
    assert [w for w in words_of_html(html)[0] if not re.fullmatch(r"[=-]+", w)] == [
        w for w in words_of_text(text) if not re.fullmatch(r"[=-]+", w)
    ] or "\n-" in text  # a line of somebody's own that begins with a dash is dropped by the test's own reader


def test_ten_thousand_letters_are_a_whole_letter() -> None:
    text, _ = parts(a_card(title="A" * 10_000, summary="B" * 10_000, blocks=(Text("word " * 2000),)))
    assert text.count("word") == 2000
    message = parsed(compose(a_card(summary="B" * 10_000), ENVELOPE))
    assert message["subject"] == "B" * 199 + "…"
