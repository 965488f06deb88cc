"""What hangs on an event is chased for a latest date; when it happens, it is due."""

from __future__ import annotations

from tests.kit.world import World, at, read
from tests.stories.test_actions import DATED, held

BEFORE = {"words": "HV to see the home prior to discharge", "owner": "hv1"}
AFTER = {"words": "Police to visit within 7 days of discharge", "owner": "pc1"}
BAIL = {"words": "Check the address before father answers bail", "owner": "pc1"}


async def test_an_event_is_no_date_and_its_owner_is_asked_for_the_latest_one(world: World) -> None:
    await held(world, BEFORE)
    priya = world.people["hv1"]
    assert "“before discharge” is not a date. What is the latest date?" in read(priya.card("action 1"))
    await world.until(at(11, 9, 45))
    assert "What is the latest date?" in read(priya.card("Your actions today"))
    await priya.presses("A date…", beside="action 1")
    await priya.fills(timescale="before discharge")
    assert "That is an event, not a date" in read(priya.shown)
    await priya.fills(timescale="", date="2026-03-20")
    assert "Understood: by Fri 20 March 2026." in read(priya.shown)


async def test_an_event_that_would_tell_about_the_case_is_not_named_in_a_message(world: World) -> None:
    await held(world, BAIL)
    pat = world.people["pc1"]
    assert "bail" not in pat.sees()
    assert "an event is not a date" in pat.sees()
    await pat.presses("It has happened…", beside="action 1")
    assert "answering bail" in read(pat.shown)


async def test_when_it_happens_everything_that_hung_on_it_is_due_and_its_owners_hear_at_once(world: World) -> None:
    sam = await held(world, BEFORE, AFTER, DATED)
    priya, pat = world.people["hv1"], world.people["pc1"]
    await world.until(at(12, 15))
    before = len(pat.posts), len(priya.posts)
    await sam.presses("See the actions")
    await sam.presses("It has happened…", beside="action 1")
    await sam.fills(date="2026-03-12", time="14:30")
    assert "action 1 is due by Thu 12 March 2026, 14:30" in sam.said
    assert "action 2 is due by Thu 19 March 2026" in sam.said
    assert len(pat.posts) > before[0]
    assert len(priya.posts) > before[1]
    assert "was due Thu 12 March, 14:30" in read(priya.posts[-1].card)
    assert "has happened" in read(priya.posts[-1].card)
    assert not await world.rows("obligations", kind="complete_action", state="open")
    owed = await world.rows("obligations", kind="action", state="open")
    assert len(owed) == 3
    kept = await world.rows("audit", verb="event_happened")
    assert kept[0].detail["event"] == "discharge"
    await world.until(at(13, 17))
    assert "Priya Nair" in world.people["hvm"].sees(), "overdue: the manager hears"


async def test_it_is_typed_with_the_meetings_reference_or_without_where_one_fits(world: World) -> None:
    await held(world, BEFORE)
    priya = world.people["hv1"]
    await world.until(at(12, 15))
    await priya.types("EXMP-SM-99 discharged yesterday")
    assert "No open action waits for that" in priya.said
    await priya.types("discharged yesterday")
    assert "action 1 is due by Wed 11 March 2026" in priya.said
    await priya.types("EXMP-SM-1 discharged today")
    assert "No open action waits for that" in priya.said


async def test_a_typed_event_of_today_is_due_now(world: World) -> None:
    await held(world, BEFORE)
    sam = world.people["sam"]
    await world.until(at(12, 15))
    await sam.types("EXMP-SM-1 discharged today")
    assert "action 1 is due by Thu 12 March 2026, 15:00" in sam.said


async def test_a_typed_event_without_a_day_asks_which_day(world: World) -> None:
    await held(world, BEFORE)
    priya = world.people["hv1"]
    await priya.types("discharged")
    await priya.fills()
    assert "action 1 is due by Tue 10 March 2026" in priya.said


async def test_a_time_to_come_and_one_before_the_meeting_are_refused(world: World) -> None:
    await held(world, BEFORE)
    priya = world.people["hv1"]
    await priya.types("discharged today at 23:00")
    assert "still to come" in priya.said
    await priya.types("discharged on 2 March")
    assert "before the meeting" in priya.said
    await priya.presses("It has happened…", beside="action 1")
    await priya.fills(date="soon")
    assert "year-month-day" in read(priya.shown)
    (action,) = await world.rows("actions")
    assert action.due_at is None


async def test_where_several_meetings_fit_it_is_asked_which(world: World) -> None:
    await held(world, BEFORE)
    await held_again(world)
    sam = world.people["sam"]
    await world.until(at(12, 15))
    await sam.types("discharged today")
    assert "Which meeting?" in read(sam.shown)
    await sam.presses("This one…", beside="EXMP-SM-2")
    await sam.fills()
    assert "action 1 is due" in sam.said
    due = {each.meeting_id: each.due_at for each in await world.rows("actions")}
    assert sorted(each is None for each in due.values()) == [False, True]


async def held_again(world: World) -> None:
    sam = await world.called(reference="CSC-200000")
    (_, second) = await world.rows("meetings", order="number")
    await sam.sends("pad", second.id)
    await sam.fills(words="HV to see the home prior to discharge", owner="", other_owner="Grace Obi")
    await sam.sends("read_back", second.id)
    await sam.fills()


async def test_whoever_has_no_part_cannot_tell_it(world: World) -> None:
    await held(world, BEFORE)
    ola = world.people["ola"]
    (action,) = await world.rows("actions")
    await ola.sends("happened", action.id)
    assert "You have no part in that" in ola.said
    await ola.types("EXMP-SM-1 discharged today")
    assert "No open action waits for that" in ola.said
    (action,) = await world.rows("actions")
    assert action.due_at is None


async def test_a_date_that_stands_is_never_put_off_by_what_happened(world: World) -> None:
    await held(world, {"words": "HV to visit", "owner": "hv1", "timescale": "prior to discharge on 20/03/2026"})
    priya = world.people["hv1"]
    assert "due Thu 19 March" in read(priya.card("action 1"))
    await world.until(at(12, 15))
    await priya.presses("More…", beside="action 1")
    await priya.presses("It has happened…")
    await priya.fills(date="2026-03-12", time="11:00")
    assert "action 1 is due by Thu 12 March 2026, 11:00" in priya.said
