"""What changes after a police desk was asked: the time, who comes, and that the case is restricted."""

from __future__ import annotations

from tests.kit.world import World, at, read
from tests.stories.nights import lines
from tests.stories.reaching import only_a_number
from tests.stories.test_police_request import CARD, officer, request_row


async def test_an_officer_named_for_the_old_time_says_yes_to_the_new_one_only(world: World) -> None:
    sam, jo = await world.called("planned"), await officer(world)
    pat = world.people["pc1"]
    await pat.presses("We have it")
    await pat.presses("Name an officer")
    await pat.fills(person="Jo Jones")
    old = jo.button("I'll come")
    await world.wait(minutes=1)
    await sam.presses("Change the time")
    await sam.fills(date="2026-03-11", time="11:00")
    await jo.sends(old.verb, old.subject)
    assert "Nothing was saved" in jo.sees()
    assert (await request_row(world)).accepted_at is None
    assert "Jo Jones is asked again" in read(pat.card(CARD))
    await jo.presses("I'll come")
    assert "Jo Jones comes. You need do nothing." in read(pat.card(CARD))


async def test_the_time_changes_after_a_refusal_and_everybody_on_shift_has_a_new_message(
    world: World,
) -> None:
    sam = await world.called("planned")
    pat, pip = world.people["pc1"], world.people["pc2"]
    await pat.presses("We can't")
    await pat.fills(code="no_officer")
    posts = len(pip.posts)
    await world.wait(minutes=1)
    await sam.presses("Change the time")
    await sam.fills(date="2026-03-11", time="11:00")
    assert len(pip.posts) == posts + 1, "whoever refused may have gone home"
    for each in (pat, pip):
        assert "Needed by: Wed 11 March, 11:00" in read(each.card("You are asked to come"))
        assert sum("You are asked to come" in read(card) for card in each.cards) == 1


async def test_whoever_takes_it_from_the_queue_off_shift_has_a_card_and_hears_that_it_is_off(world: World) -> None:
    olu = await world.joins("pc9", "Olu Late", "police", (), "teams", desk="pdesk", works="Mon-Fri 18:00-22:00")
    sam = await world.called()
    await olu.types("desk")
    await olu.presses("I'll take it")
    assert "You said you will come" in read(olu.cards[-1])
    await sam.presses("Cancel the meeting")
    await sam.fills(reason="")
    (card,) = olu.cards
    assert "This meeting is cancelled" in read(card)


async def test_a_colleague_who_was_named_first_is_asked_again_when_whoever_took_it_cannot_come(world: World) -> None:
    await world.called("planned")
    pat, pip = world.people["pc1"], world.people["pc2"]
    await pat.presses("Name an officer")
    await pat.fills(person="Pip Constable")
    await pat.presses("I'll take it")
    assert "Pat Constable has taken this for your desk" in read(pip.card(CARD))
    await world.wait(minutes=1)
    await pat.presses("I can't come after all")
    assert "[I'll take it]" in read(pip.cards[-1])


async def test_a_case_that_turns_out_to_be_restricted_is_on_no_desks_list_any_more(world: World) -> None:
    sam = await world.called("planned")
    pat, pip = world.people["pc1"], world.people["pc2"]
    await sam.presses("Add what is known")
    await sam.fills(concerns=("professional_allegation",))
    for each in (pat, pip):
        await each.types("desk")
        assert "No request is open" in read(each.shown)  # type: ignore[arg-type]
        assert "withdrawn" in read(each.cards[-1])
        assert not each.cards[-1].buttons
    assert "Police child abuse unit: nobody fills this seat. [Choose somebody]" in read(sam.card("Council:"))
    assert await world.rows("obligations", kind="seat", state="open")


async def test_restricted_since_whoever_had_said_yes_for_the_desk_still_comes_alone(world: World) -> None:
    sam = await world.called("planned")
    pat, pip = world.people["pc1"], world.people["pc2"]
    await pat.presses("I'll take it")
    await sam.presses("Add what is known")
    await sam.fills(concerns=("professional_allegation",))
    (seat,) = await world.rows("seats", name="police_child_abuse", closed=False)
    assert (seat.desk_id, seat.person_id) == (None, "pc1")
    assert "Coming\nPolice child abuse unit: Pat Constable (10:20, Teams)." in read(sam.card("Council:"))
    await pat.presses("I can't come after all")
    await world.until(at(10, 12))
    assert "[I'll take it]" not in pip.sees(), "the desk does not get it back"


async def test_restricted_since_an_officer_whom_the_desk_named_may_still_answer(world: World) -> None:
    sam, jo = await world.called("planned"), await officer(world)
    pat = world.people["pc1"]
    await pat.presses("Name an officer")
    await pat.fills(person="Jo Jones")
    await sam.presses("Add what is known")
    await sam.fills(concerns=("professional_allegation",))
    await jo.presses("I'll come")
    (seat,) = await world.rows("seats", name="police_child_abuse", closed=False)
    assert (seat.desk_id, seat.person_id) == (None, "dc")
    assert "Police child abuse unit: Jo Jones" in read(sam.card("Council:"))


async def test_a_yes_by_phone_that_a_colleague_takes_over_is_rung_about(world: World) -> None:
    await only_a_number(world, "pc1")
    sam = await world.called("planned")
    await sam.presses("By phone", beside="Pat Constable")
    await sam.fills(said="yes")
    await world.wait(minutes=1)
    await sam.presses("Change the time")
    await sam.fills(date="2026-03-11", time="11:00")
    await world.people["pc2"].presses("I'll take it")
    await world.sweep()
    assert "Ring Pat Constable" in sam.sees()
    assert "Tell them: they need not come." in sam.sees()


async def test_the_duty_inspector_reads_whom_to_tell_who_comes(world: World) -> None:
    sam = await world.called()
    await world.people["pc1"].presses("We can't")
    await world.people["pc1"].fills(code="no_officer")
    await world.until(at(10, 11, 21))
    words = read(world.people["insp"].card("Please find somebody"))
    assert f"Please find somebody, and tell Sam Carter, {sam.person.phone}." in words


async def test_a_meeting_cancelled_while_the_refusal_is_typed_keeps_nothing_of_it(world: World) -> None:
    sam, pat = await world.called("planned"), world.people["pc1"]
    await pat.presses("We can't")
    form = pat.shown
    await sam.presses("Cancel the meeting")
    await sam.fills(reason="Held by phone")
    pat.shown = form
    await pat.fills(code="no_officer")
    assert "EXMP-SM-1 is cancelled. Nothing was changed." in pat.sees()
    assert (await request_row(world)).refused_at is None
    assert "police can't come" not in sam.sees()


async def test_a_meeting_whose_seats_are_filled_is_not_open_work_for_those_asked_besides(world: World) -> None:
    sam, jo = await world.called("24h"), await officer(world)
    pat = world.people["pc1"]
    await world.wait(minutes=1)
    await sam.presses("Change the time")
    await sam.fills(date="2026-03-11", time="09:30")
    await pat.presses("Name an officer")
    await pat.fills(person="Jo Jones")
    for each in ("tm", "hv1"):
        await world.people[each].presses("I'll come")
    await world.until(at(10, 15, 30))
    assert "[I'll take it]" in pat.sees(), "the officer said nothing, and the desk was asked for another"
    await jo.presses("I'll come")
    await sam.types("handover")
    assert "Nothing urgent is open" in sam.sees()
    assert not await lines(world)
