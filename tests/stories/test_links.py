"""Somebody without any tool is written to, follows the link, proves with a code who they are, and answers."""

from __future__ import annotations

from datetime import timedelta

from bot.app.ports import Visit
from bot.app.replies import Say, Show
from bot.domain.invitation import Answer
from tests.kit.world import World, at, read
from tests.stories.letters import GRACE, answers, asks_for_code, comes, link_in


async def test_a_nurse_without_any_tool_answers_through_her_link(world: World, link: str) -> None:
    visit = await comes(world, link)
    shown = await world.front.visited(visit)
    assert isinstance(shown, Show)
    button = next(each for each in shown.card.buttons if each.label == "I'll come")
    await world.front.pressed(visit.who, button.verb, button.subject, {}, "web-1")
    assert await answers(world) == [Answer.ACCEPTED]
    (row,) = await world.rows("invitations", person_id="hv1")
    assert row.via == "web"


async def test_the_letter_has_no_button_and_no_detail(world: World, link: str) -> None:
    (letter,) = world.letters(GRACE)
    assert letter.letter
    assert letter.letter.council == "EXMP"
    assert "CSC-104233" not in read(letter) + letter.summary + link


async def test_a_code_works_once_and_for_ten_minutes(world: World, link: str) -> None:
    code = await asks_for_code(world, link)
    assert isinstance(await world.front.prove(link, code), Visit)
    assert isinstance(await world.front.prove(link, code), Say)
    later = await asks_for_code(world, link)
    world.clock += timedelta(minutes=10)
    assert isinstance(await world.front.prove(link, later), Say)


async def test_six_codes_an_hour_and_then_a_number_to_ring(world: World, link: str) -> None:
    for _ in range(6):
        await asks_for_code(world, link)
    said = await world.front.send_code(link)
    assert isinstance(said, Say)
    assert "01632 960000" in said.text
    world.clock += timedelta(hours=1, seconds=1)
    await asks_for_code(world, link)


async def test_twenty_codes_a_day_keep_guessing_hopeless(world: World, link: str) -> None:
    for _ in range(20):
        await asks_for_code(world, link)
        world.clock += timedelta(minutes=11)
    said = await world.front.send_code(link)
    assert isinstance(said, Say)
    assert "several codes" in said.text
    world.clock += timedelta(days=1)
    await asks_for_code(world, link)


async def test_a_letter_with_nothing_to_answer_has_no_link(world: World, link: str) -> None:
    await world.people["sam"].presses("Cancel the meeting")
    await world.people["sam"].fills(reason="None")
    letter = world.letters(GRACE)[-1].letter
    assert letter
    assert letter.page is None


async def test_whoever_has_sent_a_colleague_is_not_written_to_about_another_time(world: World, link: str) -> None:
    visit = await comes(world, link)
    (row,) = await world.rows("invitations", person_id="hv1")
    await world.front.pressed(visit.who, "decline", f"{row.id}.1", {}, world.key())
    await world.front.submitted(visit.who, "deputy", f"{row.id}.1", {"person": "hv2"}, world.key())
    before = len(world.letters(GRACE))
    sam = world.people["sam"]
    await sam.presses("Change the time")
    await sam.fills(date="2026-03-10", time="15:30")
    assert (await world.rows("invitations", person_id="hv2"))[0].revision
    assert len(world.letters(GRACE)) == before


async def test_a_link_works_from_the_moment_it_is_read(world: World) -> None:
    await world.has_mail("hv1", GRACE)
    box, seen = world.tools["email"], []

    async def followed() -> None:
        seen.append((await world.front.opened(link_in(world.letters(GRACE)[-1]))).came)

    box.after = followed
    await world.called()
    assert seen == ["open"], "before it is written down that the letter arrived"


async def test_nobody_is_written_to_again_only_because_somebody_else_answered(world: World, link: str) -> None:
    await world.people["pc1"].presses("I'll take it")
    await world.wait(minutes=1)
    assert len(world.letters(GRACE)) == 1


async def test_a_visit_ends(world: World, link: str) -> None:
    visit = await comes(world, link)
    assert await world.front.visiting(visit.token) is not None
    world.clock += timedelta(hours=1)
    assert await world.front.visiting(visit.token) is None


async def test_a_letter_that_comes_back_goes_the_next_way(world: World) -> None:
    await world.has_mail("hv1", GRACE, alone=False)
    async with world.storage.units.write() as uow:
        address = await uow.addresses.get("e-hv1")
        assert address
        address.rank = -1
        await uow.addresses.save(address)
        await uow.commit()
    await world.called()
    (letter,) = world.letters(GRACE)
    assert letter.letter
    await world.front.undelivered(letter.letter.mark, GRACE, "no_mailbox", "dsn-1")
    await world.settle()
    assert world.people["hv1"].card("You are asked to come")
    (row,) = await world.rows("addresses", id="e-hv1")
    assert (row.state, row.reason) == ("dead", "no_mailbox")


async def test_until_the_meeting_the_link_leads_to_what_is_true_now(world: World, link: str) -> None:
    visit = await comes(world, link)
    await world.people["sam"].presses("Cancel the meeting")
    await world.people["sam"].fills(reason="The child is safe.") if world.people["sam"].shown else None
    assert world.clock < at(10, 12)
    shown = await world.front.visited(visit)
    assert isinstance(shown, Show)
