"""Ask me later: capped by urgency, never past the due time; then asked again. Nobody else hears later for it."""

from __future__ import annotations

import pytest

from bot.app.cards import Form
from tests.kit.world import Somebody, World, at, read
from tests.stories.test_actions import held

SOON = {"words": "Visit the home", "owner": "hv1", "timescale": "ASAP"}
DATED = {"words": "Visit the home", "owner": "hv1", "timescale": "by Fri 13 March"}


async def later(somebody: Somebody) -> list[str]:
    """What may be chosen."""
    await somebody.presses("More…", beside="action 1")
    await somebody.presses("Ask me later…")
    return [each.label for each in somebody.shown.fields[0].options] if isinstance(somebody.shown, Form) else []


async def chooses(somebody: Somebody, label: str) -> None:
    assert isinstance(somebody.shown, Form)
    option = next(each for each in somebody.shown.fields[0].options if each.label.startswith(label))
    await somebody.fills(until=option.value)


async def nudged(world: World, person_id: str) -> list[str]:
    found = await world.rows("audit", verb="nudged")
    return [f"{each.at:%d %H:%M}" for each in found if each.detail.get("to") == person_id]


async def planned(world: World, *lines: dict[str, str]) -> None:
    """A meeting that is not urgent, so that three days may pass."""
    sam = await world.called("planned", concerns=("physical_injury",))
    for each, label in (("pc1", "I'll take it"), ("hv1", "I'll come"), ("paed", "I'll come")):
        await world.people[each].presses(label)
    await sam.presses("Write the actions")
    for line in lines:
        await sam.fills(**line)
    await sam.presses("Finish")
    await sam.fills()


async def test_the_choices_are_capped_by_urgency(world: World) -> None:
    await held(world, DATED)
    assert await later(world.people["hv1"]) == ["In 30 minutes (13:30)", "In 2 hours (15:00)"]


async def test_what_is_not_urgent_may_wait_for_the_next_mornings(world: World) -> None:
    await planned(world, DATED)
    labels = await later(world.people["hv1"])
    assert labels[3:] == ["Tomorrow, 09:00", "Thu 12 March, 09:00", "Fri 13 March, 09:00"]


async def test_it_is_asked_again_at_the_end_and_nothing_else_moves(world: World) -> None:
    await planned(world, SOON)
    priya = world.people["hv1"]
    before = await world.rows("obligations", kind="complete_action", state="open")
    await later(priya)
    await chooses(priya, "Thu 12 March")
    assert "asked again on Thu 12 March, 09:00" in priya.said
    (action,) = await world.rows("actions")
    assert action.quiet_until == at(12, 9)
    assert await world.rows("obligations", kind="complete_action", state="open") == before
    await world.until(at(12, 8, 59))
    assert "12 09:00" not in await nudged(world, "hv1")
    await world.until(at(12, 9, 1))
    assert "12 09:00" in await nudged(world, "hv1")
    assert not await world.rows("obligations", kind="quiet", state=("open", "escalated"))


async def test_it_is_never_past_the_due_time(world: World) -> None:
    await planned(world, {**DATED, "timescale": "today 12:00"})
    priya = world.people["hv1"]
    assert [each.split(" (")[0] for each in await later(priya)] == ["In 30 minutes"]
    await priya.fills(until="20260310T120100Z")
    assert "At the latest: Tue 10 March, 12:00" in priya.said
    world.clock = at(10, 11, 45)
    await later(priya)
    assert "This one can't wait: it is due at 12:00." in priya.said
    world.clock = at(10, 12, 30)
    await priya.sends("snooze", (await world.rows("actions"))[0].id)
    assert "This one can't wait: it was due" in priya.said
    assert not await world.rows("obligations", kind="quiet")


async def test_longer_than_its_urgency_allows_is_refused(world: World) -> None:
    await held(world, DATED)
    priya = world.people["hv1"]
    await later(priya)
    await priya.fills(until="20260311T090000Z")
    assert "too long for this one" in priya.said
    assert (await world.rows("actions"))[0].quiet_until is None


@pytest.mark.parametrize("how", ["done", "another owner", "longer"])
async def test_an_answer_ends_the_quiet(world: World, how: str) -> None:
    await held(world, DATED)
    priya, sam = world.people["hv1"], world.people["sam"]
    (action,) = await world.rows("actions")
    await later(priya)
    await chooses(priya, "In 2 hours")
    if how == "done":
        await priya.sends("done", action.id)
        await priya.fills(outcome="safer")
    elif how == "another owner":
        await sam.sends("owner", action.id)
        await sam.fills(owner="pc1")
    else:
        await priya.sends("put_off", action.id)
        await priya.fills(reason="Away", timescale="by Fri 20 March")
    (action,) = await world.rows("actions")
    assert action.quiet_until is None
    assert not await world.rows("obligations", kind="quiet", state=("open", "escalated"))


async def test_the_card_says_until_when_it_is_quiet(world: World) -> None:
    await held(world, DATED)
    priya = world.people["hv1"]
    await later(priya)
    await chooses(priya, "In 2 hours")
    await priya.presses("More…", beside="action 1")
    assert "You will be asked again at 15:00." in read(priya.shown)  # type: ignore[arg-type]


async def test_while_it_is_quiet_the_owner_hears_nothing_of_it_and_the_chair_hears_in_time(world: World) -> None:
    await planned(world, SOON)
    priya = world.people["hv1"]
    await later(priya)
    await chooses(priya, "Thu 12 March")
    sent = len(priya.posts)
    await world.until(at(12, 8, 59))
    assert len(priya.posts) == sent
    assert await nudged(world, "sam"), "nobody chairs: the convenor hears in the chair's place, in time"
    await world.until(at(12, 9, 31))
    assert len(priya.posts) > sent
    assert any("action 1" in read(post.card) for post in priya.posts[sent:])
