"""A whole plan is pasted once: read back line by line, corrected, and saved as it was shown."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app.cards import Field, Form
from bot.app.pasted import MOST_ACTIONS
from bot.storage import Storage
from tests.kit.world import Somebody, World, at, read

PLAN = """Thanks all for coming today. The family moved to Reading last year.

ACTIONS
1. SW to visit the children at home by Friday
2. HV – update the GP – by 5pm
3. Police to check the records within 24 hours
4. School to send attendance by Friday
5. Grace to ring mum ASAP
6. Legal advice to be sought by 4 March
"""


async def met(world: World) -> Somebody:
    """A meeting that everybody came to, at its own time."""
    sam = await world.called(concerns=("physical_injury",))
    for each, label in (("pc1", "I'll take it"), ("hv1", "I'll come"), ("paed", "I'll come"), ("tm", "I'll come")):
        await world.people[each].presses(label)
    await world.until(at(10, 13))
    return sam


async def pasted(world: World, text: str = PLAN) -> Somebody:
    sam = await met(world)
    await sam.presses("Paste a whole plan")
    await sam.fills(text=text)
    return sam


def fields(somebody: Somebody, name: str) -> list[Field]:
    assert isinstance(somebody.shown, Form)
    return [each for each in somebody.shown.fields if each.name.startswith(name)]


def line(somebody: Somebody, number: int) -> str:
    """Everything that is said of one line."""
    found = re.search(rf"^{number}\. .*?(?=^\d+\. |\Z|^Left out)", read(somebody.shown), re.MULTILINE | re.DOTALL)
    assert found, read(somebody.shown)
    return found[0]


async def test_nothing_is_saved_before_it_was_read_back_line_by_line(world: World) -> None:
    sam = await pasted(world)
    assert "Sam Carter, by Fri 13 March, end of day" in line(sam, 1)
    assert "Priya Nair, by Tue 10 March, 17:00" in line(sam, 2)
    assert "Pat Constable, by Wed 11 March" in line(sam, 3)
    assert "“School” is an agency: who there?" in line(sam, 4)
    assert "nobody at the meeting has that name" in line(sam, 5)
    assert "cannot be checked" in line(sam, 5)
    assert "It does not say who." in line(sam, 6)
    assert "already past" in line(sam, 6)
    assert await world.rows("actions") == []
    (text,) = fields(sam, "text")
    assert text.value == PLAN.strip()
    (ticks,) = fields(sam, "take")
    assert len(ticks.value) == len(ticks.options) == 6


async def test_a_mail_and_what_was_dictated_are_read_back_with_the_right_owners(world: World) -> None:
    mail = "Sam\n\nCan you please visit tonight by 8pm?\n\n- HV to weigh baby on Thursday\n\n"
    told = "okay so Pat is going to check PNC tomorrow and then PN will ring the GP by Friday"
    sam = await pasted(world, mail + told)
    assert "Sam Carter, by Tue 10 March, 20:00" in line(sam, 1)
    assert "Priya Nair, by Thu 12 March, end of day" in line(sam, 2)
    assert "Pat Constable, by Wed 11 March" in line(sam, 3)
    assert "Priya Nair, by Fri 13 March" in line(sam, 4)
    (left_out,) = fields(sam, "left_out")
    assert [each.label for each in left_out.options] == ["okay"]


async def test_what_was_shown_is_what_is_saved_and_the_pad_comes_next(world: World) -> None:
    sam = await pasted(world)
    assert isinstance(sam.shown, Form)
    assert sam.shown.submit == "Add these 6 actions"
    await sam.fills()
    found = await world.rows("actions", order="number")
    assert [each.owner_id for each in found] == ["sam", "hv1", "pc1", None, None, None]
    assert [each.owner_words for each in found] == ["SW", "HV", "Police", "School", "Grace", ""]
    assert found[0].due_at == at(13, 23, 59).replace(second=59)
    assert [each.due_at is None for each in found] == [False, False, False, False, True, True]
    assert "6 actions were added." in read(sam.shown)
    await sam.presses("Correct", beside="4. School")
    await sam.fills(owner="hv1")
    assert (await world.rows("actions", number=4))[0].owner_id == "hv1"


async def test_a_line_without_its_tick_is_not_added_and_what_was_left_out_can_be(world: World) -> None:
    sam = await pasted(world)
    assert "The family moved to Reading" not in read(sam.shown).split("Left out")[0]
    await sam.fills(take0=("0",), left_out0=("0",))
    found = await world.rows("actions", order="number")
    assert [each.words[:11] for each in found] == ["SW to visit", "Thanks all "]


async def test_a_text_that_was_changed_is_shown_again_and_not_saved(world: World) -> None:
    sam = await pasted(world)
    await sam.fills(text="HV to visit by Friday")
    assert "The text has changed" in read(sam.shown)
    assert "Priya Nair, by Fri 13 March" in line(sam, 1)
    assert await world.rows("actions") == []
    await sam.fills()
    assert [each.owner_id for each in await world.rows("actions")] == ["hv1"]


async def test_a_person_who_must_stay_out_by_now_changes_what_is_shown(world: World) -> None:
    sam = await pasted(world, "HV to visit by Friday")
    await sam.presses("Back to the actions")
    await sam.presses("Paste a whole plan")
    await sam.fills(text="Priya Nair to visit by Friday\nHV to ring")
    shown = sam.shown
    await sam.types("EXMP-SM-1")
    await sam.presses("Add what is known")
    await sam.fills(not_told=("hv1",))
    sam.shown = shown
    await sam.fills()
    assert "Priya Nair, by" not in read(sam.shown)
    assert "nobody at the meeting has that name" in line(sam, 1)
    assert not [each for each in await world.rows("actions") if each.owner_id == "hv1"]


async def test_a_delivery_that_comes_twice_adds_the_plan_once(world: World) -> None:
    sam = await pasted(world)
    form = sam.shown
    assert isinstance(form, Form)
    values = {each.name: each.value for each in form.fields}
    for _ in range(2):
        await world.front.submitted(sam.identity, form.verb, form.subject, values, "the same")
    assert len(await world.rows("actions")) == 6


async def test_a_second_press_of_an_old_form_is_read_back_and_not_saved_again(world: World) -> None:
    sam = await pasted(world)
    form = sam.shown
    await sam.fills()
    sam.shown = form
    await sam.fills()
    assert "The text has changed" in read(sam.shown)
    assert len(await world.rows("actions")) == 6


async def test_more_than_a_meeting_takes_is_refused_whole(storage: Storage, tmp_path: Path) -> None:
    world = await World(storage, tmp_path, more_policy="\n[limits]\nactions = 4\n").with_everybody()
    sam = await met(world)
    await sam.presses("Paste a whole plan")
    await sam.fills(text=PLAN)
    assert "room for 4 more" in read(sam.shown)
    await sam.fills()
    assert "None of these 6 was saved" in read(sam.shown)
    assert await world.rows("actions") == []
    await sam.fills(take0=("0", "1", "2", "3"))
    assert len(await world.rows("actions")) == 4


async def test_a_plan_too_long_for_one_look_is_taken_in_parts(world: World) -> None:
    sam = await pasted(world, "\n".join(f"- HV to ring {number}" for number in range(MOST_ACTIONS + 1)))
    assert f"in parts of at most {MOST_ACTIONS} actions" in read(sam.shown)
    assert await world.rows("actions") == []


async def test_a_time_counts_from_the_meeting_however_late_the_plan_is_pasted(world: World) -> None:
    sam = await met(world)
    (meeting,) = await world.rows("meetings")
    world.clock += timedelta(hours=20)
    await sam.presses("Paste a whole plan")
    await sam.fills(text="HV to visit within 48 hours")
    await sam.fills()
    (action,) = await world.rows("actions")
    assert (action.due_at - meeting.starts_at).total_seconds() == 48 * 3600


async def test_an_empty_paste_and_nothing_ticked_say_what_to_do(world: World) -> None:
    sam = await pasted(world, "  ")
    assert "Paste the actions here first." in read(sam.shown)
    await sam.fills(text="HV to visit")
    await sam.fills(take0=())
    assert "Tick what is to be added." in read(sam.shown)


async def test_only_who_writes_the_record_can_paste_and_nobody_once_it_is_closed(world: World) -> None:
    sam, priya = await pasted(world), world.people["hv1"]
    (meeting,) = await world.rows("meetings")
    await priya.sends("paste", meeting.id)
    assert "You have no part in that" in priya.said
    form = sam.shown
    await sam.sends("read_back", meeting.id)
    await sam.fills()
    sam.shown = form
    await sam.fills()
    assert "closed" in sam.said
    assert await world.rows("actions") == []


async def test_the_text_stays_in_the_form_and_is_nowhere_else(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    sam = await pasted(world)
    assert isinstance(sam.shown, Form)
    assert "Reading" not in sam.shown.subject + sam.shown.version
    kept = [*await world.rows("audit"), *await world.rows("notices"), *await world.rows("obligations")]
    assert "Reading" not in repr(kept)
    told = capsys.readouterr()
    assert "Reading" not in told.out + told.err
    for each in world.people.values():
        assert not any("Reading" in read(card) for card in each.cards)


async def test_what_a_pasted_plan_lacks_is_asked_of_the_chair_before_the_end(world: World) -> None:
    sam, tess = await world.called(concerns=("physical_injury",)), world.people["tm"]
    for each, label in (("pc1", "I'll take it"), ("hv1", "I'll come"), ("paed", "I'll come"), ("tm", "I'll come")):
        await world.people[each].presses(label)
    (meeting,) = await world.rows("meetings")
    await world.until(meeting.ends_at - timedelta(minutes=30))
    await sam.presses("Write the actions")
    await sam.presses("Paste a whole plan")
    await sam.fills(text=PLAN)
    await sam.fills()
    await world.until(meeting.ends_at - timedelta(minutes=9))
    assert "while people are still there" in read(tess.card("no owner, or no time"))
