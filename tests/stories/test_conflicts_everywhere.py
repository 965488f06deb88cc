"""Somebody who would be the best for every seat, and must stay out: no question, command, card, list or log has them.

The commands and questions are taken from the code, so that a new one is tried without anybody thinking of it.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import Field, fields
from enum import EnumType
from pathlib import Path
from typing import Any, get_type_hints

import pytest
import structlog

from bot.app import commands as c
from bot.app import questions as q
from bot.app.access import NOT_YOURS
from bot.app.cards import Form
from bot.app.rights import CHECKS
from bot.app.work import Actor
from bot.domain.action import Outcome
from bot.domain.calendar_answer import CalendarAnswer
from bot.domain.case import CaseFacts, Child
from bot.domain.errors import Invalid, Refusal
from bot.storage import open_storage
from tests.faults.machine.holding import Holding
from tests.faults.machine.partnership import Partnership, play
from tests.kit.databases import KEYS
from tests.kit.kept_lines import empty
from tests.kit.world import COUNCIL, REFERENCE, Somebody, World, at, read

ID, NAME = "zq-excluded-77", "Zyx Quarrel"
BEST = ("chair_team_manager", "social_worker", "police_child_abuse", "health_visitor", "paediatrician_on_call")
PEOPLE = {"to_id", "person_id", "deputy_id", "owner_id", "attended"}
ABOUT = {"meeting_id", "invitation_id", "action_id", "action_ids", "seat_id"}
NOBODY = "nobody-at-all"
HOMES = (ID, "sam", "head")
CASE = f"c-{ID}-{REFERENCE}"


async def with_the_best(world: World) -> Somebody:
    """They hold the case, serve the desk, cover for the nurse, and are everybody's manager."""
    best = await world.joins(
        ID,
        NAME,
        "social_care",
        BEST,
        manager="head",
        desk="pdesk",
        cases=(REFERENCE,),
        works="always",
        team="0-19 East",
    )
    async with world.storage.units.write() as uow:
        for person in await uow.people.where(manager_id=("tm", "hvm", "insp")):
            person.manager_id = ID
            await uow.people.save(person)
        await uow.commit()
    return best


async def tried(world: World, asked: Any, who: str) -> tuple[str, str]:
    """What comes back: a code and words, or what was shown."""
    try:
        if isinstance(asked, q.Question):
            return "answered", repr(await world.bus.ask(asked, Actor(who, "slack")))
        return "done", repr(await world.bus.do(asked, Actor(who, "slack")))
    except Invalid as invalid:
        return "invalid", repr(invalid.fields)
    except Refusal as refused:
        return refused.code, str(refused)


def made(kind: type, values: dict[str, Any]) -> Any:
    """One of this kind, with these ids, and anything that fits in the rest."""
    hints = get_type_hints(kind)
    given = {each.name: values.get(each.name, _any(hints[each.name], each)) for each in fields(kind)}
    return kind(**given)


def _any(hint: Any, each: Field[Any]) -> Any:
    known = {"verb": "move", "words": "See the child", "timescale": "3 working days", "urgency": "planned"}
    if each.name in ("starts_at", "at", "by", "happened_at", "ends_at", "until"):
        return at(9, 9) if each.name == "happened_at" else at(12, 11)
    kinds: dict[Any, object] = {
        str: known.get(each.name, ""),
        bool: True,
        int: 1,
        tuple[str, ...]: (),
        CaseFacts: facts(),
    }
    kinds[tuple[c.NewAction, ...]] = (c.NewAction("See the child", NOBODY),)
    kinds[Outcome | None] = Outcome.SAFER
    kinds[CalendarAnswer] = CalendarAnswer("best@exmp.example", "entry", 0, "accepted", at(10, 10))
    if isinstance(hint, EnumType):
        return next(iter(hint))
    return kinds[hint]


