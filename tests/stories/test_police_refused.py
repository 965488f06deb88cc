"""A police desk that can't come, or has it and names nobody; and who must see no request."""

from __future__ import annotations

import asyncio

from bot.app.commands import RefuseRequest, TakeRequest
from bot.app.work import Actor
from bot.domain.errors import Refusal
from tests.kit.world import World, at, read
from tests.stories.test_police_request import CARD, officer, request_row


async def test_a_refusal_reaches_the_convenor_at_once_and_the_next_desk_is_asked(world: World) -> None:
    await world.opens_desk("pdesk2", "Neighbouring force's desk", "police", ("police_child_abuse",))
    ann = await world.joins("pc7", "Ann Second", "police", (), "teams", desk="pdesk2", works="always")
    sam = await world.called()
    pat, pip = world.people["pc1"], world.people["pc2"]
    await pat.presses("We can't")
    await pat.fills(code="no_officer", words="All at an incident")
    assert "police can't come, says Pat Constable" in sam.sees()
    assert "Your desk has said that it can't. Somebody else is asked." in read(pip.card(CARD))
    assert not pip.card(CARD).buttons
    assert "Unit wanted: Police child abuse unit, from Neighbouring force's desk" in read(ann.card(CARD))
    card = read(sam.card("Council:"))
    assert "refused 10:20 by Pat Constable: no officer is free by then." in card
    assert "All at an incident" not in card
    await sam.presses("Show what they said")
    assert "All at an incident" in read(sam.shown)  # type: ignore[arg-type]
    assert await world.rows("audit", verb="read_detail", actor_id="sam")
    await ann.presses("We can't")
    await ann.fills(code="other_unit")
    assert len(await world.rows("police_requests")) == 2, "a desk that has refused is not asked again by itself"


async def test_with_no_other_desk_the_ladder_goes_on_and_the_desk_can_come_after_all(world: World) -> None:
    await world.called()
    pat, pip, insp = (world.people[each] for each in ("pc1", "pc2", "insp"))
    await world.until(at(10, 10, 23))
    await pat.presses("We can't")
    await pat.fills(code="no_officer")
    asked = len(pip.posts)
    await world.until(at(10, 11, 21))
    assert len(pip.posts) == asked, "a desk that has said no is not asked again and again"
    assert "refused 10:23 by Pat Constable: no officer is free by then" in read(insp.card(CARD))
    await pip.presses("I'll take it")
    row = await request_row(world)
    assert (row.refused_at, row.claimed_by_id) == (None, "pc2")


async def test_whoever_refused_can_send_information_instead(world: World) -> None:
    await world.called()
    pat = world.people["pc1"]
    await pat.presses("We can't")
    await pat.fills(code="no_police_part")
    await pat.presses("Send our information instead")
    await pat.fills(date="2026-03-10", time="12:30")
    assert "You will send your information by 12:30" in read(pat.card(CARD))


async def test_of_a_refusal_and_a_claim_at_one_instant_one_is_told_of_the_other(world: World) -> None:
    await world.called()
    row = await request_row(world)
    done = await asyncio.gather(
        world.bus.do(TakeRequest(row.id, 1), Actor("pc1")),
        world.bus.do(RefuseRequest(row.id, 1, code="no_officer"), Actor("pc2")),
        return_exceptions=True,
    )
    after = await request_row(world)
    assert (after.claimed_by_id, after.refused_at) == ("pc1", None), "whoever can come is never lost to a refusal"
    assert sum(isinstance(each, Refusal) for each in done) <= 1


async def test_acknowledged_and_nobody_named_climbs_a_ladder_of_its_own(world: World) -> None:
    sam = await world.called("24h")
    pat, insp = world.people["pc1"], world.people["insp"]
    await world.until(at(10, 10, 30))
    await pat.presses("We have it")
    posts = len(pat.posts)
    await world.until(at(10, 10, 49))
    assert len(pat.posts) == posts, "the ladder of what nobody has seen has ended"
    await world.until(at(10, 10, 50))
    assert len(pat.posts) == posts + 1
    assert not insp.posts
    await world.until(at(10, 11, 30))
    assert "acknowledged 10:30 by Pat Constable" in read(insp.card(CARD))
    assert "acknowledged 10:30 by Pat Constable" in read(sam.card("not answered yet"))


async def test_whoever_must_not_be_told_sees_no_request_and_can_do_nothing_with_it(world: World) -> None:
    sam = world.people["sam"]
    await sam.types("")
    await sam.fills(references="CSC-104233", urgency="same_day", ages="3 years", not_told="Pat Constable")
    await sam.fills()
    pat, pip = world.people["pc1"], world.people["pc2"]
    row = await request_row(world)
    await pat.types("/strategy-meeting desk")
    assert "EXMP-SM-1" not in pat.sees()
    for verb in ("acknowledge", "take_request", "name_officer", "refuse_request", "open_request"):
        await pat.sends(verb, f"{row.id}.1")
        assert "You have no part in that" in pat.said
    await pip.presses("Name an officer")
    await pip.fills(name="Pat Constable", phone="01632 960555")
    assert "cannot be asked" in pip.sees()


async def test_a_restricted_case_is_asked_of_no_desk(world: World) -> None:
    await officer(world, "dcx", "Una Officer")
    await world.called("planned", concerns=("professional_allegation",))
    assert not await world.rows("police_requests")


async def test_a_cancelled_meeting_leaves_no_request_open(world: World) -> None:
    sam = await world.called()
    await sam.presses("Cancel the meeting")
    await sam.fills(reason="")
    assert (await request_row(world)).closed_at == world.clock
    pat = world.people["pc1"]
    await pat.types("desk")
    assert "No request is open" in pat.sees()
