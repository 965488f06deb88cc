"""The scenes that the gallery is collected from, each in a partnership of its own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from bot.app.ports import Refused, Retry
from tests.kit.gallery import CANARY, CASE, Gallery, change, draft
from tests.kit.gallery_actions import after_the_meeting, by_phone, chasing
from tests.kit.gallery_answering import answering
from tests.kit.gallery_calendars import calendars
from tests.kit.gallery_course import course, two_discharges
from tests.kit.gallery_diaries import being_away, offering
from tests.kit.gallery_longer import given_back, later, longer
from tests.kit.gallery_nights import evening, morning
from tests.kit.gallery_nudges import nudged, too_many
from tests.kit.gallery_overview import overview, unanswered
from tests.kit.gallery_pasted import COPYING, from_a_message, pasting
from tests.kit.gallery_plans import (
    connected,
    desk_is_full,
    duty_at_night,
    missing_people,
    nobody_left,
    not_enough_health,
    taken_meanwhile,
    waiting_and_unsure,
)
from tests.kit.gallery_police import police_desk, police_queue_is_long, police_refuse
from tests.kit.gallery_reaching import account_to_change, out_of_reach, ringing, ringing_for_information
from tests.kit.gallery_standstill import LOOKED_AFTER, asked_by_mistake, needs_looking_at, quiet
from tests.kit.world import Somebody, World, at

Scene = Callable[[Gallery, World], Awaitable[None]]


async def convening(to: Gallery, world: World) -> None:
    """The forms that call a meeting, and a plan in which all is well."""
    sam, priya = world.people["sam"], world.people["hv1"]
    await world.joins("pat2", "Pat Constable", "police", (), "teams", desk="pdesk", works="always")
    for each in (sam, priya):
        await each.types("help")
        to.keep(f"help-{'social-care' if each is sam else 'partner'}", each)
    await sam.types("what is this")
    to.keep("not-understood", sam)
    await sam.types("EXMP-SM-99")
    to.keep("no-such-meeting", sam)
    await sam.sends("gone", "x")
    to.keep("old-button", sam)
    await priya.sends("convene", "")
    to.keep("only-social-care", priya)
    await sam.types("")
    to.keep("convene", sam)
    await sam.fills(references=f"{CANARY} Smith", urgency="planned", ages="three")
    to.keep("convene-wrong", sam)
    await sam.fills(references=CASE, urgency="planned", workers="Pat Constable", ages="3 years")
    to.keep("convene-which-person", sam)
    await sam.types("phone")
    to.keep("held-by-phone", sam)
    await sam.fills(references=CASE, urgency="planned", date="2026-03-12", time="10:00", attended=("sam",))
    to.keep("held-by-phone-wrong", sam)
    await draft(world, "planned", concerns=("physical_injury",), referrer="school", not_told=CANARY)
    to.keep("plan", sam)
    for label, name in (("Another time", "choose-time"), ("Change", "swap")):
        await draft(world, "planned")
        await sam.presses(label, beside="Health visitor" if name == "swap" else "")
        to.keep(name, sam)
    await draft(world, "planned")
    await sam.presses("Another time")
    await sam.fills(date="2026-03-09", time="10:00")
    to.keep("choose-time-past", sam)
    await draft(world, "planned")
    await sam.presses("Keep as a draft")
    to.keep("draft-kept", sam)
    await sam.types("mine")
    to.keep("my-meetings", sam)
    await priya.types("mine")
    to.keep("my-meetings-none", priya)


async def hard_plans(to: Gallery, world: World) -> None:
    """Plans with gaps, people who cannot be reached, a time after the deadline, and no room."""
    sam = world.people["sam"]
    await change(world, "addresses", {"person_id": "hv1"}, state="dead", reason="not_installed")
    await draft(
        world, concerns=("physical_injury", "domestic_abuse"), references=f"{CASE}, CSC-104234", ages="3 years"
    )
    to.keep("plan-gaps-unreachable", sam)
    await sam.presses("Another time")
    await sam.fills(date="2026-03-11", time="15:00")
    to.keep("plan-after-deadline", sam)
    for reference in ("CSC-200000", "CSC-300000"):
        await world.called(reference=reference)
    await draft(world)
    await sam.presses("Another time")
    meetings = await world.rows("meetings", state="called", order="number")
    start = meetings[0].starts_at
    await sam.fills(date=f"{start:%Y-%m-%d}", time=f"{start:%H:%M}")
    to.keep("plan-no-room", sam)
    await sam.fills()
    to.keep("sent", sam)
    to.keep_message("invitation-no-room", world.people["hv2"], "EXMP-SM-4")


async def at_night(to: Gallery, world: World) -> None:
    """Nobody needed is at work before the deadline; the full meeting is planned and sent in the same act."""
    sam, priya = world.people["sam"], world.people["hv1"]
    await draft(world, "emergency", concerns=("physical_injury",))
    to.keep("plan-at-night", sam)
    await sam.presses("Look at its plan")
    to.keep("plan-full-meeting", sam)
    await sam.presses("Back to EXMP-SM-1")
    await sam.presses("Without the full meeting")
    to.keep("plan-without-full-meeting", sam)
    await sam.presses("Plan the full meeting")
    await sam.fills()
    to.keep_message("convenor-at-night", sam, "Full meeting: ")
    to.keep_message("convenor-full-meeting", sam, "EXMP-SM-2: ")
    to.keep_message("information-closed", priya, "Please send what you know")
    to.keep_message("invitation-full-meeting", priya, "EXMP-SM-2")


async def trouble(to: Gallery, world: World) -> None:
    """Declines, silence, people who cannot be reached, health that does not suffice, and a handover."""
    sam, priya, grace, ola = (world.people[each] for each in ("sam", "hv1", "hv2", "ola"))
    await change(world, "addresses", {"person_id": "paed"}, state="dead", reason="blocked")
    await world.called(concerns=("physical_injury",))
    to.keep_message("convenor-not-reached", sam, "EXMP-SM-1")
    await priya.presses("I can't come")
    await priya.presses("Send a colleague")
    await priya.fills(person="Grace Obi")
    to.keep_message("invitation-deputy-sent", priya, "EXMP-SM-1")
    to.keep_message("convenor-deputy", sam, "EXMP-SM-1")
    await grace.presses("I can't come")
    await grace.presses("Send our information instead")
    await grace.fills(date="2026-03-10", time="12:30")
    to.keep_message("invitation-information-promised", grace, "EXMP-SM-1")
    await world.wait(minutes=10)
    rota = world.people["hv3"]
    await rota.presses("I'll come")
    await world.people["pc1"].presses("I'll take it")
    to.keep_message("convenor-rota-only", sam, "Council:")
    await world.until(at(10, 12, 31))
    to.keep_message("information", grace, "is awaited")
    await grace.presses("Our information is sent")
    to.keep_message("invitation-information-sent", grace, "EXMP-SM-1")
    await rota.presses("I can't come after all")
    await rota.presses("I'm not the right person")
    await rota.fills(name="Nia Locum", agency="Elsewhere NHS", phone="01632 960777")
    to.keep_message("invitation-right-person-named", rota, "EXMP-SM-1")
    to.keep_message("convenor-right-person-named", sam, "Council:")
    await sam.presses("Hand over")
    await sam.fills(person="Ola Second")
    to.keep_message("handover-offered", ola, "take over")
    to.keep_message("convenor-handing-over", sam, "Council:")
    await to.keep_home("home-handover", ola)
    await ola.presses("Not me")
    to.keep_message("told-handover-refused", sam, "can't take")
    await sam.presses("Hand over")
    await sam.fills(person="Ola Second")
    await ola.presses("Take it over")
    to.keep_message("told-handover-taken", sam, "taken over by")
    to.keep_message("convenor-no-longer-yours", sam, "with Ola Second now")
    to.keep_message("handover-taken", ola, "is yours now")


async def strangers(to: Gallery, world: World) -> None:
    """Somebody unknown; a message that may have arrived twice; somebody who cannot be reached at all."""
    sam = world.people["sam"]
    stranger = Somebody(world, sam.person, "slack", "T-COUNCIL")
    stranger.identity = type(sam.identity)("slack", "T-COUNCIL", "acc-nobody")
    await stranger.types("")
    to.keep("not-registered", stranger)
    await to.keep_home("home-not-registered", stranger)
    world.tools["teams"].scripted = [Retry(timedelta(minutes=1))]
    await world.called()
    to.keep_message("convenor-trying-again", sam, "EXMP-SM-1")
    world.tools["teams"].scripted = [Refused("blocked")]
    await world.called(reference="CSC-200000")
    to.keep_message("convenor-blocked", sam, "EXMP-SM-2")


SCENES: dict[Scene, dict[str, Any]] = {
    convening: {},
    hard_plans: {},
    waiting_and_unsure: {},
    missing_people: {},
    not_enough_health: {},
    desk_is_full: {},
    taken_meanwhile: {},
    at_night: {"at": at(14, 23)},
    duty_at_night: {"at": at(14, 2, 10)},
    evening: {"at": at(13, 15)},
    morning: {"at": at(14, 2, 10)},
    answering: {},
    nobody_left: {},
    connected: {},
    trouble: {},
    strangers: {},
    after_the_meeting: {},
    chasing: {},
    course: {},
    two_discharges: {},
    by_phone: {},
    pasting: {},
    from_a_message: COPYING,
    longer: {},
    given_back: {},
    later: {},
    nudged: {},
    too_many: {},
    being_away: {},
    offering: {},
    unanswered: {},
    overview: {},
    calendars: {},
    ringing: {},
    ringing_for_information: {"at": at(14, 2, 10)},
    out_of_reach: {},
    account_to_change: {},
    police_desk: {},
    police_refuse: {},
    police_queue_is_long: {},
    needs_looking_at: LOOKED_AFTER,
    quiet: {},
    asked_by_mistake: {},
}
