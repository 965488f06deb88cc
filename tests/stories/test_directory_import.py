"""The operator imports a directory file: all of it or nothing, and never past a second person."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.app.commands import BindAddress, ConfirmDirectory, ConveneMeeting, ImportDirectory, SendInvitations
from bot.app.current_directory import read_current
from bot.app.directory_file import DirectoryReading, read_directory
from bot.app.directory_holds import Held
from bot.app.work import OPERATOR, Actor
from bot.domain.case import CaseFacts, Child
from bot.domain.errors import Refusal
from bot.domain.people import Identity
from bot.storage import Storage
from tests.kit.world import World
from tests.unit.directory.files import COUNCIL, EXAMPLE, desk, head, row, sheet


@pytest.fixture
async def empty(storage: Storage, tmp_path: Path) -> World:
    """Two councils with nobody in them yet."""
    (tmp_path / "OTHR.toml").write_text(COUNCIL.format("OTHR"))
    return World(storage, tmp_path)


async def read_file(world: World, *rows: dict[str, str]) -> DirectoryReading:
    async with world.storage.units.read() as uow:
        current = await read_current(uow)
    return read_directory(sheet(*rows), world.bus.policies, current)


async def imports(world: World, *rows: dict[str, str], second: str = "") -> DirectoryReading:
    """Read the rows against the directory and write them."""
    found = await read_file(world, *rows)
    assert found.problems == ()
    assert found.change is not None
    done = await world.bus.do(ImportDirectory(found.change, "ann"), OPERATOR)
    assert isinstance(done, Held) is bool(second)
    if second:
        await world.settle()
        await world.bus.do(ConfirmDirectory(found.change, second), OPERATOR)
    await world.sweep()
    return found


async def ids(world: World, **equals: object) -> set[str]:
    return {each.id for each in await world.rows("people", left_at=None, **equals)}


async def test_the_example_is_imported_and_a_second_time_changes_nothing(empty: World) -> None:
    for _ in range(2):
        async with empty.storage.units.read() as uow:
            current = await read_current(uow)
        found = read_directory(EXAMPLE.read_bytes(), empty.bus.policies, current)
        assert found.change is not None
        await empty.bus.do(ImportDirectory(found.change), OPERATOR)
    assert found.diff == ("Nothing changes.",)
    assert len(await ids(empty)) == 28
    assert len(await empty.rows("desk_members")) == 7
    assert len(await empty.rows("addresses", state="unbound")) == len(await empty.rows("addresses"))
    assert len(await empty.rows("audit", verb="person_added")) == 28
    assert await empty.rows("audit", verb="person_changed") == []


async def test_a_dry_run_says_what_would_happen_without_values(empty: World) -> None:
    await imports(empty, head(), row("one", caseload="CSC-104233"), row("two"), row("pc", desk="pd"), desk("pd"))
    changed = row("two", phone="01632 960555", hours="daily 08:00-20:00")
    found = await read_file(empty, head(), changed, row("pc", desk="pd2"), desk("pd2"), row("new"))
    assert found.diff == (
        "Added desk: A desk (pd2)",
        "Closing desk: A desk (pd)",
        "Changed: Person Two (two): phone, hours",
        "Moved desk: Person Pc (pc): leaves pd, joins pd2",
        "Added: Person New (new)",
        "Leaving: Person One (one): 1 case; then with Person Head",
    )
    assert await ids(empty) == {"head", "one", "two", "pc"}, "a dry run writes nothing"


async def test_only_the_operator_imports(empty: World) -> None:
    found = await read_file(empty, head(), row("one"))
    assert found.change is not None
    with pytest.raises(Refusal) as refused:
        await empty.bus.do(ImportDirectory(found.change), Actor("head", "slack"))
    assert refused.value.code == "operator_only"
    assert await ids(empty) == set()


async def test_whoever_is_missing_from_the_file_leaves_and_a_meeting_of_theirs_moves(empty: World) -> None:
    await imports(empty, head(), row("one", seats="social_worker"), row("two"))
    facts = CaseFacts((Child("CSC-104233"),), frozenset(), (), None, empty.clock, "planned")
    meeting_id = await empty.bus.do(ConveneMeeting("EXMP", facts), Actor("one", "slack"))
    await empty.bus.do(SendInvitations(meeting_id), Actor("one", "slack"))
    found = await read_file(empty, head(), row("two"))
    assert "Leaving: Person One (one): 1 meeting, 1 invitation; then with Person Head" in found.diff
    await imports(empty, head(), row("two"))
    assert await ids(empty) == {"head", "two"}
    (meeting,) = await empty.rows("meetings")
    assert meeting.convenor_id == "head"


async def test_a_file_cut_short_needs_a_second_person(empty: World) -> None:
    many = [row(f"p{n}") for n in range(12)]
    await imports(empty, head(), *many)
    found = await read_file(empty, head(), *many[:2])
    assert "10 of 13 people would leave: is the file whole?" in "".join(found.second)
    assert found.change is not None
    assert isinstance(await empty.bus.do(ImportDirectory(found.change), OPERATOR), Held)
    assert len(await ids(empty)) == 13


async def test_a_bound_account_outlives_an_import_until_tenant_or_email_changes(empty: World) -> None:
    await imports(empty, head(), row("one"))
    identity = Identity("slack", "T0EXAMPLE", "U0ONE", "one@exmp.example", {"channel": "D1"})
    assert await empty.bus.do(BindAddress(identity), Actor("")) == "one"
    await imports(empty, head(), row("one", phone="01632 960555"))
    (address,) = await empty.rows("addresses", person_id="one", channel="slack")
    assert (address.account, address.state, address.conversation) == ("U0ONE", "live", {"channel": "D1"})
    await imports(empty, head(), row("one", email="uno@exmp.example"), second="Bo Second")
    assert await empty.bus.known(identity) is None, "the account belonged to the old address"
    fresh = [each for each in await empty.rows("addresses", person_id="one", channel="slack") if each.state != "dead"]
    assert [(each.email, each.account, each.state) for each in fresh] == [("uno@exmp.example", "", "unbound")]


async def test_an_account_that_the_file_gives_to_somebody_else_changes_hands(empty: World) -> None:
    await imports(empty, head(), row("one", slack="T0EXAMPLE/U0ONE"), row("two"))
    await imports(empty, head(), row("one"), row("two", slack="T0EXAMPLE/U0ONE"), second="Bo Second")
    found = await empty.bus.known(Identity("slack", "T0EXAMPLE", "U0ONE"))
    assert found is not None
    assert found[0].id == "two"


async def test_one_councils_file_leaves_another_councils_directory_alone(empty: World) -> None:
    both = row("both", councils="EXMP OTHR", caseload="OTHR:CSC-104299", desk="pd")
    police = desk("pd", councils="EXMP OTHR")
    await imports(empty, head(councils="EXMP OTHR"), both, police, row("theirs", councils="OTHR"))
    await imports(empty, head(), row("mine"))
    assert await ids(empty) == {"head", "both", "theirs", "mine"}
    people = {each.id: each for each in await empty.rows("people")}
    assert people["both"].councils == ("OTHR",)
    assert people["head"].councils == ("EXMP", "OTHR")
    (open_desk,) = await empty.rows("desks")
    assert (open_desk.councils, open_desk.closed_at) == (("OTHR",), None)
    assert [each.person_id for each in await empty.rows("desk_members")] == ["both"]
    assert [each.reference for each in await empty.rows("caseloads")] == ["CSC-104299"]


async def test_another_councils_staff_number_is_not_the_same_person(empty: World) -> None:
    await imports(empty, head(councils="OTHR"), row("1001", councils="OTHR"))
    found = await read_file(
        empty,
        head(id="top", agency_contact="top", email="top@exmp.example"),
        row("1001", manager="top", email="x@exmp.example"),
    )
    assert "id is another council's person already" in found.problems[0]


async def test_desks_and_cases_follow_the_file(empty: World) -> None:
    await imports(
        empty, head(), row("a", desk="pd", caseload="CSC-104233"), row("b", desk="pd"), row("c"), desk("pd")
    )
    await imports(empty, head(), row("a", caseload="CSC-104299"), row("b", desk="pd"), row("c"), desk("pd"))
    assert {each.person_id for each in await empty.rows("desk_members")} == {"b"}
    assert [each.reference for each in await empty.rows("caseloads")] == ["CSC-104299"]
    await imports(empty, head(), row("a"), row("b", desk="pd"), row("c", desk="pd"), desk("pd"))
    assert {each.person_id for each in await empty.rows("desk_members")} == {"b", "c"}
    assert await empty.rows("caseloads", reference="CSC-104299") == []


async def test_somebody_who_comes_back_is_here_again_and_unbound(empty: World) -> None:
    await imports(empty, head(), row("one"), row("two"))
    await imports(empty, head(), row("two"))
    found = await imports(empty, head(), row("one"), row("two"))
    assert "Back: Person One (one)" in found.diff
    assert await ids(empty) == {"head", "one", "two"}
    states = {each.state for each in await empty.rows("addresses", person_id="one")}
    assert states == {"unbound"}
