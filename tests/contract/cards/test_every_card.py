"""Every card, form and short answer of the gallery: taken by both tools, free of private words, no dead button."""

from __future__ import annotations

import json
import re
from importlib.resources import files

import pytest
from jsonschema_rs import Draft6Validator

from adapters.slack.rendering import card_view, form_view, home_view, message
from adapters.slack.rendering.limits import OPTION_TEXT, VIEW_WORD
from adapters.teams.rendering import card_json, form_json
from bot.app.cards import Button, Card, Field, Form, Item
from bot.app.conversation.presses import PRESSES
from bot.app.conversation.submissions import SUBMISSIONS
from bot.demo.stand_ins.microsoft import read as read_in_teams
from bot.demo.stand_ins.microsoft.card_rules import check_card
from tests.contract.slack.validators import judge_message, judge_view, words_of
from tests.kit.gallery import CANARY, CASE, gallery

TEAMS_LIMIT = 28 * 1024
SCHEMA = json.loads((files("adaptive_cards") / "schemas" / "schema-1.5.json").read_text())
KEPT_FOR_OLD_CARDS = frozenset({"help"})
"""Buttons that no card of today has, kept because cards already sent keep theirs."""


def all_buttons(thing: Card | Form) -> list[Button]:
    inner = [button for block in thing.blocks if isinstance(block, Item) for button in block.buttons]
    return [*inner, *thing.buttons]


def test_slack_takes_every_one_of_them() -> None:
    for shown in gallery():
        if isinstance(shown.thing, Form):
            judge_view(form_view(shown.thing))
            continue
        judge_message(message(shown.thing))
        judge_view(card_view(shown.thing))
        judge_view(home_view(shown.thing))


def test_teams_takes_every_one_of_them_and_none_is_large() -> None:
    valid = Draft6Validator(SCHEMA)
    for shown in gallery():
        drawn = form_json(shown.thing) if isinstance(shown.thing, Form) else card_json(shown.thing)
        valid.validate(drawn.json)
        check_card(drawn.json)
        assert len(json.dumps(drawn.json).encode()) < TEAMS_LIMIT, shown.name


def test_the_plain_text_of_each_says_what_the_card_says() -> None:
    for shown in gallery():
        if isinstance(shown.thing, Form):
            continue
        wanted = [block.text for block in shown.thing.blocks if hasattr(block, "text")]
        for tool, text in (
            ("teams", read_in_teams(card_json(shown.thing).json)),
            ("slack", words_of(message(shown.thing)["blocks"])),
        ):
            for words in wanted:
                for line in words.splitlines():
                    assert line in text, f"{shown.name} in {tool}: {line}"


def test_no_message_holds_a_private_word() -> None:
    for shown in gallery():
        if shown.how in ("message", "home", "said"):
            assert CANARY not in repr(shown.thing), shown.name
            assert CASE not in repr(shown.thing), shown.name
        if isinstance(shown.thing, Card):
            assert CANARY not in shown.thing.summary + shown.thing.title, shown.name
            assert CASE not in shown.thing.summary + shown.thing.title, shown.name


def test_private_words_are_read_on_request_only() -> None:
    """The canary is really there to be found: the forms and cards that may hold it do."""
    with_detail = {shown.name for shown in gallery() if CANARY in repr(shown.thing)}
    meant = {shown.name for shown in gallery() if shown.detail}
    assert meant <= with_detail
    assert with_detail - meant == {"convene-wrong"}, "what somebody typed, shown to nobody else"


def test_every_button_does_something_and_every_form_goes_somewhere() -> None:
    pressed = {button.verb for shown in gallery() for button in all_buttons(shown.thing)}
    submitted = {shown.thing.verb for shown in gallery() if isinstance(shown.thing, Form)}
    assert pressed <= PRESSES.keys()
    assert submitted <= SUBMISSIONS.keys()


def test_no_verb_is_dead() -> None:
    pressed = {button.verb for shown in gallery() for button in all_buttons(shown.thing)}
    submitted = {shown.thing.verb for shown in gallery() if isinstance(shown.thing, Form)}
    assert PRESSES.keys() - pressed == KEPT_FOR_OLD_CARDS
    assert SUBMISSIONS.keys() - submitted == set()


def test_every_form_fits_slacks_title_and_buttons() -> None:
    for shown in gallery():
        if isinstance(shown.thing, Form):
            assert len(shown.thing.title) <= VIEW_WORD, shown.name
            assert len(shown.thing.submit) <= VIEW_WORD, shown.name


def test_no_line_has_more_than_six_buttons_and_no_label_is_longer_than_a_telephone() -> None:
    for shown in gallery():
        assert len(shown.thing.buttons) <= 6, shown.name
        for block in shown.thing.blocks:
            if isinstance(block, Item):
                assert len(block.buttons) <= 6, f"{shown.name}: {block.text}"
        for button in all_buttons(shown.thing):
            assert len(button.label) <= 32, f"{shown.name}: {button.label}"


def test_no_other_time_of_a_plan_is_cut_off_on_the_longest_day() -> None:
    """Slack cuts an option at 75 characters; "Wed 23 September" is six letters longer than "Wed 11 March"."""
    for shown in gallery():
        for field in shown.thing.fields if isinstance(shown.thing, Form) else ():
            if field.name == "starts_at":
                assert all(len(option.label) <= OPTION_TEXT - 6 for option in field.options), shown.name


def test_nobody_is_shown_as_a_bare_id() -> None:
    """A chosen person stands in a form with their name."""
    for shown in gallery():
        for field in shown.thing.fields if isinstance(shown.thing, Form) else ():
            if field.kind in ("person", "people") and not field.error and shown.name.startswith(("pad", "correct")):
                assert _chosen(field) <= {option.value for option in field.options}, f"{shown.name}: {field.name}"


def _chosen(field: Field) -> set[str]:
    return {each for each in ((field.value,) if isinstance(field.value, str) else field.value) if each}


@pytest.mark.parametrize("name", ["invitation", "invitation-no-room", "invitation-time-changed"])
def test_an_invitation_says_what_it_must_and_nothing_else(name: str) -> None:
    (shown,) = [each for each in gallery() if each.name == name]
    lines = read_in_teams(card_json(shown.thing).json if isinstance(shown.thing, Card) else {}).splitlines()
    labels = [
        found[1]
        for line in lines
        if (
            found := re.match(
                r"(Your part|When|Join|Or dial in|Reply by|To learn which child, ring):", line.replace("*", "")
            )
        )
    ]
    assert labels == ["Your part", "When", "Join", "Or dial in", "Reply by", "To learn which child, ring"]
    assert any("call 999" in line for line in lines)
    assert "Exampleshire" in shown.thing.title
    assert "EXMP-SM-" in shown.thing.title


def test_a_meeting_that_is_over_has_no_link_to_join() -> None:
    for shown in gallery():
        if shown.name in ("invitation-held", "invitation-cancelled", "convenor-held", "convenor-cancelled"):
            assert "meet.example" not in repr(shown.thing), shown.name
