"""Whatever cannot be delivered anywhere, somebody is told of it; and nobody of what no longer matters."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.app import notices
from bot.app.cards import Card, Text
from bot.app.ports import Unreachable
from bot.domain.notice import Notice, NoticeKind, NoticeState
from tests.kit.world import World, at, read

TOLD_BY_A_CALL = (NoticeKind.INVITATION, NoticeKind.INFORMATION, NoticeKind.RING)
# Whoever asked for a code is looking at the page that says it is coming, and asks for another. An entry in a
# calendar comes beside a message: without it nobody is missing anything.
TELLS_NOBODY = (NoticeKind.CODE, NoticeKind.CALENDAR)
OTHERS = [kind for kind in NoticeKind if kind not in (*TOLD_BY_A_CALL, *TELLS_NOBODY, NoticeKind.UNREACHED)]


@pytest.fixture(autouse=True)
def every_card_matters(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a card says is another story: here each kind has something to say."""
    own = (NoticeKind.RING, NoticeKind.UNREACHED, NoticeKind.INVITATION, NoticeKind.INFORMATION)

    async def says(notice: Notice, *_: Any) -> Card | None:
        return None if notice.code == "moot" else Card("Quorate", f"A {notice.kind}", (Text("Please answer."),))

    cards: dict[NoticeKind, Callable[..., Awaitable[Card | None]]] = dict(notices.CARDS)
    monkeypatch.setattr(notices, "CARDS", cards | {kind: says for kind in NoticeKind if kind not in own})


async def owed(world: World, kind: NoticeKind, person_id: str, **more: Any) -> Notice:
    """One message of this kind to somebody, about the one meeting there is."""
    (meeting,) = await world.rows("meetings", number=1)
    made = Notice(
        f"n-{kind}", "EXMP", kind, meeting.id, person_id, f"test:{kind}", world.clock, world.clock, meeting.id, **more
    )
    async with world.storage.units.write() as uow:
        await uow.notices.add(made)
        await uow.commit()
    await world.settle()
    (found,) = await world.rows("notices", id=made.id)
    return found  # type: ignore[no-any-return]


@pytest.mark.parametrize("kind", OTHERS)
async def test_every_kind_that_arrives_nowhere_is_told_to_somebody_once(world: World, kind: NoticeKind) -> None:
    await world.called()
    world.tools["teams"].always["acc-hv1"] = Unreachable("blocked")
    failed = await owed(world, kind, "hv1")
    assert failed.state is NoticeState.FAILED
    lines = [each for each in await world.rows("notices", kind="unreached") if each.subject_id == failed.id]
    assert len(lines) == 1, f"{kind} failed, and {len(lines)} were told"
    hearer = world.people[lines[0].person_id]
    line = hearer.card("Quorate can't reach Priya Nair")
    assert f"Ring {world.people['hv1'].person.phone} about " in read(line)
    assert "EXMP-SM-1" in read(line)
    await world.settle()
    assert len(await world.rows("notices", kind="unreached")) == 1


@pytest.mark.parametrize("kind", TOLD_BY_A_CALL)
async def test_what_is_rung_about_is_a_line_of_the_phone_card(world: World, kind: NoticeKind) -> None:
    world.tools["teams"].always["acc-hv1"] = Unreachable("blocked")
    if kind is NoticeKind.RING:
        world.tools["slack"].always["acc-sam"] = Unreachable("blocked")
    if kind is NoticeKind.INFORMATION:
        await world.called()
        (invitation,) = await world.rows("invitations", person_id="hv1")
        async with world.storage.units.write() as uow:
            invitation.answer, invitation.information_by = "declined", at(10, 15)
            await uow.invitations.save(invitation)
            made = Notice(
                "n", "EXMP", kind, invitation.id, "hv1", "x", world.clock, world.clock, invitation.meeting_id
            )
            await uow.notices.add(made)
            await uow.commit()
        await world.settle()
    else:
        await world.called()
    rings = world.people["tm" if kind is NoticeKind.RING else "sam"]
    assert "Ring Priya Nair" in rings.sees()


async def test_whoever_was_to_be_told_is_out_of_reach_too_and_the_next_one_hears(world: World) -> None:
    await world.called()
    for each in ("acc-hv1", "acc-hvm"):
        world.tools["teams"].always[each] = Unreachable("blocked")
    failed = await owed(world, NoticeKind.ACTIONS, "hv1")
    told = await world.rows("notices", kind="unreached", subject_id=failed.id, order="created_at")
    assert {each.person_id: each.state for each in told} == {"hvm": NoticeState.FAILED, "sam": NoticeState.SENT}
    assert "Quorate can't reach Priya Nair" in world.people["sam"].sees()


@pytest.mark.parametrize("kind", OTHERS)
async def test_what_no_longer_matters_is_told_to_nobody(world: World, kind: NoticeKind) -> None:
    await world.called()
    world.tools["teams"].always["acc-hv1"] = Unreachable("blocked")
    assert (await owed(world, kind, "hv1", code="moot")).state is NoticeState.MOOT
    retired = await owed(world, kind, "hv2", retired=True)
    assert retired.state is NoticeState.MOOT
    assert not await world.rows("notices", kind="unreached")


async def test_a_card_that_was_replaced_while_it_failed_is_told_to_nobody(world: World) -> None:
    await world.called()
    failing = await owed(world, NoticeKind.ACTIONS, "hv1")
    assert failing.state is NoticeState.SENT
    world.tools["teams"].always["acc-hv1"] = Unreachable("blocked")
    async with world.storage.units.write() as uow:
        await uow.retire_notice(failing.id, world.clock)
        await uow.commit()
    await world.settle()
    assert not await world.rows("notices", kind="unreached")


async def test_whoever_must_stay_out_is_named_to_nobody(world: World) -> None:
    await world.called()
    (meeting,) = await world.rows("meetings")
    async with world.storage.units.write() as uow:
        await uow.meetings.save(replace(meeting, excluded=("hv1",)))
        await uow.commit()
    world.tools["teams"].always["acc-hv1"] = Unreachable("blocked")
    await owed(world, NoticeKind.ACTIONS, "hv1")
    assert not await world.rows("notices", kind="unreached")
    assert not await world.rows("notices", kind="ring")
