"""Who is asked and when, from everything known about people's time; and nobody is ever wanted in two places."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.app.cards import Form
from bot.domain.diary import Calendar, CalendarTime, Leave, Rota, RotaLine
from bot.domain.meeting import Meeting, Seat
from tests.kit.world import REFERENCE, TUESDAY, Somebody, World, at, read


async def knows(world: World, **rows: list[Any]) -> None:
    """Something is known about people's time, as an import or a message would have left it."""
    async with world.storage.units.write() as uow:
        for table, things in rows.items():
            for each in things:
                await getattr(uow, table).add(each)
        await uow.commit()


async def plans(world: World, urgency: str = "planned", **more: str | tuple[str, ...]) -> Form:
    """Sam plans a meeting about one child of three, and looks at the plan."""
    sam = world.people["sam"]
    await sam.types("")
    await sam.fills(**({"references": REFERENCE, "urgency": urgency, "ages": "3 years"} | more))
    assert isinstance(sam.shown, Form), sam.sees()
    return sam.shown


async def newest(world: World) -> Meeting:
    return max(await world.rows("meetings"), key=lambda each: each.number)


async def seat(world: World, name: str, meeting: Meeting | None = None) -> Seat:
    found = meeting or await newest(world)
    (one,) = await world.rows("seats", meeting_id=found.id, name=name, closed=False)
    return one


def away(person: str, start: datetime, end: datetime | None, covered_by: str | None = None) -> Leave:
    return Leave(f"l-{person}", person, start, end, covered_by, person, TUESDAY)


def rota(person: str, *shifts: tuple[datetime, datetime]) -> dict[str, list[Any]]:
    """A rota of a week that knows only these shifts of one person."""
    start, end = at(9, 0), at(16, 0)
    covers = RotaLine(f"rc-{person}", "r", person, start, end, works=False)
    lines = [RotaLine(f"r{n}-{person}", "r", person, a, b) for n, (a, b) in enumerate(shifts)]
    return {"rotas": [Rota("r", start, end, TUESDAY)], "rota_lines": [covers, *lines]}


async def test_a_rota_goes_before_the_weekly_hours(world: World) -> None:
    await knows(world, **rota("hv1", (at(11, 13), at(11, 17))))
    await plans(world)
    meeting = await newest(world)
    # Two hours are worth waiting for whoever holds the case, a day is not.
    assert meeting.starts_at is not None
    assert meeting.starts_at < at(10, 15)
    assert (await seat(world, "health_visitor")).person_id == "hv2", "who holds the case is not on shift"


async def test_whoever_holds_the_case_is_waited_for_as_long_as_the_policy_says(world: World) -> None:
    await knows(world, leave=[away("hv1", at(10, 8), at(10, 14))])
    form = await plans(world)
    meeting = await newest(world)
    assert meeting.starts_at == at(10, 14)
    assert "it waits for whoever knows the child" in read(form)
    assert (await seat(world, "health_visitor")).person_id == "hv1"


async def test_a_colleague_who_covers_is_asked_and_counts_as_knowing_the_child(world: World) -> None:
    # Of another team, and with no seat of her own in the directory.
    await world.joins("agy", "Agnes Cover", "health", (), "teams", manager="hvm", team="0-19 West")
    await knows(world, leave=[away("hv1", at(9, 9), at(20, 9), "agy"), away("hv2", at(9, 9), None)])
    form = await plans(world)
    chosen = await seat(world, "health_visitor")
    assert (chosen.person_id, chosen.tier) == ("agy", 1)
    assert "Agnes Cover (same team as the person who knows the child)" in read(form)


async def test_leave_until_further_notice_leaves_nobody_to_guess(world: World) -> None:
    await knows(world, leave=[away(each, at(9, 9), None) for each in ("hv1", "hv2", "hv3")])
    form = await plans(world)
    assert (await seat(world, "health_visitor")).person_id is None
    assert "Health visitor: nobody in the directory is free in time." in read(form)


async def test_unknown_is_not_free_and_is_marked(world: World) -> None:
    """A calendar that was never read vouches for nothing: whoever is known to be free goes first."""

    async def unread(*people: str) -> None:
        await knows(world, calendars=[Calendar(f"cal-{who}", who, "https://x.example/1", TUESDAY) for who in people])

    await unread("hv1", "hv2")
    await plans(world)
    assert (await seat(world, "health_visitor")).person_id == "hv3", "the rota nurse is known to be free"
    await unread("hv3")
    form = await plans(world)
    chosen = await seat(world, "health_visitor")
    assert chosen.unsure
    assert chosen.person_id == "hv1"
    assert "The earliest time at which nobody needed is known to be busy." in read(form)
    assert "not known whether free)" in read(form)


