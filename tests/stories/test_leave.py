"""Somebody is away: they type it, they are told in full what was understood, and a colleague may cover."""

from __future__ import annotations

import pytest

from bot.app.access import NOT_YOURS
from bot.app.cards import Form
from bot.domain.invitation import Answer
from tests.kit.world import Somebody, World, at, read


def shown(somebody: Somebody) -> str:
    """What was answered to the last thing done."""
    return read(somebody.shown) if somebody.shown else somebody.said


@pytest.fixture
async def priya(world: World) -> Somebody:
    """A health visitor, in Teams."""
    return world.people["hv1"]


@pytest.mark.parametrize("who", ["sam", "hv1"])
async def test_leave_is_typed_and_said_back_in_full_in_either_tool(world: World, who: str) -> None:
    somebody, colleague = world.people[who], {"sam": "Ola Second", "hv1": "Grace Obi"}[who]
    await somebody.types(f"away until Monday, covered by {colleague}")
    assert f"You are away from now until Mon 16 March, 09:00. {colleague} covers. [Change] [I am back]" in shown(
        somebody
    )
    (leave,) = await world.rows("leave")
    assert (leave.person_id, leave.told_by_id, leave.starts_at) == (who, who, at(10, 10, 20))
    assert leave.ends_at == at(16, 9)
    (entry,) = await world.rows("audit", verb="leave_told")
    assert entry.subject_id == leave.id
    assert colleague not in str(entry.detail)


async def test_plans_made_before_are_looked_at_again(world: World, priya: Somebody) -> None:
    async def versions() -> dict[str, int]:
        async with world.storage.units.read() as uow:
            return await uow.diaries(["hv1", "hv2", "hv3"])

    before = await versions()
    await priya.types("away until Monday, covered by Grace Obi")
    told = await versions()
    assert [told[each] > before[each] for each in ("hv1", "hv2", "hv3")] == [True, True, False]
    await priya.types("I'm back")
    assert (await versions())["hv1"] > told["hv1"]


async def test_back_now_ends_it_and_leave_to_come_stands(world: World, priya: Somebody) -> None:
    await priya.types("on leave 3-14 August")
    await priya.types("off sick")
    assert "You are away from now until you say you are back. Nobody covers. [Change] [I am back]" in shown(priya)
    await world.wait(hours=2)
    await priya.types("I'm back")
    assert "from Mon 3 August to the end of Fri 14 August" in shown(priya)
    assert "I am back" not in shown(priya)
    (sick,) = await world.rows("leave", ends_at=world.clock)
    assert sick.starts_at == at(10, 10, 20)
    await priya.presses("Cancel this leave")
    assert "You are not away. You are asked to meetings as usual." in shown(priya)
    await priya.types("back now")
    assert "You are not away" in shown(priya)


async def test_back_on_a_day_keeps_who_covers(world: World, priya: Somebody) -> None:
    await priya.types("off sick, Grace Obi covers")
    await world.wait(hours=1)
    await priya.types("back on Monday")
    assert "You are away until Mon 16 March, 09:00. Grace Obi covers." in shown(priya)
    starts = [each.starts_at for each in await world.rows("leave", ends_at=at(16, 9))]
    assert starts == [at(10, 10, 20)]


async def test_leave_that_overlaps_is_replaced_and_other_leave_stands(world: World, priya: Somebody) -> None:
    await priya.types("away 3-14 August")
    await priya.types("away Thursday")
    await priya.types("away until Friday")
    assert shown(priya).count("You are away") == 2
    await priya.types("away 10-20 August")
    assert "from Mon 10 August to the end of Thu 20 August" in shown(priya)
    assert "Mon 3 August" not in shown(priya)


async def test_the_same_delivery_tells_it_once(world: World, priya: Somebody) -> None:
    await priya.types("off sick", key="one")
    await priya.types("off sick", key="one")
    assert "You are away" in shown(priya)
    assert len(await world.rows("leave")) == 1


async def test_leave_alone_brings_a_form(world: World, priya: Somebody) -> None:
    await priya.types("away")
    await priya.fills(**{"from": "2026-03-12", "until": "2026-03-16", "covered_by": "Grace Obi"})
    assert "You are away from Thu 12 March until Mon 16 March, 09:00. Grace Obi covers." in shown(priya)
    await priya.types("home")
    assert "You are away from Thu 12 March until Mon 16 March, 09:00. Grace Obi covers." in shown(priya)
    await priya.presses("Change")
    assert isinstance(priya.shown, Form)
    await priya.fills(until="2026-03-18")
    assert "until Wed 18 March, 09:00. Grace Obi covers." in shown(priya)
    assert len([each for each in await world.rows("leave") if each.ends_at != each.starts_at]) == 1


