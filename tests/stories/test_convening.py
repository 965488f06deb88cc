"""A social worker calls a strategy meeting."""

from __future__ import annotations

from bot.app.cards import Form
from tests.kit.world import World, at, read


async def test_two_answers_and_two_clicks_send_the_invitations(world: World) -> None:
    sam, priya, pat = (world.people[each] for each in ("sam", "hv1", "pc1"))
    await sam.types("")
    assert isinstance(sam.shown, Form)
    assert [each.name for each in sam.shown.fields if each.required] == ["references", "urgency"]
    await sam.fills(references="CSC-104233", urgency="same_day")
    assert "Priya Nair" in read(sam.shown)
    assert not priya.posts, "nobody is told anything before the plan is sent"
    await sam.fills()
    assert "EXMP-SM-1" in priya.card("You are asked").title
    assert "Room one" in read(priya.card("EXMP-SM-1"))
    assert "01632 960801" in read(priya.card("EXMP-SM-1"))
    assert "call 999" in read(pat.card("EXMP-SM-1"))
    assert "no answer yet" in read(sam.card("EXMP-SM-1"))


async def test_a_typed_name_is_refused_and_what_was_typed_is_kept(world: World) -> None:
    sam = world.people["sam"]
    await sam.types("")
    await sam.fills(references="Kayleigh Smith", urgency="planned", ages="3 years")
    assert isinstance(sam.shown, Form)
    by_name = {each.name: each for each in sam.shown.fields}
    assert "Never a name" in by_name["references"].error
    assert by_name["ages"].value == "3 years"
    assert by_name["urgency"].value == "planned"
    assert not await world.rows("meetings")


async def test_several_children_make_one_meeting(world: World) -> None:
    sam = world.people["sam"]
    await sam.types("")
    await sam.fills(references="CSC-104233, CSC-104234", urgency="planned", ages="3 years, 7 years")
    (meeting,) = await world.rows("meetings")
    assert [child.reference for child in meeting.facts.children] == ["CSC-104233", "CSC-104234"]


async def test_the_person_who_holds_the_case_is_asked_before_the_rota(world: World) -> None:
    sam = await world.called()
    (seat,) = await world.rows("seats", name="health_visitor", closed=False)
    assert seat.person_id == "hv1"
    assert "Priya Nair" in sam.sees()


async def test_an_officer_of_the_duty_desk_is_asked_through_it_even_when_named_for_the_seat(world: World) -> None:
    seats = ("police_child_abuse",)
    officer = await world.joins("pc0", "Quin Constable", "police", seats, desk="pdesk", works="always")
    await world.called()
    (seat,) = await world.rows("seats", name="police_child_abuse", closed=False)
    assert (seat.desk_id, seat.person_id) == ("pdesk", None)
    assert officer.card("EXMP-SM-1")
    assert world.people["pc1"].card("EXMP-SM-1")


async def test_somebody_who_must_not_be_told_is_never_asked_found_or_told(world: World) -> None:
    sam, priya = world.people["sam"], world.people["hv1"]
    await sam.types("")
    await sam.fills(references="CSC-104233", urgency="same_day", ages="3 years", not_told="Priya Nair")
    assert "Priya" not in read(sam.shown)
    await sam.fills()
    assert not priya.posts
    (meeting,) = await world.rows("meetings")
    for verb, subject in (("swap", f"{meeting.id}/{(await world.rows('seats', closed=False))[0].id}"),):
        found = await world.front.options(sam.identity, verb, subject, "person", "Priya")
        assert found == ()
    await priya.types("EXMP-SM-1")
    assert "You have no part" in priya.said


async def test_a_draft_is_kept_and_found_again(world: World) -> None:
    sam = world.people["sam"]
    await sam.types("")
    await sam.fills(references="CSC-104233", urgency="planned")
    await sam.presses("Keep as a draft")
    assert "Nobody has been told" in sam.said
    await sam.types("mine")
    await sam.presses("Open")
    assert isinstance(sam.shown, Form)
    await sam.fills()
    assert world.people["pc1"].posts


async def test_the_time_can_be_changed_before_sending(world: World) -> None:
    sam = world.people["sam"]
    await sam.types("")
    await sam.fills(references="CSC-104233", urgency="planned", ages="3 years")
    await sam.presses("Another time")
    await sam.fills(date="2026-03-11", time="15:00")
    await sam.fills()
    (meeting,) = await world.rows("meetings")
    assert meeting.starts_at == at(11, 15)
    assert "Wed 11 March, 15:00" in world.people["hv1"].sees()


async def test_a_person_can_be_swapped_before_sending(world: World) -> None:
    sam, priya, grace = (world.people[each] for each in ("sam", "hv1", "hv2"))
    await sam.types("")
    await sam.fills(references="CSC-104233", urgency="planned", ages="3 years")
    await sam.presses("Change", beside="Health visitor")
    await sam.fills(known="hv2")
    await sam.fills()
    assert grace.posts
    assert not priya.posts


