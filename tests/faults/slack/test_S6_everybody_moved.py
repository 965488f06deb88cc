"""A workspace that refuses us is told of once, and everybody there is written to another way (S6)."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.app.ports import Unreachable
from bot.domain.notice import Notice, NoticeKind
from bot.storage import Storage
from tests.faults.watched import ADMIN
from tests.kit.world import World, read
from tests.stories.letters import GRACE
from tests.stories.reaching import also_at, in_tray, post_room
from tests.stories.test_delivery import planned


@pytest.mark.parametrize("people", [3, 40])
async def test_S6_a_workspace_that_refuses_us_moves_everybody_there_with_one_line(world: World, people: int) -> None:
    paper = post_room(world)
    for each in ("pc1", "pc2", "insp"):
        await also_at(world, each, "paper")
    for number in range(people):
        await world.joins(f"pcx{number}", f"Officer {number}", "police", (), "teams", works="always")
    sam = await world.called()
    assert not in_tray(paper, "pc1")
    broken = Unreachable("token_revoked", everybody=True)
    world.tools["teams"].always |= dict.fromkeys(("acc-pc1", "acc-pc2"), broken)
    await world.people["hv1"].presses("I'll come")
    await sam.presses("Change the time")
    await sam.fills(date="2026-03-10", time="14:30")
    for each in ("pc1", "pc2"):
        assert "14:30" in in_tray(paper, each)[-1]
    police = await world.rows("addresses", channel="teams", tenant="TENANT-POLICE")
    assert {(each.state, each.reason) for each in police} == {("dead", "cut_off")}
    lines = [each for each in await world.rows("notices", kind="unreached") if each.code == "cut_off"]
    assert len(lines) == 1
    assert "no longer lets Quorate write to anybody" in sam.sees()
    health = await world.rows("addresses", channel="teams", tenant="TENANT-NHS")
    assert {each.state for each in health} == {"live"}, "the others of the same tool are untouched"


async def test_S6_cards_already_there_are_moved_though_nothing_else_would_be_sent(world: World) -> None:
    paper = post_room(world)
    await also_at(world, "pc2", "paper")
    await world.called()
    world.tools["teams"].always["acc-insp"] = Unreachable("app_uninstalled", everybody=True)
    (meeting,) = await world.rows("meetings")
    async with world.storage.units.write() as uow:
        about = (meeting.id, "insp", "x", world.clock, world.clock, meeting.id, "now_yours_too")
        await uow.notices.add(Notice("n", "EXMP", NoticeKind.TELL, *about))
        await uow.commit()
    await world.settle()
    (card,) = in_tray(paper, "pc2")
    assert "EXMP-SM-1" in card
    assert "Ring Pat Constable" not in world.people["sam"].sees(), "a colleague of the desk is reached"


async def test_S6_an_uninstalled_app_moves_everybody_as_soon_as_the_platform_says_so(world: World) -> None:
    paper = post_room(world)
    await also_at(world, "pc2", "paper")
    await world.called()
    for _ in range(2):
        await world.front.lost_everybody("teams", "TENANT-POLICE", "app_uninstalled", world.key())
        await world.settle()
    assert "EXMP-SM-1" in in_tray(paper, "pc2")[0]
    assert len(in_tray(paper, "pc2")) == 1
    assert len([each for each in await world.rows("notices", kind="unreached") if each.code == "cut_off"]) == 1


async def test_S6_the_administrator_and_the_convenor_both_hear_and_the_invited_are_asked_by_mail_within_the_minute(
    storage: Storage, tmp_path: Path
) -> None:
    world = await World(storage, tmp_path, more_policy=ADMIN).with_everybody()
    await world.has_mail("hv1", GRACE, alone=False)
    await world.has_mail("hv2", "other@nhs.example", alone=False)
    sam = await planned(world)
    world.tools["teams"].always["acc-hv1"] = Unreachable("token_revoked", everybody=True)
    asked = world.clock
    await sam.fills()
    assert world.clock == asked, "not a second has gone by"
    assert "You are asked to come" in read(world.letters(GRACE)[-1])
    for each in ("head", "sam"):
        assert "no longer lets Quorate write to anybody" in world.people[each].sees(), each
    lines = [each for each in await world.rows("notices", kind="unreached") if each.code == "cut_off"]
    assert sorted(each.person_id for each in lines) == ["head", "sam"]
