"""What is doubtful is asked with one click for yes; what was understood is echoed; two times are two actions."""

from __future__ import annotations

from tests.kit.world import Somebody, World, at, read
from tests.stories.test_actions import SOON, held

FAR = {"words": "Share the report", "owner": "hv1", "timescale": "by 30/10/2026"}
WRONG_DAY = {"words": "Visit", "owner": "hv1", "timescale": "by Tuesday 20 March"}
TWICE = {"words": "HV to visit tonight and to report by Thu 12 March 9am", "owner": "hv1"}


async def on_the_pad(world: World, **line: str) -> Somebody:
    """One action written down at the meeting, and the pad that shows it."""
    sam = await world.called(concerns=("physical_injury",))
    await world.until(at(10, 13))
    await sam.presses("Write the actions")
    await sam.fills(**line)
    return sam


async def test_a_doubtful_date_is_asked_on_the_line_and_one_click_says_yes(world: World) -> None:
    await held(world, FAR)
    priya = world.people["hv1"]
    line = read(priya.card("action 1"))
    assert "that date is far off. Is it Fri 30 October 2026?" in line
    assert "[Yes, Fri 30 October 2026] [Another date…] [Show it] [More…]" in line
    await priya.presses("Yes, Fri 30 October 2026", beside="action 1")
    assert "Understood: by Fri 30 October 2026." in read(priya.shown)
    (action,) = await world.rows("actions")
    assert action.complete
    assert action.expected == "DATE:2026-10-30"
    assert not await world.rows("obligations", kind="complete_action", state="open")


async def test_yes_to_what_was_changed_meanwhile_is_refused(world: World) -> None:
    await held(world, FAR)
    priya = world.people["hv1"]
    (action,) = await world.rows("actions")
    await priya.sends("timescale", action.id)
    await priya.fills(date="2026-03-20")
    await priya.sends("yes_time", f"{action.id}/{action.expected}")
    assert "changed meanwhile" in priya.sees()
    (now,) = await world.rows("actions")
    assert now.expected == "DATE:2026-03-20"


async def test_yes_is_said_on_the_pad_too(world: World) -> None:
    sam = await on_the_pad(world, **WRONG_DAY)
    assert "the day and the date do not agree. Is it Fri 20 March 2026?" in read(sam.shown)
    await sam.presses("Yes, Fri 20 March 2026")
    assert "due Fri 20 March" in read(sam.shown)
    assert sam.shown is not None
    assert sam.shown.title == "Actions"


async def test_a_past_date_has_no_yes(world: World) -> None:
    await held(world, {"words": "Visit", "owner": "hv1", "timescale": "by 1 March 2026"})
    line = read(world.people["hv1"].card("action 1"))
    assert "that date is past. Which date?" in line
    assert "[Yes" not in line


async def test_a_doubtful_answer_to_a_nudge_comes_back_with_yes_in_the_form(world: World) -> None:
    await held(world, SOON)
    priya = world.people["hv1"]
    await priya.presses("A date…", beside="action 1")
    await priya.fills(timescale="by 30/10/2026")
    assert "That date is far off. Is it Fri 30 October 2026?" in read(priya.shown)
    assert priya.shown is not None
    (field,) = [each for each in priya.shown.fields if each.name == "timescale"]  # type: ignore[union-attr]
    (yes,) = field.options
    assert yes.label == "Yes, Fri 30 October 2026"
    (action,) = await world.rows("actions")
    assert action.due_at is None
    await priya.fills(timescale=yes.value)
    assert "Understood: by Fri 30 October 2026." in read(priya.shown)
    (action,) = await world.rows("actions")
    assert action.timescale_words == "by 30 October 2026"


async def test_every_time_given_is_echoed_in_full_with_one_click_to_put_it_right(world: World) -> None:
    await held(world, SOON)
    priya = world.people["hv1"]
    await priya.presses("3 working days", beside="action 1")
    assert "Understood: by Fri 13 March 2026, 17:00." in read(priya.shown)
    await priya.presses("Another date…", beside="Not right?")
    await priya.fills(date="2026-03-16")
    assert "Understood: by Mon 16 March 2026." in read(priya.shown)


async def test_two_times_are_both_echoed_and_split_in_two(world: World) -> None:
    sam = await on_the_pad(world, **TWICE)
    assert "Two times: tonight, and by Thu 12 March 9am; the later counts." in read(sam.shown)
    await sam.presses("Split in two…")
    assert sam.shown is not None
    filled = {each.name: each.value for each in sam.shown.fields}  # type: ignore[union-attr]
    assert filled == {
        "words": "HV to visit tonight",
        "timescale": "tonight",
        "other_words": "to report by Thu 12 March 9am",
        "other_timescale": "by Thu 12 March 9am",
    }
    await sam.fills(other_words="HV to report")
    first, second = await world.rows("actions", order="number")
    assert (first.expected, second.expected) == ("DATE:2026-03-10", "AT:2026-03-12T09:00")
    assert (first.owner_id, second.owner_id) == ("hv1", "hv1")
    assert "Two times" not in read(sam.shown)


async def test_a_split_after_the_meeting_counts_from_the_meeting_and_both_are_chased(world: World) -> None:
    sam = await held(world, TWICE)
    priya = world.people["hv1"]
    await world.until(at(11, 10))
    (action,) = await world.rows("actions")
    await priya.sends("split", action.id)
    assert "You have no part in that" in priya.said
    await sam.sends("more", action.id)
    await sam.presses("Split in two…")
    await sam.fills()
    first, _ = await world.rows("actions", order="number")
    assert first.expected == "DATE:2026-03-10", "tonight was the night of the meeting"
    assert len(await world.rows("obligations", kind="action", state="open")) == 2
    assert "action 2" in read(priya.card("Your actions from"))


async def test_what_is_typed_up_next_morning_counts_from_the_meeting_and_an_answer_from_now(world: World) -> None:
    sam = await world.called(concerns=("physical_injury",))
    await world.until(at(11, 9))
    await sam.presses("Write the actions")
    await sam.fills(words="Check the record", owner="pc1", timescale="within 24 hours")
    (meeting,) = await world.rows("meetings")
    (action,) = await world.rows("actions")
    assert (action.due_at - meeting.starts_at).total_seconds() == 24 * 3600
    await sam.presses("Finish")
    await sam.fills()
    await world.people["pc1"].sends("quick_time", f"{action.id}/within 24 hours")
    (action,) = await world.rows("actions")
    assert action.due_at == at(12, 9)


async def test_correcting_the_words_does_not_ask_again_about_a_date_that_was_confirmed(world: World) -> None:
    sam = await on_the_pad(world, **FAR)
    await sam.presses("Yes, Fri 30 October 2026")
    await sam.presses("Correct")
    await sam.fills(words="Share the whole report")
    (action,) = await world.rows("actions")
    assert action.expected == "DATE:2026-10-30"
    assert action.words == "Share the whole report"