async def test_a_day_that_is_not_touched_in_the_form_keeps_its_hour(world: World, priya: Somebody) -> None:
    await priya.types("away Tuesday afternoon")
    assert "You are away on Tue 17 March, 12:00 to 17:00. Nobody covers." in shown(priya)
    await priya.presses("Change")
    await priya.fills(covered_by="Grace Obi")
    assert "You are away on Tue 17 March, 12:00 to 17:00. Grace Obi covers." in shown(priya)
    await priya.presses("Change")
    await priya.fills(**{"from": "2026-04-17", "until": "2026-04-18"})
    assert "Tue 17 March" not in shown(priya), "changed leave does not leave the old days behind"


async def test_the_button_on_the_home_card_brings_the_form(world: World, priya: Somebody) -> None:
    await priya.types("home")
    await priya.presses("I'll be away")
    await priya.fills()
    assert "You are away from now until you say you are back." in shown(priya)
    await priya.types("home")
    assert "I'll be away" not in shown(priya)
    await priya.presses("I am back")
    assert "You are not away" in shown(priya)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("away until 5 March", "That is already past."),
        ("away from Friday until Thursday 12 March", "That is before it begins."),
        ("away 13 months", "That is over 12 months."),
        ("away Friday 12 March", "The day and the date do not agree."),
        ("away 3/7", "Is that a date or a number of days?"),
        ("away Tuesday and Thursday", "One stretch of days at a time."),
        ("away until the cows come home", "I could not read when."),
        ("away from 3pm", "Until when?"),
        ("back 5 March", "That is already past."),
    ],
)
async def test_what_is_doubtful_is_asked_beside_the_question_and_nothing_is_saved(
    world: World, priya: Somebody, text: str, words: str
) -> None:
    await priya.types(text)
    assert isinstance(priya.shown, Form)
    assert words in read(priya.shown)
    assert not await world.rows("leave")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"until": "2026-03-09"}, "already past"),
        ({"from": "2026-03-20", "until": "2026-03-12"}, "before it begins"),
        ({"until": "2027-06-01"}, "over 12 months"),
        ({"from": "soon"}, "year-month-day"),
        ({"covered_by": "Nia Nobody"}, "Nobody of that name"),
        ({"covered_by": "Sam Carter"}, "Nobody of that name"),
        ({"covered_by": "Priya Nair"}, "Nobody of that name"),
    ],
)
async def test_the_form_says_what_is_wrong_beside_each_question(
    world: World, priya: Somebody, values: dict[str, str], words: str
) -> None:
    await priya.types("away")
    await priya.fills(**values)
    assert words in shown(priya)
    assert not await world.rows("leave")


async def test_a_name_that_fits_several_is_chosen_from_a_short_list_and_the_time_is_kept(
    world: World, priya: Somebody
) -> None:
    await world.joins("hv4", "Grace Okoro", "health", (), "teams", manager="hvm")
    await priya.types("away Tuesday afternoon, covered by Grace")
    assert isinstance(priya.shown, Form)
    (field,) = priya.shown.fields
    assert [each.label for each in field.options] == ["Grace Obi", "Grace Okoro"]
    assert "You are away on Tue 17 March, 12:00 to 17:00." in read(priya.shown)
    await priya.fills(covered_by="hv4")
    assert "12:00 to 17:00. Grace Okoro covers." in shown(priya)


async def test_nobody_of_another_agency_and_not_oneself_covers(world: World, priya: Somebody) -> None:
    for name in ("Sam Carter", "Priya Nair", "Nia Nobody"):
        await priya.types(f"away until Monday, covered by {name}")
        assert "Nobody of that name" in shown(priya), name
        assert not await world.rows("leave")
    await priya.fills(covered_by="")
    assert "You are away from now until Mon 16 March, 09:00. Nobody covers." in shown(priya)


async def test_somebody_who_is_away_then_does_not_cover_and_it_is_said(world: World, priya: Somebody) -> None:
    grace = world.people["hv2"]
    await grace.types("away 12-20 March")
    await priya.types("away until Monday, covered by Grace Obi")
    assert "Grace Obi is away from Thu 12 March to the end of Fri 20 March. Choose somebody else" in shown(priya)
    await priya.fills(covered_by="Rota Nurse")
    assert "Rota Nurse covers." in shown(priya)
    await grace.types("away until Monday, covered by Rota Nurse")
    await world.people["hv3"].types("off sick")
    assert "You were to cover for Grace Obi then. Please tell them." in shown(world.people["hv3"])
    assert "You were to cover for Priya Nair then." in shown(world.people["hv3"])


