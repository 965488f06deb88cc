"""An agency says in advance when it can come: for a desk by its members, for oneself by anybody."""

from __future__ import annotations

import pytest

from bot.app.cards import Form
from tests.kit.world import Somebody, World, at, read


def shown(somebody: Somebody) -> str:
    """What was answered to the last thing done."""
    return read(somebody.shown) if somebody.shown else somebody.said


@pytest.fixture
async def pat(world: World) -> Somebody:
    """A constable of the police referral desk, in Teams."""
    return world.people["pc1"]


@pytest.mark.parametrize("text", ["police: Tuesday and Thursday 10–12", "we can do Tuesday and Thursday 10-12"])
async def test_a_desk_offers_times_and_they_are_said_back_in_full(world: World, pat: Somebody, text: str) -> None:
    await world.until(at(10, 13))
    await pat.types(text)
    offered = "can come Tue 10:00–12:00 and Thu 10:00–12:00, from today, until you say otherwise."
    assert f"Police referral desk {offered}" in shown(pat)
    nearest = "Next: Thu 12 March, 10:00 to 12:00; Tue 17 March, 10:00 to 12:00; Thu 19 March, 10:00 to 12:00."
    assert f"{nearest} [Change] [Withdraw]" in shown(pat)
    (offer,) = await world.rows("offered_slots")
    assert (offer.who, offer.told_by_id, offer.works) == ("pdesk", "pc1", "Tue 10:00-12:00; Thu 10:00-12:00")
    (entry,) = await world.rows("audit", verb="slots_offered")
    assert (entry.subject_id, entry.actor_id) == ("pdesk", "pc1")
    async with world.storage.units.read() as uow:
        assert (await uow.diaries(["pdesk"]))["pdesk"] > 0


async def test_somebody_offers_times_for_themselves_in_slack(world: World) -> None:
    sam = world.people["sam"]
    await sam.types("I can do Mon 14:00-16:00 until 31 March")
    assert "You can come Mon 14:00–16:00, from today, to the end of Tue 31 March." in shown(sam)
    assert "Next: Mon 16 March, 14:00 to 16:00; Mon 23 March" in shown(sam)
    await sam.types("slots")
    assert "You can come Mon 14:00–16:00" in shown(sam)


async def test_a_member_of_a_desk_may_still_offer_for_themselves(world: World, pat: Somebody) -> None:
    await pat.types("I can do Fri 9-10am")
    assert "You can come Fri 09:00–10:00" in shown(pat)
    (offer,) = await world.rows("offered_slots")
    assert offer.who == "pc1"


async def test_a_new_offer_takes_the_place_of_the_one_before_from_its_first_day_on(
    world: World, pat: Somebody
) -> None:
    await pat.types("we can do Tuesday 10-12")
    await world.people["pc2"].types("we can do Wednesday 10-12")
    assert "Tue 10:00" not in shown(world.people["pc2"])
    await pat.types("we can do Friday 10-12 from 1 April")
    assert "can come Wed 10:00–12:00, from today, to the end of Tue 31 March." in shown(pat)
    assert "can come Fri 10:00–12:00, from Wed 1 April, until you say otherwise." in shown(pat)


async def test_a_single_day_is_offered_for_that_day_only(world: World, pat: Somebody) -> None:
    await pat.types("we can do Tuesday 17 March 10-12")
    assert "Police referral desk can come Tue 10:00–12:00, on Tue 17 March only." in shown(pat)
    assert "Next: Tue 17 March, 10:00 to 12:00." in shown(pat)


@pytest.mark.parametrize("text", ["no offered slots", "withdraw slots", "police: no slots"])
async def test_slots_are_withdrawn_by_anybody_of_the_desk(world: World, pat: Somebody, text: str) -> None:
    await pat.types("we can do Tuesday 10-12")
    await world.wait(hours=1)
    await world.people["pc2"].types(text)
    assert "Police referral desk offers no times in advance." in shown(world.people["pc2"])
    (offer,) = await world.rows("offered_slots")
    assert offer.ends_at == world.clock
    assert [each.actor_id for each in await world.rows("audit", verb="slots_withdrawn")] == ["pc2"]


