"""Police are asked for by a request to their duty desk, not through the control room: in sight of both sides."""

from __future__ import annotations

import asyncio

import pytest

from bot.app.commands import AcknowledgeRequest, NameOfficer, RefuseRequest, TakeRequest
from bot.app.work import Actor
from bot.domain.errors import Refusal
from tests.kit.world import Somebody, World, at, read

CARD = "EXMP-SM-1"


async def officer(world: World, key: str = "dc", name: str = "Jo Jones") -> Somebody:
    """An officer of the force who serves no desk."""
    return await world.joins(key, name, "police", (), "teams", manager="insp", works="always")


async def request_row(world: World, **which: str):  # type: ignore[no-untyped-def]  # a row as the database has it
    return (await world.rows("police_requests", order="requested_at", **which))[-1]


async def test_the_desk_reads_whose_meeting_how_soon_which_unit_by_when_and_whom_to_ring(world: World) -> None:
    await world.called()
    card = world.people["pc1"].card(CARD)
    words = read(card)
    assert card.title.startswith("Exampleshire")
    assert "How soon: Same day: meet today" in words
    assert "Unit wanted: Police child abuse unit, from Police referral desk" in words
    assert "Needed by: Tue 10 March, " in words
    assert "To learn which child, ring: Sam Carter, 01632 96" in words
    assert "Where it stands: asked 10:20." in words
    assert "999" in words
    labels = [each.label for each in card.buttons]
    assert labels == ["We have it", "I'll take it", "Name an officer", "We can't"]


async def test_acknowledging_is_one_click_and_both_sides_see_it(world: World) -> None:
    sam = await world.called()
    pat, pip = world.people["pc1"], world.people["pc2"]
    await world.until(at(10, 10, 24))
    await pat.presses("We have it")
    assert "You have it. Please name an officer, or take it yourself." in read(pat.card(CARD))
    assert "Pat Constable has it." in read(pip.card(CARD))
    assert "Police child abuse unit: asked 10:20, acknowledged 10:24 by Pat Constable" in read(sam.card(CARD))
    await pat.sends("acknowledge", pat.button("I'll take it").subject)
    assert (await request_row(world)).acknowledged_by_id == "pc1"
    assert len(await world.rows("audit", verb="police_acknowledged")) == 1


async def test_of_two_who_have_it_the_first_stays_and_the_other_is_told(world: World) -> None:
    await world.called()
    pat, pip = world.people["pc1"], world.people["pc2"]
    late = pip.button("We have it")
    await pat.presses("We have it")
    await pip.sends(late.verb, late.subject)
    assert "Pat Constable has it already" in read(pip.shown)  # type: ignore[arg-type]
    assert (await request_row(world)).acknowledged_by_id == "pc1"


async def test_whoever_takes_it_comes_and_the_request_is_accepted(world: World) -> None:
    sam = await world.called()
    pat, pip = world.people["pc1"], world.people["pc2"]
    await world.until(at(10, 10, 30))
    await pat.presses("I'll take it")
    assert "You said you will come" in read(pat.card(CARD))
    assert "Pat Constable has taken this for your desk" in read(pip.card(CARD))
    assert "asked 10:20, taken 10:30 by Pat Constable" in read(sam.card(CARD))
    row = await request_row(world)
    assert (row.claimed_by_id, row.assigned_to_id) == ("pc1", "pc1")
    assert row.acknowledged_at == row.assigned_at == row.accepted_at == at(10, 10, 30)


async def test_an_officer_who_is_named_is_asked_in_their_own_tool_and_awaited_until_they_accept(world: World) -> None:
    sam, jo = await world.called(), await officer(world)
    pat, pip = world.people["pc1"], world.people["pc2"]
    await world.until(at(10, 10, 24))
    await pat.presses("We have it")
    await world.until(at(10, 10, 31))
    await pat.presses("Name an officer")
    await pat.fills(person="Jo Jones")
    assert "Jo Jones is named and has not answered yet" in read(pat.card(CARD))
    assert "Jo Jones is named and has not answered yet" in read(pip.card(CARD))
    assert "Your part: Police child abuse unit" in read(jo.card(CARD))
    assert await world.rows("obligations", kind="answer", person_id="dc", state="open")
    assert not await world.rows("obligations", kind="seat", state="open")
    await world.until(at(10, 10, 40))
    await jo.presses("I'll come")
    stands = "asked 10:20, acknowledged 10:24 by Pat Constable, Jo Jones named 10:31, accepted 10:40"
    assert f"Police child abuse unit: {stands}" in read(sam.card(CARD))
    assert "Jo Jones comes. You need do nothing." in read(pat.card(CARD))
    assert not pat.card(CARD).buttons


async def test_an_officer_who_cannot_come_gives_it_back_to_the_desk(world: World) -> None:
    jo = (await world.called(), await officer(world))[1]
    pat, pip = world.people["pc1"], world.people["pc2"]
    await pat.presses("Name an officer")
    await pat.fills(person="Jo Jones")
    await jo.presses("I can't come")
    assert "Pat Constable has it. You can still name an officer, or take it." in read(pip.card(CARD))
    assert await world.rows("obligations", kind="seat", state="open")
    await pip.presses("I'll take it")
    assert (await request_row(world)).assigned_to_id == "pc2"


