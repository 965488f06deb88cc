"""Whoever is shown words about a case is written down: who, what, by which channel, and when; or they see nothing."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import fields
from pathlib import Path

import pytest

from bot.app import conversation
from bot.app.handlers import ANSWERS
from bot.app.questions import ShowWords
from bot.app.work import OPERATOR, Actor
from bot.domain.audit import READ_DETAIL, AuditEntry
from bot.domain.errors import QuorateError
from bot.storage import Storage, open_storage
from tests.faults import reviewed_questions as reviewed
from tests.faults.questions_asked import FIELDS, NAMES, becomes, canary, plant, planted, questions_for, values_of
from tests.kit.databases import KEYS
from tests.kit.world import World
from tests.stories.test_access import staged

KINDS = {each.__name__: each for each in ANSWERS}
WORDS, OF_NAMES, NOTHING = reviewed.WORDS.split(), reviewed.NAMES.split(), reviewed.NOTHING.split()
STATES = (("called", "RECUR:P7D@2026-03-13"), ("draft", ""))
ASKERS = (*(Actor(who, "slack") for who in ("sam", "hv2", "hv1", "pc1")), OPERATOR)
UNSEEN = {"address.conversation", "calendar.address", "action.owner_words"}
"""Answers never hold these, neither here nor anywhere."""


@pytest.fixture
async def case(sqlite_url: str, tmp_path: Path) -> AsyncIterator[World]:
    """A meeting that is called, with an action, and a canary in every private field."""
    storage = open_storage(sqlite_url, KEYS)
    world = await World(storage, tmp_path, more_policy="\n[actions]\nmessage_to_action = true\n").with_everybody()
    await staged(world)
    await plant(world)
    yield world
    await storage.close()


def test_I6_every_question_has_been_looked_at() -> None:
    assert sorted([*WORDS, *OF_NAMES, *NOTHING]) == sorted(KINDS), "put the new question where it belongs"
    assert {name for name, kind in KINDS.items() if kind.detail} == set(WORDS)


def test_I6_a_reading_says_of_which_meeting_it_was() -> None:
    known = {name: {each.name for each in fields(KINDS[name])} for name in WORDS}
    assert [name for name, has in known.items() if not has & {"meeting_id", "action_id"}] == ["ListHolds"]


async def readings(world: World) -> list[AuditEntry]:
    found: list[AuditEntry] = await world.rows("audit", verb=READ_DETAIL, order="at")
    return found


async def test_I6_no_answer_holds_private_words_without_an_entry_of_who_read_them(case: World) -> None:
    seen: dict[str, set[str]] = {name: set() for name in KINDS}
    answered: set[str] = set()
    for state, expected in STATES:
        await becomes(case, state, expected)
        for actor in ASKERS:
            known = await values_of(case, actor.person_id)
            for name, kind in KINDS.items():
                for question in questions_for(kind, known):
                    before = {each.id for each in await readings(case)} if name in WORDS else set()
                    try:
                        answer = await case.bus.ask(question, actor)
                    except QuorateError:
                        continue
                    answered.add(name)
                    seen[name] |= planted(answer)
                    if name in WORDS:
                        (fresh,) = [each for each in await readings(case) if each.id not in before]
                        assert (fresh.actor_id, fresh.channel, fresh.at) == (*_who(actor), case.clock)
                        assert fresh.detail == {"question": name}
                        assert fresh.meeting_id == ("" if name == "ListHolds" else known["meeting_id"])
    assert set(KINDS) - answered == set(reviewed.NEVER_ASKED_HERE.split())
    assert {name for name in WORDS if seen[name] - NAMES} == set(WORDS) - {"ShowHappened"}
    assert {name: seen[name] - NAMES for name in OF_NAMES} == {name: set() for name in OF_NAMES}
    assert {name: seen[name] for name in NOTHING if seen[name]} == {}
    assert FIELDS - set().union(*seen.values()) - NAMES == UNSEEN, "a private field that is planted nowhere"


def _who(actor: Actor) -> tuple[str, str]:
    return actor.person_id, actor.channel


async def test_I6_whoever_read_about_a_case_can_be_listed(storage: Storage, tmp_path: Path) -> None:
    world = await World(storage, tmp_path).with_everybody()
    await staged(world)
    (action,) = await world.rows("actions")
    await world.bus.ask(ShowWords(action.id), Actor("sam", "slack"))
    await world.wait(minutes=1)
    await world.bus.ask(ShowWords(action.id), Actor("hv2", "teams"))
    async with storage.units.read() as uow:
        found = await uow.readings_of(action.meeting_id)
        assert not await uow.readings_of("another")
    assert [(each.actor_id, each.channel) for each in found if each.subject_id == action.id] == [
        ("sam", "slack"),
        ("hv2", "teams"),
    ]


async def test_I6_what_cannot_be_written_down_is_not_shown(case: World, sqlite_url: str) -> None:
    (action,) = await case.rows("actions")
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as file:
        file.execute("CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'no'); END")
    with pytest.raises(QuorateError) as refusal:
        await case.bus.ask(ShowWords(action.id), Actor("sam", "slack"))
    assert canary("action.words") not in str(refusal.value)


def test_I6_what_faces_people_reads_through_the_bus_alone() -> None:
    """Whatever went past it would be written down by nobody."""
    root = Path(conversation.__file__).parents[3]
    faces = [*(root / "bot/app/conversation").rglob("*.py"), *(root / "adapters").rglob("*.py")]
    past = re.compile(r"\.units\b|\buow\.|bot\.storage")
    assert len(faces) > 50
    assert not [file.name for file in faces if past.search(file.read_text(encoding="utf-8"))]
