"""Done says what changed for the child; what comes again comes again until it is ended."""

from __future__ import annotations

import pytest

from bot.app.commands import FinishActions
from bot.app.work import Actor
from bot.domain.action import Outcome
from bot.domain.errors import Invalid
from tests.kit.world import World, at, read
from tests.stories.test_actions import DATED, held

WEEKLY = {"words": "HV to weigh the baby every Friday", "owner": "hv1"}
UNTIL = {"words": "Police to drive past", "owner": "pc1", "timescale": "weekly until 20 March"}


async def test_an_old_cards_done_opens_the_question_and_nothing_is_lost(world: World) -> None:
    await held(world, DATED)
    pat = world.people["pc1"]
    (action,) = await world.rows("actions")
    await pat.sends("done", action.id)
    assert "What changed" in read(pat.shown)
    (action,) = await world.rows("actions")
    assert action.state == "open"
    await pat.fills(outcome="no_change", outcome_words="Kanarie is still at home", in_case_record="yes")
    (action,) = await world.rows("actions")
    assert (action.state, action.outcome, action.in_case_record) == ("done", "no_change", True)
    assert "no change yet" in read(pat.shown)
    await pat.sends("done", action.id)
    assert "Nothing was changed" in pat.said


async def test_done_without_an_answer_asks_again_and_saves_nothing(world: World) -> None:
    await held(world, DATED)
    pat = world.people["pc1"]
    await pat.presses("Done", beside="action 1")
    await pat.fills(outcome="")
    assert "Too early to say" in read(pat.shown)
    (action,) = await world.rows("actions")
    assert action.state == "open"
    with pytest.raises(Invalid, match="Choose what changed"):
        await world.bus.do(FinishActions((action.id,)), Actor("pc1"))


async def test_the_outcome_stands_on_the_meetings_card_and_its_words_only_on_request(world: World) -> None:
    sam = await held(world, DATED)
    pat = world.people["pc1"]
    await pat.presses("Done", beside="action 1")
    await pat.fills(outcome="safer", outcome_words="Kanarie sleeps at her gran's")
    await sam.presses("See the actions")
    assert "For the child: safer." in read(sam.shown)
    assert "Kanarie" not in sam.sees()
    await sam.presses("Show it", beside="action 1")
    assert "Kanarie sleeps" in read(sam.shown)
    await sam.presses("Copy for the case record")
    assert "For the child: safer. Kanarie sleeps" in read(sam.shown)
    (meeting,) = await world.rows("meetings")
    kept = await world.rows("audit", verb="action_done", meeting_id=meeting.id)
    assert kept
    assert "Kanarie" not in repr(kept)


async def test_several_that_are_done_take_one_answer(world: World) -> None:
    await held(world, DATED, {"words": "Share the log", "owner": "pc1", "timescale": "3 working days"})
    pat = world.people["pc1"]
    await pat.presses("Several are done")
    ids = tuple(each.id for each in await world.rows("actions"))
    await pat.fills(done=ids)
    assert "Choose what changed" in read(pat.shown)
    await pat.fills(done=ids, outcome="safer", outcome_words="She is with family")
    assert {(each.outcome, each.outcome_words) for each in await world.rows("actions")} == {
        (Outcome.SAFER, "She is with family")
    }


async def test_one_turn_is_done_and_the_next_is_due(world: World) -> None:
    await held(world, WEEKLY)
    priya = world.people["hv1"]
    assert "due Fri 13 March, end of day; it comes again" in read(priya.card("action 1"))
    await world.until(at(13, 15))
    await priya.presses("Done", beside="action 1")
    await priya.fills(outcome="no_change", outcome_words="Same weight")
    (action,) = await world.rows("actions")
    assert action.state == "open"
    assert [(each.outcome, each.words) for each in action.turns] == [("no_change", "Same weight")]
    assert "due Fri 20 March, end of day; it comes again, done 1 time so far" in read(priya.shown)
    (owed,) = await world.rows("obligations", kind="action", state="open")
    assert owed.target_at == action.due_at
    assert "Same weight" not in priya.sees()


async def test_turns_that_were_missed_do_not_pile_up(world: World) -> None:
    await held(world, WEEKLY)
    priya = world.people["hv1"]
    await world.until(at(25, 10))
    assert "was due Fri 13 March" in priya.sees()
    await priya.presses("Done", beside="action 1")
    await priya.fills(outcome="too_early")
    assert "due Fri 27 March" in read(priya.shown)


async def test_a_turn_done_early_is_not_asked_for_again_the_same_week(world: World) -> None:
    await held(world, WEEKLY)
    priya = world.people["hv1"]
    await world.until(at(11, 10))
    await priya.presses("Done", beside="action 1")
    await priya.fills(outcome="safer")
    assert "due Fri 20 March" in read(priya.shown)


async def test_an_end_that_was_said_ends_it_by_itself(world: World) -> None:
    sam = await held(world, UNTIL)
    pat = world.people["pc1"]
    await world.until(at(17, 10))
    await pat.presses("Done", beside="action 1")
    await pat.fills(outcome="safer")
    (action,) = await world.rows("actions")
    assert action.state == "done", "the next turn would be after 20 March"
    assert not await world.rows("obligations", kind="action", state="open")
    await sam.presses("See the actions")
    assert "no longer needed since Tue 17 March" in read(sam.shown)


async def test_it_comes_no_more_takes_a_reason_from_the_owner_or_whoever_runs_the_meeting(world: World) -> None:
    sam = await held(world, WEEKLY)
    priya, hana = world.people["hv1"], world.people["hvm"]
    (action,) = await world.rows("actions")
    await hana.sends("more", action.id)
    assert "no longer needed" not in read(hana.shown)
    await hana.sends("end_recurring", action.id)
    assert "You have no part in that" in hana.said
    await priya.presses("More…", beside="action 1")
    await priya.presses("No longer needed…")
    await priya.fills(reason="")
    assert "Say in a few words" in read(priya.shown)
    await priya.fills(reason="Kanarie has moved to another area")
    assert "No longer needed" in read(priya.shown)
    assert "Kanarie" not in priya.sees()
    assert not await world.rows("obligations", kind="action", state="open")
    await sam.presses("Copy for the case record")
    assert "No longer needed since Tue 10 March, 13:00. Kanarie has moved" in read(sam.shown)


async def test_what_does_not_come_again_cannot_be_ended(world: World) -> None:
    await held(world, DATED)
    pat = world.people["pc1"]
    (action,) = await world.rows("actions")
    await pat.sends("end_recurring", action.id)
    assert "does not come again" in pat.said


async def test_another_date_for_one_that_comes_again_moves_this_turn_alone(world: World) -> None:
    await held(world, WEEKLY)
    priya = world.people["hv1"]
    (action,) = await world.rows("actions")
    await priya.sends("timescale", action.id)
    await priya.fills(date="2026-03-16")
    (moved,) = await world.rows("actions")
    assert moved.expected == action.expected
    assert "Mon 16 March 2026" in read(priya.shown)
