"""After the meeting: every action has an owner and a time, or it is chased until it does."""

from __future__ import annotations

from datetime import timedelta

from bot.app.replies import Show
from tests.kit.world import Somebody, World, at, read


async def held(world: World, *lines: dict[str, str]) -> Somebody:
    """A meeting that everybody accepted, with its actions written down and the record closed."""
    await world.called(concerns=("physical_injury",))
    for each, label in (("pc1", "I'll take it"), ("hv1", "I'll come"), ("paed", "I'll come")):
        await world.people[each].presses(label)
    return await world.recorded(*lines)


SOON = {"words": "HV to visit the home", "owner": "hv1", "timescale": "ASAP"}
DATED = {"words": "Check the police record", "owner": "pc1", "timescale": "within 24 hours"}


async def test_the_pad_takes_one_line_at_a_time_and_reads_back_what_is_missing(world: World) -> None:
    sam = await world.called()
    await sam.presses("Write the actions")
    await sam.fills(words="Refer to Early Help")
    await sam.fills(words="Police to check by Friday 13 March", timescale="")
    await sam.presses("Finish")
    shown = read(sam.shown)
    assert "Nobody owns action 1, 2" in shown
    assert "No time for action 1." in shown
    assert "due Fri 13 March" in shown


async def test_closing_before_the_meeting_has_begun_says_so_and_is_not_held_in_the_future(world: World) -> None:
    sam = await world.called()
    await sam.presses("Write the actions")
    await sam.presses("Finish")
    assert "has not begun" in read(sam.shown)
    await sam.fills()
    (meeting,) = await world.rows("meetings")
    assert meeting.happened_at == world.clock < meeting.starts_at


async def test_a_line_is_corrected_in_place_or_struck_out(world: World) -> None:
    sam = await world.called()
    await sam.presses("Write the actions")
    await sam.fills(words="Visit")
    await sam.presses("Correct")
    await sam.fills(words="Visit the school", timescale="3 working days")
    assert "Visit the school" in read(sam.shown)
    await sam.presses("Correct")
    await sam.presses("Strike it out")
    assert "Visit the school" not in read(sam.shown)


async def test_as_soon_as_possible_is_no_time_and_is_chased_until_there_is_one(world: World) -> None:
    await held(world, SOON)
    priya = world.people["hv1"]
    assert "no time yet" in read(priya.card("action 1"))
    before = len(priya.posts)
    await world.until(at(11, 9, 45))
    assert len(priya.posts) > before, "the owner is chased"
    await priya.presses("3 working days", beside="action 1")
    assert "Understood: by" in read(priya.shown)
    assert not await world.rows("obligations", kind="complete_action", state="open")
    (action,) = await world.rows("actions")
    assert action.complete


async def test_a_missing_time_reaches_the_owners_manager(world: World) -> None:
    await held(world, SOON)
    await world.until(at(17, 17))
    assert "Priya Nair" in world.people["hvm"].sees()
    assert "no time for" in world.people["hvm"].sees()


async def test_an_overdue_action_reaches_the_manager(world: World) -> None:
    await held(world, DATED)
    pat, inspector = world.people["pc1"], world.people["insp"]
    await world.until(at(12, 17))
    assert "was due" in pat.sees()
    assert "Pat Constable" in inspector.card("actions today").blocks[1].text  # type: ignore[union-attr]


async def test_done_asks_what_changed_and_ends_the_chase(world: World) -> None:
    await held(world, DATED)
    pat = world.people["pc1"]
    await pat.presses("Done", beside="action 1")
    await pat.fills(outcome="safer")
    assert "Done" in read(pat.shown)
    before = len(world.people["insp"].posts)
    await world.until(at(17, 17))
    assert len(world.people["insp"].posts) == before
    assert not await world.rows("obligations", kind="action", state="open")


async def test_putting_off_takes_a_reason_and_keeps_the_earlier_date_in_sight(world: World) -> None:
    sam = await held(world, DATED)
    pat = world.people["pc1"]
    await pat.presses("I need longer…", beside="action 1")
    await pat.fills(reason="Waiting for the other force", timescale="5 working days")
    await sam.presses("See the actions")
    assert "2nd date, was Wed 11 March" in read(sam.shown)
    assert "Waiting for" not in sam.sees()


