"""Somebody without any tool is written to, follows the link, proves with a code who they are, and answers."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.app.cards import Card
from bot.app.links import Links
from bot.app.ports import Opened, Visit
from bot.app.replies import Say, Show
from bot.app.seals import Seals
from bot.domain.invitation import Answer
from tests.kit.world import KEY, World, at, read

GRACE = "grace.obi@nhs.example"


def link_in(card: Card) -> str:
    """The token of the link in a letter."""
    assert card.letter
    assert card.letter.page
    return card.letter.page.url.partition("/q/")[2]


def code_in(card: Card) -> str:
    words = read(card)
    assert "Your code is " in words
    return words.partition("Your code is ")[2][:7]


@pytest.fixture
async def link(world: World) -> str:
    """Priya is reached by e-mail alone, and invited."""
    await world.has_mail("hv1", GRACE)
    await world.called()
    return link_in(world.letters(GRACE)[0])


async def asks_for_code(world: World, link: str) -> str:
    said = await world.front.send_code(link)
    assert isinstance(said, Say)
    assert said.tone == "good", said.text
    await world.settle()
    return code_in(world.letters(GRACE)[-1])


async def comes(world: World, link: str) -> Visit:
    visit = await world.front.prove(link, await asks_for_code(world, link))
    assert isinstance(visit, Visit)
    return visit


async def answers(world: World) -> list[Answer]:
    return [each.answer for each in await world.rows("invitations", person_id="hv1")]


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


async def test_scanners_change_nothing_however_often_they_look(world: World, link: str) -> None:
    for _ in range(50):
        found = await world.front.opened(link)
    await world.settle()
    assert found == Opened("open", found.words, "Exampleshire", "g•••@nhs.example", "Quorate desk, 01632 960000")
    assert await answers(world) == [Answer.NONE]
    assert len(world.letters(GRACE)) == 1


async def test_whoever_it_is_forwarded_to_gets_no_further_than_a_code_that_they_never_see(
    world: World, link: str
) -> None:
    await asks_for_code(world, link)
    for guess in ("000000", "123456", "999999"):
        said = await world.front.prove(link, guess)
        assert isinstance(said, Say)
    assert await answers(world) == [Answer.NONE]


async def test_after_five_wrong_codes_the_right_one_is_dead_too(world: World, link: str) -> None:
    code = await asks_for_code(world, link)
    wrong = "111111" if code.replace(" ", "") != "111111" else "222222"
    for _ in range(5):
        await world.front.prove(link, wrong)
    said = await world.front.prove(link, code)
    assert isinstance(said, Say)
    assert "Ask for a new one" in said.text


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


async def test_a_code_for_one_message_opens_no_other(world: World, link: str) -> None:
    code = await asks_for_code(world, link)
    other = Links(Seals(["another key"]), "https://quorate.example").page
    claims = world.bus.links.read(link) if world.bus.links else None
    assert claims
    forged = other(claims).url.partition("/q/")[2]
    said = await world.front.prove(forged, code)
    assert isinstance(said, Say)
    assert (await world.front.opened(forged)).came == "unknown"


@pytest.mark.parametrize("place", range(0, 120, 7))
async def test_a_tampered_link_is_not_ours(world: World, link: str, place: int) -> None:
    place %= len(link)
    changed = link[:place] + ("A" if link[place] != "A" else "B") + link[place + 1 :]
    assert (await world.front.opened(changed)).came == "unknown"


async def test_a_link_of_an_older_key_holds_until_its_own_end(world: World, link: str) -> None:
    world.bus.links = Links(Seals(["a newer key", KEY]), "https://quorate.example")
    assert (await world.front.opened(link)).came == "open"
    world.clock += timedelta(days=14)
    assert (await world.front.opened(link)).came == "expired"
    world.bus.links = Links(Seals(["a newer key"]), "https://quorate.example")
    assert (await world.front.opened(link)).came == "unknown"


async def test_when_the_time_moves_a_new_letter_comes_and_the_old_link_says_so(world: World, link: str) -> None:
    sam = world.people["sam"]
    await sam.presses("Change the time")
    await sam.fills(date="2026-03-10", time="15:30")
    letters = world.letters(GRACE)
    assert len(letters) == 2
    assert "15:30" in read(letters[1])
    assert "newer message" in (await world.front.opened(link)).words
    assert (await world.front.opened(link_in(letters[1]))).came == "open"


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


async def test_a_visit_ends_with_the_address(world: World, link: str) -> None:
    visit = await comes(world, link)
    async with world.storage.units.write() as uow:
        address = await uow.addresses.get("e-hv1")
        assert address
        address.state, address.reason = "dead", "replaced"
        await uow.addresses.save(address)
        await uow.commit()
    assert await world.front.visiting(visit.token) is None
    assert (await world.front.opened(link)).came == "over"


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


async def test_the_code_goes_nowhere_but_to_the_address_of_the_link(world: World, link: str) -> None:
    tool = world.tools["email"]
    before = len(world.people["hv1"].cards)
    await asks_for_code(world, link)
    assert len(world.people["hv1"].cards) == before
    assert set(tool.sends) == {GRACE}


async def test_until_the_meeting_the_link_leads_to_what_is_true_now(world: World, link: str) -> None:
    visit = await comes(world, link)
    await world.people["sam"].presses("Cancel the meeting")
    await world.people["sam"].fills(reason="The child is safe.") if world.people["sam"].shown else None
    assert world.clock < at(10, 12)
    shown = await world.front.visited(visit)
    assert isinstance(shown, Show)
