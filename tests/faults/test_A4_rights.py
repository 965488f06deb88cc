"""A4, A5: who may do and see what, of their own meeting and another's; a right taken away is gone at once."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import fields
from typing import Any

import pytest

from bot.app.commands import MeetingCommand
from bot.app.handlers import ANSWERS, HANDLERS
from bot.app.rights import CHECKS, allow
from bot.app.store import UnitOfWork
from bot.domain.errors import Refusal
from bot.domain.invitation import Answer
from bot.storage import open_storage
from tests.kit.databases import KEYS
from tests.kit.rights_page import EVERY, INVITATION, PAGE, made, matrix, page
from tests.kit.rights_stage import ACTORS, OF_THE_OTHER, PARTS, About, two_meetings
from tests.kit.world import World

TIED = frozenset({"meeting_id", "invitation_id", "action_id", "action_ids", "request_id", "line_id"})
OUTSIDE = ("must not be told", "another council", "has left", "not in the directory")


def tied(kind: type) -> bool:
    """True for what is about one meeting, or something in it; a new meeting is about none yet."""
    return kind.__name__ != "ConveneMeeting" and bool(TIED & {each.name for each in fields(kind)})


ABOUT_A_MEETING = [each for each in EVERY if tied(each)]


@pytest.fixture
def allowed() -> frozenset[tuple[str, str, str]]:
    """The table of rights, worked out before a test's own event loop runs: it needs one itself."""
    return matrix()


@pytest.fixture
async def stage(sqlite_url: str, tmp_path: Any) -> AsyncIterator[tuple[World, About, About]]:
    storage = open_storage(sqlite_url, KEYS)
    world = await World(storage, tmp_path).with_everybody()
    yield (world, *await two_meetings(world))
    await storage.close()


def test_A4_the_page_of_rights_is_as_the_program_has_them() -> None:
    assert PAGE.read_text() == page(), "look at what has changed, then: python -m tests.kit.rights_page"


def test_A4_every_command_and_question_has_a_rule() -> None:
    assert set(HANDLERS) | set(ANSWERS) <= set(CHECKS)


async def test_A4_what_has_no_rule_is_refused(stage: tuple[World, About, About]) -> None:
    world = stage[0]
    async with world.storage.units.read() as uow:
        with pytest.raises(Refusal) as refused:
            await allow(MeetingCommand("any"), world.bus._work(uow, ACTORS["convenor"]))
    assert refused.value.code == "no_rule"


def test_A4_nobody_has_any_right_about_a_meeting_in_which_they_have_no_part() -> None:
    allowed = matrix()
    for kind in ABOUT_A_MEETING:
        for part in PARTS:
            elsewhere = "this" if part in OF_THE_OTHER else "other"
            assert (kind.__name__, elsewhere, part) not in allowed, f"{part}: {kind.__name__}"


@pytest.mark.parametrize("part", OUTSIDE)
def test_A4_whoever_stands_outside_has_no_right_about_any_meeting(part: str) -> None:
    names = {kind.__name__ for kind in ABOUT_A_MEETING}
    assert not [cell for cell in matrix() if cell[0] in names and cell[2] == part]


def test_A4_quorate_itself_and_the_operator_read_no_case() -> None:
    """But for what they keep: what is due for purging, exports of a case on request, holds."""
    names = {kind.__name__ for kind in ABOUT_A_MEETING}
    found = {name for name, _, part in matrix() if part in ("the operator", "Quorate itself") and name in names}
    assert found <= {"MarkCases", "PurgeCase", "ExportCase"}


async def said(world: World, asked: object, part: str) -> str:
    async with world.storage.units.read() as uow:
        try:
            await allow(asked, world.bus._work(uow, ACTORS[part]))
        except Refusal as refused:
            return str(refused)
    return ""


async def test_A4_what_is_not_yours_and_what_is_not_there_are_refused_in_the_same_words(
    stage: tuple[World, About, About],
) -> None:
    world, this, _ = stage
    nothing = {name: ("nope",) if name == "action_ids" else "nope" for name in TIED}
    for kind in ABOUT_A_MEETING:
        for part in ("invited to the other meeting", "social care, no part"):
            not_theirs = await said(world, made(kind, this.fields), part)
            assert not_theirs == await said(world, made(kind, {**this.fields, **nothing}), part), kind.__name__
            assert not_theirs, kind.__name__