async def test_words_are_shown_on_request_only_and_the_reading_is_kept(world: World) -> None:
    await held(world, SOON)
    priya = world.people["hv1"]
    assert "visit the home" not in priya.sees()
    await priya.presses("Show it", beside="action 1")
    assert "visit the home" in read(priya.shown)
    kept = await world.rows("audit", verb="read_detail", actor_id="hv1")
    assert kept


async def test_several_are_ticked_done_at_once(world: World) -> None:
    await held(world, DATED, {"words": "Share the log", "owner": "pc1", "timescale": "3 working days"})
    pat = world.people["pc1"]
    await pat.types("home")
    await pat.presses("Several are done")
    actions = await world.rows("actions")
    await pat.fills(done=tuple(each.id for each in actions), outcome="too_early", in_case_record="yes")
    assert all(each.state == "done" and each.in_case_record for each in await world.rows("actions"))


async def test_one_digest_a_day_however_many_actions(world: World) -> None:
    lines = [{"words": f"Thing {n}", "owner": "hv1", "timescale": "ASAP"} for n in range(5)]
    await held(world, *lines)
    priya = world.people["hv1"]
    await world.until(at(10, 23))
    digests = [post for post in priya.posts if post.versions[0].title == "Your actions today"]
    assert len(digests) == 1


async def test_held_by_phone_keeps_both_times_and_asks_absent_health(world: World) -> None:
    sam, priya = world.people["sam"], world.people["hv1"]
    await sam.types("phone")
    await sam.fills(
        references="CSC-104233",
        urgency="emergency",
        date="2026-03-10",
        time="09:15",
        attended=("sam", "tm", "pc1"),
        actions="Police to visit today\nHV to see the child ASAP",
    )
    assert "Recorded" in sam.said
    (meeting,) = await world.rows("meetings", state="held")
    assert meeting.happened_at == at(10, 9, 15)
    assert meeting.entered_at == world.clock
    assert "Held: Tue 10 March, 09:15, entered" in read(sam.card("EXMP-SM-1"))
    assert "your information" in priya.sees()
    assert len(await world.rows("actions")) == 2


async def test_held_by_phone_is_told_again_by_whoever_had_no_answer_and_there_is_one_meeting(world: World) -> None:
    sam = world.people["sam"]
    told = {"references": "CSC-104233", "urgency": "emergency", "date": "2026-03-10", "time": "09:15"}
    await sam.types("phone")
    await sam.fills(**told, attended=("sam", "tm", "pc1"), actions="Police to visit today")
    world.clock += timedelta(minutes=2)
    await sam.types("phone")
    await sam.fills(
        **told, attended=("sam", "tm", "pc1", "hv1"), actions="Police to visit today\nHV to see the child ASAP"
    )
    assert "Recorded" in sam.said
    assert len(await world.rows("meetings", state="held")) == 1
    assert sorted(each.words for each in await world.rows("actions")) == [
        "HV to see the child ASAP",
        "Police to visit today",
    ]
    assert {each.person_id for each in await world.rows("invitations", answer="accepted")} >= {"pc1", "hv1"}
    world.clock += timedelta(minutes=2)
    await sam.types("phone")
    await sam.fills(**told | {"time": "10:00"}, attended=("sam", "pc1"), actions="")
    assert len(await world.rows("meetings", state="held")) == 2, "another call is another meeting"


async def test_a_called_meeting_that_was_held_by_phone_asks_nobody_any_more(world: World) -> None:
    sam, priya, paed = await world.called(), world.people["hv1"], world.people["paed"]
    await world.people["pc1"].presses("I'll take it")
    await priya.presses("I'll come")
    await sam.presses("Change the time")
    await sam.presses("It has already been held")
    await sam.fills(date="2026-03-10", time="10:00", attended=("tm", "pc1", "sam"), actions="Police to visit today")
    seen = read(sam.card("EXMP-SM-1"))
    assert "Held: Tue 10 March, 10:00, entered" in seen
    assert "your information" in priya.sees(), "who accepted and was not there is asked for what they know"
    assert "Please answer" not in "".join(each.summary for each in (*priya.cards, *paed.cards))
    assert not await world.rows("obligations", kind=("answer", "seat"), state="open")
    assert len([each for each in await world.rows("invitations", answer="accepted") if each.person_id == "pc1"]) == 1
    assert len(await world.rows("meetings")) == 1


