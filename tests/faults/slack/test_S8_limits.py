"""Whatever the core says, Slack takes it: what is too long is cut where one sees it, and no button is lost (S8)."""

from hypothesis import given

from adapters.slack.rendering import card_view, form_view, home_view, message, say_view, words
from adapters.slack.rendering.ids import ActionIds, field_of, verb_of
from adapters.slack.rendering.wording import cut, fair_share, size, split
from bot.app.cards import Button, Card, Facts, Field, Form, Item, Option, Text
from bot.app.ports import Sent
from bot.app.replies import Ask
from bot.demo.stand_ins.slack import read, read_view
from tests.contract.slack.ground import COMMAND, Slack, address
from tests.contract.slack.samples import cards, element_of, forms, some, texts, wide
from tests.contract.slack.validators import buttons_of, judge_message, judge_view, words_of


@wide
@given(cards)
def test_S8_every_card_is_a_message_that_slack_takes_with_all_its_buttons(card: Card):
    rendered = message(card)
    judge_message(rendered)
    judge_message(message(card.marked_as_repeat()))
    shown = [verb_of(action) for action, _ in buttons_of(rendered["blocks"])]
    if "more. Open Home" not in words_of(rendered["blocks"]):
        assert shown == [button.verb for button in card.all_buttons()]
    assert shown[len(shown) - len(card.buttons) :] == [button.verb for button in card.buttons]


@wide
@given(cards)
def test_S8_every_card_fits_a_window_and_the_home_tab(card: Card):
    judge_view(card_view(card))
    judge_view(home_view(card))


@wide
@given(forms)
def test_S8_every_form_is_a_view_that_slack_takes_with_all_its_fields(form: Form):
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
def test_S8_every_short_answer_is_taken(text: str):
    judge_message(words(text, "warning"))
    judge_view(say_view(text, "urgent"))


def test_S8_a_name_of_ten_thousand_letters_is_cut_with_a_visible_mark():
    rendered = message(Card("T", "S", (Item("N" * 10_000, (Button("Accept", "accept", "i"),)),)))
    judge_message(rendered)
    assert rendered["blocks"][1]["text"]["text"].endswith("…")
    assert buttons_of(rendered["blocks"]) == [("q1:accept", "i")]


def test_S8_a_long_text_is_kept_whole_while_there_is_room():
    text = "word " * 1_500
    rendered = message(Card("T", "S", (Text(text),)))
    judge_message(rendered)
    assert "".join(words_of(rendered["blocks"][1:]).split()) == "".join(text.split())


def test_S8_a_list_too_long_says_how_many_more_and_where():
    lines = tuple(Item(f"Action {number}", (Button("Done", "done", str(number)),)) for number in range(300))
    rendered = message(Card("Overdue", "Overdue", lines, (Button("Tick several", "several"),)))
    judge_message(rendered)
    assert len(rendered["blocks"]) == 50
    assert "… and 253 more. Open Home" in words_of(rendered["blocks"][-2:])
    assert buttons_of(rendered["blocks"])[-1] == ("q1:several", "")
    home = home_view(Card("Overdue", "Overdue", lines))
    judge_view(home)
    assert "… and 202 more." in words_of(home["blocks"])


def test_S8_short_parts_stay_whole_beside_a_long_one():
    rendered = message(Card("T", "S", (Text("Ring 01753 000000 to identify the child."), Text("x" * 20_000))))
    judge_message(rendered)
    assert "Ring 01753 000000 to identify the child." in words_of(rendered["blocks"])


def test_S8_three_hundred_options_are_all_there_in_groups():
    element = element_of(Field("a", "A", "choice", True, value="v250", options=some(300)))
    assert [len(group["options"]) for group in element["option_groups"]] == [100, 100, 100]
    assert element["initial_option"]["text"]["text"] == "Person 250"
    several = element_of(Field("a", "A", "choices", value=("v1", "v299"), options=some(300)))
    assert [one["text"]["text"] for one in several["initial_options"]] == ["Person 1", "Person 299"]


@wide
@given(texts)
def test_S8_cutting_and_splitting_count_as_slack_counts(text: str):
    assert size(cut(text, 75)) <= 75
    assert all(0 < size(part) <= 75 for part in split(text, 75))


def test_S8_a_fair_share_leaves_the_short_ones_alone():
    assert fair_share([10, 20, 30], 100) >= 30
    assert fair_share([10, 10, 10_000], 1_020, least=1) == 1_000


def test_S8_action_ids_never_exceed_slacks_length():
    assert len(ActionIds().new("v" * 400)) <= 255


async def test_S8_slack_takes_a_card_of_ten_thousand_letter_names_and_says_where_the_rest_is(slack: Slack):
    name = "N" * 10_000
    lines = tuple(Item(f"{number} {name}", (Button("Done", "done", str(number)),)) for number in range(300))
    card = Card(name, name, (Text(name), Facts(((name, name),)), *lines), (Button(name[:75], "accept", "i-1"),))
    sent = await slack.adapter.channel.send(address(), card)
    assert isinstance(sent, Sent)
    assert "…" in read(slack.aisha.newest)
    assert "more. Open Home" in read(slack.aisha.newest)
    updated = await slack.adapter.channel.update(address(conversation=sent.conversation), sent.post_id, card)
    assert isinstance(updated, Sent)


async def test_S8_slack_takes_a_form_of_three_hundred_candidates_and_a_subject_of_any_length(slack: Slack):
    offered = tuple(Option(f"p{number}", f"{'N' * 10_000} {number}") for number in range(300))
    fields = (
        Field("who", "W" * 5_000, "choice", True, "p299", offered),
        Field("several", "Several", "choices", False, ("p1", "p2"), offered),
        Field("words", "Words", "long_text", value="x" * 10_000),
    )
    slack.front.reply = Ask(Form("plan", "T" * 500, "s" * 2_900, fields=fields))
    await slack.aisha.type_command(COMMAND)
    await slack.aisha.until(lambda: slack.aisha.modals)
    assert "…" in read_view(slack.aisha.view)
    await slack.aisha.submit()
    assert slack.front.last.values["who"] == "p299"