def facts() -> CaseFacts:
    return CaseFacts((Child(REFERENCE),), frozenset(), (), None, at(10, 10), "planned")


def with_fields(names: set[str]) -> Iterator[type]:
    for kind in CHECKS:
        if names & {each.name for each in fields(kind)} and kind not in BY_OTHERS:
            yield kind


BY_OTHERS = {c.PersonLeaves, c.TellConflict, c.KeepCalendar, c.TellLeave, c.EndLeave, q.SeatsOf, q.SearchPeople}


async def staged(world: World) -> dict[str, Any]:
    """A called meeting in which they had every part, until it was said that they must stay out."""
    best = await with_the_best(world)
    sam = await world.called("planned")
    (meeting,) = await world.rows("meetings")
    mine, *_ = await world.rows("invitations", person_id=ID, answer="none")
    seats = await world.rows("seats", person_id=ID, closed=False)
    assert seats
    await sam.sends("pad", meeting.id)
    await sam.fills(words="See the child", other_owner=NAME, timescale="3 working days")
    await sam.sends("recorder", meeting.id)
    await sam.fills(person=NAME)
    (action,) = await world.rows("actions")
    await sam.sends("facts", meeting.id)
    await sam.fills(not_told=NAME)
    await world.sweep()
    assert best.posts
    assert all("EXMP" not in read(card) for card in best.cards)
    return {
        "meeting_id": meeting.id,
        "invitation_id": mine.id,
        "action_id": action.id,
        "action_ids": (action.id,),
        "seat_id": seats[0].id,
        "council": COUNCIL,
    }


async def test_whoever_is_out_gets_the_answer_that_there_is_no_such_thing(world: World) -> None:
    real = await staged(world)
    none = dict.fromkeys(real, NOBODY) | {"action_ids": (NOBODY,), "council": COUNCIL}
    tries = list(with_fields(ABOUT))
    assert len(tries) > 40
    for kind in tries:
        known = await tried(world, made(kind, real), ID)
        unknown = await tried(world, made(kind, none), ID)
        assert known == unknown, kind
        assert known[1] == NOT_YOURS, kind
    here = await tried(world, q.FindMeeting("EXMP-SM-1"), ID)
    nowhere = await tried(world, q.FindMeeting("EXMP-SM-8"), ID)
    assert here == (nowhere[0], nowhere[1].replace("SM-8", "SM-1"))


async def test_asking_for_whoever_is_out_is_answered_as_for_somebody_unknown(world: World) -> None:
    real = await staged(world)
    (theirs,) = await world.rows("invitations", person_id="hv1")
    (action,) = await world.rows("actions")
    about = real | {"invitation_id": theirs.id, "action_id": action.id, "seat_id": theirs.seat_id}
    found = {}
    for kind in with_fields(PEOPLE):
        for name in PEOPLE & {each.name for each in fields(kind)}:
            values = about | {"revision": 1}
            asking = "hv1" if issubclass(kind, c.InvitationCommand) else "sam"
            answers = [
                await tried(world, made(kind, values | {name: (who,) if name == "attended" else who}), asking)
                for who in (ID, NOBODY)
            ]
            found[kind.__name__] = answers
    assert {name for name, (mine, nobodys) in found.items() if mine[1] != nobodys[1]} <= {
        "AddAction",
        "TellHeldByPhone",
        "TellMeetingHeld",
    }, found
    for name in ("TellHeldByPhone", "TellMeetingHeld"):
        assert "Nobody of that name" in found[name][0][1]
    assert not await world.rows("actions", owner_id=ID)