@pytest.mark.parametrize(("age", "believed"), [(timedelta(hours=1), True), (timedelta(hours=25), False)])
async def test_a_calendar_is_believed_until_it_is_stale(world: World, age: timedelta, believed: bool) -> None:
    mine = Calendar("cal", "hv1", "https://x.example/1", at(1, 9), None, TUESDAY - age, at(30, 9))
    busy = CalendarTime("t", "cal", "hv1", at(10, 12), at(10, 14))
    await knows(world, calendars=[mine], calendar_times=[busy])
    await plans(world)
    meeting, chosen = await newest(world), await seat(world, "health_visitor")
    assert meeting.starts_at is not None
    if believed:
        assert (chosen.person_id, meeting.starts_at) == ("hv1", at(10, 14))
    else:
        assert chosen.person_id != "hv1"


async def draft_by(world: World, who: str, reference: str, urgency: str = "planned") -> tuple[Somebody, Meeting]:
    somebody = world.people[who]
    await somebody.types("")
    await somebody.fills(references=reference, urgency=urgency, ages="3 years")
    return somebody, await newest(world)


async def test_a_draft_holds_its_people_for_a_quarter_of_an_hour(world: World) -> None:
    _, first = await draft_by(world, "sam", REFERENCE)
    _, second = await draft_by(world, "ola", "CSC-104299")
    assert first.starts_at is not None
    assert second.starts_at is not None
    assert second.starts_at >= first.starts_at + timedelta(minutes=first.minutes), "one chair for both"
    await world.wait(minutes=16)
    _, third = await draft_by(world, "ola", "CSC-104300")
    assert third.starts_at is not None
    assert third.starts_at < second.starts_at, "the drafts that nobody sent hold nobody any more"


async def test_whoever_sends_second_is_shown_a_new_plan_and_nobody_is_asked_twice(world: World) -> None:
    sam, first = await draft_by(world, "sam", REFERENCE)
    await world.wait(minutes=16)
    ola, second = await draft_by(world, "ola", "CSC-104299")
    assert second.starts_at is not None
    assert first.starts_at is not None
    assert second.starts_at - first.starts_at < timedelta(minutes=60), "both plans want the same chair"
    await ola.fills()
    assert "The invitations are on their way." in ola.said
    await sam.fills()
    assert "Somebody in the plan can no longer come then." in sam.sees()
    (still,) = await world.rows("meetings", id=first.id)
    assert still.state == "draft"
    assert not await world.rows("invitations", meeting_id=first.id)
    await sam.fills()
    (sent,) = await world.rows("meetings", id=first.id)
    assert sent.state == "called"
    await nobody_is_in_two_places(world)


async def nobody_is_in_two_places(world: World) -> None:
    """No person has two live invitations, asked for themselves, whose meetings overlap."""
    meetings = {each.id: each for each in await world.rows("meetings", state="called")}
    taken: dict[str, dict[str, tuple[datetime, datetime]]] = {}
    for each in await world.rows("invitations", desk_id=None, answer=("none", "accepted")):
        meeting = meetings.get(each.meeting_id)
        if meeting is None or meeting.starts_at is None or meeting.ends_at is None:
            continue
        span = (meeting.starts_at, meeting.ends_at)
        # Two seats at one meeting are one place.
        others = [other for where, other in taken.get(each.person_id, {}).items() if where != meeting.id]
        assert all(a >= span[1] or b <= span[0] for a, b in others), f"{each.person_id} is wanted in two places"
        taken.setdefault(each.person_id, {})[meeting.id] = span


async def test_after_a_decline_the_time_stays_and_the_next_best_is_asked(world: World) -> None:
    await world.called("planned")
    before = await newest(world)
    await world.people["hv1"].presses("I can't come")
    await world.wait(minutes=20)
    after = await newest(world)
    assert after.starts_at == before.starts_at
    assert "EXMP-SM-1" in world.people["hv2"].sees()


async def declines_until_nobody_is_left(world: World, *people: str) -> None:
    for each in people:
        await world.people[each].presses("I can't come")
        await world.wait(minutes=16)


async def test_when_nobody_is_left_the_convenor_is_shown_a_time_at_which_all_can_come(world: World) -> None:
    sam = await world.called("planned")
    before = await newest(world)
    await declines_until_nobody_is_left(world, "hv1", "hv2", "hv3")
    shown = read(sam.card("EXMP-SM-1"))
    assert "Nobody is left to ask for this time. On " in shown
    assert "everybody needed could come" in shown
    (label,) = [each for each in shown.split("[") if each.startswith("Move to")]
    await sam.presses(label.split("]")[0])
    after = await newest(world)
    assert before.starts_at is not None
    assert after.starts_at is not None
    assert after.starts_at >= before.starts_at + timedelta(minutes=before.minutes)