async def test_a_manager_near_or_far_says_it_for_their_people_and_nobody_else_does(world: World) -> None:
    tess, hal, ola, hana = (world.people[each] for each in ("tm", "head", "ola", "hvm"))
    await tess.types("Sam Carter is away until Monday, covered by Ola Second")
    assert (
        "Sam Carter is away from now until Mon 16 March, 09:00. Ola Second covers. [Change] [They are back]"
        in shown(tess)
    )
    await world.wait(minutes=5)
    await hal.types("Sam is back")
    assert "Sam Carter is not away." in shown(hal)
    for other in (ola, hana, world.people["sam"]):
        await other.types("Tess Manager is away until Monday")
        assert "Only their manager can say" in shown(other) or "Nobody of that name" in shown(other)
    await tess.types("Nadia Rahman is away until Monday")
    assert "Nobody of that name is among your people" in shown(tess)
    await world.people["sam"].types("Sam Carter is away until Monday")
    assert "You are away from now until Mon 16 March, 09:00" in shown(world.people["sam"])


async def test_of_two_people_of_one_name_the_manager_chooses(world: World) -> None:
    tess = world.people["tm"]
    await world.joins("sam2", "Sam Carter", "social_care", ("social_worker",), manager="tm", team="East")
    await world.joins("sam3", "Sam Carter", "health", ())
    await tess.types("Sam Carter is away until Monday, covered by Ola Second")
    assert isinstance(tess.shown, Form)
    assert [each.value for each in tess.shown.fields[0].options] == ["sam", "sam2"]
    await tess.fills(person="sam2")
    assert "Sam Carter is away from now until Mon 16 March, 09:00. Ola Second covers." in shown(tess)
    (leave,) = await world.rows("leave")
    assert (leave.person_id, leave.told_by_id) == ("sam2", "tm")


async def test_leave_of_somebody_else_is_neither_seen_nor_changed_by_hand_made_clicks(world: World) -> None:
    await world.people["sam"].types("away until Monday")
    (leave,) = await world.rows("leave")
    ola = world.people["ola"]
    for verb in ("change_leave", "end_leave"):
        await ola.sends(verb, f"sam/{leave.id}")
        assert "Only their manager can say" in shown(ola)
        await ola.sends(verb, f"ola/{leave.id}")
        assert "not here any more" in shown(ola)
    for verb, subject in (("tell_leave", "sam/"), ("settle_leave", "sam@20260310T1100Z@")):
        front = world.front
        reply = await front.submitted(ola.identity, verb, subject, {}, world.key())
        assert "Only their manager can say" in str(reply)
        assert await front.options(ola.identity, verb, subject, "covered_by", "Tess") == ()
    assert await world.rows("leave") == [leave]


async def test_meetings_in_that_time_are_listed_and_never_declined_for_anybody(world: World, priya: Somebody) -> None:
    await world.called("planned")
    await priya.presses("I'll come")
    await priya.types("away until Monday")
    assert "You said yes to EXMP-SM-1 on" in shown(priya)
    assert [each.answer for each in await world.rows("invitations", person_id="hv1")] == [Answer.ACCEPTED]
    await priya.presses("Open", beside="EXMP-SM-1")
    assert "EXMP-SM-1" in shown(priya)
    await priya.types("away until Monday")
    await priya.presses("I can't come after all")
    assert [each.answer for each in await world.rows("invitations", person_id="hv1")] == [Answer.DECLINED]
    hana = world.people["hvm"]
    await hana.types("Priya Nair is away until Monday")
    assert "EXMP-SM" not in shown(hana), "a manager may not know of the meeting"


async def test_a_meeting_that_they_must_not_be_told_of_is_not_listed(world: World, priya: Somebody) -> None:
    await world.called("planned")
    await priya.presses("I'll come")
    async with world.storage.units.write() as uow:
        (meeting,) = await uow.meetings.where()
        meeting.excluded = ("hv1",)
        await uow.meetings.save(meeting)
        await uow.commit()
    await priya.types("away until Monday")
    assert "You are away" in shown(priya)
    assert "EXMP-SM" not in shown(priya)


@pytest.mark.parametrize("text", ["away day", "sick child", "the child is away", "x" * 10_000])
async def test_other_words_are_answered_as_before(world: World, priya: Somebody, text: str) -> None:
    await priya.types(text)
    assert "I did not understand that" in shown(priya) or "Nobody of that name" in shown(priya)
    assert not await world.rows("leave")


@pytest.mark.parametrize("text", ["Kayleigh Smith is away until Monday", "away until Monday, covered by Kayleigh"])
async def test_a_name_that_is_typed_is_never_written_into_the_chat(world: World, priya: Somebody, text: str) -> None:
    await priya.types(text)
    assert "Kayleigh" not in shown(priya).replace("Covered by: ", "")
    assert NOT_YOURS[:30] not in shown(priya)
