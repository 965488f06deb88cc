"""A link in other hands, too old, changed, or for something else: a plain page, and nothing about the child (E3)."""

from __future__ import annotations

import pytest

from bot.app.links import Links
from bot.app.replies import Say
from bot.app.seals import Seals
from bot.domain.calendar_answer import CalendarAnswer
from bot.domain.invitation import Answer
from tests.kit.world import World, read
from tests.stories.calendars import cancelled, entries
from tests.stories.letters import GRACE, answers, asks_for_code, comes, link_in
from tests.stories.test_attacked_by_mail import answer_of


async def test_E3_whoever_it_is_forwarded_to_gets_no_further_than_a_code_that_they_never_see(
    world: World, link: str
) -> None:
    await asks_for_code(world, link)
    for guess in ("000000", "123456", "999999"):
        said = await world.front.prove(link, guess)
        assert isinstance(said, Say)
    assert await answers(world) == [Answer.NONE]


async def test_E3_after_five_wrong_codes_the_right_one_is_dead_too(world: World, link: str) -> None:
    code = await asks_for_code(world, link)
    wrong = "111111" if code.replace(" ", "") != "111111" else "222222"
    for _ in range(5):
        await world.front.prove(link, wrong)
    said = await world.front.prove(link, code)
    assert isinstance(said, Say)
    assert "Ask for a new one" in said.text


async def test_E3_a_code_for_one_message_opens_no_other(world: World, link: str) -> None:
    code = await asks_for_code(world, link)
    other = Links(Seals(["another key"]), "https://quorate.example").page
    claims = world.bus.links.read(link) if world.bus.links else None
    assert claims
    forged = other(claims).url.partition("/q/")[2]
    said = await world.front.prove(forged, code)
    assert isinstance(said, Say)
    assert (await world.front.opened(forged)).came == "unknown"


async def test_E3_a_tampered_link_is_not_ours(world: World, link: str) -> None:
    for place, letter in enumerate(link):
        changed = link[:place] + ("A" if letter != "A" else "B") + link[place + 1 :]
        assert (await world.front.opened(changed)).came == "unknown", place


async def test_E3_when_the_time_moves_a_new_letter_comes_and_the_old_link_says_so(world: World, link: str) -> None:
    sam = world.people["sam"]
    await sam.presses("Change the time")
    await sam.fills(date="2026-03-10", time="15:30")
    letters = world.letters(GRACE)
    assert len(letters) == 2
    assert "15:30" in read(letters[1])
    assert "newer message" in (await world.front.opened(link)).words
    assert (await world.front.opened(link_in(letters[1]))).came == "open"


async def test_E3_a_visit_ends_with_the_address(world: World, link: str) -> None:
    visit = await comes(world, link)
    async with world.storage.units.write() as uow:
        address = await uow.addresses.get("e-hv1")
        assert address
        address.state, address.reason = "dead", "replaced"
        await uow.addresses.save(address)
        await uow.commit()
    assert await world.front.visiting(visit.token) is None
    assert (await world.front.opened(link)).came == "over"


async def test_E3_the_code_goes_nowhere_but_to_the_address_of_the_link(world: World, link: str) -> None:
    tool = world.tools["email"]
    before = len(world.people["hv1"].cards)
    await asks_for_code(world, link)
    assert len(world.people["hv1"].cards) == before
    assert set(tool.sends) == {GRACE}


async def test_E3_a_code_of_one_link_opens_no_other_of_the_same_person(world: World) -> None:
    await world.has_mail("pc1", GRACE)
    await world.called()
    await world.called(reference="CSC-200002")
    first, second = (link_in(each) for each in world.letters(GRACE)[:2])
    code = await asks_for_code(world, first)
    assert isinstance(await world.front.prove(second, code), Say)
    await asks_for_code(world, second)
    assert isinstance(await world.front.prove(second, code), Say)


@pytest.mark.parametrize("sequence", [-1, 7, 2**31, 10**30])
async def test_E3_a_version_that_never_was_changes_nothing(world: World, sequence: int) -> None:
    await world.has_mail("hv1", GRACE, alone=False)
    await world.called()
    entry = entries(world, GRACE)[-1]
    answer = CalendarAnswer(GRACE, entry.uid, sequence, "accepted", world.clock)
    said = await world.front.calendar_answer(answer, "mail-1")
    assert isinstance(said, Say)
    assert await answer_of(world) == [Answer.NONE]


async def test_E3_a_link_into_a_cancelled_meeting_says_so_and_offers_nothing_to_press(world: World) -> None:
    await world.has_mail("hv1", GRACE)
    await world.called()
    link = link_in(world.letters(GRACE)[0])
    await cancelled(world)
    found = await world.front.opened(link)
    assert found.came == "over", found
    letter = world.letters(GRACE)[-1].letter
    assert letter
    assert letter.page is None


async def test_E3_after_a_colleague_took_over_the_link_says_so_and_answers_nothing(world: World, link: str) -> None:
    visit = await comes(world, link)
    (row,) = await world.rows("invitations", person_id="hv1")
    await world.front.pressed(visit.who, "decline", f"{row.id}.1", {}, world.key())
    await world.front.submitted(visit.who, "deputy", f"{row.id}.1", {"person": "hv2"}, world.key())
    await world.settle()
    await world.people["hv2"].presses("I'll come")
    found = await world.front.opened(link)
    assert "Priya" not in str(found)
    said = await world.front.pressed(visit.who, "accept", f"{row.id}.1", {}, world.key())
    assert "CSC-104233" not in str(said)
    (seat,) = await world.rows("seats", name="health_visitor", closed=False)
    assert seat.person_id == "hv2"


@pytest.mark.parametrize("verb", ["accept", "decline", "open_meeting", "cancel_meeting", "pad", "phone_answer"])
async def test_E3_a_visit_does_for_another_persons_invitation_nothing_at_all(
    world: World, link: str, verb: str
) -> None:
    visit = await comes(world, link)
    (theirs,) = await world.rows("invitations", person_id="pc1")
    (meeting,) = await world.rows("meetings")
    subject = meeting.id if verb in ("open_meeting", "cancel_meeting", "pad") else f"{theirs.id}.1"
    said = await world.front.pressed(visit.who, verb, subject, {}, world.key())
    assert "CSC-104233" not in str(said)
    (after,) = await world.rows("invitations", person_id="pc1")
    assert after.answer is Answer.NONE
    assert (await world.rows("meetings"))[0].state == "called"
