"""Whatever the core says, Slack takes it, shows it literally, and loses no button."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from adapters.slack.rendering import card_view, form_view, home_view, message, say_view, words
from adapters.slack.rendering.ids import ActionIds, field_of, read_metadata, verb_of
from adapters.slack.rendering.wording import cut, fair_share, size, split
from bot.app.cards import Button, Card, Facts, Field, Form, Item, Link, Option, Text
from tests.contract.slack.samples import cards, forms, texts
from tests.contract.slack.validators import buttons_of, judge_message, judge_view, words_of

wide = settings(
    max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), phases=(Phase.generate, Phase.reuse)
)


@wide
@given(cards)
def test_every_card_is_a_message_that_slack_takes_with_all_its_buttons(card: Card):
    rendered = message(card)
    judge_message(rendered)
    judge_message(message(card.marked_as_repeat()))
    shown = [verb_of(action) for action, _ in buttons_of(rendered["blocks"])]
    if "more. Open Home" not in words_of(rendered["blocks"]):
        assert shown == [button.verb for button in card.all_buttons()]
    assert shown[len(shown) - len(card.buttons) :] == [button.verb for button in card.buttons]


@wide
@given(cards)
def test_every_card_fits_a_window_and_the_home_tab(card: Card):
    judge_view(card_view(card))
    judge_view(home_view(card))


@wide
@given(forms)
def test_every_form_is_a_view_that_slack_takes_with_all_its_fields(form: Form):
    view = form_view(form)
    judge_view(view)
    judge_view(form_view(form.with_errors({one.name: "No." for one in form.fields}, {}), from_home=True))
    shown = {field_of(one["element"]["action_id"])[1] for one in view["blocks"] if one["type"] == "input"}
    empty = {one.name for one in form.fields if one.kind in ("choice", "choices") and not one.options}
    assert shown == {one.name for one in form.fields} - empty
    assert [verb_of(action) for action, _ in buttons_of(view["blocks"])][-len(form.buttons) or None :] == [
        button.verb for button in form.buttons
    ] or not form.buttons


@wide
@given(texts)
def test_every_short_answer_is_taken(text: str):
    judge_message(words(text, "warning"))
    judge_view(say_view(text, "urgent"))


def test_emoji_codes_stay_as_they_were_typed():
    assert message(Card("T", "S", (Text(":smile:"),)))["blocks"][1]["text"]["emoji"] is False


def test_a_name_of_ten_thousand_letters_is_cut_with_a_visible_mark():
    rendered = message(Card("T", "S", (Item("N" * 10_000, (Button("Accept", "accept", "i"),)),)))
    judge_message(rendered)
    assert rendered["blocks"][1]["text"]["text"].endswith("…")
    assert buttons_of(rendered["blocks"]) == [("q1:accept", "i")]


def test_a_long_text_is_kept_whole_while_there_is_room():
    text = "word " * 1_500
    rendered = message(Card("T", "S", (Text(text),)))
    judge_message(rendered)
    assert "".join(words_of(rendered["blocks"][1:]).split()) == "".join(text.split())


def test_a_list_too_long_says_how_many_more_and_where():
    lines = tuple(Item(f"Action {number}", (Button("Done", "done", str(number)),)) for number in range(300))
    rendered = message(Card("Overdue", "Overdue", lines, (Button("Tick several", "several"),)))
    judge_message(rendered)
    assert len(rendered["blocks"]) == 50
    assert "… and 253 more. Open Home" in words_of(rendered["blocks"][-2:])
    assert buttons_of(rendered["blocks"])[-1] == ("q1:several", "")
    home = home_view(Card("Overdue", "Overdue", lines))
    judge_view(home)
    assert "… and 202 more." in words_of(home["blocks"])


def test_short_parts_stay_whole_beside_a_long_one():
    rendered = message(Card("T", "S", (Text("Ring 01753 000000 to identify the child."), Text("x" * 20_000))))
    judge_message(rendered)
    assert "Ring 01753 000000 to identify the child." in words_of(rendered["blocks"])


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


def element_of(field: Field) -> dict:
    blocks = form_view(Form("f", "Form", fields=(field,)))["blocks"]
    judge_view(form_view(Form("f", "Form", fields=(field,))))
    return blocks[-1]["element"]


def some(number: int) -> tuple[Option, ...]:
    return tuple(Option(f"v{one}", f"Person {one}") for one in range(number))


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


def test_three_hundred_options_are_all_there_in_groups():
    element = element_of(Field("a", "A", "choice", True, value="v250", options=some(300)))
    assert [len(group["options"]) for group in element["option_groups"]] == [100, 100, 100]
    assert element["initial_option"]["text"]["text"] == "Person 250"
    several = element_of(Field("a", "A", "choices", value=("v1", "v299"), options=some(300)))
    assert [one["text"]["text"] for one in several["initial_options"]] == ["Person 1", "Person 299"]


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


@wide
@given(texts)
def test_cutting_and_splitting_count_as_slack_counts(text: str):
    assert size(cut(text, 75)) <= 75
    assert all(0 < size(part) <= 75 for part in split(text, 75))


def test_a_fair_share_leaves_the_short_ones_alone():
    assert fair_share([10, 20, 30], 100) >= 30
    assert fair_share([10, 10, 10_000], 1_020, least=1) == 1_000


def test_action_ids_never_exceed_slacks_length():
    assert len(ActionIds().new("v" * 400)) <= 255