async def test_the_copy_for_the_case_record_has_a_part_for_each_child(world: World) -> None:
    sam = await held(world, SOON, DATED)
    await sam.presses("Copy for the case record")
    shown = read(sam.shown)
    assert "Case CSC-104233" in shown
    assert "HV to visit the home" in shown
    assert "Quorate." in shown


async def test_a_meeting_is_handed_over_only_when_the_other_accepts(world: World) -> None:
    sam, ola = await world.called(), world.people["ola"]
    await sam.presses("Hand over")
    await sam.fills(person="Ola Second")
    (meeting,) = await world.rows("meetings")
    assert meeting.convenor_id == "sam"
    await ola.presses("Take it over")
    (meeting,) = await world.rows("meetings")
    assert meeting.convenor_id == "ola"
    assert "EXMP-SM-1 has been taken over by Ola Second" in sam.sees()
    assert "Not quorate yet" in ola.sees()
    assert "with Ola Second now" in sam.sees()


async def test_a_named_recorder_gets_the_pad(world: World) -> None:
    sam, ola = await world.called(), world.people["ola"]
    await sam.presses("Choose a note-taker")
    await sam.fills(person="Ola Second")
    await ola.presses("Open the action pad")
    await ola.fills(words="See the child", timescale="today")
    assert "See the child" in read(ola.shown)


async def test_words_of_a_case_are_marked_so_that_no_tool_leaves_them_in_a_chat(world: World) -> None:
    sam = await held(world, SOON, DATED)
    (meeting,) = await world.rows("meetings")
    action = (await world.rows("actions"))[0]
    for verb, subject in (("copy", meeting.id), ("words", action.id)):
        reply = await world.front.pressed(sam.identity, verb, subject, {}, world.key())
        assert isinstance(reply, Show)
        assert reply.detail


async def test_the_convenors_page_shows_what_others_have_promised_and_what_is_offered(world: World) -> None:
    sam, ola = await held(world, DATED), world.people["ola"]
    await sam.types("home")
    assert "Waiting for others" in read(sam.shown)
    assert "(Pat Constable)" in read(sam.shown)
    await world.called(reference="CSC-200000")
    await sam.presses("Hand over")
    await sam.fills(person="Ola Second")
    await ola.types("home")
    assert "is offered to you" in read(ola.shown)


async def test_a_time_is_given_by_a_quick_choice_a_date_or_words_wherever_one_is_asked(world: World) -> None:
    sam = await world.called()
    await sam.presses("Write the actions")
    await sam.fills(words="Visit", date="2026-03-13")
    assert "Fri 13 March" in read(sam.shown)
    await sam.fills(words="Check", when="3 working days")
    assert "Fri 13 March, 17:00" in read(sam.shown)


async def test_struck_out_of_a_record_that_is_still_open_it_waits_for_nobody(world: World) -> None:
    sam = world.people["sam"]
    await sam.types("phone")
    await sam.fills(
        references="CSC-104233",
        urgency="planned",
        date="2026-03-10",
        time="09:15",
        attended=("sam", "hv1"),
        actions="Visit by Fri 13 March",
    )
    (action,) = await world.rows("actions")
    await sam.sends("give_to", f"{action.id}/hv1")
    for timescale in ("by Wed 18 March", "by Fri 20 March"):
        await world.people["hv1"].sends("put_off", action.id)
        await world.people["hv1"].fills(reason="Mother is in hospital", timescale=timescale)
    assert "Agree" in world.people["hvm"].sees()
    await sam.sends("remove_action", action.id)
    assert not await world.rows("obligations", kind="longer", state=("open", "escalated"))
    assert "Agree" not in world.people["hvm"].sees()
