"""Whatever the core says, Slack takes it, shows it literally, and loses no button."""

import pytest

from adapters.slack.rendering import form_view, message
from adapters.slack.rendering.ids import read_metadata, verb_of
from bot.app.cards import Button, Card, Facts, Field, Form, Item, Link, Option, Text
from tests.contract.slack.samples import element_of, some
from tests.contract.slack.validators import buttons_of


def test_emoji_codes_stay_as_they_were_typed():
    assert message(Card("T", "S", (Text(":smile:"),)))["blocks"][1]["text"]["emoji"] is False


def test_the_same_verb_many_times_gets_an_id_each_and_the_subject_as_value():
    lines = tuple(Item("A", (Button("Done", "done", subject),)) for subject in ("a", "b", "c"))
    shown = buttons_of(message(Card("T", "S", lines))["blocks"])
    assert shown == [("q1:done", "a"), ("q1:done#2", "b"), ("q1:done#3", "c")]


@pytest.mark.parametrize("action_id", ["q1:done", "q0:done", "q12:done#7", "done"])
def test_verbs_of_every_version_are_understood(action_id: str):
    assert verb_of(action_id) == "done"


def test_only_a_plain_https_address_becomes_a_link():
    rows = (
        ("Join", Link("Join the meeting", "https://meet.example/j/1")),
        ("Bad", Link("council.gov.uk", "javascript:alert(1)")),
        ("Worse", Link("bank", "https://user:pw@evil.example/")),
    )
    lines = message(Card("T", "S", (Facts(rows),)))["blocks"][1]["elements"]
    assert [line["elements"][1]["type"] for line in lines] == ["link", "text", "text"]


def test_a_button_that_asks_first_has_a_way_back():
    button = Button("Cancel the meeting", "cancel", "m-1", "danger", confirm="Everyone will be told.")
    element = message(Card("T", "S", (), (button,)))["blocks"][1]["elements"][0]
    assert (element["style"], element["confirm"]["style"], element["confirm"]["deny"]["text"]) == (
        "danger", "danger", "Go back",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("field", "kind"),
    [
        (Field("a", "A", "choice", True, options=some(5)), "radio_buttons"),
        (Field("a", "A", "choice", False, options=some(5)), "static_select"),
        (Field("a", "A", "choice", True, options=some(6)), "static_select"),
        (Field("a", "A", "choices", options=some(10)), "checkboxes"),
        (Field("a", "A", "choices", options=some(11)), "multi_static_select"),
        (Field("a", "A", "person"), "external_select"),
        (Field("a", "A", "people"), "multi_external_select"),
        (Field("a", "A", "date"), "datepicker"),
        (Field("a", "A", "time"), "timepicker"),
        (Field("a", "A", "confirm"), "checkboxes"),
        (Field("a", "A", "long_text"), "plain_text_input"),
    ],
)
def test_each_kind_of_question_has_its_input(field: Field, kind: str):
    assert element_of(field)["type"] == kind


def test_what_is_known_is_filled_in():
    assert element_of(Field("a", "A", "date", value="2026-11-23"))["initial_date"] == "2026-11-23"
    assert element_of(Field("a", "A", "time", value="16:30"))["initial_time"] == "16:30"
    assert element_of(Field("a", "A", "time", value="16:30"))["timezone"] == "Europe/London"
    assert element_of(Field("a", "A", "confirm", value="yes"))["initial_options"]
    assert element_of(Field("a", "A", "people", value=("p1",), options=(Option("p1", "Priya"),)))["initial_options"]
    assert "initial_date" not in element_of(Field("a", "A", "date", value="next week"))


def test_a_person_whose_name_nobody_told_is_never_shown_as_an_id():
    chosen = element_of(Field("a", "A", "person", value="01HZX3"))["initial_option"]
    assert (chosen["text"]["text"], chosen["value"]) == ("Already chosen", "01HZX3")


def test_a_field_that_must_be_answered_is_marked_so():
    blocks = form_view(Form("f", "F", fields=(Field("a", "A", required=True), Field("b", "B"))))["blocks"]
    assert [block["optional"] for block in blocks] == [False, True]


def test_an_unknown_metadata_is_an_empty_one():
    assert [read_metadata(kept) for kept in ("", "[1]", "{", '{"s": 4}', "[" * 9_999)] == [("", False)] * 5
