"""Who may do what: every button and every form, for everybody, against what the database says at that moment."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.app.access import NOT_YOURS
from bot.app.commands import PersonLeaves
from bot.app.conversation.presses import PRESSES
from bot.app.conversation.submissions import SUBMISSIONS
from bot.app.replies import Reply, Say, Show
from bot.app.store import UnitOfWork, Units
from bot.app.wording.diaries import NOT_MANAGER
from bot.app.wording.police_queue import NO_DESK
from bot.app.wording.talk import UNEXPECTED
from bot.app.work import OPERATOR
from bot.domain.people import Address, Identity, Person
from bot.storage import open_storage
from tests.kit.databases import KEYS
from tests.kit.world import Somebody, World, read
from tests.stories.rights import EVERYBODY, MAY, OF_A_REQUEST, OF_AN_ACTION, OF_AN_INVITATION, VALUES

WHO = tuple(EVERYBODY.split())


async def staged(world: World) -> dict[str, Somebody]:
    """A called meeting with every role in it, and a second one, closed, with an owned action."""
    who = {
        "convenor": world.people["sam"],
        "manager": world.people["tm"],
        "invited": world.people["hv1"],
        "desk": world.people["pc1"],
        "colleague": world.people["ola"],
        "owners_manager": world.people["hvm"],
        "excluded": await world.joins("exc", "Eve Excluded", "social_care", ("social_worker",), manager="tm"),
        "recorder": await world.joins("rec", "Rex Recorder", "council", ()),
        "chair": await world.joins("cha", "Cher Chair", "social_care", ("chair_senior_manager",)),
        "withdrawn": world.people["hv3"],
        "owner": world.people["hv2"],
        "stranger": await stranger(world),
    }
    sam = who["convenor"]
    await sam.types("")
    await sam.fills(references="CSC-104233", urgency="planned", ages="3 years", not_told="Eve Excluded")
    await sam.fills()
    (meeting,) = await world.rows("meetings")
    (chair,) = await world.rows("seats", name="chair_team_manager", closed=False)
    await sam.sends("swap", f"{meeting.id}/{chair.id}")
    await sam.fills(person="Cher Chair")
    await who["chair"].presses("I'll come")
    await sam.sends("recorder", meeting.id)
    await sam.fills(person="Rex Recorder")
    await who["invited"].presses("I can't come")
    async with world.storage.units.write() as uow:
        (pattern,) = await uow.invitations.where(person_id="hv1")
        await uow.invitations.add(replace(pattern, id="withdrawn-invitation", person_id="hv3", answer="withdrawn"))
        await uow.commit()
    await sam.sends("pad", meeting.id)
    await sam.fills(words="See the child", owner="", other_owner="Grace Obi", timescale="3 working days")
    await world.settle()
    return who


async def stranger(world: World) -> Somebody:
    """Somebody of a council that has nothing to do with this one."""
    person = Person("str", "Stan Stranger", "social_care", ("OTHR",), ("social_worker",))
    somebody = Somebody(world, person, "slack", "T-OTHER")
    async with world.storage.units.write() as uow:
        await uow.people.add(person)
        await uow.addresses.add(Address("a-str", "str", "slack", "T-OTHER", somebody.identity.account, state="live"))
        await uow.commit()
    return somebody


async def subjects(world: World) -> dict[str, str]:
    (meeting,) = await world.rows("meetings")
    (invitation,) = await world.rows("invitations", person_id="hv1")
    (action,) = await world.rows("actions")
    (seat,) = await world.rows("seats", name="health_visitor", closed=False)
    (request,) = await world.rows("police_requests")
    about_invitation = f"{invitation.id}.{meeting.revision}"
    found = dict.fromkeys({*PRESSES, *SUBMISSIONS}, meeting.id)
    found |= dict.fromkeys(OF_AN_INVITATION, about_invitation) | dict.fromkeys(OF_AN_ACTION, action.id)
    found |= dict.fromkeys(OF_A_REQUEST, f"{request.id}.{meeting.revision}")
    found |= {"why_refused": f"{meeting.id}/{request.id}", "desk_queue": "0"}
    found |= dict.fromkeys(("change_leave", "end_leave", "tell_leave"), "hv1/")
    found |= dict.fromkeys(("change_slots", "withdraw_slots", "offer_slots"), "pdesk")
    return found | {
        "settle_leave": "hv1@20260310T1100Z@",
        **dict.fromkeys(("swap", "rang_seat_nobody", "rang_seat_message"), f"{meeting.id}/{seat.id}"),
        "take_back": f"{meeting.id}/{invitation.id}",
        "quick_time": f"{action.id}/5 working days",
        "yes_time": f"{action.id}/ASK:FAR_DATE|2026-10-30",
        "yes_on_pad": f"{action.id}/ASK:FAR_DATE|2026-10-30",
        "give_to": f"{action.id}/hv1",
        **dict.fromkeys(("agree_longer", "keep_date"), f"{action.id}/20260320T1700Z"),
        "move_to": f"{meeting.id}@20260311T1100Z",
        "overdue": "all.0",
    }


class Rehearsal:
    """Units of work that never commit: everything is tried on the same state, and nothing is kept."""

    def __init__(self, units: Units) -> None:
        self._units = units

    def read(self) -> AbstractAsyncContextManager[UnitOfWork]:
        return self._units.read()

    @asynccontextmanager
    async def write(self) -> AsyncIterator[UnitOfWork]:
        async with self._units.write() as uow:

            async def nothing() -> None:
                await uow.people.get("")

            uow.commit = nothing  # type: ignore[method-assign]
            yield uow


async def tries(world: World, somebody: Somebody, kind: str, verb: str, subject: str) -> Reply:
    front, values = world.front, dict(VALUES)
    if kind == "press":
        return await front.pressed(somebody.identity, verb, subject, {}, world.key())
    if verb in ("held_by_phone", "was_held"):
        values |= {"date": "2026-03-10", "time": "09:00"}
    if verb == "tick":
        (action,) = await world.rows("actions")
        values["done"] = (action.id,)
    return await front.submitted(somebody.identity, verb, subject, values, world.key())


def refused(reply: Reply) -> bool:
    """True for an answer that neither shows nor does anything."""
    words = read(reply.card) if isinstance(reply, Show) else reply.text if isinstance(reply, Say) else ""
    return any(
        each in words
        for each in (
            NOT_YOURS[:30],
            NOT_MANAGER,
            "No meeting",
            "Only social care",
            "not offered to you",
            "set up for that",
            "switched off",
            NO_DESK,
        )
    )


async def everything(world: World) -> list[Any]:
    """Every row that a person could change."""
    return [
        await world.rows(each)
        for each in ("meetings", "invitations", "actions", "seats", "obligations", "police_requests")
    ]


@pytest.fixture
async def stage(sqlite_url: str, tmp_path: Path) -> AsyncIterator[World]:
    storage = open_storage(sqlite_url, KEYS)
    yield await World(storage, tmp_path).with_everybody()
    await storage.close()


async def test_everybody_may_do_what_the_table_says_and_nothing_else(stage: World) -> None:
    who, about = await staged(stage), await subjects(stage)
    before = await everything(stage)
    stage.bus.units = Rehearsal(stage.storage.units)
    found: dict[str, str] = {}
    for kind, verbs in (("press", PRESSES), ("submit", SUBMISSIONS)):
        for verb in verbs:
            replies = {role: await tries(stage, who[role], kind, verb, about[verb]) for role in WHO}
            assert not any(isinstance(each, Say) and each.text == UNEXPECTED for each in replies.values()), verb
            found[f"{kind} {verb}"] = " ".join(role for role in WHO if not refused(replies[role]))
    if found != MAY:
        print(found)
    assert found == MAY
    assert await everything(stage) == before


async def test_a_stranger_and_somebody_who_left_are_shown_and_saved_nothing(stage: World) -> None:
    who, about = await staged(stage), await subjects(stage)
    await stage.bus.do(PersonLeaves("ola"), OPERATOR)
    before = await everything(stage)
    unknown = Somebody(stage, who["owner"].person, "teams", "TENANT-NHS")
    unknown.identity = Identity("teams", "TENANT-NHS", "acc-of-nobody")
    elsewhere = Somebody(stage, who["owner"].person, "teams", "TENANT-ELSEWHERE")
    for somebody in (unknown, elsewhere, who["colleague"]):
        for kind, verbs in (("press", PRESSES), ("submit", SUBMISSIONS)):
            for verb in verbs:
                reply = await tries(stage, somebody, kind, verb, about[verb])
                assert isinstance(reply, Say)
                assert "not registered" in reply.text
                assert "EXMP-SM-1" not in reply.text
        assert "EXMP-SM" not in read(await stage.front.home(somebody.identity))
        assert await stage.front.options(somebody.identity, "swap", about["swap"], "person", "Gra") == ()
    assert await everything(stage) == before


ODD = ("", "-1", "x", "../../etc/passwd", "' OR 1=1 --", "\x00", "💥", "1.1.1", "@", "/", "a/b/c", "x" * 1_000_000)
SECRET = "Kayleigh-Typed-This"


@pytest.mark.parametrize("kind", ["press", "submit"])
async def test_a_subject_that_was_tampered_with_changes_nothing_and_comes_back_to_nobody(
    stage: World, kind: str
) -> None:
    who, about = await staged(stage), await subjects(stage)
    before = await everything(stage)
    free = {"home", "help", "convene", "held_by_phone", "tick", "away", "offer_times", "today", "digest_hour"}
    free |= {"handing_over", "hand_to_night", "feed", "new_feed", "end_feed"}
    others = set(about.values())
    for verb in sorted({*(PRESSES if kind == "press" else SUBMISSIONS)} - free):
        for odd in (*ODD, SECRET, f"{SECRET}.1", f"{SECRET}/{SECRET}", f"{SECRET}@20260311T1100Z"):
            reply = await tries(stage, who["convenor"], kind, verb, odd)
            assert verb in ("refuse_handover", "convene") or isinstance(reply, Say), (verb, odd[:30], reply)
            words = reply.text if isinstance(reply, Say) else read(reply.card) if isinstance(reply, Show) else ""
            assert UNEXPECTED not in words, (verb, odd[:30])
            assert SECRET not in words
            assert len(words) < 3000
        if verb == "refuse_handover":
            continue
        for other in others - {about[verb]}:
            reply = await tries(stage, who["stranger"], kind, verb, other)
            assert isinstance(reply, Say)
            assert reply.text != UNEXPECTED, (verb, other)
    assert await everything(stage) == before


@pytest.mark.parametrize("text", ["EXMP-SM-99", "zzsm Kayleigh Smith", "x" * 5000, "<!channel> *Kayleigh*"])
async def test_what_is_typed_is_never_repeated(stage: World, text: str) -> None:
    sam = stage.people["sam"]
    await sam.types(text)
    assert "Kayleigh" not in sam.sees()
    assert "xxxxx" not in sam.sees()


async def test_what_was_allowed_when_the_card_was_made_is_refused_when_it_no_longer_is(world: World) -> None:
    sam = await world.called("planned")
    grace, ola = world.people["hv2"], world.people["ola"]
    priya = world.people["hv1"]
    button = priya.card("EXMP-SM-1").buttons[0]
    (meeting,) = await world.rows("meetings")
    (seat,) = await world.rows("seats", name="health_visitor", closed=False)
    await sam.sends("swap", f"{meeting.id}/{seat.id}")
    await sam.fills(known="hv2")
    await priya.sends(button.verb, button.subject)
    assert "withdrawn" in priya.sees()
    assert not await world.rows("invitations", person_id="hv1", answer="accepted")
    pad = Somebody.__dict__["sends"]
    await sam.sends("recorder", meeting.id)
    await sam.fills(person="Ola Second")
    await pad(ola, "pad", meeting.id)
    assert ola.shown is not None
    await sam.sends("recorder", meeting.id)
    await sam.fills(person="Grace Obi")
    await ola.fills(words="See the child")
    assert NOT_YOURS[:30] in ola.said
    assert not await world.rows("actions")
    await grace.sends("pad", meeting.id)
    assert grace.shown is not None


async def test_search_never_finds_whoever_must_not_be_told(stage: World) -> None:
    who, about = await staged(stage), await subjects(stage)
    for verb in ("swap", "handover", "recorder", "pad", "correct", "owner", "deputy", "not_me"):
        for role in ("convenor", "invited", "recorder"):
            for words in ("Eve", "exc", "Excluded"):
                found = await stage.front.options(who[role].identity, verb, about[verb], "person", words)
                assert not found, (verb, role)
    for name, verb in (("person", "swap"), ("other_owner", "owner"), ("owner", "owner"), ("known", "swap")):
        reply = await stage.front.submitted(who["convenor"].identity, verb, about[verb], {name: "exc"}, stage.key())
        assert not isinstance(reply, Show) or "cannot be" in read(reply.card)
    rows = [*await stage.rows("seats", person_id="exc"), *await stage.rows("actions", owner_id="exc")]
    assert not rows


async def test_whoever_calls_a_meeting_cannot_shut_themselves_out_of_it(stage: World) -> None:
    sam = stage.people["sam"]
    await sam.types("")
    await sam.fills(references="CSC-104233", urgency="planned", not_told="Sam Carter")
    assert "You call this meeting" in read(sam.shown)  # type: ignore[arg-type]
    assert not await stage.rows("meetings")
