"""A11: one operator alone neither breaks the directory nor gives somebody's part to another account."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app.commands import ConfirmDirectory, DirectoryChange, ImportDirectory
from bot.app.current_directory import read_current
from bot.app.directory_file import DirectoryReading, read_directory
from bot.app.directory_holds import WRONG_CODE, Held
from bot.app.work import OPERATOR, Actor
from bot.domain.errors import Refusal
from bot.domain.people import Identity, Person
from bot.storage import Storage
from tests.kit.world import Somebody, World, read
from tests.unit.directory.files import COUNCIL, head, row, sheet

EVIL = {"slack": "T0EXAMPLE/U0EVIL"}


@pytest.fixture
async def world(storage: Storage, tmp_path: Path) -> World:
    """A director who has used Quorate, and a social worker."""
    (tmp_path / "OTHR.toml").write_text(COUNCIL.format("OTHR"))
    world = World(storage, tmp_path)
    await imported(world, await change_of(world, *whole(slack="T0EXAMPLE/U0HEAD")))
    return world


def whole(**of_the_head: str) -> tuple[dict[str, str], dict[str, str]]:
    return head(**of_the_head), row("one", seats="social_worker", slack="T0EXAMPLE/U0ONE")


async def reading(world: World, *rows: dict[str, str]) -> DirectoryReading:
    async with world.storage.units.read() as uow:
        current = await read_current(uow)
    return read_directory(sheet(*rows), world.bus.policies, current)


async def change_of(world: World, *rows: dict[str, str]) -> DirectoryChange:
    found = await reading(world, *rows)
    assert found.problems == ()
    assert found.change is not None
    return found.change


async def imported(world: World, change: DirectoryChange, by: str = "ann") -> object:
    done = await world.bus.do(ImportDirectory(change, by), OPERATOR)
    await world.settle()
    return done


async def head_of(world: World, account: str) -> str:
    known = await world.bus.known(Identity("slack", "T0EXAMPLE", account))
    return known[0].id if known else ""


async def test_A11_one_bad_row_in_five_thousand_imports_nothing(world: World) -> None:
    many = [row(f"p{n}") for n in range(5_000)]
    many[3_333] |= {"councils": "NOPE"}
    found = await reading(world, *whole(), *many)
    assert found.change is None
    assert len(found.problems) == 1
    assert found.problems[0].startswith("Row 3337 (p3333): ")
    assert len(await world.rows("people")) == 2


async def test_A11_what_fails_half_way_leaves_nothing_behind(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    change = await change_of(world, *whole(slack="T0EXAMPLE/U0HEAD"), row("new"))

    async def broken(*_: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("bot.app.directory.write_addresses", broken)
    with pytest.raises(Refusal):
        await imported(world, change)
    assert len(await world.rows("people")) == 2


@pytest.mark.parametrize(
    "changed",
    [EVIL, {"slack": "T0FOREIGN"}, {"email": "somebody.else@exmp.example"}, {"seats": "chair_team_manager"}],
    ids=["account", "workspace", "e-mail", "chair"],
)
async def test_A11_an_account_or_a_chair_changes_only_by_two_people(world: World, changed: dict[str, str]) -> None:
    change = await change_of(world, *whole(**changed))
    assert isinstance(await imported(world, change), Held)
    assert await head_of(world, "U0HEAD") == "head"
    with pytest.raises(Refusal) as alone:
        await world.bus.do(ConfirmDirectory(change, "ann"), OPERATOR)
    assert alone.value.code == "same_person"
    assert isinstance(await imported(world, change), Held), "asking again changes nothing either"
    assert await world.rows("audit", verb="person_changed") == []
    await world.bus.do(ConfirmDirectory(change, "bo"), OPERATOR)
    assert await world.rows("audit", verb="directory_held") != []
    (entry,) = [each for each in await world.rows("audit", verb="directory_imported") if each.detail["second_person"]]
    assert (entry.detail["by"], entry.detail["second_person"]) == ("bo", "bo")


async def test_A11_somebody_new_who_can_chair_needs_two_people_too(world: World) -> None:
    change = await change_of(world, *whole(slack="T0EXAMPLE/U0HEAD"), row("new", seats="chair_senior_manager"))
    assert isinstance(await imported(world, change), Held)
    assert len(await world.rows("people")) == 2


async def test_A11_a_chair_of_another_council_too_needs_two_people(world: World) -> None:
    change = await change_of(world, *whole(slack="T0EXAMPLE/U0HEAD", councils="EXMP OTHR"))
    assert isinstance(await imported(world, change), Held)
    less = await change_of(world, *whole(slack="T0EXAMPLE/U0HEAD", seats="chair_senior_manager chair_team_manager"))
    with pytest.raises(Refusal) as not_held:
        await world.bus.do(ConfirmDirectory(less, "bo"), OPERATOR)
    assert not_held.value.code == "not_held"


async def test_A11_whoever_is_written_above_social_workers_needs_two_people(world: World) -> None:
    """A manager may see and do what the convenor may: one line would open every meeting of hers."""
    eve = row("eve", slack="T0EXAMPLE/U0EVE")
    above = await change_of(world, head(slack="T0EXAMPLE/U0HEAD"), row("one", manager="eve"), eve)
    assert isinstance(await imported(world, above), Held)
    assert len(await world.rows("people")) == 2
    beside = await change_of(world, *whole(slack="T0EXAMPLE/U0HEAD"), eve)
    assert not isinstance(await imported(world, beside), Held)


async def test_A11_the_person_is_told_on_the_old_account_before_anything_changes(world: World) -> None:
    director = _hand(world, "head", "U0HEAD")
    change = await change_of(world, *whole(**EVIL))
    assert isinstance(await imported(world, change), Held)
    await imported(world, change)
    (card,) = director.cards
    assert "Nothing has changed yet" in read(card)
    assert "ring" in read(card)
    (held,) = await world.rows("directory_holds")
    number = f"{held.code[:4]} {held.code[4:]}"
    assert number in read(card)
    assert held.code not in card.summary.replace(" ", "")
    assert await world.bus.do(ConfirmDirectory(change, "ann", "1234 5678"), OPERATOR) == WRONG_CODE
    assert await head_of(world, "U0EVIL") == ""
    await world.bus.do(ConfirmDirectory(change, "ann", number), OPERATOR)
    assert (await head_of(world, "U0EVIL"), await head_of(world, "U0HEAD")) == ("head", "")


async def test_A11_nobody_has_the_account_before_its_owner_is_warned_on_it(world: World) -> None:
    change = await change_of(world, *whole(**EVIL))
    assert isinstance(await world.bus.do(ImportDirectory(change, "ann"), OPERATOR), Held)
    with pytest.raises(Refusal) as at_once:
        await world.bus.do(ConfirmDirectory(change, "bo"), OPERATOR)
    assert at_once.value.code == "not_told_yet"
    await world.settle()
    assert "Nothing has changed yet" in read(_hand(world, "head", "U0HEAD").cards[0])
    await world.bus.do(ConfirmDirectory(change, "bo"), OPERATOR)
    assert await head_of(world, "U0EVIL") == "head"


async def test_A11_where_nothing_can_be_sent_the_second_person_waits_ten_minutes(world: World) -> None:
    change = await change_of(world, *whole(**EVIL))
    await world.bus.do(ImportDirectory(change, "ann"), OPERATOR)
    world.clock += timedelta(minutes=10)
    await world.bus.do(ConfirmDirectory(change, "bo"), OPERATOR)
    assert await head_of(world, "U0EVIL") == "head"


async def test_A11_five_wrong_numbers_end_it(world: World) -> None:
    change = await change_of(world, *whole(**EVIL))
    await imported(world, change)
    (held,) = await world.rows("directory_holds")
    for _ in range(5):
        assert await world.bus.do(ConfirmDirectory(change, "ann", "00000000"), OPERATOR) == WRONG_CODE
    with pytest.raises(Refusal):
        await world.bus.do(ConfirmDirectory(change, "ann", held.code), OPERATOR)
    assert await head_of(world, "U0EVIL") == ""


async def test_A11_nobody_reads_out_a_number_for_somebody_else(world: World) -> None:
    """Whoever changes a director's account and their own gets the number on their own: it counts for neither."""
    change = await change_of(world, head(**EVIL), row("one", seats="social_worker", slack="T0EXAMPLE/U0TWO"))
    await imported(world, change)
    (held,) = await world.rows("directory_holds")
    with pytest.raises(Refusal) as alone:
        await world.bus.do(ConfirmDirectory(change, "ann", held.code), OPERATOR)
    assert alone.value.code == "same_person"


