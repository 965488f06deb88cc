"""Cards and forms of every shape, hostile and enormous ones included."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from adapters.slack.rendering import form_view
from bot.app.cards import Button, Card, Divider, Facts, Field, Form, Heading, Item, Link, Option, Text
from tests.contract.slack.validators import judge_view
from tests.kit.any_field import KINDS

HOSTILE = (
    "<!channel>", "<@U0AISHA001>", "<https://evil.example|council.gov.uk>", "*bold* _it_ ~no~ `code`", ":smile:",
    "&lt;b&gt;", "a" * 10_000, "é" * 4_000, "👩‍⚕️" * 2_000, "\x00\x07\u202eevil", "\ud800", "\n\n\n", " ", "",
    "word " * 900, "line\n" * 700,
)  # fmt: skip

texts = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=60))
short = st.text(alphabet="abcdefgh_", min_size=1, max_size=8)
tones = st.sampled_from(["plain", "quiet", "good", "warning", "urgent"])
urls = st.one_of(
    st.sampled_from(
        ["https://meet.example/j/1", "javascript:alert(1)", "https://", "http://x", "https://u:p@x/", "ftp:"]
    ),
    st.just("https://x.example/" + "a" * 4_000),
    st.text(max_size=20),
)
links = st.builds(Link, texts, urls)
buttons = st.builds(
    Button,
    texts,
    short,
    st.one_of(short, st.just(""), st.just("s" * 3_000)),
    st.sampled_from(["plain", "primary", "danger"]),
    st.one_of(st.just(""), texts),
)
facts = st.builds(Facts, st.lists(st.tuples(texts, st.one_of(texts, links)), max_size=6).map(tuple))
items = st.builds(Item, texts, st.lists(buttons, max_size=4).map(tuple), tones)
blocks = st.one_of(st.builds(Heading, texts), st.builds(Text, texts, tones), facts, items, st.just(Divider()))
cards = st.builds(
    Card,
    texts,
    texts,
    st.lists(blocks, max_size=12).map(tuple),
    st.lists(buttons, max_size=30).map(tuple),
)
options = st.builds(Option, st.one_of(short, st.just(""), st.just("v" * 400)), texts, texts)
values = st.one_of(texts, st.lists(short, max_size=4).map(tuple), st.sampled_from(["2026-11-23", "16:30", "yes"]))
fields = st.builds(
    Field,
    short,
    texts,
    st.sampled_from(KINDS),
    st.booleans(),
    values,
    st.lists(options, max_size=14).map(tuple),
    texts,
    texts,
    st.integers(min_value=-5, max_value=9_000),
    texts,
)
forms = st.builds(
    Form,
    short,
    texts,
    st.one_of(short, st.just("s" * 4_000)),
    st.lists(blocks, max_size=8).map(tuple),
    st.lists(fields, max_size=8, unique_by=lambda field: field.name).map(tuple),
    texts,
    st.lists(buttons, max_size=8).map(tuple),
    short,
)
CARD = Card(
    "Strategy meeting", "Strategy meeting RBWM-SM-12", (Text("Thursday 14:00"),), (Button("Accept", "accept", "i-1"),)
)

wide = settings(
    max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), phases=(Phase.generate, Phase.reuse)
)


def element_of(field: Field) -> dict:
    blocks = form_view(Form("f", "Form", fields=(field,)))["blocks"]
    judge_view(form_view(Form("f", "Form", fields=(field,))))
    return blocks[-1]["element"]


def some(number: int) -> tuple[Option, ...]:
    return tuple(Option(f"v{one}", f"Person {one}") for one in range(number))
