"""The gallery's scenes of words written elsewhere: a pasted plan, and a message that becomes an action."""

from __future__ import annotations

from tests.kit.gallery import CANARY, Gallery
from tests.kit.world import Somebody, World, at

PLAN = f"""Thanks for coming. We heard how {CANARY} settled at home.

ACTIONS
1. HV to visit {CANARY} at home by Friday
2. School to send the attendance of {CANARY} by 5pm
3. Grace to ring mum ASAP
4. SW and HV to meet on 13 March, and to write by 20 March
5. Legal advice to be sought by 4 March
"""
COPYING = {"more_policy": "\n[actions]\nmessage_to_action = true\n"}


async def pasting(to: Gallery, world: World) -> None:
    """The plan's form, what it is read as, a change, and the pad."""
    sam = await _met(world)
    await sam.presses("Paste a whole plan")
    to.keep("paste-empty", sam)
    await sam.fills(text=PLAN)
    to.keep("paste-read-back", sam, detail=True)
    await sam.fills(text=PLAN.replace("Grace", "Priya"))
    to.keep("paste-changed", sam, detail=True)
    await sam.fills(text="\n".join(f"- HV to ring {number}" for number in range(60)))
    to.keep("paste-in-parts", sam)
    await sam.fills(text=PLAN)
    await sam.fills(take0=())
    to.keep("paste-nothing-ticked", sam, detail=True)
    await sam.fills()
    to.keep("paste-added", sam, detail=True)
    await _chooses(sam)
    to.keep("message-action-off", sam)


async def from_a_message(to: Gallery, world: World) -> None:
    """The message's form, an owner who is not clear, and what is said then."""
    sam = await _met(world)
    await _chooses(world.people["hv1"])
    to.keep("message-action-no-record", world.people["hv1"])
    await _chooses(sam)
    to.keep("message-action", sam, detail=True)
    await sam.fills(who="School")
    to.keep("message-action-agency", sam, detail=True)
    await sam.fills(who="HV", timescale="by Friday")
    to.keep("message-action-added", sam)


async def _met(world: World) -> Somebody:
    sam = await world.called(concerns=("physical_injury",))
    for each, label in (("pc1", "I'll take it"), ("hv1", "I'll come")):
        await world.people[each].presses(label)
    await world.until(at(10, 13))
    return sam


async def _chooses(somebody: Somebody) -> None:
    front, key = somebody.world.front, somebody.world.key()
    words = {"words": f"HV to visit {CANARY} at home"}
    await somebody._take(await front.submitted(somebody.identity, "make_action", "", words, key))
