"""The operator imports rotas: what a file says holds for its days from now on, and nothing else is touched."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.app.commands import ImportRota, PersonLeaves
from bot.app.rota.known import read_known
from bot.app.rota.listing import rotas_in_words, shifts_in_words
from bot.app.rota.reading import RotaReading, Wanted, read_rota
from bot.app.work import OPERATOR, Actor
from bot.domain.diary import Rota, RotaLine
from bot.domain.errors import QuorateError, Refusal
from bot.shell.rota_file import import_rota, list_rotas, show_shifts
from bot.wiring import load
from scheduling.london import LONDON
from tests.kit.databases import KEYS
from tests.kit.world import World, at

HEADERS = "kind,person,date,until,from,to,hours,with\n"
NIGHTS = [f"shift,paed,2026-03-{day},,22:00,08:00" for day in range(11, 18)]


async def read_file(world: World, *rows: str, name: str = "on call", **days: date) -> RotaReading:
    """Read the rows against the database as it is."""
    async with world.storage.units.read() as uow:
        known = await read_known(uow, name)
    return read_rota((HEADERS + "\n".join(rows)).encode(), Wanted(name, **days), known, world.clock)


async def imports(world: World, *rows: str, name: str = "on call", **days: date) -> RotaReading:
    found = await read_file(world, *rows, name=name, **days)
    assert found.problems == ()
    assert found.rota is not None
    await world.bus.do(ImportRota(found.rota, found.lines), OPERATOR)
    return found


async def works(world: World, **equals: object) -> list[tuple[str, str, str]]:
    """Shifts as the database has them: whose, from when, to when (London)."""
    lines = await world.rows("rota_lines", works=True, order="starts_at", **equals)
    return [(each.person_id, _clock(each.starts_at), _clock(each.ends_at)) for each in lines]


async def covered(world: World, person_id: str) -> list[tuple[str, str]]:
    lines = await world.rows("rota_lines", works=False, person_id=person_id, order="starts_at")
    return [(_clock(each.starts_at), _clock(each.ends_at)) for each in lines]


def _clock(instant: datetime) -> str:
    return f"{instant.astimezone(LONDON):%d %H:%M}"


async def test_a_rota_is_imported_and_a_second_time_nothing_changes(world: World) -> None:
    first = await imports(world, *NIGHTS)
    assert "A new rota." in first.summary
    before = await works(world)
    assert len(before) == 7
    assert await covered(world, "paed") == [("11 00:00", "18 00:00")]
    again = await imports(world, *NIGHTS)
    assert "Nothing changes." in again.summary
    assert await works(world) == before
    assert await covered(world, "paed") == [("11 00:00", "18 00:00")]
    (rota,) = await world.rows("rotas")
    assert (rota.id, rota.imported_at) == ("on call", world.clock)


async def test_what_a_file_says_replaces_its_days_and_what_lies_around_them_stays(world: World) -> None:
    await imports(world, *NIGHTS)
    found = await imports(world, "shift,insp,2026-03-13,,22:00,08:00", "shift,insp,2026-03-14,,09:00,17:00")
    assert "Added: Ines Inspector (insp)" in found.summary
    assert "No longer on this rota: Dr Ade Bello (paed): their usual hours count again" in found.summary
    assert await works(world) == [
        ("paed", "11 22:00", "12 08:00"),
        ("paed", "12 22:00", "13 08:00"),
        ("insp", "13 22:00", "14 08:00"),
        ("insp", "14 09:00", "14 17:00"),
        ("paed", "15 22:00", "16 08:00"),
        ("paed", "16 22:00", "17 08:00"),
        ("paed", "17 22:00", "18 08:00"),
    ], "the night that began before these days is still theirs in the morning"
    assert await covered(world, "paed") == [("11 00:00", "13 00:00"), ("15 00:00", "18 00:00")]
    assert await covered(world, "insp") == [("13 00:00", "15 00:00")]


async def test_the_next_weeks_do_not_cut_off_the_last_night_of_these(world: World) -> None:
    await imports(world, *NIGHTS[:3])
    await imports(world, *NIGHTS[3:])
    assert [night for night in await works(world) if night[1] == "13 22:00"] == [("paed", "13 22:00", "14 08:00")]
    (rota,) = await world.rows("rotas")
    assert (_clock(rota.starts_at), _clock(rota.ends_at)) == ("11 00:00", "18 00:00")


async def test_what_has_been_is_never_rewritten_and_a_shift_under_way_changes_from_now_on(world: World) -> None:
    rows = ["shift,paed,2026-03-10,,08:00,20:00", "shift,paed,2026-03-11,,08:00,20:00"]
    await imports(world, *rows)
    world.clock = at(11, 12, 30).astimezone(UTC) + timedelta(seconds=10)
    found = await imports(world, "shift,insp,2026-03-10,,08:00,20:00", "shift,insp,2026-03-11,,08:00,20:00")
    assert "What is over stays as it was: the change begins now." in found.summary
    assert await works(world) == [
        ("paed", "10 10:20", "10 20:00"),
        ("paed", "11 08:00", "11 12:31"),
        ("insp", "11 12:31", "11 20:00"),
    ]


async def test_a_shift_under_way_that_stays_is_not_cut_in_two(world: World) -> None:
    await imports(world, *NIGHTS)
    world.clock = at(14, 23, 0).astimezone(UTC)
    await imports(world, *NIGHTS[:-1], "shift,insp,2026-03-17,,22:00,08:00")
    assert ("paed", "14 22:00", "15 08:00") in await works(world)
    assert len(await works(world)) == 7


async def test_somebody_ill_and_two_who_swap_are_written_into_the_rota_as_it_is_known(world: World) -> None:
    await imports(world, *NIGHTS)
    await imports(world, "swap,paed,2026-03-12,,,,,insp", "off,paed,2026-03-13")
    assert (await works(world))[:3] == [
        ("paed", "11 22:00", "12 08:00"),
        ("insp", "12 22:00", "13 08:00"),
        ("paed", "14 22:00", "15 08:00"),
    ]
    assert await covered(world, "insp") == [("12 00:00", "13 00:00")]
    found = await imports(world, "swap,insp,2026-03-12,,,,,paed", name="ON CALL")
    assert found.rota is not None
    assert found.rota.id == "on call"
    assert ("paed", "12 22:00", "13 08:00") in await works(world)


async def test_one_rota_leaves_another_alone_and_says_who_is_on_both(world: World) -> None:
    await imports(world, *NIGHTS)
    found = await imports(world, "shift,paed,2026-03-12,,09:00,17:00", name="clinic")
    assert "Also on the rota on call in these days, and both count: Dr Ade Bello (paed)." in found.summary
    assert len(await works(world, rota_id="on call")) == 7


async def test_only_the_operator_imports_and_it_is_in_the_audit(world: World) -> None:
    found = await read_file(world, *NIGHTS)
    assert found.rota is not None
    with pytest.raises(Refusal) as refused:
        await world.bus.do(ImportRota(found.rota, found.lines), Actor("head", "slack"))
    assert refused.value.code == "operator_only"
    assert await world.rows("rotas") == []
    await imports(world, *NIGHTS)
    (entry,) = await world.rows("audit", verb="rota_imported")
    assert (entry.actor_id, entry.subject_id, entry.council) == ("operator", "on call", "EXMP")
    assert entry.detail["counts"] == {"people": 1, "shifts": 7}


async def test_a_rota_that_is_over_or_names_a_leaver_is_refused_whole(world: World) -> None:
    found = await read_file(world, *NIGHTS)
    assert found.rota is not None
    await world.bus.do(PersonLeaves("paed"), OPERATOR)
    with pytest.raises(Refusal) as refused:
        await world.bus.do(ImportRota(found.rota, found.lines), OPERATOR)
    assert refused.value.code == "not_here"
    world.clock += timedelta(days=30)
    with pytest.raises(Refusal) as refused:
        await world.bus.do(ImportRota(found.rota, found.lines), OPERATOR)
    assert refused.value.code == "rota_over"
    assert await world.rows("rotas") == await world.rows("rota_lines") == []


async def test_a_covering_line_that_reaches_beyond_the_days_keeps_its_rest(world: World) -> None:
    start, end = at(12, 0).astimezone(UTC), at(20, 0).astimezone(UTC)
    whole = RotaLine("", "desk", "insp", start, end, works=False)
    await world.bus.do(ImportRota(Rota("desk", start, end, world.clock), (whole,)), OPERATOR)
    await imports(world, "shift,paed,2026-03-14,,09:00,17:00", name="desk")
    assert await covered(world, "insp") == [("12 00:00", "14 00:00"), ("15 00:00", "20 00:00")]


async def test_the_list_says_what_each_rota_covers_and_when_it_ends(world: World) -> None:
    async def listed() -> list[str]:
        async with world.storage.units.read() as uow:
            return await rotas_in_words(uow, world.clock)

    assert await listed() == ["There is no rota yet. `quorate rota import FILE` writes one."]
    await imports(world, *NIGHTS)
    line = "on call: 11 to 17 March 2026, 1 person, imported Tue 10 March, 10:20."
    assert await listed() == [line]
    world.clock += timedelta(days=3)
    assert await listed() == [line, "  It ends after Tue 17 March: import the next weeks before then."]
    async with world.storage.units.read() as uow:
        shifts = await shifts_in_words(uow, "paed", world.clock, timedelta(days=1))
    assert shifts == ["Fri 13 March, 22:00 to Sat 14 March, 08:00: on call"]
    world.clock += timedelta(days=30)
    assert "  It has ended: everybody's usual hours count. Import the coming weeks." in await listed()


async def test_from_the_shell_a_file_is_checked_imported_and_listed(
    world: World, database_url: str, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("")
    core = {"database_url": database_url, "keys": KEYS[0], "policy_dir": tmp_path}
    configuration = load(tmp_path / ".env", given={"core": core})
    day = datetime.now(UTC).date() + timedelta(days=2)
    file, said = tmp_path / "nights.csv", list[str]()
    file.write_text(f"{HEADERS}shift,paed,{day},,22:00,08:00\n")
    wanted = Wanted("nights")
    await import_rota(configuration, file, wanted, dry_run=True, say=said.append)
    assert said[-1] == "A dry run: nothing was saved."
    assert await world.rows("rotas") == []
    await import_rota(configuration, file, wanted, dry_run=False, say=said.append)
    assert said[-1] == "Saved."
    assert len(await works(world)) == 1
    await list_rotas(configuration, said.append)
    assert said[-2].startswith("nights: ")
    await show_shifts(configuration, "Dr Ade Bello", said.append)
    assert said[-1].endswith(": nights")
    file.write_text(f"{HEADERS}shift,nobody,{day},,22:00,08:00\n")
    with pytest.raises(QuorateError) as wrong:
        await import_rota(configuration, file, wanted, dry_run=False, say=said.append)
    assert str(wrong.value).splitlines() == [
        "Row 2: person is not in the directory, write their id, work e-mail or exact name.",
        "Nothing was saved.",
    ]
    with pytest.raises(QuorateError, match="cannot be read"):
        await import_rota(configuration, tmp_path / "gone.csv", wanted, dry_run=False, say=said.append)
