"""Police and health answer, each in their own tool."""

from __future__ import annotations

from tests.kit.world import World, at, read


async def accept_all(world: World, *people: str) -> None:
    for each in people:
        somebody = world.people[each]
        await somebody.presses("I'll take it" if each.startswith("pc") else "I'll come")


async def test_answers_from_two_tools_make_one_quorum(world: World) -> None:
    sam = await world.called(concerns=("physical_injury",))
    assert "Not quorate yet" in read(sam.card("EXMP-SM-1"))
    await accept_all(world, "pc1", "hv1", "paed")
    assert "Quorate: social care, police and health are coming" in read(sam.card("EXMP-SM-1"))


async def test_the_first_of_the_desk_to_claim_has_it_and_the_others_see_who(world: World) -> None:
    await world.called()
    pat, pip = world.people["pc1"], world.people["pc2"]
    await pat.presses("I'll take it")
    assert "Pat Constable has taken this" in read(pip.card("EXMP-SM-1"))
    assert not pip.card("EXMP-SM-1").buttons


async def test_a_late_claim_is_answered_with_the_present_state(world: World) -> None:
    await world.called()
    pat, pip = world.people["pc1"], world.people["pc2"]
    button = pip.button("I'll take it")
    await pat.presses("I'll take it")
    await pip.sends(button.verb, button.subject)
    assert "has taken this" in read(pip.shown)
    accepted = await world.rows("invitations", answer="accepted")
    assert {each.person_id for each in accepted} == {"sam", "pc1"}


async def test_a_decline_never_cancels_and_the_next_best_person_is_asked(world: World) -> None:
    await world.called()
    priya, grace = world.people["hv1"], world.people["hv2"]
    await priya.presses("I can't come")
    assert "Can you help to fill your seat" in read(priya.shown)
    assert not grace.posts
    await world.wait(minutes=10)
    assert "You are asked" in read(grace.card("EXMP-SM-1"))
    (meeting,) = await world.rows("meetings")
    assert meeting.state == "called"


async def test_a_deputy_of_the_same_agency_is_asked_instead(world: World) -> None:
    await world.called()
    priya, grace, rota = (world.people[each] for each in ("hv1", "hv2", "hv3"))
    await priya.presses("I can't come")
    await priya.presses("Send a colleague")
    await priya.fills(person="Grace Obi")
    assert "Grace Obi has been asked instead" in read(priya.shown)
    await grace.presses("I'll come")
    await world.wait(minutes=30)
    assert not rota.posts


async def test_a_deputy_of_another_agency_is_refused(world: World) -> None:
    await world.called()
    priya = world.people["hv1"]
    await priya.presses("I can't come")
    await priya.presses("Send a colleague")
    await priya.fills(person="Pat Constable")
    assert "Nobody of that name" in read(priya.shown)


async def test_who_could_not_come_at_the_old_time_is_asked_for_the_new_one_while_the_seat_is_empty(
    world: World,
) -> None:
    sam, paed = await world.called(concerns=("physical_injury",)), world.people["paed"]
    await paed.presses("I can't come")
    await sam.presses("Change the time")
    await sam.fills(date="2026-03-10", time="15:00")
    assert "Please answer" in paed.card("EXMP-SM-1").summary
    assert "Paediatrician on call: Dr Ade Bello, no answer" in read(sam.card("EXMP-SM-1"))
    await paed.presses("I'll come")
    assert "You said you will come" in read(paed.card("EXMP-SM-1"))


async def test_who_has_sent_a_deputy_is_not_asked_again_when_the_time_moves(world: World) -> None:
    sam, priya = await world.called(), world.people["hv1"]
    await priya.presses("I can't come")
    await priya.presses("Send a colleague")
    await priya.fills(person="Grace Obi")
    posts = len(priya.posts)
    await sam.presses("Change the time")
    await sam.fills(date="2026-03-10", time="15:00")
    assert len(priya.posts) == posts
    assert "Please answer" in world.people["hv2"].card("EXMP-SM-1").summary


async def test_another_time_moves_only_when_the_convenor_says_so(world: World) -> None:
    sam = await world.called("planned")
    priya, pat = world.people["hv1"], world.people["pc1"]
    await pat.presses("I'll take it")
    await priya.presses("I can't come")
    await priya.presses("Suggest another time")
    await priya.fills(date="2026-03-11", time="11:00")
    assert "Tue 10 March" in read(pat.card("EXMP-SM-1"))
    await sam.presses("Move to Wed 11 March, 11:00")
    assert "The time has changed" in read(pat.card("EXMP-SM-1"))
    assert "Wed 11 March, 11:00" in read(priya.card("EXMP-SM-1"))
    (meeting,) = await world.rows("meetings")
    assert (meeting.revision, meeting.starts_at) == (2, at(11, 11))