async def test_the_plan_says_who_cannot_be_reached_and_whom_to_ring(world: World) -> None:
    async with world.storage.units.write() as uow:
        (address,) = await uow.addresses.where(person_id="hv1")
        address.state, address.reason = "dead", "not_installed"
        await uow.addresses.save(address)
        await uow.commit()
    sam = world.people["sam"]
    await sam.types("")
    await sam.fills(references="CSC-104233", urgency="planned", ages="3 years")
    assert "Cannot be reached here: has not added Quorate" in read(sam.shown)
    assert "Please ring 01632" in read(sam.shown)


async def test_no_two_meetings_share_a_room_at_one_time(world: World) -> None:
    for reference in ("CSC-104233", "CSC-200000", "CSC-300000"):
        await world.called(reference=reference)
    holds = await world.rows("rooms")
    for one in holds:
        for other in holds:
            apart = one.ends_at <= other.starts_at or other.ends_at <= one.starts_at
            assert one.id == other.id or one.room_id != other.room_id or apart


async def test_only_social_care_calls_a_meeting(world: World) -> None:
    priya = world.people["hv1"]
    await priya.sends("convene", "")
    assert "Only social care" in priya.said
    await priya.types("")
    assert "Nothing is waiting for you" in read(priya.shown)


async def test_the_same_delivery_twice_makes_one_meeting(world: World) -> None:
    sam = world.people["sam"]
    values = {"references": "CSC-104233", "urgency": "planned"}
    for _ in range(2):
        await world.front.submitted(sam.identity, "convene", "", values, "the-same-key")
    assert len(await world.rows("meetings")) == 1


async def test_what_was_not_known_yet_is_added_before_sending_and_the_plan_changes(world: World) -> None:
    sam = world.people["sam"]
    await sam.types("")
    await sam.fills(references="CSC-200000", urgency="planned")
    assert "Health visitor" not in read(sam.shown)
    await sam.presses("Add what is known")
    assert isinstance(sam.shown, Form)
    assert {each.name: each.value for each in sam.shown.fields}["references"] == "CSC-200000"
    await sam.fills(ages="3 years", concerns=("physical_injury",))
    assert "Health visitor" in read(sam.shown)
    assert "Paediatrician on call" in read(sam.shown)
    assert len(await world.rows("meetings")) == 1


async def test_what_is_learnt_after_sending_asks_whoever_is_needed_too_and_nobody_twice(world: World) -> None:
    sam = await world.called()
    priya, ade = world.people["hv1"], world.people["paed"]
    await sam.presses("Add what is known")
    await sam.fills(concerns=("physical_injury",))
    assert "You are asked" in read(ade.card("EXMP-SM-1"))
    assert len(priya.posts) == 1


async def test_somebody_found_to_be_related_afterwards_is_out_at_once(world: World) -> None:
    sam = await world.called()
    priya, grace = world.people["hv1"], world.people["hv2"]
    await sam.presses("Add what is known")
    await sam.fills(not_told="Priya Nair")
    assert "no longer with you" in read(priya.cards[-1])
    await priya.types("EXMP-SM-1")
    assert "You have no part" in priya.said
    await world.wait(minutes=1)
    assert grace.posts, "the seat is filled again"


async def test_a_time_that_has_passed_is_said_in_the_form_and_what_was_typed_is_kept(world: World) -> None:
    sam = world.people["sam"]
    await sam.types("")
    await sam.fills(references="CSC-104233", urgency="same_day")
    await sam.presses("Another time")
    await sam.fills(date="2020-03-11", time="14:30")
    assert isinstance(sam.shown, Form), "the form stays"
    by_name = {each.name: each for each in sam.shown.fields}
    assert "passed" in by_name["time"].error
    assert by_name["time"].value == "14:30"


async def test_whoever_was_chosen_for_a_seat_keeps_it_when_the_time_is_changed(world: World) -> None:
    sam, priya, grace = (world.people[each] for each in ("sam", "hv1", "hv2"))
    await sam.types("")
    await sam.fills(references="CSC-104233", urgency="planned", ages="3 years")
    await sam.presses("Change", beside="Health visitor")
    await sam.fills(known="hv2")
    await sam.presses("Another time")
    await sam.fills(date="2026-03-11", time="15:00")
    assert "chosen by you" in read(sam.shown)
    await sam.fills()
    assert grace.posts
    assert not priya.posts


async def test_a_chosen_person_who_must_not_be_told_after_all_loses_the_seat(world: World) -> None:
    sam, grace = world.people["sam"], world.people["hv2"]
    await sam.types("")
    await sam.fills(references="CSC-104233", urgency="planned", ages="3 years")
    await sam.presses("Change", beside="Health visitor")
    await sam.fills(known="hv2")
    await sam.presses("Add what is known")
    await sam.fills(not_told="Grace Obi")
    assert "Grace" not in read(sam.shown)
    await sam.fills()
    assert not grace.posts