async def test_A11_what_is_confirmed_is_what_was_asked_for_and_within_a_week(world: World) -> None:
    change = await change_of(world, *whole(**EVIL))
    await imported(world, change)
    other = await change_of(world, *whole(slack="T0EXAMPLE/U0OTHER"))
    with pytest.raises(Refusal) as not_held:
        await world.bus.do(ConfirmDirectory(other, "bo"), OPERATOR)
    assert not_held.value.code == "not_held"
    world.clock += timedelta(days=7)
    with pytest.raises(Refusal):
        await world.bus.do(ConfirmDirectory(change, "bo"), OPERATOR)
    assert await head_of(world, "U0HEAD") == "head"


async def test_A11_nobody_but_the_operator_imports_or_confirms(world: World) -> None:
    change = await change_of(world, *whole(**EVIL))
    await imported(world, change)
    for command in (ImportDirectory(change, "head"), ConfirmDirectory(change, "bo")):
        with pytest.raises(Refusal) as refused:
            await world.bus.do(command, Actor("head", "slack"))
        assert refused.value.code == "operator_only"


async def test_A11_no_address_is_kept_with_what_is_held(world: World) -> None:
    change = await change_of(world, *whole(email="somebody.else@exmp.example"))
    await imported(world, change)
    kept = repr(await world.rows("directory_holds")) + repr(await world.rows("audit", verb="directory_held"))
    assert "somebody.else" not in kept


def _hand(world: World, person_id: str, account: str) -> Somebody:
    hand = Somebody(world, Person(person_id, "", "social_care", ()), "slack", "T0EXAMPLE")
    hand.identity = replace(hand.identity, account=account)
    return hand
