"""Whoever has not installed the app is written to by mail, and whoever runs Quorate sees a list of them (M1, M7)."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.app.current_directory import CurrentDirectory, read_current
from bot.app.ports import Unreachable
from bot.shell.people_file import list_unreached
from bot.shell.reach_findings import not_reached_finding, unreached_lines
from bot.wiring import load
from tests.kit.databases import KEYS
from tests.kit.world import World, read
from tests.stories.letters import GRACE
from tests.stories.test_delivery import planned


async def directory(world: World) -> CurrentDirectory:
    async with world.storage.units.read() as uow:
        return await read_current(uow, waiting=False)


@pytest.mark.parametrize("row", ["M1 blocked", "M7 not_installed"])
async def test_M1_M7_whoever_teams_does_not_reach_has_it_by_mail_at_once(world: World, row: str) -> None:
    await world.has_mail("hv1", GRACE, alone=False)
    world.tools["teams"].always["acc-hv1"] = Unreachable(row.partition(" ")[2])
    sam = await planned(world)
    asked = world.clock
    await sam.fills()
    assert world.clock == asked
    assert "You are asked to come" in read(world.letters(GRACE)[-1])
    (address,) = await world.rows("addresses", id="a-hv1")
    assert address.look_at is not None, "it is looked at again the next day"
    assert address.look_at.date() > world.clock.date()


async def test_M1_the_convenor_sees_that_somebody_has_blocked_quorate(world: World) -> None:
    world.tools["teams"].always["acc-hv1"] = Unreachable("blocked")
    sam = await world.called()
    assert "has blocked Quorate" in sam.sees()


async def test_M7_the_administrator_has_a_list_of_everybody_who_has_not_installed_it(world: World) -> None:
    world.tools["teams"].always |= {
        "acc-hv1": Unreachable("not_installed"),
        "acc-pc1": Unreachable("blocked"),
        "acc-paed": Unreachable("user_disabled"),
    }
    found = not_reached_finding(await directory(world), "teams")
    assert found is not None
    assert found.ok
    await world.called()
    await world.joins("gp", "Dr Gale Example", "health", ("gp",), "teams")
    async with world.storage.units.write() as uow:
        address = await uow.addresses.get("a-gp")
        assert address
        address.account, address.state = "", "unbound"
        await uow.addresses.save(address)
        await uow.commit()
    current = await directory(world)
    lines = list(unreached_lines(current, ["slack", "teams"]))
    assert lines[0] == "Not reached in Teams: 3"
    assert lines[1:] == [
        "  Dr Gale Example (gp): has not added Quorate",
        "  Pat Constable (pc1): has blocked Quorate",
        "  Priya Nair (hv1): has not added Quorate",
    ]
    found = not_reached_finding(current, "teams")
    assert found is not None
    assert not found.ok
    assert "Dr Gale Example (gp)" in found.words
    assert not_reached_finding(current, "carrier pigeon") is None


async def test_M7_the_list_is_read_from_the_shell(world: World, database_url: str, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("")
    core = {"database_url": database_url, "keys": KEYS[0], "policy_dir": tmp_path}
    said: list[str] = []
    await list_unreached(load(tmp_path / ".env", given={"core": core}), said.append)
    assert said == ["Everybody can be written to in the tools that are set up."]
