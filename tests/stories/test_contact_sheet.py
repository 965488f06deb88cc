"""The daily contact sheet: who is on duty and today's meetings, so that work goes on when Quorate is down."""

from __future__ import annotations

import stat
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from bot.app.questions import ShowContactSheet
from bot.app.work import OPERATOR, Actor
from bot.contact_sheets import keep_sheet, keeping, newest
from bot.domain.diary import Leave, Rota, RotaLine
from bot.domain.errors import Refusal
from bot.storage import Storage
from scheduling.london import LONDON
from tests.kit.world import World, at
from tests.stories.nights import partnership

DAY = date(2026, 3, 13)


async def sheet(world: World, day: date = DAY) -> str:
    text: str = await world.bus.ask(ShowContactSheet("EXMP", day), OPERATOR)
    return text


@pytest.fixture
async def friday(storage: Storage, tmp_path: Path) -> World:
    return await partnership(storage, tmp_path, at(13, 9, 30))


async def test_it_has_everybody_on_duty_with_numbers_and_when(friday: World) -> None:
    text = await sheet(friday)
    duty, desks = text.split("EMERGENCY DUTY")[1].split("DESKS")
    for who in ("eve", "ned"):
        person = friday.people[who].person
        assert f"{person.name:28} {person.phone}" in duty
        assert "17:00 to Sat 14 March 09:00" in duty
    assert "Emergency duty team            01632 960900" in duty
    assert "Police referral desk           01632 960900" in desks
    assert f"Pat Constable                {friday.people['pc1'].person.phone}" in desks
    assert "Quorate desk on 01632 960000" in text
    assert "If a child is in immediate danger call 999." in text


async def test_it_has_todays_meetings_and_nothing_about_a_child(friday: World) -> None:
    await friday.called("same_day", concerns=("physical_injury",))
    (meeting,) = await friday.rows("meetings")
    text = await sheet(friday)
    starts, phone = meeting.starts_at.astimezone(LONDON), friday.people["sam"].person.phone
    assert f"EXMP-SM-1      {starts:%H:%M}  Sam Carter, {phone}; dial in 01632 960801, PIN 1001" in text
    for word in ("CSC", "injury", "3 years", "same_day"):
        assert word not in text
    assert "EXMP-SM-1" not in await sheet(friday, DAY + timedelta(days=3))


async def test_a_rota_is_on_it_and_whoever_is_on_leave_is_not(friday: World) -> None:
    async with friday.storage.units.write() as uow:
        begins, ends = at(13, 8), at(13, 20)
        await uow.rotas.add(Rota("paeds", begins, ends, friday.clock))
        await uow.rota_lines.add(RotaLine("r1", "paeds", "paed", begins, ends, True))
        await uow.leave.add(Leave("l1", "ned", at(13, 0), at(15, 0), None, "ned", friday.clock))
        await uow.commit()
    text = await sheet(friday)
    assert "Paediatrician on call" in text
    assert f"Dr Ade Bello                 {friday.people['paed'].person.phone}" in text
    assert "Ned Nightly" not in text


async def test_a_gap_in_the_rota_is_said_and_whom_to_ring(storage: Storage, tmp_path: Path) -> None:
    world = await World(storage, tmp_path, at(13, 9)).with_everybody()
    text = await sheet(world)
    assert "Nobody is on duty." in text.split("EMERGENCY DUTY")[1].split("DESKS")[0]
    assert "Quorate desk on 01632 960000" in text


@pytest.mark.parametrize("day", [date(2026, 3, 28), date(2026, 10, 24)])
async def test_the_night_in_which_the_clocks_change_ends_at_nine(storage: Storage, tmp_path: Path, day: date) -> None:
    world = await partnership(storage, tmp_path, datetime(day.year, day.month, day.day, 9, tzinfo=LONDON))
    assert f"{day + timedelta(days=1):%a} {day.day + 1} {day:%B} 09:00" in await sheet(world, day)


async def test_only_the_operator_may_ask_for_it(friday: World) -> None:
    with pytest.raises(Refusal):
        await friday.bus.ask(ShowContactSheet("EXMP", DAY), Actor("sam", "slack"))


async def test_it_is_written_from_its_hour_on_for_this_account_alone_and_again_when_it_changes(
    storage: Storage, tmp_path: Path
) -> None:
    world = await partnership(storage, tmp_path, at(13, 7, 29))
    folder = tmp_path / "sheets"
    keep = keeping(world.bus, folder)
    await keep()
    assert not folder.exists()
    await world.until(at(13, 7, 30))
    await keep()
    (file,) = folder.iterdir()
    assert file.name == "EXMP-2026-03-13.txt"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    first = file.read_text()
    await world.until(at(13, 9))
    await keep()
    assert file.read_text() == first, "nothing new: left alone"
    await world.called()
    await keep()
    assert "EXMP-SM-1" in file.read_text()
    assert [each.name for each in folder.iterdir()] == [file.name], "no draft is left about"


def test_only_the_last_days_are_kept_and_nothing_else_is_touched(tmp_path: Path) -> None:
    assert newest(tmp_path / "none") is None
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "OTHR-2026-01-01.txt").write_text("another council's")
    for ahead in range(5):
        keep_sheet(tmp_path, "EXMP", DAY + timedelta(days=ahead), "text\n", 3)
    names = {each.name for each in tmp_path.iterdir()}
    assert names == {"notes.txt", "OTHR-2026-01-01.txt", *(f"EXMP-2026-03-{day}.txt" for day in (15, 16, 17))}
    assert newest(tmp_path) == date(2026, 3, 17)


def test_a_folder_that_cannot_be_written_leaves_the_old_sheet_whole(tmp_path: Path) -> None:
    keep_sheet(tmp_path, "EXMP", DAY, "old\n", 3)
    blocked = tmp_path / "EXMP-2026-03-14.txt"
    blocked.mkdir()
    with pytest.raises(OSError, match="directory"):
        keep_sheet(tmp_path, "EXMP", DAY + timedelta(days=1), "new\n", 3)
    assert (tmp_path / "EXMP-2026-03-13.txt").read_text() == "old\n"
    assert not [each for each in tmp_path.iterdir() if each.name.startswith(".")]
