"""The gallery's scenes after the meeting: the pad, the chase, and the meeting that was held by phone."""

from __future__ import annotations

from tests.kit.gallery import CANARY, CASE, Gallery
from tests.kit.world import Somebody, World, at

LINES = (
    {"words": f"Visit {CANARY} at home", "owner": "hv1", "timescale": "ASAP"},
    {"words": f"Check the police record of {CANARY}", "owner": "pc1", "timescale": "within 24 hours"},
    {"words": f"Share the chronology of {CANARY}"},
)


async def after_the_meeting(to: Gallery, world: World) -> None:
    """The named recorder, the pad, the read-back, and what each owner then has."""
    sam, ola, priya = world.people["sam"], world.people["ola"], world.people["hv1"]
    await agreed(world)
    await sam.presses("Choose a note-taker")
    await sam.fills(person="Ola Second")
    to.keep_message("record-asked", ola, "write down")
    await world.until(at(10, 13))
    await ola.presses("Open the action pad")
    to.keep("pad-empty", ola)
    await ola.fills(words="")
    to.keep("pad-wrong", ola)
    for line in LINES:
        await ola.presses("Open the action pad")
        await ola.fills(**line)
    to.keep("pad", ola, detail=True)
    await ola.presses("Correct")
    to.keep("correct", ola, detail=True)
    await ola.presses("Open the action pad")
    await ola.presses("Finish")
    to.keep("read-back", ola, detail=True)
    to.keep_message("convenor-before-closing", sam, "EXMP-SM-1")
    await ola.fills()
    to.keep("record-closed", ola)
    to.keep_message("record-done", ola, "closed")
    to.keep_message("convenor-held", sam, "EXMP-SM-1")
    to.keep_message("invitation-held", world.people["paed"], "EXMP-SM-1")
    to.keep_message("actions-no-time", priya, "action 1")
    to.keep_message("actions-dated", world.people["pc1"], "action 2")
    await sam.presses("See the actions")
    to.keep("meeting-actions", sam)
    await sam.presses("Copy for the case record")
    to.keep("case-record", sam, detail=True)


async def chasing(to: Gallery, world: World) -> None:
    """Digests, nudges, and each answer to them."""
    sam, priya, pat = (world.people[each] for each in ("sam", "hv1", "pc1"))
    await agreed(world)
    await world.until(at(10, 13))
    await sam.presses("Write the actions")
    more = ({"words": f"Refer {CANARY} to play therapy", "owner": "pc1", "timescale": "3 working days"},)
    for line in (*LINES, *more):
        await sam.fills(**line)
    await sam.presses("Finish")
    await sam.fills()
    await world.until(at(11, 9, 45))
    to.keep_message("digest-no-time", priya, "Your actions today")
    await priya.presses("Show it", beside="action 1")
    to.keep("action-words", priya, detail=True)
    await priya.presses("A date…", beside="action 1")
    to.keep("timescale", priya)
    await priya.fills(timescale="soon")
    to.keep("timescale-wrong", priya)
    await priya.fills(timescale="by 20/03/2026")
    to.keep("timescale-understood", priya)
    await priya.types("home")
    to.keep("home-dated", priya)
    await sam.types("home")
    to.keep("home-nobody-owns", sam)
    to.keep_message("digest-convenor", sam, "actions today")
    await sam.presses("Choose who", beside="action 3")
    to.keep("owner", sam)
    await sam.fills(owner="hv1")
    to.keep("action-owned", sam)
    await priya.presses("3 working days", beside="action 3")
    to.keep("action-understood", priya)
    await pat.presses("I need longer…", beside="action 4")
    to.keep("put-off", pat)
    await pat.fills(reason="")
    to.keep("put-off-wrong", pat)
    await pat.fills(reason=f"Waiting for {CANARY}", timescale="5 working days")
    to.keep("put-off-understood", pat)
    await world.until(at(12, 17))
    await _overdue(to, world)


async def _overdue(to: Gallery, world: World) -> None:
    pat = world.people["pc1"]
    to.keep_message("digest-overdue", pat, "Your actions today")
    to.keep_message("digest-manager", world.people["insp"], "actions today")
    await to.keep_home("home-overdue", pat)
    await to.keep_home("home-manager", world.people["insp"])
    await pat.presses("Several are done")
    to.keep("tick", pat)
    await pat.fills(done=())
    to.keep("tick-wrong", pat)
    await pat.presses("Done", beside="action 2")
    to.keep("done", pat)
    await pat.fills(outcome="")
    to.keep("done-wrong", pat)
    await pat.fills(outcome="safer", outcome_words=f"{CANARY} is with family")
    to.keep("action-done", pat)
    await sam_looks(to, world)
    await pat.sends("tick", "")
    (last,) = await world.rows("actions", owner_id="pc1", state="open")
    await pat.fills(done=(last.id,), outcome="too_early", in_case_record="yes")
    to.keep("several-done", pat)
    to.keep_message("digest-all-done", pat, "All answered")
    to.keep_message("actions-all-done", pat, "Your actions from")
    await pat.sends("tick", "")
    to.keep("nothing-open", pat)


async def sam_looks(to: Gallery, world: World) -> None:
    """What the convenor sees of what was done, and on request its words."""
    sam = world.people["sam"]
    await sam.presses("See the actions")
    to.keep("meeting-actions-done", sam)
    await sam.presses("Show it", beside="done")
    to.keep("action-words-done", sam, detail=True)


async def by_phone(to: Gallery, world: World) -> None:
    """A meeting that was held by phone and is entered later; then nobody writes its actions down."""
    sam = world.people["sam"]
    await sam.types("phone")
    await sam.fills(
        references=CASE,
        urgency="emergency",
        date="2026-03-10",
        time="09:15",
        attended=("sam", "tm", "pc1"),
        actions=f"Police to visit {CANARY} today\nHV to see {CANARY} ASAP",
    )
    to.keep("recorded", sam)
    to.keep_message("convenor-held-by-phone", sam, "EXMP-SM-1")
    to.keep_message("information-absent-health", world.people["hv1"], "information")
    await to.keep_home("home-information", world.people["hv1"])
    await world.until(at(10, 12))
    to.keep_message("told-record-missing", sam, "not written down yet")
    await world.until(at(10, 16))
    to.keep_message("unanswered-information", world.people["hvm"], "information due")


async def agreed(world: World) -> Somebody:
    """A called meeting to which everybody needed is coming."""
    sam = await world.called(concerns=("physical_injury",))
    for each, label in (("pc1", "I'll take it"), ("hv1", "I'll come"), ("paed", "I'll come"), ("tm", "I'll come")):
        await world.people[each].presses(label)
    return sam
