"""Somebody leaves: whatever waited for them waits for somebody else at once."""

from __future__ import annotations

import pytest

from bot.app.commands import (
    AddAction,
    CloseRecord,
    DirectoryChange,
    ImportDirectory,
    NameRecorder,
    OfferHandover,
    PersonLeaves,
    PromiseInformation,
)
from bot.app.work import OPERATOR, Actor
from bot.domain.errors import Refusal
from bot.domain.meeting import Meeting
from bot.domain.people import Person
from tests.kit.world import Somebody, World, at


async def leaves(world: World, person_id: str) -> None:
    """The operator takes this person out of the directory."""
    await world.bus.do(PersonLeaves(person_id), OPERATOR)
    await world.sweep()


async def the_meeting(world: World) -> Meeting:
    (found,) = await world.rows("meetings")
    assert isinstance(found, Meeting)
    return found


async def with_action(world: World, owner: str, timescale: str) -> Somebody:
    """Sam's meeting has been held, and one action of this owner was written down."""
    sam = await world.called()
    meeting = await the_meeting(world)
    actor = Actor("sam", "slack")
    await world.until(at(10, 17, 0))
    await world.bus.do(AddAction(meeting.id, "Visit the family", owner, "", timescale), actor)
    await world.bus.do(CloseRecord(meeting.id), actor)
    await world.sweep()
    return sam


async def test_a_convenor_who_leaves_leaves_the_meeting_with_their_manager(world: World) -> None:
    await world.called()
    tess = world.people["tm"]
    await leaves(world, "sam")
    meeting = await the_meeting(world)
    assert meeting.convenor_id == "tm"
    assert "EXMP-SM-1 is now yours, because Sam Carter has left." in tess.sees()
    assert "no answer yet" in tess.sees(), "the convenor's live card is with Tess now"
    owed = [each for each in await world.rows("obligations", person_id="sam") if each.state != "met"]
    assert owed == []


async def test_whoever_has_left_is_told_nothing_more_and_is_no_longer_known(world: World) -> None:
    sam = await world.called()
    await leaves(world, "sam")
    before = len(sam.posts)
    await world.people["hv1"].presses("I'll come")
    assert len(sam.posts) == before
    await sam.types("mine")
    assert "You are not registered" in sam.said
    assert {(each.state, each.reason) for each in await world.rows("addresses", person_id="sam")} == {
        ("dead", "left")
    }


async def test_somebody_invited_who_leaves_is_replaced_at_once(world: World) -> None:
    await world.called()
    await leaves(world, "hv1")
    (seat,) = await world.rows("seats", name="health_visitor", closed=False)
    assert seat.person_id == "hv2", "the colleague of the same team"
    assert "You are asked" in world.people["hv2"].sees()


async def test_an_acceptance_of_a_leaver_no_longer_counts(world: World) -> None:
    await world.called()
    await world.people["hv1"].presses("I'll come")
    await leaves(world, "hv1")
    (gone,) = await world.rows("invitations", person_id="hv1")
    assert gone.answer == "withdrawn"
    assert "You are asked" in world.people["hv2"].sees()


async def test_a_desk_gets_back_what_a_leaver_had_claimed(world: World) -> None:
    await world.called()
    await world.people["pc1"].presses("I'll take it")
    await leaves(world, "pc1")
    (seat,) = await world.rows("seats", name="police_child_abuse", closed=False)
    assert (seat.person_id, seat.desk_id) == (None, "pdesk")
    (asked,) = await world.rows("invitations", person_id="pc2")
    assert asked.answer == "none"
    await world.people["pc2"].presses("I'll take it")
    (seat,) = await world.rows("seats", name="police_child_abuse", closed=False)
    assert seat.person_id == "pc2"


async def test_a_desk_colleague_who_leaves_changes_nothing_for_the_others(world: World) -> None:
    await world.called()
    await leaves(world, "pc1")
    await world.people["pc2"].presses("I'll take it")
    (seat,) = await world.rows("seats", name="police_child_abuse", closed=False)
    assert seat.person_id == "pc2"


async def test_open_actions_go_to_the_manager_and_are_chased_there(world: World) -> None:
    await with_action(world, "hv1", "3 working days")
    await leaves(world, "hv1")
    (action,) = await world.rows("actions")
    assert action.owner_id == "hvm"
    (owed,) = [each for each in await world.rows("obligations", subject_id=action.id) if each.state != "met"]
    assert owed.person_id == "hvm"
    assert "EXMP-SM-1" in world.people["hvm"].sees()


async def test_an_action_nobody_may_have_lacks_its_owner_and_is_chased(world: World) -> None:
    await world.joins("lone", "Lone Worker", "voluntary", ("idva",))
    await with_action(world, "lone", "3 working days")
    await leaves(world, "lone")
    (action,) = await world.rows("actions")
    assert (action.owner_id, action.owner_words) == (None, "Lone Worker")
    owed = await world.rows("obligations", subject_id=action.id, state="open")
    assert {each.kind for each in owed} == {"complete_action", "action"}, "its time goes on counting"