async def test_no_search_or_list_offers_whoever_is_out(world: World) -> None:
    real = await staged(world)
    (theirs,) = await world.rows("invitations", person_id="hv1")
    for words in (NAME, ID, "Zyx", "quarrel"):
        for agency in ("", "social_care"):
            assert await world.bus.ask(q.SearchForSeat(real["meeting_id"], words, agency), Actor("sam")) == ()
        assert await world.bus.ask(q.SearchDeputies(theirs.id, 1, words, False), Actor("hv1")) == ()
        for field in ("workers", "person"):
            subject = f"{real['meeting_id']}.x"
            sam = world.people["sam"].identity
            assert await world.front.options(sam, "convene", subject, field, words) == ()
    for seat in await world.rows("seats", closed=False):
        shown = await world.bus.ask(q.ShowSwap(real["meeting_id"], seat.id), Actor("sam"))
        assert ID not in repr(shown)


async def test_nobody_learns_from_a_colleague_who_is_out(world: World) -> None:
    await staged(world)
    priya, sam = world.people["hv1"], world.people["sam"]
    await priya.presses("I can't come")
    await priya.presses("I'm not the right person")
    await priya.fills(name=NAME, agency="Health", phone="01632 960777")
    assert "The convenor has been told who is" in priya.sees()
    assert NAME not in sam.sees()
    assert "960777" not in sam.sees()


class WithTheBest(Partnership):
    """The long story in which people press whatever is in front of them, with somebody who must not be told."""

    async def _begins(self, urgency: str) -> None:
        self.storage = open_storage(self.database(), KEYS)
        self.world = await World(self.storage, self.folder).with_everybody()
        self.world.people["exc"] = await with_the_best(self.world)
        await self.world.has_mail("hv1", "hv1@example.org", alone=False)
        self.holding = Holding(self.world)
        sam = self.world.people["sam"]
        await sam.types("")
        await sam.fills(references=REFERENCE, urgency=urgency, ages="3 years", not_told=NAME)
        await sam.fills()

    async def _holds(self) -> None:
        await super()._holds()
        for somebody in self.world.people.values():
            told: list[Any] = [version for post in somebody.posts for version in post.versions]
            told.append(somebody.said)
            if somebody.person.id in HOMES:
                told.append(await self.world.front.home(somebody.identity))
            if not (isinstance(somebody.shown, Form) and somebody.shown.verb == "convene"):
                told.append(somebody.shown)
            assert all(ID not in repr(each) and NAME not in repr(each) for each in told), somebody.person.name
        for table in ("seats", "caseloads"):
            assert not [each for each in await self.world.rows(table, person_id=ID) if each.id != CASE], table
        assert not await self.world.rows("invitations", person_id=ID)
        assert not await self.world.rows("obligations", person_id=ID)
        assert not await self.world.rows("actions", owner_id=ID)


class OnSqlite(WithTheBest):
    """On a copy of a migrated file."""

    migrated = Path()

    def database(self) -> str:
        shutil.copyfile(self.migrated, self.folder / "quorate.db")
        return f"sqlite:///{self.folder / 'quorate.db'}"


class OnPostgresql(WithTheBest):
    """On a server's database, emptied."""

    def database(self) -> str:
        empty(self.address)
        return self.address


@pytest.fixture
def unheard() -> Iterator[None]:
    """Nothing in the logs says who it is."""
    with structlog.testing.capture_logs() as lines:
        yield
    assert ID not in repr(lines)
    assert NAME not in repr(lines)


@pytest.mark.usefixtures("unheard")
def test_a_long_story_reaches_and_names_nobody_who_is_out_on_sqlite(migrated_file: Path) -> None:
    OnSqlite.migrated = migrated_file
    play(OnSqlite, 3, 12)


@pytest.mark.usefixtures("unheard")
def test_a_long_story_reaches_and_names_nobody_who_is_out_on_postgresql(postgres_url: str) -> None:
    OnPostgresql.address = postgres_url
    play(OnPostgresql, 1, 10)


@pytest.mark.long
@pytest.mark.usefixtures("unheard")
def test_a_longer_story_reaches_and_names_nobody_who_is_out(migrated_file: Path) -> None:
    OnSqlite.migrated = migrated_file
    play(OnSqlite, 60, 40)
