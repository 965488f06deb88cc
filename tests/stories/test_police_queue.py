"""The desk's queue: every open request of the desks one serves, over all their councils, the most pressing first."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.storage import Storage
from tests.kit.world import Somebody, World, at, read
from tests.stories.two_councils import two_councils


@pytest.fixture
async def two(storage: Storage, tmp_path: Path) -> World:
    """Two councils, and one police desk for both."""
    return await two_councils(storage, tmp_path)


async def calls(world: World, council: str, urgency: str, number: int) -> None:
    sam = world.people["sam"]
    await sam.types("")
    await sam.fills(council=council, references=f"CSC-30000{number}", urgency=urgency, ages="3 years")
    await sam.fills()


def lines(somebody: Somebody) -> list[str]:
    """The lines of the queue that was just shown, by their meeting's reference."""
    words = read(somebody.shown) if somebody.shown else ""
    return [line for line in words.splitlines() if "-SM-" in line]


async def test_whoever_has_used_up_most_of_its_own_time_comes_first_over_all_councils(two: World) -> None:
    await calls(two, "EXMP", "planned", 1)
    await two.wait(minutes=20)
    await calls(two, "OTHR", "same_day", 2)
    await two.wait(minutes=5)
    pat = two.people["pc1"]
    await pat.types("/strategy-meeting desk")
    first, second = lines(pat)
    meetings = {each.reference: each for each in await two.rows("meetings")}
    gone = {one: (two.clock - each.called_at) / (each.starts_at - each.called_at) for one, each in meetings.items()}
    shown = [each.split(":")[0].split(", ")[1] for each in (first, second)]
    assert shown == sorted(gone, key=lambda each: -gone[each])
    said = "Otherham, OTHR-SM-1: Police child abuse unit. Same day: meet today. Needed by Tue 10 March"
    assert said in first + second
    for each in (first, second):
        assert each.endswith("[We have it] [I'll take it] [Name an officer] [Open]")


async def test_a_line_is_answered_where_it_stands_and_leaves_the_queue_when_somebody_comes(two: World) -> None:
    await calls(two, "EXMP", "same_day", 1)
    await calls(two, "OTHR", "planned", 2)
    pat, pip = two.people["pc1"], two.people["pc2"]
    await pat.types("desk")
    await pat.presses("We have it", beside="OTHR-SM-1")
    await pip.types("desk")
    assert any("acknowledged 10:20 by Pat Constable" in each for each in lines(pip))
    await pip.presses("I'll take it", beside="OTHR-SM-1")
    await pat.types("desk")
    assert ["EXMP-SM-1" in each for each in lines(pat)] == [True]


async def test_a_member_off_shift_may_act_and_nobody_else(two: World) -> None:
    off = await two.joins("pc9", "Olu Late", "police", (), "teams", desk="pdesk", works="Mon-Fri 18:00-22:00")
    await calls(two, "EXMP", "same_day", 1)
    assert not off.posts, "nobody is rung off shift"
    await off.types("desk")
    await off.presses("I'll take it")
    assert "You said you will come" in read(off.shown)  # type: ignore[arg-type]
    assert "Olu Late has taken this" in read(two.people["pc1"].card("EXMP-SM-1"))
    assert (await two.rows("police_requests"))[0].claimed_by_id == "pc9"
    for each in ("insp", "hv1", "sam"):
        await two.people[each].types("desk")
        assert "You serve no police desk" in two.people[each].said


async def test_the_queue_is_paged(two: World) -> None:
    async with two.storage.units.write() as uow:
        for number in range(12):
            for seat in ("chair_team_manager", "social_worker"):
                (pattern,) = await uow.people.where(id="tm" if seat.startswith("chair") else "ola")
                pattern.id, pattern.seats, pattern.works = f"{seat}{number}", (seat,), "always"
                await uow.people.add(pattern)
        await uow.commit()
    for number in range(1, 9):
        await calls(two, "EXMP", "planned", number)
    async with two.storage.units.write() as uow:
        (pattern, *_) = await uow.police_requests.where()
        for number in range(5):
            pattern.id = f"more-{number}"
            await uow.police_requests.add(pattern)
        await uow.commit()
    pat = two.people["pc1"]
    await pat.types("desk")
    assert "13 open requests" in read(pat.shown)  # type: ignore[arg-type]
    assert len(lines(pat)) == 10
    await pat.presses("Show next")
    assert len(lines(pat)) == 3
    await pat.presses("Back to the start")
    assert len(lines(pat)) == 10


async def test_home_shows_the_most_pressing_and_a_button_to_a_member_of_a_desk_alone(two: World) -> None:
    await calls(two, "EXMP", "same_day", 1)
    pat, priya = two.people["pc1"], two.people["hv1"]
    home = read(await two.front.home(pat.identity))
    assert "Your police desk: 1 open request" in home
    assert home.count("EXMP-SM-1") == 1, "said once, not as an invitation too"
    assert "[Police requests]" in home
    assert "Police requests" not in read(await two.front.home(priya.identity))
    await two.until(at(10, 13))
    assert "Your police desk" not in read(await two.front.home(pat.identity)), "what is over waits for nobody"