async def test_a_leaver_taken_out_at_the_weekend_brings_the_chair_a_card_on_monday(world: World) -> None:
    await world.joins("lone", "Lone Worker", "voluntary", ("idva",))
    sam = await with_action(world, "lone", "3 working days")
    await world.until(at(14, 23, 0))
    seen = len(sam.posts)
    await leaves(world, "lone")
    assert len(sam.posts) == seen
    await world.until(at(16, 9, 5))
    assert "no owner, or no time" in sam.sees()


async def test_the_convenor_of_a_closed_meeting_hands_on_what_is_still_open(world: World) -> None:
    await with_action(world, "hv1", "ASAP")
    await leaves(world, "sam")
    assert (await the_meeting(world)).convenor_id == "tm"


async def test_a_manager_who_must_not_be_told_never_gets_the_meeting(world: World) -> None:
    sam = world.people["sam"]
    await sam.types("")
    await sam.fills(references="CSC-104233", urgency="same_day", ages="3 years", not_told="Tess Manager")
    await sam.fills()
    await leaves(world, "sam")
    assert (await the_meeting(world)).convenor_id == "head"
    assert not world.people["tm"].posts


async def test_without_a_line_above_anybody_who_may_chair_has_it(world: World) -> None:
    alone = await world.joins("alone", "Alma Alone", "social_care", ("social_worker",))
    await alone.types("")
    await alone.fills(references="CSC-104500", urgency="planned", ages="3 years")
    await leaves(world, "alone")
    assert (await the_meeting(world)).convenor_id == "tm"


async def test_a_handover_offered_to_a_leaver_stays_with_the_giver(world: World) -> None:
    sam = await world.called()
    meeting = await the_meeting(world)
    await world.bus.do(OfferHandover(meeting.id, "ola"), Actor("sam", "slack"))
    await leaves(world, "ola")
    meeting = await the_meeting(world)
    assert (meeting.convenor_id, meeting.handover_to_id) == ("sam", None)
    assert "Ola Second can't take EXMP-SM-1 over. It is still yours." in sam.sees()


async def test_cases_and_those_they_managed_move_up(world: World) -> None:
    await leaves(world, "hv1")
    (case,) = await world.rows("caseloads")
    assert case.person_id == "hvm"
    await leaves(world, "tm")
    managed = {each.id for each in await world.rows("people", manager_id="head") if each.left_at is None}
    assert managed == {"sam", "ola"}


async def test_a_promise_of_information_is_kept_by_the_manager(world: World) -> None:
    await world.called()
    (invitation,) = await world.rows("invitations", person_id="hv1")
    promise = PromiseInformation(invitation.id, invitation.revision, at(10, 16, 0))
    await world.bus.do(promise, Actor("hv1", "teams"))
    await leaves(world, "hv1")
    (owed,) = [each for each in await world.rows("obligations", kind="information") if each.state != "met"]
    assert owed.person_id == "hvm"
    (asked,) = await world.rows("invitations", person_id="hvm")
    assert asked.information_by == promise.by


async def test_only_the_operator_lets_people_go_and_only_once(world: World) -> None:
    with pytest.raises(Refusal) as refused:
        await world.bus.do(PersonLeaves("hv1"), Actor("head", "slack"))
    assert refused.value.code == "operator_only"
    await leaves(world, "hv1")
    with pytest.raises(Refusal) as again:
        await world.bus.do(PersonLeaves("hv1"), OPERATOR)
    assert again.value.code == "not_found"
    (person,) = await world.rows("people", id="hv1")
    assert isinstance(person, Person)
    assert person.left_at == world.clock
    assert await world.rows("audit", verb="person_left", subject_id="hv1")


async def test_a_desk_that_closes_gives_its_unclaimed_seat_back_to_be_filled(world: World) -> None:
    await world.joins(
        "dc", "Dee Constable", "police", ("police_child_abuse",), "teams", manager="insp", works="always"
    )
    await world.called()
    (seat,) = await world.rows("seats", name="police_child_abuse", closed=False)
    async with world.storage.units.write() as uow:
        seat.person_id, seat.desk_id = None, "pdesk"
        await uow.seats.save(seat)
        await uow.commit()
    change = DirectoryChange(gone=("pdesk",))
    await world.bus.do(ImportDirectory(change), OPERATOR)
    await world.sweep()
    (desk,) = await world.rows("desks", id="pdesk")
    assert desk.closed_at == world.clock
    (seat,) = await world.rows("seats", name="police_child_abuse", closed=False)
    assert seat.desk_id is None


async def test_two_who_leave_together_hand_everything_past_each_other(world: World) -> None:
    await world.called()
    await world.bus.do(ImportDirectory(DirectoryChange(gone=("sam", "tm"))), OPERATOR)
    await world.sweep()
    assert (await the_meeting(world)).convenor_id == "head"
    assert "EXMP-SM-1 is now yours" in world.people["head"].sees()


async def test_the_named_recorder_who_leaves_is_replaced(world: World) -> None:
    await world.called()
    meeting = await the_meeting(world)
    await world.bus.do(NameRecorder(meeting.id, "ola"), Actor("sam", "slack"))
    await leaves(world, "ola")
    assert (await the_meeting(world)).recorder_id == "tm"
    owed = [each for each in await world.rows("obligations", kind="record") if each.state != "met"]
    assert [each.person_id for each in owed] == ["tm"]
