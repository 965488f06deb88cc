"""What a chat tool fails to deliver arrives another way within a minute; with no way left, a human rings."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.app.commands import BindAddress, PersonLeaves
from bot.app.ports import Delivery, Refused, Retry, Unreachable
from bot.app.work import OPERATOR, Actor
from bot.domain.people import DeskMember
from tests.kit.world import Somebody, World, at, read
from tests.stories.reaching import also_at, in_tray, live, only_a_number, phone_card, post_room
from tests.stories.test_delivery import planned

STORM = Retry(timedelta(seconds=300), "rate_limited")
MINUTE = timedelta(seconds=60)


@pytest.mark.parametrize("answer", [Unreachable("blocked"), Refused("too_big")])
async def test_a_permanent_failure_moves_the_card_to_the_next_address_at_once(world: World, answer: Delivery) -> None:
    paper = post_room(world)
    await also_at(world, "hv1", "paper")
    world.tools["teams"].always["acc-hv1"] = answer
    await world.called()
    (card,) = in_tray(paper, "hv1")
    assert "You are asked to come" in card
    assert "Sent again" not in card
    assert not await live(world, "ring")
    (first,) = await world.rows("addresses", id="a-hv1")
    assert first.state == ("dead" if isinstance(answer, Unreachable) else "live")


async def test_what_was_asked_on_two_days_comes_once_when_the_tool_is_gone(world: World) -> None:
    paper = post_room(world)
    await also_at(world, "sam", "paper")
    sam = await world.called()
    await world.until(at(11, 13))
    missing = "actions are not written down"
    assert len([each for each in sam.cards if missing in read(each)]) == 2
    await world.front.lost(sam.identity, world.key())
    await world.settle()
    assert len([each for each in in_tray(paper, "sam") if missing in each]) == 1


async def heir_of_two(world: World) -> Somebody:
    """Tess manages Sam, who leaves with two meetings under way."""
    await world.called()
    await world.called(reference="CSC-104299")
    await world.bus.do(PersonLeaves("sam"), OPERATOR)
    await world.settle()
    return world.people["tm"]


def now_theirs(cards: list[str]) -> set[str]:
    return {word for card in cards if "is now yours" in card for word in card.split() if word.startswith("EXMP-SM-")}


async def test_what_was_told_of_two_meetings_comes_of_both_when_the_tool_is_gone(world: World) -> None:
    paper = post_room(world)
    await also_at(world, "tm", "paper")
    tess = await heir_of_two(world)
    told = now_theirs(list(map(read, tess.cards)))
    assert len(told) == 2
    await world.front.lost(tess.identity, world.key())
    await world.settle()
    assert now_theirs(in_tray(paper, "tm")) == told


async def test_what_failed_of_two_meetings_comes_of_both_once_there_is_a_way(world: World) -> None:
    world.tools["slack"].always["acc-tm"] = Unreachable("not_installed")
    tess = await heir_of_two(world)
    assert not tess.cards
    del world.tools["slack"].always["acc-tm"]
    await world.bus.do(BindAddress(tess.identity), Actor("unknown"))
    await world.settle()
    assert len(now_theirs(list(map(read, tess.cards)))) == 2


async def test_with_no_address_left_the_desk_they_serve_is_asked_too_and_the_convenor_has_the_number(
    world: World,
) -> None:
    await world.opens_desk("hvdesk", "Health visiting duty", "health", ("health_visitor",))
    await world.joins("hv9", "Dee Duty", "health", (), "teams", desk="hvdesk", works="always")
    async with world.storage.units.write() as uow:
        await uow.desk_members.add(DeskMember("m-hv1", "hvdesk", "hv1"))
        await uow.commit()
    world.tools["teams"].always["acc-hv1"] = Unreachable("blocked")
    sam = await world.called()
    assert "You are asked to come" in read(world.people["hv9"].card("EXMP-SM-1"))
    assert f"Ring Priya Nair, Health visitor: {world.people['hv1'].person.phone}." in read(phone_card(sam))
    await world.people["hv9"].presses("I'll take it")
    assert "Nobody is left to ring" in sam.sees(), "the seat is filled: the call need not be made"


async def test_a_restricted_case_asks_no_shared_desk_and_still_a_human_rings(world: World) -> None:
    world.tools["teams"].always["acc-hv1"] = Unreachable("blocked")
    sam = await world.called(concerns=("professional_allegation",))
    asked = {each.desk_id for each in await world.rows("invitations", person_id="hv1")}
    assert asked <= {None}
    assert "Ring Priya Nair" in read(phone_card(sam))


async def test_something_urgent_that_is_put_off_goes_another_way_as_well(world: World) -> None:
    paper = post_room(world)
    await also_at(world, "hv1", "paper")
    sam = await planned(world)
    world.tools["teams"].always["acc-hv1"] = STORM
    await sam.fills()
    (card,) = in_tray(paper, "hv1")
    assert "Sent again" not in card, "a storm of 429 leaves no doubt"
    (address,) = await world.rows("addresses", id="a-hv1")
    assert address.state == "live", "a storm kills no address"
    del world.tools["teams"].always["acc-hv1"]
    await world.wait(minutes=6)
    assert "You are asked" in read(world.people["hv1"].card("EXMP-SM-1"))
    await world.people["hv1"].presses("I'll come")
    assert "You said you will come" in in_tray(paper, "hv1")[0], "both cards are kept true"


async def test_two_channels_that_put_it_off_take_no_longer_together_than_one(world: World) -> None:
    paper, busy = post_room(world), Retry(timedelta(seconds=5), "status_503")
    await also_at(world, "hv1", "slack", rank=8)
    await also_at(world, "hv1", "paper")
    sam = await planned(world)
    world.tools["teams"].always["acc-hv1"] = world.tools["slack"].always["slack-hv1"] = busy
    await sam.fills()
    await world.wait(seconds=59)
    assert "You are asked" in in_tray(paper, "hv1")[0]


async def test_a_channel_that_is_slow_for_less_than_the_policys_wait_is_left_to_it(world: World) -> None:
    paper = post_room(world)
    await also_at(world, "hv1", "paper")
    sam = await planned(world)
    world.tools["teams"].scripted = [Retry(timedelta(seconds=30), "rate_limited")] * 3
    await sam.fills()
    await world.wait(seconds=31)
    assert in_tray(paper, "hv1") == []
    assert len(world.people["hv1"].posts) == 1


async def test_what_is_not_urgent_waits_for_its_channel(world: World) -> None:
    paper = post_room(world)
    await also_at(world, "hv1", "paper")
    world.tools["teams"].always["acc-hv1"] = STORM
    await world.called("planned")
    await world.wait(minutes=10)
    assert in_tray(paper, "hv1") == []


async def test_a_post_in_doubt_is_repeated_once_the_other_way_and_says_so(world: World) -> None:
    paper = post_room(world)
    await also_at(world, "hv1", "paper")
    sam = await planned(world)
    world.tools["teams"].always["acc-hv1"] = Retry(timedelta(seconds=60), "status_504", in_doubt=True)
    await sam.fills()
    await world.wait(minutes=10)
    (card,) = in_tray(paper, "hv1")
    assert "Sent again" in card
    assert world.tools["teams"].sends.count("acc-hv1") == 1, "one repeat, and it went the other way"
    assert not await live(world, "ring"), "it arrived: nobody rings"


async def test_somebody_urgent_whom_no_channel_takes_is_rung_within_the_minute(world: World) -> None:
    sam = await planned(world)
    world.tools["teams"].always["acc-hv1"] = STORM
    asked = world.clock
    await sam.fills()
    await world.wait(seconds=59)
    (card,) = await live(world, "ring")
    assert card.first_sent_at is not None
    assert card.first_sent_at - asked < MINUTE
    assert "Ring Priya Nair" in read(phone_card(sam))


async def test_which_channel_worked_last_is_remembered_and_an_answer_is_proof(world: World) -> None:
    paper = post_room(world)
    await also_at(world, "hv1", "paper")
    world.tools["teams"].always["acc-hv1"] = Unreachable("blocked")
    await world.called()
    del world.tools["teams"].always["acc-hv1"]
    priya = world.people["hv1"]
    await priya.types("home")
    await world.called(reference="CSC-200001")
    assert len(in_tray(paper, "hv1")) == 2, "paper worked last; only looking at Teams is no answer"
    (invitation,) = await world.rows("invitations", person_id="hv1", answer="none", order="asked_at", limit=1)
    await priya.sends("accept", f"{invitation.id}.1")
    assert "will come" in priya.sees()
    before = len(priya.posts)
    await world.joins("tm8", "Chair Eight", "social_care", ("chair_team_manager",))
    await world.called("24h", reference="CSC-200002")
    asked = await world.rows("invitations", person_id="hv1")
    assert len(priya.posts) - before == len(asked) - 2, "they answered in Teams: Teams goes first again"


async def test_an_action_nudge_that_arrives_nowhere_is_a_line_to_the_owners_manager(world: World) -> None:
    await world.called()
    for each, label in (("pc1", "I'll take it"), ("hv1", "I'll come"), ("tm", "I'll come")):
        await world.people[each].presses(label)
    await world.recorded({"words": "Visit", "owner": "hv1", "timescale": "by Wednesday 11 March"})
    await only_a_number(world, "hv1")
    await world.until(at(12, 12))
    hana = world.people["hvm"]
    line = hana.card("Quorate can't reach Priya Nair")
    assert world.people["hv1"].person.phone in read(line)
    assert len([card for card in hana.cards if "can't reach" in read(card)]) == 1, "gently: once"
    await world.until(at(13, 12))
    assert len([card for card in hana.cards if "can't reach" in read(card)]) == 1


async def test_a_convenor_out_of_reach_is_told_to_their_manager_who_then_makes_the_calls(world: World) -> None:
    await only_a_number(world, "hv1")
    await also_at(world, "tm", "teams", rank=1)
    sam = await planned(world)
    world.tools["slack"].always["acc-sam"] = Unreachable("user_not_found")
    await sam.fills()
    tess = world.people["tm"]
    assert "Quorate can't reach Sam Carter" in tess.sees()
    assert "Ring Priya Nair" in read(phone_card(tess))
    await tess.presses("Will come", beside="Priya Nair")
    (said,) = await world.rows("invitations", person_id="hv1")
    assert (said.answer, said.recorded_by_id) == ("accepted", "tm")


async def test_when_nobody_at_all_can_be_reached_that_is_written_down(world: World) -> None:
    sam = await planned(world)
    everybody = {each.identity.account: Unreachable("blocked") for each in world.people.values()}
    for tool in world.tools.values():
        tool.always |= everybody
    await sam.fills()
    found = [each.verb for each in await world.rows("audit")]
    assert "nobody_to_tell" in found
    assert not await world.rows("notices", state=("pending", "retry", "claimed"))


async def test_whoever_must_stay_out_is_neither_rung_nor_told(world: World) -> None:
    sam = await planned(world)
    world.tools["teams"].always["acc-hv1"] = STORM
    await sam.fills()
    await world.people["sam"].presses("Add what is known")
    await world.people["sam"].fills(not_told="Priya Nair")
    await world.wait(minutes=30)
    assert "Priya Nair" not in read(sam.cards[-1])
    cards = [read(card) for card in sam.cards if "No message reaches" in read(card)]
    assert all("Priya" not in card for card in cards)