async def test_A4_a_search_finds_colleagues_by_two_letters_and_never_a_case(
    stage: tuple[World, About, About],
) -> None:
    world = stage[0]
    nurse = world.people["p-accepted"]
    for words in ("", "P", "CSC-104233", "104233", "%", "__", "\\", "' or 1=1"):
        assert await world.front.options(nurse.identity, "make_action", "", "person", words) == ()
    for verb in ("swap", "pad", "recorder", "owner"):
        assert await world.front.options(nurse.identity, verb, "other", "person", "Pat") == ()


Undo = Callable[[UnitOfWork, str], Awaitable[None]]


async def _told_to_stay_out(uow: UnitOfWork, person_id: str) -> None:
    for meeting in await uow.meetings.where():
        meeting.excluded = (*meeting.excluded, person_id)
        await uow.meetings.save(meeting)


async def _left(uow: UnitOfWork, person_id: str) -> None:
    person = await uow.people.get(person_id)
    assert person is not None
    (anybody,) = await uow.people.where(id="p-left")
    person.left_at = anybody.left_at
    await uow.people.save(person)


@pytest.mark.parametrize("undo", [_told_to_stay_out, _left], ids=["must stay out", "has left"])
async def test_A5_whatever_somebody_could_press_a_moment_ago_is_refused(
    allowed: frozenset[tuple[str, str, str]], stage: tuple[World, About, About], undo: Undo
) -> None:
    """Every command and question, for everybody who had a right to it when the card was made."""
    world, this, _ = stage
    for part, person_id in PARTS.items():
        had = [kind for kind in ABOUT_A_MEETING if (kind.__name__, "this", part) in allowed]
        async with world.storage.units.write() as uow:
            await undo(uow, person_id)
            for kind in had:
                own = this.invitations.get(person_id, this.fields[INVITATION])
                with pytest.raises(Refusal):
                    await allow(made(kind, {**this.fields, INVITATION: own}), world.bus._work(uow, ACTORS[part]))
                    pytest.fail(f"{part} may still: {kind.__name__}", pytrace=False)


async def _convened_by_another(uow: UnitOfWork, _: str) -> None:
    (meeting,) = await uow.meetings.where(number=1)
    meeting.convenor_id = "p-theirs"
    await uow.meetings.save(meeting)


async def _noted_by_another(uow: UnitOfWork, _: str) -> None:
    (meeting,) = await uow.meetings.where(number=1)
    meeting.recorder_id = "p-theirs"
    await uow.meetings.save(meeting)


async def _replaced(uow: UnitOfWork, person_id: str) -> None:
    for each in await uow.invitations.where(person_id=person_id):
        each.answer = Answer.WITHDRAWN
        await uow.invitations.save(each)


async def _off_the_desk(uow: UnitOfWork, person_id: str) -> None:
    for each in await uow.desk_members.where(person_id=person_id):
        each.desk_id = "d-there"
        await uow.desk_members.save(each)


async def _owned_by_another(uow: UnitOfWork, _: str) -> None:
    for each in await uow.actions.where():
        each.owner_id = "p-theirs"
        await uow.actions.save(each)


@pytest.mark.parametrize(
    ("part", "undo", "lost"),
    [
        ("their manager", _convened_by_another, "CancelMeeting"),
        ("chair", _replaced, "CancelMeeting"),
        ("recorder", _noted_by_another, "AddAction"),
        ("accepted", _replaced, "ShowMeeting"),
        ("desk member on shift", _off_the_desk, "TakeRequest"),
        ("owner of the action", _owned_by_another, "GiveBackAction"),
        ("the owner's cover", _owned_by_another, "SetTimescale"),
        ("the owner's manager", _owned_by_another, "SetTimescale"),
    ],
)
async def test_A5_a_part_that_has_passed_to_another_gives_no_right_any_more(
    allowed: frozenset[tuple[str, str, str]],
    stage: tuple[World, About, About],
    part: str,
    undo: Undo,
    lost: str,
) -> None:
    world, this, _ = stage
    (kind,) = [each for each in EVERY if each.__name__ == lost]
    assert (lost, "this", part) in allowed
    async with world.storage.units.write() as uow:
        await undo(uow, PARTS[part])
        with pytest.raises(Refusal):
            await allow(made(kind, this.fields), world.bus._work(uow, ACTORS[part]))