async def test_an_officer_who_says_nothing_comes_back_to_the_desk(world: World) -> None:
    await world.called()
    await officer(world)
    pat = world.people["pc1"]
    await pat.presses("Name an officer")
    await pat.fills(person="Jo Jones")
    before = len(pat.posts)
    await world.until(at(10, 11, 1))
    assert len(pat.posts) == before + 1, "the desk is asked again when the officer has been asked twice"
    await pat.presses("Name somebody else")
    await pat.fills(person="Pip Constable")
    assert (await request_row(world)).assigned_to_id == "pc2"
    assert [each.answer for each in await world.rows("invitations", person_id="dc")] == ["withdrawn"]


async def test_a_name_and_a_number_are_for_the_convenor_to_ring_and_the_answer_counts(world: World) -> None:
    sam = await world.called()
    pat = world.people["pc1"]
    await pat.presses("Name an officer")
    await pat.fills(name="Lee Marsh", phone="01632 960555")
    ring = read(sam.card("Ring"))
    assert "Lee Marsh" in ring
    assert "01632 960555" in ring
    await sam.presses("By phone", beside="Lee Marsh")
    await sam.fills(said="yes")
    assert "accepted 10:20" in read(sam.card("Council:"))
    (person,) = await world.rows("people", agency="police", team="Police referral desk")
    assert person.councils == ("EXMP",)


async def test_a_name_that_the_directory_has_is_that_officer(world: World) -> None:
    jo = (await world.called(), await officer(world))[1]
    pat = world.people["pc1"]
    await pat.presses("Name an officer")
    await pat.fills(name="jones, Jo", phone="01632 960555")
    assert "asked to come" in read(jo.card(CARD))


async def test_what_is_not_written_well_is_asked_again_with_what_was_typed(world: World) -> None:
    await world.called()
    pat = world.people["pc1"]
    await pat.presses("Name an officer")
    await pat.fills(name="Lee Marsh", phone="later", email="lee")
    assert "with its leading 0" in pat.sees()
    assert "one work address" in pat.sees()
    await pat.presses("We can't")
    await pat.fills(code="")
    assert "Choose why." in pat.sees()
    assert (await request_row(world)).acknowledged_at is None


async def test_only_officers_of_the_desks_own_agency_are_found_and_named(world: World) -> None:
    await world.called()
    row, pat = await request_row(world), world.people["pc1"]
    subject = f"{row.id}.1"
    found = await world.front.options(pat.identity, "name_officer", subject, "person", "Constable")
    assert {each.label for each in found} == {"Pat Constable", "Pip Constable"}
    assert await world.front.options(pat.identity, "name_officer", subject, "person", "Nair") == ()
    assert await world.front.options(world.people["hv1"].identity, "name_officer", subject, "person", "Const") == ()
    with pytest.raises(Refusal, match="cannot be asked"):
        await world.bus.do(NameOfficer(row.id, 1, person_id="hv1"), Actor("pc1"))
    assert (await request_row(world)).assigned_to_id is None


async def test_the_time_changes_and_the_desk_is_asked_anew(world: World) -> None:
    sam = await world.called("planned")
    pat = world.people["pc1"]
    await pat.presses("We have it")
    old = pat.button("Name an officer")
    await world.wait(minutes=5)
    await sam.presses("Change the time")
    await sam.fills(date="2026-03-11", time="11:00")
    first, second = await world.rows("police_requests", order="requested_at")
    assert first.closed_at == second.requested_at == world.clock
    assert second.needed_by == at(11, 11)
    assert "Needed by: Wed 11 March, 11:00" in read(pat.card(CARD))
    assert "asked 10:25." in read(pat.card(CARD))
    for command in (AcknowledgeRequest, TakeRequest, NameOfficer, RefuseRequest):
        with pytest.raises(Refusal, match="The time has changed"):
            await world.bus.do(command(first.id, 1), Actor("pc1"))
    await pat.sends(old.verb, old.subject)
    assert "11:00" in pat.sees(), "an old card's form is about the new time"


async def test_two_commands_at_one_instant_have_one_winner(world: World) -> None:
    await world.called()
    await officer(world)
    await officer(world, "dc2", "Kit Brown")
    row = await request_row(world)
    done = await asyncio.gather(
        world.bus.do(NameOfficer(row.id, 1, person_id="dc"), Actor("pc1")),
        world.bus.do(NameOfficer(row.id, 1, person_id="dc2"), Actor("pc2")),
        return_exceptions=True,
    )
    (refused,) = [each for each in done if isinstance(each, Refusal)]
    assert "already" in str(refused)
    named = (await request_row(world)).assigned_to_id
    asked = await world.rows("invitations", person_id=("dc", "dc2"))
    assert [each.person_id for each in asked] == [named]


async def test_taking_it_and_naming_somebody_at_one_instant_has_one_winner(world: World) -> None:
    await world.called()
    await officer(world)
    row = await request_row(world)
    done = await asyncio.gather(
        world.bus.do(NameOfficer(row.id, 1, person_id="dc"), Actor("pc1")),
        world.bus.do(TakeRequest(row.id, 1), Actor("pc2")),
        return_exceptions=True,
    )
    assert sum(isinstance(each, Refusal) for each in done) == 1
    (seat,) = await world.rows("seats", name="police_child_abuse", closed=False)
    assert seat.person_id == (await request_row(world)).assigned_to_id