async def test_change_and_withdraw_stand_on_the_card(world: World, pat: Somebody) -> None:
    await pat.types("we can do Tuesday 10-12 until 31 March")
    await pat.presses("Change")
    assert isinstance(pat.shown, Form)
    await pat.fills(words="Tue 10:00-12:00; Thu 2-4pm", until="2026-04-30")
    assert "Tue 10:00–12:00 and Thu 14:00–16:00, from today, to the end of Thu 30 April." in shown(pat)
    await pat.presses("Change")
    await pat.fills()
    assert "Tue 10:00–12:00 and Thu 14:00–16:00, from today, to the end of Thu 30 April." in shown(pat)
    await pat.presses("Withdraw")
    assert "offers no times in advance" in shown(pat)
    await pat.presses("Offer times")
    await pat.fills(who="pc1", words="Friday 10-12")
    assert "You can come Fri 10:00–12:00" in shown(pat)


async def test_another_agency_cannot_be_spoken_for(world: World, pat: Somebody) -> None:
    for somebody, text in ((pat, "health: Tuesday 10-12"), (world.people["hv1"], "Police: Tuesday 10-12")):
        await somebody.types(text)
        assert "for your own agency only" in shown(somebody)
    await world.people["insp"].types("police: Tuesday 10-12")
    assert "You serve no desk of that agency" in shown(world.people["insp"])
    await pat.types("Kayleigh: Tuesday 10-12")
    assert "I did not understand that" in shown(pat)
    assert not await world.rows("offered_slots")


async def test_whoever_serves_several_desks_is_asked_for_whom(world: World) -> None:
    await world.opens_desk("missing", "Missing people desk", "police", ("police_missing",))
    both = await world.joins("pc3", "Pia Constable", "police", (), "teams", desk="missing", works="always")
    async with world.storage.units.write() as uow:
        (member,) = await uow.desk_members.where(person_id="pc1")
        member.id, member.person_id = "m-again", "pc3"
        await uow.desk_members.add(member)
        await uow.commit()
    await both.types("we can do Tuesday 10-12 until 31 March")
    assert isinstance(both.shown, Form)
    labels = [each.label for each in both.shown.fields[0].options]
    assert labels == ["Missing people desk", "Police referral desk", "Myself alone"]
    await both.fills(who="missing")
    assert "Missing people desk can come Tue 10:00–12:00, from today, to the end of Tue 31 March." in shown(both)
    await both.types("Police referral desk: Thursday 10-12")
    assert "Police referral desk can come Thu" in shown(both)
    await both.types("withdraw slots")
    assert "Missing people desk can come" in shown(both), "which of them is chosen on the card"
    assert "Police referral desk can come" in shown(both)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("we can do Tuesday", "I could not read the days and hours."),
        ("we can do Tue 2-4", "Is that morning or afternoon?"),
        ("offer Mon 14:00-16:00 until Friday", "No such day comes in that time."),
        ("offer Mon 4 May 10-12", "No such day comes in that time."),
        ("offer Mon 14:00-16:00 until 2 March", "That is already past."),
        ("offer Mon 14:00-16:00 until 1/6/2028", "That is over 12 months."),
    ],
)
async def test_what_is_doubtful_is_asked_beside_the_question(
    world: World, pat: Somebody, text: str, words: str
) -> None:
    await pat.types(text)
    assert isinstance(pat.shown, Form)
    assert words in shown(pat)
    assert not await world.rows("offered_slots")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"words": "now and then"}, "I could not read the days and hours."),
        ({"words": "Tue 2-4"}, "Is that morning or afternoon?"),
        ({"words": "Tue 10-12", "until": "2026-03-01"}, "already past"),
        ({"words": "Tue 10-12", "from": "soon"}, "year-month-day"),
        ({"words": "Mon 10-12", "from": "2026-03-11", "until": "2026-03-12"}, "No such day"),
    ],
)
async def test_the_form_says_what_is_wrong_beside_each_question(
    world: World, pat: Somebody, values: dict[str, str], words: str
) -> None:
    await pat.sends("change_slots", "pdesk")
    await pat.fills(**values)
    assert words in shown(pat)
    assert not await world.rows("offered_slots")


async def test_a_desk_one_does_not_serve_is_not_touched_by_hand_made_clicks(world: World, pat: Somebody) -> None:
    await pat.types("we can do Tuesday 10-12")
    (offer,) = await world.rows("offered_slots")
    priya = world.people["hv1"]
    for verb in ("change_slots", "withdraw_slots"):
        await priya.sends(verb, "pdesk")
        assert "You have no part in that" in shown(priya)
    for subject, who in (("pdesk", ""), ("hv1", "pdesk"), ("pc1", "")):
        values = {"words": "Fri 10-12", "who": who}
        reply = await world.front.submitted(priya.identity, "offer_slots", subject, dict(values), world.key())
        assert "You have no part in that" in str(reply)
    assert await world.rows("offered_slots") == [offer]
