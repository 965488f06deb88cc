"""A form that is sent again finds the draft it made; the same words on another day are a new concern."""

from __future__ import annotations

from tests.kit.world import TUESDAY, Somebody, World, at

FORM = {"references": "CSC-104233", "urgency": "same_day", "ages": "3 years"}


async def sends_the_form(world: World, **other: str) -> Somebody:
    sam = world.people["sam"]
    await sam.types("")
    await sam.fills(**(FORM | other))
    return sam


async def test_F1_a_form_sent_again_within_the_hour_finds_the_draft_that_it_made(world: World) -> None:
    await sends_the_form(world)
    await world.wait(minutes=20)
    await sends_the_form(world)
    (meeting,) = await world.rows("meetings")
    assert meeting.raised_at == TUESDAY


async def test_F1_the_same_concern_days_after_a_draft_was_left_lying_is_not_late_from_the_start(world: World) -> None:
    await sends_the_form(world)
    await world.until(at(12, 10))
    sam = await sends_the_form(world)
    await sam.fills()
    first, second = sorted(await world.rows("meetings"), key=lambda each: each.raised_at)
    assert (first.state, second.state) == ("draft", "called")
    assert (second.raised_at, second.deadline) == (at(12, 10), at(12, 17))


async def test_F1_another_child_of_the_family_is_a_meeting_of_its_own(world: World) -> None:
    await sends_the_form(world)
    await sends_the_form(world, references="CSC-104234")
    assert len(await world.rows("meetings")) == 2
