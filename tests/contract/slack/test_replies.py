"""What a person sees in Slack after each kind of answer."""

from bot.app.cards import Button, Card, Field, Form, Option, Text
from bot.app.replies import Ask, Say, Show, Wrong
from bot.demo.stand_ins.slack import read, read_view
from bot.demo.stand_ins.slack.refusals import Refused
from tests.contract.slack.ground import AISHA, COMMAND, TEAM, Slack, address

CARD = Card(
    "RBWM-SM-12", "Strategy meeting RBWM-SM-12", (Text("Thursday 14:00"),), (Button("Accept", "accept", "inv-7"),)
)
FORM = Form(
    "convene",
    "Strategy meeting",
    "draft-1",
    fields=(
        Field("cases", "Case references", required=True),
        Field("soon", "How soon", "choice", True, options=(Option("24h", "Within 24 hours"), Option("now", "Now"))),
        Field("who", "Who works with the family", "people"),
        Field("note", "Anything else", "long_text"),
    ),
    submit="Plan",
)


async def test_a_typed_command_is_answered_in_the_same_response(slack: Slack):
    slack.front.reply = Say("You have no meetings.")
    said = await slack.aisha.type_command(COMMAND, "mine")
    assert said is not None
    assert said.ephemeral
    assert read(said) == "You have no meetings."
    assert (slack.front.last.text, slack.front.last.who.account, slack.front.last.who.tenant) == ("mine", AISHA, TEAM)
    assert slack.front.last.key.startswith("slack:")


async def test_a_card_answers_a_command_for_its_writer_alone(slack: Slack):
    slack.front.reply = Show(CARD)
    said = await slack.aisha.type_command(COMMAND, "RBWM-SM-12")
    assert said.ephemeral
    assert "Thursday 14:00" in read(said)
    slack.front.reply = Show(Card("RBWM-SM-12", "Done", (Text("You accepted."),)))
    await slack.aisha.press("Accept")
    await slack.aisha.until(lambda: "You accepted." in read(said))
    assert (slack.front.last.verb, slack.front.last.subject) == ("accept", "inv-7")


async def test_a_command_opens_the_form_and_its_values_come_back_by_name(slack: Slack):
    slack.front.reply = Ask(FORM)
    slack.front.offered = (Option("p-1", "Priya Nair"), Option("p-2", "Priyanka Rao"))
    assert await slack.aisha.type_command(COMMAND) is None
    await slack.aisha.until(lambda: slack.aisha.modals)
    hand = slack.aisha
    await hand.fill("Case references", "SC-1234 & SC-1235 <b>")
    await hand.choose("How soon", "Within 24 hours")
    await hand.fill("Who works with the family", ["Priya Nair"], typed="Pri")
    assert slack.front.last.text == "who:Pri"
    assert slack.front.last.verb == "convene"
    slack.front.reply = Show(CARD)
    assert await hand.submit() == {}
    heard = slack.front.last
    assert (heard.what, heard.verb, heard.subject) == ("submitted", "convene", "draft-1")
    assert heard.values == {"cases": "SC-1234 & SC-1235 <b>", "soon": "24h", "who": ("p-1",), "note": ""}
    assert "Thursday 14:00" in read_view(hand.view)
    assert "[Close]" in read_view(hand.view)


async def test_what_is_wrong_stands_beside_its_question_and_keeps_what_was_typed(slack: Slack):
    slack.front.reply = Ask(FORM)
    await slack.aisha.type_command(COMMAND)
    await slack.aisha.until(lambda: slack.aisha.modals)
    await slack.aisha.fill("Case references", "Alice Smith")
    await slack.aisha.choose("How soon", "Now")
    slack.front.reply = Wrong(FORM, {"cases": "Use a reference, not a name."})
    assert await slack.aisha.submit() == {"Case references": "Use a reference, not a name."}
    assert "Alice Smith" in read_view(slack.aisha.view)


