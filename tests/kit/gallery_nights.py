"""The gallery's scenes of evening, night and morning: handing over, taking, and what is carried over."""

from __future__ import annotations

from tests.kit.gallery import CANARY, CASE, Gallery, change
from tests.kit.world import World, at

_DUTY = "nightly 17:00-09:00; Sat-Sun all day"


async def _with_duty(world: World) -> None:
    await world.opens_desk("edt", "Emergency duty team", "social_care", ("chair_emergency_duty",))
    for key, name in (("eve", "Eve Night"), ("ned", "Ned Nightly")):
        await world.joins(key, name, "social_care", (), manager="head", desk="edt", works=_DUTY)


async def evening(to: Gallery, world: World) -> None:
    """A Friday's open work is shown, handed over, taken by the first, and what nobody takes climbs."""
    await _with_duty(world)
    sam, eve, ned = (world.people[each] for each in ("sam", "eve", "ned"))
    await sam.types("handover")
    to.keep("night-nothing-open", sam)
    for reference, concerns in ((CASE, ("domestic_abuse",)), ("CSC-200000", ("professional_allegation",))):
        await world.called("24h", reference=reference, concerns=concerns, not_told=CANARY)
        meeting = (await world.rows("meetings", order="number"))[-1]
        await sam.sends("move", meeting.id)
        await sam.fills(date="2026-03-13", time="20:00")
    await to.keep_home("home-hand-over", sam)
    await world.until(at(13, 16))
    to.keep_message("night-evening", sam, "1 meeting to hand over.")
    await sam.presses("Hand over to emergency duty")
    to.keep("night-offered", sam)
    await world.until(at(13, 17))
    to.keep_message("night-card", eve, "handed over by")
    await world.until(at(13, 18, 30))
    to.keep_message("night-not-taken", sam, "has not taken it")
    await eve.presses("Take it")
    to.keep_message("night-card-taken", eve, "You have it")
    to.keep_message("night-card-taken-by-a-colleague", ned, "taken by Eve Night")
    to.keep_message("night-evening-taken", sam, "taken by Eve Night")
    to.keep_message("night-taken-after-all", sam, "It is taken now")
    (line,) = await world.rows("handover_lines")
    await ned.sends("take_line", line.id)
    to.keep("night-too-late", ned)
    await change(world, "people", {"id": "ned"}, works="never")
    await change(world, "people", {"id": "eve"}, works="never")
    await sam.types("handover")
    to.keep("night-nobody-on-the-rota", sam)


async def morning(to: Gallery, world: World) -> None:
    """What emergency duty raised on Saturday is taken on Monday, line by line."""
    await _with_duty(world)
    sam, eve, tess = (world.people[each] for each in ("sam", "eve", "tm"))
    await eve.types("")
    await eve.fills(references=CASE, urgency="emergency", ages="3 years")
    to.keep("plan-of-emergency-duty", eve)
    await eve.fills()
    await world.until(at(16, 9))
    to.keep_message("carry-over", sam, "From the night")
    await sam.presses("Take it", beside="EXMP-SM-2")
    to.keep_message("carry-over-some-taken", sam, "From the night")
    await world.until(at(16, 10))
    to.keep_message("carry-over-not-taken", tess, "has not taken it")
    await sam.presses("Take it", beside="EXMP-SM-1")
    to.keep_message("carry-over-all-taken", sam, "From the night")