async def test_moving_a_meeting_lets_off_whoever_is_called_elsewhere_then(world: World) -> None:
    await world.called("planned")
    first = await newest(world)
    await world.joins("tm9", "Chair Nine", "social_care", ("chair_team_manager",))
    sam = world.people["sam"]
    ola, second = await draft_by(world, "ola", REFERENCE)
    await ola.fills()
    assert first.starts_at is not None
    assert second.starts_at is not None
    await sam.sends("move_to", f"{first.id}@{second.starts_at:%Y%m%dT%H%MZ}")
    await world.wait(minutes=1)
    (moved,) = await world.rows("meetings", id=first.id)
    assert moved.starts_at == second.starts_at
    assert (await seat(world, "health_visitor", moved)).person_id == "hv2", "hv1 sits at the other meeting then"
    await nobody_is_in_two_places(world)


async def test_up_to_five_other_times_each_with_its_reason(world: World) -> None:
    form = await plans(world)
    (times,) = [each for each in form.fields if each.name == "starts_at"]
    assert len(times.options) == 6
    assert all(", " in each.label for each in times.options)
    assert len({each.value for each in times.options}) == 6


async def test_the_nurse_with_the_record_is_asked_before_the_rota(world: World) -> None:
    await world.joins("named", "Nell Named", "health", ("named_nurse",), "teams", manager="hvm")
    await knows(world, leave=[away(each, at(9, 9), None) for each in ("hv1", "hv2")])
    form = await plans(world)
    assert (await seat(world, "health_visitor")).person_id == "named"
    assert "Nell Named (can read the child's record)" in read(form)
    assert "health is not enough" not in read(form)


async def test_a_rota_nurse_alone_is_said_not_to_be_enough_before_anybody_is_asked(world: World) -> None:
    await knows(world, leave=[away(each, at(9, 9), None) for each in ("hv1", "hv2")])
    form = await plans(world)
    assert (await seat(world, "health_visitor")).person_id == "hv3"
    assert "Even if everybody comes, health is not enough to decide." in read(form)
    assert "Ask the health visitor who knows the child" in read(form)


async def test_when_all_can_come_only_after_the_deadline_that_time_is_shown_as_late(world: World) -> None:
    await knows(world, leave=[away(each, at(9, 9), at(11, 13)) for each in ("hv1", "hv2", "hv3")])
    form = await plans(world, "24h")
    (times,) = [each for each in form.fields if each.name == "starts_at"]
    assert "Health visitor: nobody is free then, the first could come Wed 11 March, 13:00." in read(form)
    late = times.options[-1]
    assert late.label.endswith("after the deadline, all are free")
    assert late.label.startswith("Wed 11 March, 13:00")
    sam = world.people["sam"]
    await sam.fills(starts_at=late.value)
    assert "Wed 11 March" in sam.card("EXMP-SM-1").title


async def test_somebody_who_is_never_free_in_time_leaves_the_late_times_to_choose_from(world: World) -> None:
    """An emergency when nobody is at work: never an empty answer while anybody could come."""
    everybody = [each for each in world.people if each != "insp"]
    await knows(world, leave=[away(each, at(9, 9), at(11, 10)) for each in everybody])
    async with world.storage.units.write() as uow:
        desk = await uow.desks.get("pdesk")
        assert desk is not None
        desk.works = "Wed-Thu 10:00-17:00"
        await uow.desks.save(desk)
        await uow.commit()
    form = await plans(world, "24h")
    assert "Nobody needed is free before the deadline." in read(form)
    (times,) = [each for each in form.fields if each.name == "starts_at"]
    assert times.value == ""
    assert [each.label.split(",")[0] for each in times.options] == ["Wed 11 March"]


async def test_a_desk_with_nobody_at_work_is_not_known_to_be_free(world: World) -> None:
    """The desk says "always"; its officers' shifts say that nobody is there before three."""
    async with world.storage.units.write() as uow:
        for who in ("pc1", "pc2"):
            person = await uow.people.get(who)
            assert person is not None
            person.works = "Mon-Fri 15:00-23:00"
            await uow.people.save(person)
        await uow.commit()
    await plans(world)
    assert (await newest(world)).starts_at == at(10, 15)
    assert not (await seat(world, "police_child_abuse")).unsure
    await plans(world, "emergency")
    assert (
        await seat(
            world,
            "police_child_abuse",
            min(await world.rows("meetings", urgency="emergency"), key=lambda each: each.number),
        )
    ).unsure
