"""What people do in Teams reaches the front, and its replies stand where they are looking."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import structlog

from bot.app.cards import Button, Card, Field, Form, Item, Option, Text
from bot.app.replies import Ask, Reply, Say, Show, Wrong
from tests.contract.teams.ground import AMY, GUS, NIA, POLICE, Call, Ground

CONVENE = Form(
    "convene",
    "Strategy meeting",
    "m1",
    fields=(
        Field("references", "Case reference", required=True),
        Field("urgency", "How soon", "choice", True, options=(Option("24h", "24 hours"), Option("sd", "Same day"))),
        Field("concerns", "Concerns", "choices", options=(Option("a,b", "Neglect"), Option("c%", "Missing"))),
        Field("workers", "People who know the child", "people"),
        Field("owner", "Who", "person", value="p7", options=(Option("p7", "Nia Bell"),)),
        Field("day", "Day", "date"),
        Field("hour", "Time", "time"),
        Field("sure", "Phoned", "confirm", placeholder="I rang them"),
        Field("notes", "Notes", "long_text"),
    ),
    submit="Plan it",
    buttons=(Button("Held by phone", "by_phone"),),
)
PLAN = Card("The plan", "A plan", buttons=(Button("Send", "send", "m1", "primary"), Button("Drop", "drop", "m1")))


def replying(**replies: Reply) -> Any:
    return lambda call: replies.get(call.verb or call.name, Say("Done"))


async def test_typed_words_reach_the_front_with_who_signed_them(ground: Ground) -> None:
    await ground.hand().say("<at>Quorate</at> strategy-meeting  mine")
    (call,) = ground.front.named("said")
    assert call.text == "strategy-meeting mine"
    assert (call.who.channel, call.who.tenant, call.who.account) == ("teams", POLICE, AMY)
    assert call.who.conversation == json.loads(json.dumps(call.who.conversation))
    assert {"service_url", "conversation_id", "bot_id", "user_id", "tenant_id"} == set(call.who.conversation)


async def test_the_same_delivery_has_the_same_key_and_another_has_its_own(ground: Ground) -> None:
    activity = ground.microsoft.activity_of(AMY)
    for _ in range(2):
        await ground.microsoft.post_raw(activity, ground.microsoft.token(serviceurl=activity["serviceUrl"]))
    await ground.hand().say("hello")
    first, again, other = (call.key for call in ground.front.named("said"))
    assert first == again != other
    assert activity["id"] in first
    assert activity["conversation"]["id"] in first


async def test_a_guest_has_no_address_and_a_member_without_mail_has_their_sign_in_name(ground: Ground) -> None:
    await ground.hand(GUS).say("hello")
    await ground.hand(NIA).say("hello")
    who = [call.who for call in ground.front.named("said")]
    assert [await ground.adapter.channel.verified_email(each) for each in who] == ["", "nia.bell@nhs.example"]


async def test_an_answer_to_typed_words_is_one_card_alone_with_a_summary(ground: Ground) -> None:
    await ground.hand().say("help")
    await ground.hand().sees("You did: said")
    (sent,) = [sent for sent in ground.microsoft.sent if sent.kind in ("send", "reply")]
    assert "text" not in sent.payload
    assert sent.payload["summary"] == "Quorate has answered"
    assert len(sent.payload["attachments"]) == 1


async def test_a_form_is_filled_in_and_every_value_arrives_as_its_kind(ground: Ground) -> None:
    ground.front.answer = replying(said=Ask(CONVENE), convene=Show(PLAN))
    hand = ground.hand()
    await hand.say("strategy-meeting")
    await hand.sees("Strategy meeting")
    hand.fill("Case reference", " RB-1 ").fill("How soon", "24 hours").fill("Concerns", ["Neglect", "Missing"])
    hand.fill("People who know the child", "Ann Lee; Bo Peep\n\n Nia  Bell").fill("Day", "2026-03-11")
    hand.fill("Time", "14:00").fill("Phoned", True).fill("Notes", "line one\nline two")
    shown = await hand.press("Plan it")
    assert shown.kind == "card"
    (call,) = ground.front.named("submitted")
    assert (call.verb, call.subject) == ("convene", "m1")
    assert call.values == {
        "references": "RB-1",
        "urgency": "24h",
        "concerns": ("a,b", "c%"),
        "workers": ("Ann Lee", "Bo Peep", "p7"),
        "owner": "p7",
        "day": "2026-03-11",
        "hour": "14:00",
        "sure": "yes",
        "notes": "line one\nline two",
    }


async def test_empty_fields_arrive_by_name_and_empty(ground: Ground) -> None:
    form = Form("f", "F", fields=tuple(Field(kind, kind, kind) for kind in ("text", "people", "choices", "confirm")))
    ground.front.answer = replying(said=Ask(form))
    await ground.hand().say("x")
    await ground.hand().sees("F")
    await ground.hand().press("Save")
    assert ground.front.named("submitted")[0].values == {"text": "", "people": (), "choices": (), "confirm": ""}


async def test_required_inputs_do_not_hold_up_the_other_buttons(ground: Ground) -> None:
    ground.front.answer = replying(said=Ask(CONVENE), by_phone=Say("As you like"))
    hand = ground.hand()
    await hand.say("strategy-meeting")
    await hand.sees("Strategy meeting")
    assert (await hand.press("Plan it")).kind == "blocked"
    assert (await hand.press("Held by phone")).text == "As you like"
    assert ground.front.named("pressed")[0].verb == "by_phone"


async def test_a_button_on_a_line_of_a_form_takes_what_was_typed_with_it(ground: Ground) -> None:
    pad = Form(
        "pad",
        "Actions",
        "m1",
        (Item("1. Visit", (Button("Correct", "correct", "a1"),)),),
        (Field("words", "Action", "long_text", required=True),),
    )
    ground.front.answer = replying(said=Ask(pad))
    hand = ground.hand()
    await hand.say("pad")
    await hand.sees("Actions")
    await hand.press("Correct")
    hand.fill("Action", "Ring the school")
    await hand.press("Correct")
    empty, typed = ground.front.named("pressed")
    assert (empty.subject, empty.values) == ("a1", {"words": ""})
    assert typed.values == {"words": "Ring the school"}


async def test_what_is_wrong_stands_beside_the_field_and_what_was_typed_is_kept(ground: Ground) -> None:
    wrong = Wrong(CONVENE, {"references": "That looks like a name.", "whole": "Nothing was sent."})
    ground.front.answer = replying(said=Ask(CONVENE), convene=wrong)
    hand = ground.hand()
    await hand.say("strategy-meeting")
    await hand.sees("Strategy meeting")
    hand.fill("Case reference", "Daisy").fill("How soon", "Same day").fill("Notes", "kept")
    shown = await hand.press("Plan it")
    lines = shown.text.splitlines()
    assert lines[1] == "Nothing was sent."
    assert lines[lines.index("Case reference *: Daisy") + 1] == "That looks like a name."
    assert "Notes: kept" in lines
    assert "How soon *: ( ) 24 hours (x) Same day" in lines or any("Same day" in line for line in lines)
    await hand.press("Plan it")
    assert ground.front.named("submitted")[1].values["urgency"] == "sd"


async def test_a_word_to_a_button_leaves_the_card_and_a_word_to_a_form_takes_its_place(ground: Ground) -> None:
    ground.front.answer = replying(
        said=Show(PLAN), send=Say("Already sent"), drop=Ask(Form("why", "Why", submit="Go"))
    )
    hand = ground.hand()
    await hand.say("plan")
    await hand.sees("The plan")
    assert (await hand.press("Send")).kind == "toast"
    assert hand.screen.toasts == ["Already sent"]
    assert (await hand.press("Drop")).text.startswith("Why")
    shown = await hand.press("Go")
    assert (shown.kind, shown.text) == ("card", "Done")


async def test_a_button_that_asks_first_is_pressed_twice(ground: Ground) -> None:
    card = Card("M", "M", buttons=(Button("Cancel it", "cancel", "m1", "danger", confirm="Everybody is told."),))
    ground.front.answer = replying(said=Show(card))
    hand = ground.hand()
    await hand.say("x")
    await hand.sees("M")
    assert "Everybody is told." in (await hand.press("Cancel it")).text
    assert ground.front.named("pressed") == []
    await hand.press("Yes: Cancel it")
    assert [(call.verb, call.subject) for call in ground.front.named("pressed")] == [("cancel", "m1")]


async def test_the_answer_to_a_typed_form_is_still_there_when_the_chat_is_opened_again(ground: Ground) -> None:
    ground.front.answer = replying(said=Ask(Form("f", "Form", submit="Go")), f=Show(PLAN))
    hand = ground.hand()
    await hand.say("x")
    posted = await hand.sees("Form")
    await hand.press("Go", posted)
    (update,) = [sent for sent in ground.microsoft.sent if sent.kind == "update"]
    assert update.activity_id in ("", posted.id)
    assert "The plan" in json.dumps(update.payload)


async def test_the_answer_on_a_notice_is_left_to_the_core_to_keep(ground: Ground) -> None:
    address = await ground.reachable()
    await ground.adapter.channel.send(address, Card("Notice", "N", buttons=(Button("Accept", "accept", "i1"),)))
    ground.front.answer = replying(accept=Show(Card("Accepted", "A")))
    assert (await ground.hand().press("Accept")).text == "Accepted"
    assert not [sent for sent in ground.microsoft.sent if sent.kind == "update"]


async def test_installing_the_app_says_hello_once_and_removing_it_is_told(ground: Ground) -> None:
    hand = ground.hand()
    for activity in hand._writer.installed():
        assert (await ground.microsoft.courier.deliver(activity)).status == 200
    await hand.sees("You did: reached")
    await asyncio.sleep(0.05)
    assert len(hand.screen.cards) == 1
    assert {call.who.account for call in ground.front.named("reached")} == {AMY}
    for activity in hand._writer.uninstalled():
        await ground.microsoft.courier.deliver(activity)
    assert [call.who.account for call in ground.front.named("lost")] == [AMY]


async def test_an_installation_by_an_administrator_is_the_persons(ground: Ground) -> None:
    arrival = ground.hand()._writer.installed()[0]
    bot = arrival["recipient"]
    person = {"id": arrival["from"]["id"], "aadObjectId": AMY}
    arrival |= {"from": {"id": bot["id"]}, "membersAdded": [bot, person]}
    assert (await ground.microsoft.courier.deliver(arrival)).status == 200
    assert [call.who.account for call in ground.front.named("reached")] == [AMY]


async def test_D1_a_lost_database_is_said_plainly_and_nothing_typed_is_lost(ground: Ground) -> None:
    form = Form("f", "Form", fields=(Field("a", "A"),), submit="Go")
    ground.front.answer = replying(said=Ask(form))
    hand = ground.hand()
    await hand.say("x")
    await hand.sees("Form")
    hand.fill("A", "typed")

    def lost(call: Call) -> Reply:
        raise OSError("postgresql://secret@db")

    ground.front.answer = lost
    with structlog.testing.capture_logs() as logs:
        shown = await hand.press("Go")
        await hand.say("home")
    assert shown.kind == "toast"
    assert "not saved" in shown.text
    await hand.sees("That was not saved")
    assert "secret" not in json.dumps(logs)
    install = hand._writer.installed()[0]
    assert (await ground.microsoft.courier.deliver(install)).status == 503


async def test_a_message_with_a_buttons_data_is_that_button(ground: Ground) -> None:
    activity = {**ground.microsoft.activity_of(AMY, ""), "value": {"verb": "q1.accept", "q": {"subject": "i1"}}}
    await ground.microsoft.post_raw(activity, ground.microsoft.token(serviceurl=activity["serviceUrl"]))
    assert [(call.verb, call.subject) for call in ground.front.named("pressed")] == [("accept", "i1")]


async def test_an_answer_that_is_told_to_wait_is_posted_later(ground: Ground) -> None:
    ground.microsoft.fail_next("send", status=429, retry_after=1)
    await ground.hand().say("hello")
    await ground.hand().sees("You did: said", within=4)


async def test_stopping_finishes_the_answers_under_way(ground: Ground) -> None:
    ground.microsoft.fail_next("send", delay=0.3)
    ground.front.answer = replying(said=Show(Card("Late", "L", (Text("but here"),))))
    await ground.hand().say("hello")
    await ground.adapter.stop()
    await ground.hand().sees("but here", within=0.1)


async def test_the_address_is_asked_for_by_the_id_that_teams_itself_gave_in_this_chat(ground: Ground) -> None:
    await ground.hand(NIA).say("hello")
    (who,) = [call.who for call in ground.front.named("said")]
    assert await ground.adapter.channel.verified_email(who)
    (asked,) = [sent.path for sent in ground.microsoft.sent if "/members/" in sent.path]
    assert asked.rsplit("/", 1)[1].startswith(("29:", "29%3A"))
