"""What comes by link and mail from those who mean harm, from servers that repeat themselves, after people move."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.app.ports import Visit
from bot.app.replies import Say, Show
from bot.domain.calendar_answer import CalendarAnswer
from bot.domain.invitation import Answer
from bot.domain.people import Address
from tests.kit.tool import read
from tests.kit.world import World
from tests.stories.calendars import GRACE, entries, moved
from tests.stories.letters import asks_for_code, comes, link_in

NEW = "grace.obi@newtrust.example"
SHARED = "reception@surgery.example"


async def letter_first(world: World, person_id: str = "hv1", email: str = GRACE) -> None:
    """Somebody who is written to by mail, and has their chat after it."""
    await world.has_mail(person_id, email, alone=False)
    async with world.storage.units.write() as uow:
        address = await uow.addresses.get(f"e-{person_id}")
        assert address
        address.rank = -1
        await uow.addresses.save(address)
        await uow.commit()


def mark_of(world: World, email: str, number: int = 0) -> str:
    letter = world.letters(email)[number].letter
    assert letter
    return letter.mark


async def state_of(world: World, address_id: str) -> tuple[str, str]:
    (row,) = await world.rows("addresses", id=address_id)
    return row.state, row.reason


async def answer_of(world: World, person_id: str = "hv1") -> list[Answer]:
    return [each.answer for each in await world.rows("invitations", person_id=person_id)]


async def test_the_second_letter_that_comes_back_does_not_end_the_way_that_works(world: World) -> None:
    """An invitation and its change go out; both come back; by then the chat has it."""
    await letter_first(world)
    await world.called()
    await moved(world)
    assert len(world.letters(GRACE)) == 2
    mark = mark_of(world, GRACE)
    for key in ("dsn-1", "dsn-2", "dsn-3"):
        await world.front.undelivered(mark, GRACE, "no_mailbox", key)
        await world.settle()
    assert await state_of(world, "e-hv1") == ("dead", "no_mailbox")
    assert await state_of(world, "a-hv1") == ("live", "")
    assert len([each for each in world.people["hv1"].cards if "You are asked to come" in read(each)]) == 1


async def test_a_letter_to_the_old_address_that_comes_back_days_later_leaves_the_new_one_alone(world: World) -> None:
    await letter_first(world)
    await world.called()
    mark = mark_of(world, GRACE)
    async with world.storage.units.write() as uow:
        old = await uow.addresses.get("e-hv1")
        (notice,) = [each for each in await uow.notices.where(person_id="hv1") if each.address_id == "e-hv1"]
        assert old
        old.state, old.reason, notice.address_id = "dead", "replaced", "e-new"
        await uow.addresses.add(Address("e-new", "hv1", "email", "", email=NEW, rank=-1))
        await uow.addresses.save(old)
        await uow.notices.save(notice)
        await uow.commit()
    await world.front.undelivered(mark, GRACE, "no_mailbox", "dsn-1")
    await world.settle()
    assert (await state_of(world, "e-new"))[0] == "unbound"
    assert await state_of(world, "e-hv1") == ("dead", "replaced")


async def test_a_report_about_somebody_elses_address_changes_nothing(world: World) -> None:
    await letter_first(world)
    await world.called()
    await world.front.undelivered(mark_of(world, GRACE), "stranger@else.example", "no_mailbox", "dsn-1")
    await world.front.undelivered("no-such-letter", GRACE, "no_mailbox", "dsn-2")
    assert await state_of(world, "e-hv1") == ("live", "")


async def test_whoever_must_stay_out_from_now_on_sees_and_changes_nothing_in_the_visit_they_have(
    world: World,
) -> None:
    """They open the message, say that they are connected to the family, and press what the open tab still shows."""
    await world.has_mail("hv1", GRACE)
    await world.called()
    link = link_in(world.letters(GRACE)[0])
    visit = await comes(world, link)
    shown = await world.front.visited(visit)
    assert isinstance(shown, Show)
    accept = next(each for each in shown.card.buttons if each.label == "I'll come")
    await world.front.pressed(visit.who, accept.verb, accept.subject, {}, "web-1")
    coming = await world.front.visited(visit)
    assert isinstance(coming, Show)
    conflict = next(each for each in coming.card.buttons if each.label == "I am connected to this family")
    await world.front.pressed(visit.who, conflict.verb, conflict.subject, {}, "web-2")
    await world.settle()
    for number, each in enumerate((*shown.card.buttons, *coming.card.buttons)):
        reply = await world.front.pressed(visit.who, each.verb, each.subject, {}, f"later-{number}")
        assert not (isinstance(reply, Show) and "10:50" in read(reply.card)), read(reply.card)
    assert await answer_of(world) == [Answer.WITHDRAWN]
    assert (await world.front.opened(link)).came != "open" or not await sees(world, visit, "10:50")
    home = read(await world.front.home(visit.who))
    assert "EXMP-SM-1" not in home


async def sees(world: World, visit: Visit, words: str) -> bool:
    found = await world.front.visited(visit)
    return words in (read(found.card) if isinstance(found, Show) else getattr(found, "text", ""))


async def test_a_colleague_with_the_same_mailbox_answers_for_themselves_alone(world: World) -> None:
    """Two people whose practice has one address: an answer is of the entry's own person, a code of the link's."""
    for person_id in ("hv1", "pc1"):
        await world.has_mail(person_id, GRACE)
    await world.called()
    letters = world.letters(GRACE)
    assert len(letters) == 2
    for card in letters:
        visit = await comes(world, link_in(card))
        assert card.letter
        (notice,) = await world.rows("notices", id=card.letter.mark)
        assert visit.who.address_id == f"e-{notice.person_id}"
    (mine,) = await world.rows("invitations", person_id="hv1")
    (entry,) = [each for each in entries(world, GRACE) if each.uid == mine.uid]
    answer = CalendarAnswer(GRACE, entry.uid, entry.sequence, "accepted", world.clock)
    assert await world.front.calendar_answer(answer, "mail-1") is None
    assert await answer_of(world) == [Answer.ACCEPTED]
    assert await answer_of(world, "pc1") == [Answer.NONE]


async def test_a_letter_back_from_a_shared_mailbox_ends_one_persons_address_alone(world: World) -> None:
    for person_id in ("hv1", "hv2"):
        await letter_first(world, person_id, SHARED)
    await world.called()
    await world.front.undelivered(mark_of(world, SHARED), SHARED, "mailbox_full", "dsn-1")
    await world.settle()
    assert (await state_of(world, "e-hv1"))[0] == "dead"
    assert (await state_of(world, "e-hv2"))[0] != "dead"


async def test_codes_are_counted_over_all_links_of_one_address(world: World) -> None:
    await world.has_mail("pc1", GRACE)
    await world.called()
    await world.called(reference="CSC-200002")
    first, second = (link_in(each) for each in world.letters(GRACE)[:2])
    assert first != second
    for link in (first, second) * 3:
        await asks_for_code(world, link)
    for link in (first, second):
        said = await world.front.send_code(link)
        assert isinstance(said, Say)
        assert said.tone == "warning"


async def test_a_phisher_with_the_entrys_id_and_another_address_changes_nothing_and_fills_nobodys_mailbox(
    world: World,
) -> None:
    await world.has_mail("hv1", GRACE, alone=False)
    await world.called()
    entry = entries(world, GRACE)[-1]
    said = 0
    for number in range(40):
        answer = CalendarAnswer(
            f"x{number}@evil.example", entry.uid, entry.sequence, "declined", world.clock + timedelta(seconds=number)
        )
        said += await world.front.calendar_answer(answer, f"mail-{number}") is not None
    assert said <= 3
    assert await answer_of(world) == [Answer.NONE]
    ours = CalendarAnswer(GRACE, entry.uid, entry.sequence, "accepted", world.clock)
    assert await world.front.calendar_answer(ours, "mine") is None
    assert await answer_of(world) == [Answer.ACCEPTED]


async def test_a_no_from_the_future_does_not_outlast_the_yes_that_follows_it(world: World) -> None:
    await world.has_mail("hv1", GRACE, alone=False)
    await world.called()
    entry = entries(world, GRACE)[-1]
    future = CalendarAnswer(GRACE, entry.uid, entry.sequence, "declined", world.clock + timedelta(days=900))
    await world.front.calendar_answer(future, "mail-1")
    assert await answer_of(world) == [Answer.DECLINED]
    world.clock += timedelta(minutes=1)
    yes = replace(future, answer="accepted", said_at=world.clock)
    await world.front.calendar_answer(yes, "mail-2")
    assert await answer_of(world) == [Answer.ACCEPTED]
