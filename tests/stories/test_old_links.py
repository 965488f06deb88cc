"""A link that is too old, or whose letter came back: a new letter, a code all the same, or the newer message."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.app.ports import Visit
from bot.app.replies import Say
from tests.kit.world import World
from tests.stories.letters import GRACE, asks_for_code, link_in
from tests.stories.test_attacked_by_mail import letter_first, mark_of, state_of

FORTNIGHT = timedelta(days=14)


@pytest.fixture
async def link(world: World) -> str:
    """Priya is written to first, and has a chat tool besides."""
    await letter_first(world)
    await world.called()
    return link_in(world.letters(GRACE)[0])


async def comes_back(world: World) -> None:
    await world.front.undelivered(mark_of(world, GRACE), GRACE, "mailbox_full", "dsn-1")
    await world.settle()
    assert (await state_of(world, "e-hv1"))[0] == "dead"
    assert world.people["hv1"].card("You are asked to come")


async def refused(world: World, link: str) -> str:
    """What is said to somebody who gets no letter."""
    before = len(world.letters(GRACE))
    said = await world.front.send_again(link)
    await world.settle()
    assert isinstance(said, Say)
    assert (said.tone, len(world.letters(GRACE))) == ("warning", before)
    return said.text


async def test_an_old_link_is_renewed_to_the_address_it_was_sent_to(world: World, link: str) -> None:
    world.clock += FORTNIGHT
    said = await world.front.send_again(link)
    assert isinstance(said, Say)
    assert said.tone == "good"
    await world.settle()
    fresh = link_in(world.letters(GRACE)[-1])
    assert fresh != link
    assert (await world.front.opened(fresh)).came == "open"


async def test_after_several_letters_in_an_hour_the_words_are_to_look_for_the_newest_or_ring(
    world: World, link: str
) -> None:
    for _ in range(6):
        world.clock += timedelta(minutes=1)
        await world.front.send_again(link)
        await world.settle()
    assert len(world.letters(GRACE)) == 7
    words = await refused(world, link)
    assert "We have sent you several" in words
    assert "01632 960000" in words
    world.clock += timedelta(hours=1, seconds=1)
    await world.front.send_again(link)
    await world.settle()
    assert len(world.letters(GRACE)) == 8


async def test_an_old_link_to_a_message_that_has_moved_on_leads_to_the_newer_one(world: World, link: str) -> None:
    await comes_back(world)
    world.clock += FORTNIGHT
    found = await world.front.opened(link)
    assert (found.came, found.sent_to) == ("over", "")
    assert "newer message" in found.words
    assert "newer message" in await refused(world, link)


async def test_who_follows_a_link_from_a_mailbox_that_refused_a_letter_gets_their_code_there(
    world: World, link: str
) -> None:
    await comes_back(world)
    code = await asks_for_code(world, link)
    assert isinstance(await world.front.prove(link, code), Visit)
    assert await state_of(world, "e-hv1") == ("dead", "mailbox_full"), "asking for codes brings no address back"


async def test_a_code_goes_to_no_address_that_is_not_theirs_any_more(world: World, link: str) -> None:
    before = len(world.letters(GRACE))
    await world.front.send_code(link)
    async with world.storage.units.write() as uow:
        address = await uow.addresses.get("e-hv1")
        assert address
        address.state, address.reason = "dead", "replaced"
        await uow.addresses.save(address)
        await uow.commit()
    await world.settle()
    assert len(world.letters(GRACE)) == before
