"""Every card and form of the gallery, and any other that there could be, as a page: well made, and nothing lost."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.responses import Response

from adapters.web.carried import Carrier
from adapters.web.course import Course, begun
from adapters.web.guest import Guest
from adapters.web.look import _NOT_SHOWN
from adapters.web.reading import read_page
from adapters.web.sent import Sent
from bot.app.bus import Bus
from bot.app.cards import Block, Card, Divider, Facts, Form, Heading, Item, Link, Option, Text
from bot.app.conversation import Conversation
from bot.app.links import Links
from bot.app.ports import Visit
from bot.app.seals import Seals
from bot.domain.people import Identity
from tests.contract.web.paper_browser import Read
from tests.kit.any_field import any_field
from tests.kit.gallery import gallery


class _Sealing(Conversation):
    """The front as far as seals go."""

    def __init__(self) -> None:
        self.bus = Bus.__new__(Bus)
        self.bus.links = Links(Seals(["an invented key"]), "https://quorate.example")


FRONT = _Sealing()
VISIT = Visit("visit", Identity("web", "", "", address_id="a"), "n", datetime(2026, 3, 10, 12, tzinfo=UTC))
GUEST = Guest(FRONT, VISIT)


def read(response: Response) -> Read:
    return Read(bytes(response.body).decode())


def shown(text: str) -> str:
    return " ".join(_NOT_SHOWN.sub("", text).split())


def texts(blocks: tuple[Block, ...]) -> list[str]:
    found: list[str] = []
    for block in blocks:
        match block:
            case Heading(text) | Text(text, _):
                found.append(text)
            case Item(text, buttons, _):
                found += [text, *(each.label for each in buttons)]
            case Facts(rows):
                found += [part for label, value in rows for part in (label, getattr(value, "label", value))]
            case Divider():
                pass
    return [each for each in map(shown, found) if each]


def check_card(card: Card) -> None:
    page = read(GUEST.card(card, "message"))
    assert shown(page.heading) == shown(card.title)
    rest = page.words
    for text in [*texts(card.blocks), *(shown(each.label) for each in card.buttons)]:
        _, found, rest = rest.partition(text)
        assert found, f"{text!r} is not on the page, or not in its place"
    pressed = [label for form in page.forms for label, _ in form.buttons if form.action == "/q/do"]
    assert [shown(each) for each in pressed] == [shown(each.label) for each in card.all_buttons()]


def check_form(form: Form) -> None:
    course: Course | None = begun(form, "key", "message")
    asked: list[str] = []
    course = begun(Form(form.verb, form.title, form.subject, form.blocks, form.fields), "key", "message")
    for number in range(len(course.pages)):
        at = Course(**{**course.things(), "at": number, "errors": {}, "fixing": False})
        page = read(GUEST.step(at))
        for field in at.page:
            assert shown(field.label) in page.words
            assert shown(field.hint) in page.words
            asked.append(field.name)
            offered = [each["value"] for each in page.questions if each.get("type") in ("radio", "checkbox")]
            if field.kind in ("choice", "choices") and len(field.options) <= 16:
                assert {each.value for each in field.options} <= set(offered)
        if number == 0:
            assert all(text in page.words for text in texts(form.blocks))
    assert asked == [each.name for each in form.fields]
    read(GUEST.step(begun(form, "key", "message")))


def test_every_card_and_form_of_the_gallery_is_a_page() -> None:
    for each in gallery():
        if isinstance(each.thing, Form):
            check_form(each.thing)
        else:
            check_card(each.thing)


def test_detail_stays_out_of_the_title_that_a_browser_remembers() -> None:
    for each in gallery():
        if each.detail and isinstance(each.thing, Card):
            page = read(GUEST.card(each.thing, "message", detail=True))
            assert page.title == "Shown because you asked – Quorate"


HOSTILE = (
    "<script>alert(1)</script>", "<!-- ", "</title>", "\" onclick=\"x", "' style='x", "{{ 7 * 7 }}", "{% raw %}",
    "a\u202eb\u0000c\ud800d\r\n\te", "&lt;b&gt;", "javascript:alert(1)", "x" * 4000, "😀" * 50, "",
)  # fmt: skip
words = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=12))
links = st.builds(Link, words, st.sampled_from(("https://meet.example/a", "javascript:x", "https://[", "http://x.y")))
blocks = st.one_of(
    st.builds(Heading, words),
    st.builds(Text, words, st.sampled_from(("plain", "quiet", "good", "warning", "urgent"))),
    st.builds(Facts, st.lists(st.tuples(words, st.one_of(words, links)), max_size=3).map(tuple)),
    st.just(Divider()),
)
fields = any_field(words, st.lists(st.builds(Option, st.text(max_size=8), words, words), max_size=20))
forms = st.builds(
    Form,
    verb=words,
    title=words,
    subject=words,
    blocks=st.lists(blocks, max_size=3).map(tuple),
    fields=st.lists(fields, max_size=5, unique_by=lambda each: each.name).map(tuple),
)
WIDE = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@WIDE
@given(words, st.lists(blocks, max_size=5).map(tuple))
def test_any_card_is_a_page_and_none_of_its_words_is_markup(title: str, inside: tuple[Block, ...]) -> None:
    page = read(GUEST.card(Card(title, "", inside), "message"))
    assert shown(page.heading) == shown(title)
    assert all(href.startswith(("/", "#", "https://meet.example/")) for href, _ in page.links)


@WIDE
@given(forms, st.dictionaries(words, st.lists(words, min_size=1, max_size=2).map(tuple)))
def test_any_form_is_a_page_and_comes_back_as_it_was(form: Form, typed: Sent) -> None:
    course = begun(form, "key", "message")
    read(GUEST.step(course))
    packed = Carrier(FRONT, "visit").pack("x", **course.things())
    again = Carrier(FRONT, "visit").unpack("x", packed)
    assert again is not None
    assert Course(**again) == course
    assert Carrier(FRONT, "another").unpack("x", packed) is None
    assert Carrier(FRONT, "visit").unpack("y", packed) is None
    result = read_page(course, typed)
    read(GUEST.step(result.course, result.errors, result.typed))


@pytest.mark.parametrize("sign", re.findall(".", "\u202e\u2066\u200f\x00\x7f"))
def test_no_page_holds_a_sign_that_turns_words_round(sign: str) -> None:
    assert sign not in bytes(GUEST.card(Card(f"a{sign}b", ""), "message").body).decode()