async def test_an_error_that_belongs_to_no_question_is_shown_above_them(slack: Slack):
    slack.front.reply = Ask(FORM)
    await slack.aisha.type_command(COMMAND)
    await slack.aisha.until(lambda: slack.aisha.modals)
    await slack.aisha.fill("Case references", "SC-1")
    await slack.aisha.choose("How soon", "Now")
    slack.front.reply = Wrong(FORM, {"": "Nobody can chair before then.", "cases": "Known already."})
    assert await slack.aisha.submit() == {}
    shown = read_view(slack.aisha.view)
    assert "Nobody can chair before then." in shown
    assert "⚠️ Known already." in shown
    assert "SC-1" in shown


async def test_a_new_version_of_a_form_lets_go_of_what_was_typed(slack: Slack):
    pad = Form("pad", "Actions", "m-1", fields=(Field("line", "Action"),), version="1")
    slack.front.reply = Ask(pad)
    await slack.aisha.type_command(COMMAND)
    await slack.aisha.until(lambda: slack.aisha.modals)
    await slack.aisha.fill("Action", "Visit")
    slack.front.reply = Ask(Form("pad", "Actions", "m-1", fields=(Field("line", "Action"),), version="2"))
    await slack.aisha.submit()
    await slack.aisha.submit()
    assert slack.front.last.values == {"line": ""}


async def test_a_button_within_a_form_carries_what_is_typed_so_far_and_changes_the_window(slack: Slack):
    form = Form(
        "plan", "Plan", "m-1", fields=(Field("who", "Swap with", "person"), Field("day", "Day", "date")),
        buttons=(Button("Other time", "move", "m-1"),),
    )  # fmt: skip
    slack.front.reply = Ask(form)
    slack.front.offered = (Option("p-9", "Dr Osei"),)
    await slack.aisha.type_command(COMMAND)
    await slack.aisha.until(lambda: slack.aisha.modals)
    await slack.aisha.fill("Swap with", "Dr Osei")
    again = Form("plan", "Plan", "m-1", fields=(Field("who", "Swap with", "person", value="p-9"),), version="b")
    slack.front.reply = Ask(again)
    await slack.aisha.press("Other time")
    await slack.aisha.until(lambda: len(slack.calls("views.update")) == 1)
    assert slack.front.last.values == {"who": "p-9", "day": ""}
    assert "Dr Osei" in read_view(slack.aisha.view), "the name is shown, never the bare id"


async def test_a_card_shown_from_a_message_takes_its_place(slack: Slack):
    await slack.adapter.channel.send(address(), CARD)
    slack.front.reply = Show(Card("RBWM-SM-12", "Done", (Text("You accepted."),)))
    before = slack.aisha.newest
    await slack.aisha.press("Accept")
    await slack.aisha.until(lambda: "You accepted." in read(before))
    assert len(slack.aisha.messages) == 1


async def test_a_spent_answer_address_still_replaces_the_message(slack: Slack):
    await slack.adapter.channel.send(address(), CARD)
    slack.front.reply = Show(Card("RBWM-SM-12", "Done", (Text("You accepted."),)))

    def spent(*_args: object) -> None:
        raise Refused("used_url")

    slack.stand_in.state.response_urls.use = spent
    await slack.aisha.press("Accept")
    await slack.aisha.until(lambda: "You accepted." in read(slack.aisha.newest))
    assert slack.calls("chat.update")


async def test_a_short_answer_to_a_message_leaves_the_message_alone(slack: Slack):
    await slack.adapter.channel.send(address(), CARD)
    slack.front.reply = Say("Noted.")
    await slack.aisha.press("Accept")
    await slack.aisha.until(lambda: len(slack.aisha.messages) == 2)
    assert slack.aisha.newest.ephemeral
    assert "Thursday 14:00" in read(slack.aisha.messages[0])


async def test_a_form_asked_from_a_message_opens_a_window(slack: Slack):
    await slack.adapter.channel.send(address(), CARD)
    slack.front.reply = Ask(FORM)
    await slack.aisha.press("Accept")
    await slack.aisha.until(lambda: slack.aisha.modals)