async def test_an_answer_to_the_old_time_never_counts_for_the_new(world: World) -> None:
    sam = await world.called("planned")
    pat = world.people["pc1"]
    old = pat.button("I'll take it")
    await sam.presses("Change the time")
    await sam.fills(date="2026-03-11", time="11:00")
    await pat.sends(old.verb, old.subject)
    assert "The time has changed since" in read(pat.shown)
    assert not await world.rows("invitations", answer="accepted", person_id="pc1")


async def test_the_right_person_who_is_known_is_asked_at_once(world: World) -> None:
    await world.called()
    priya, rota = world.people["hv1"], world.people["hv3"]
    await priya.presses("I can't come")
    await priya.presses("I'm not the right person")
    await priya.fills(person="Rota Nurse")
    assert "You are asked" in read(rota.card("EXMP-SM-1"))


async def test_the_right_person_who_is_unknown_is_for_the_convenor_to_ring(world: World) -> None:
    sam = await world.called()
    priya = world.people["hv1"]
    await priya.presses("I can't come")
    await priya.presses("I'm not the right person")
    await priya.fills(name="Nia Locum", agency="Elsewhere NHS", phone="01632 960777")
    assert "Nia Locum, Elsewhere NHS, 01632 960777" in read(sam.card("EXMP-SM-1"))
    assert not any(each.answer == "accepted" for each in await world.rows("invitations", person_id="hv1"))


async def test_information_promised_is_chased_until_it_is_sent(world: World) -> None:
    sam = await world.called()
    priya = world.people["hv1"]
    await priya.presses("I can't come")
    await priya.presses("Send our information instead")
    await priya.fills(date="2026-03-10", time="16:30")
    assert "You will send your information by 16:30" in read(priya.shown)
    await world.until(at(10, 16, 31))
    assert "your information is awaited" in priya.sees()
    await priya.presses("Our information is sent")
    assert "Their information is sent" in sam.sees()
    assert not await world.rows("obligations", kind="information", state="open")


async def test_an_answer_taken_by_phone_is_shown_apart(world: World) -> None:
    sam = await world.called()
    await sam.presses("By phone", beside="Priya Nair")
    await sam.fills(said="yes")
    assert "by phone to Sam Carter" in read(sam.card("EXMP-SM-1"))
    assert "taken by phone by Sam Carter" in read(world.people["hv1"].card("EXMP-SM-1"))


async def test_silence_climbs_the_ladder(world: World) -> None:
    sam = await world.called()
    priya, grace = world.people["hv1"], world.people["hv2"]
    await world.wait(minutes=21)
    assert len(priya.posts) == 2
    assert "newer message" in read(priya.posts[0].card)
    await world.wait(minutes=20)
    assert grace.posts
    await world.wait(minutes=20)
    assert "Health visitor: Priya Nair, asked 10:20" in world.people["hvm"].sees()
    assert "Health visitor: Priya Nair, asked 10:20" in sam.sees()


async def test_ones_own_reference_can_be_added(world: World) -> None:
    sam = await world.called()
    pat = world.people["pc1"]
    await pat.presses("I'll take it")
    await pat.presses("Add our reference")
    await pat.fills(reference="43260012345")
    assert "43260012345" in read(sam.card("EXMP-SM-1"))


async def test_a_claim_given_up_goes_back_to_the_desk(world: World) -> None:
    await world.called()
    pat, pip = world.people["pc1"], world.people["pc2"]
    await pat.presses("I'll take it")
    await pat.presses("I can't come after all")
    await pip.presses("I'll take it")
    accepted = await world.rows("invitations", answer="accepted")
    assert {each.person_id for each in accepted} == {"sam", "pc2"}


async def test_cancelling_tells_everybody_in_the_card_they_have(world: World) -> None:
    sam = await world.called()
    await sam.presses("Cancel the meeting")
    await sam.fills(reason="Not needed")
    priya = world.people["hv1"]
    assert "cancelled" in read(priya.card("EXMP-SM-1"))
    assert "Not needed" not in priya.sees()
    assert not await world.rows("obligations", state="open")
