"""The gallery's scenes of an action's course: doubtful and double times, events, and what comes again."""

from __future__ import annotations

from tests.kit.gallery import CANARY, Gallery
from tests.kit.gallery_actions import agreed
from tests.kit.world import World, at

LINES = (
    {"words": f"Share the report on {CANARY}", "owner": "hv1", "timescale": "by 30/10/2026"},
    {"words": f"HV to visit {CANARY} tonight and to report by Thu 12 March 9am", "owner": "hv1"},
    {"words": f"Check the home of {CANARY} prior to discharge", "owner": "hv1"},
    {"words": f"Check where {CANARY} sleeps before father answers bail", "owner": "pc1"},
    {"words": f"Weigh {CANARY} every Friday", "owner": "hv1"},
)


async def course(to: Gallery, world: World) -> None:
    """What is doubtful, double, hangs on an event, or comes again: on the pad, and then with its owner."""
    sam, priya, pat = (world.people[each] for each in ("sam", "hv1", "pc1"))
    await agreed(world)
    await world.until(at(10, 13))
    await sam.presses("Write the actions")
    for line in LINES:
        await sam.fills(**line)
    to.keep("pad-doubtful", sam, detail=True)
    await sam.presses("Split in two…")
    to.keep("split", sam, detail=True)
    await sam.presses("Write the actions")
    await sam.presses("Finish")
    await sam.fills()
    to.keep_message("actions-doubtful-and-events", priya, "action 1")
    to.keep_message("actions-event-not-named", pat, "action 4")
    await priya.presses("Yes, Fri 30 October 2026", beside="action 1")
    to.keep("action-yes", priya)
    await _doubt_again(to, world)
    await _events(to, world)
    await _again(to, world)


async def _doubt_again(to: Gallery, world: World) -> None:
    priya = world.people["hv1"]
    (action,) = await world.rows("actions", number=1)
    await priya.sends("yes_time", f"{action.id}/ASK:FAR_DATE|2026-10-30")
    to.keep("yes-changed-meanwhile", priya)
    await priya.sends("timescale", action.id)
    await priya.fills(timescale="by 30/11/2026")
    to.keep("timescale-doubtful", priya)
    await priya.fills(timescale="prior to discharge")
    to.keep("timescale-event", priya)
    await world.people["sam"].sends("more", (await world.rows("actions", number=2))[0].id)
    to.keep("more-two-times", world.people["sam"])


async def _events(to: Gallery, world: World) -> None:
    sam, priya, pat = (world.people[each] for each in ("sam", "hv1", "pc1"))
    await world.until(at(11, 9, 45))
    to.keep_message("digest-event", pat, "Your actions today")
    await pat.presses("It has happened…", beside="action 4")
    to.keep("happened", pat)
    await pat.fills(date="2026-03-01")
    to.keep("happened-too-early", pat)
    await sam.presses("See the actions")
    to.keep("meeting-actions-event", sam)
    await sam.types("EXMP-SM-1 discharged today")
    to.keep("happened-told", sam)
    to.keep_message("actions-happened", priya, "has happened")
    await sam.types("EXMP-SM-1 discharged today")
    to.keep("happened-nothing-waits", sam)


async def _again(to: Gallery, world: World) -> None:
    sam, priya = world.people["sam"], world.people["hv1"]
    await priya.presses("Done", beside="action 5")
    to.keep("done-one-turn", priya)
    await priya.fills(outcome="no_change", outcome_words=f"{CANARY} weighs the same")
    to.keep("turn-done", priya)
    await priya.presses("Show it")
    to.keep("action-words-turns", priya, detail=True)
    await priya.presses("More…")
    to.keep("more-comes-again", priya)
    await priya.presses("No longer needed…")
    to.keep("ending", priya)
    await priya.fills(reason="")
    to.keep("ending-wrong", priya)
    await priya.fills(reason=f"{CANARY} has moved")
    to.keep("ended", priya)
    await sam.presses("Copy for the case record")
    to.keep("case-record-outcomes", sam, detail=True)


async def two_discharges(to: Gallery, world: World) -> None:
    """Two meetings wait for the same event: which one is asked."""
    await agreed(world)
    sam = world.people["sam"]
    await world.called(reference="CSC-200000")
    for meeting in await world.rows("meetings"):
        await sam.sends("pad", meeting.id)
        await sam.fills(words=f"Check the home of {CANARY} prior to discharge", owner="", other_owner="Priya Nair")
    await sam.types("discharged today")
    to.keep("happened-which-meeting", sam)