async def test_a_short_answer_to_a_form_closes_it_with_a_small_window(slack: Slack):
    slack.front.reply = Ask(Form("x", "Sure?", "s"))
    await slack.aisha.type_command(COMMAND)
    await slack.aisha.until(lambda: slack.aisha.modals)
    slack.front.reply = Say("Sent to 7 people.")
    await slack.aisha.submit()
    assert read_view(slack.aisha.view).splitlines() == ["Quorate", "Sent to 7 people.", "[Close]"]


async def test_home_is_drawn_when_opened_and_again_after_something_was_done_there(slack: Slack):
    slack.front.page = Card("Home", "Home", (Text("Waiting: 1"),), (Button("Answer", "answer", "i-1"),))
    slack.front.replies["answer"] = Ask(Form("decline", "Can't come", "i-1"))
    slack.front.replies["decline"] = Say("Thank you.")
    assert await slack.aisha.open_home()
    await slack.aisha.until(lambda: slack.aisha.home)
    assert "Waiting: 1" in read_view(slack.aisha.home)
    slack.front.page = Card("Home", "Home", (Text("Waiting: 0"),))
    await slack.aisha.press("Answer", at_home=True)
    await slack.aisha.until(lambda: slack.aisha.modals)
    await slack.aisha.submit()
    await slack.aisha.until(lambda: "Waiting: 0" in read_view(slack.aisha.home))


async def test_a_card_shown_from_home_opens_in_a_window(slack: Slack):
    slack.front.page = Card("Home", "Home", (), (Button("Look", "look", "m-1"),))
    slack.front.replies["look"] = Show(CARD)
    await slack.aisha.open_home()
    await slack.aisha.until(lambda: slack.aisha.home)
    await slack.aisha.press("Look", at_home=True)
    await slack.aisha.until(lambda: slack.aisha.modals)
    assert "Thursday 14:00" in read_view(slack.aisha.view)


async def test_the_first_opening_says_hello_and_later_ones_do_not(slack: Slack):
    slack.front.reply = Say("Hello.")
    await slack.aisha.open_home()
    await slack.aisha.until(lambda: slack.aisha.home and slack.aisha.messages)
    await slack.aisha.open_home()
    await slack.aisha.until(lambda: [one.what for one in slack.front.heard].count("home") == 2)
    assert [one.what for one in slack.front.heard].count("reached") == 1
    assert slack.front.heard[0].who.conversation == {"channel": slack.aisha.direct.channel_id}


async def test_a_line_in_the_chat_is_answered_there(slack: Slack):
    slack.front.reply = Show(CARD)
    assert await slack.aisha.dm("RBWM-SM-12 &amp; &lt;b&gt; <mailto:a@b.example|a@b.example>")
    await slack.aisha.until(lambda: slack.aisha.messages)
    assert slack.front.last.text == "RBWM-SM-12 & <b> a@b.example"
    assert "Thursday 14:00" in read(slack.aisha.newest)


async def test_a_form_asked_by_a_line_in_the_chat_is_one_button_away(slack: Slack):
    slack.front.reply = Ask(FORM)
    await slack.aisha.dm("strategy-meeting")
    await slack.aisha.until(lambda: slack.aisha.messages)
    await slack.aisha.press("Open the form")
    await slack.aisha.until(lambda: slack.aisha.modals)
    assert [one.text for one in slack.front.heard] == ["strategy-meeting", "strategy-meeting"]


async def test_a_button_of_an_older_version_still_answers(slack: Slack):
    old = {
        "type": "button",
        "text": {"type": "plain_text", "text": "Accept"},
        "action_id": "q0:accept",
        "value": "i-3",
    }
    web = slack.adapter.channel._web
    blocks = [{"type": "actions", "elements": [old]}]
    await web.call(TEAM, "chat.postMessage", channel=AISHA, blocks=blocks, text="old")
    await slack.aisha.press("Accept")
    assert (slack.front.last.verb, slack.front.last.subject) == ("accept", "i-3")
