"""The gallery's scenes of Quorate itself: something of it is amiss, it is quiet, and what was sent by mistake."""

from __future__ import annotations

from datetime import timedelta

from bot.app.commands import GoQuiet, Resume
from bot.app.wording.asked import TAKE_BACK
from bot.app.work import OPERATOR
from tests.kit.gallery import Gallery
from tests.kit.world import World

LOOKED_AFTER = {"more_policy": '\n[reach]\nadmin_id = "head"\n'}


async def needs_looking_at(to: Gallery, world: World) -> None:
    """Something due was not chased: whoever looks after Quorate hears of it, and when it is right again."""
    head = world.people["head"]
    await world.called()
    await world.bus.link_audit()
    world.clock += timedelta(hours=1)
    await world.bus.audit_itself()
    await world.settle()
    to.keep_message("alarm", head, "needs looking at")
    await world.sweep()
    await world.bus.link_audit()
    await world.bus.audit_itself()
    await world.settle()
    to.keep_message("alarm-over", head, "This is right again")


async def quiet(to: Gallery, world: World) -> None:
    """It answers, and says with everything that it sends nothing."""
    sam = world.people["sam"]
    await world.bus.do(GoQuiet(), OPERATOR)
    await world.sweep()
    await sam.types("")
    to.keep("quiet-form", sam)
    await world.called()
    await sam.types("help")
    to.keep("quiet-answer", sam)
    await to.keep_home("quiet-home", sam)
    await world.bus.do(Resume(), OPERATOR)


async def asked_by_mistake(to: Gallery, world: World) -> None:
    """The wrong person was asked, and it is taken back."""
    sam, priya = await world.called(), world.people["hv1"]
    await sam.presses(TAKE_BACK, beside="Priya Nair")
    to.keep_message("told-taken-back", priya, "sent to you by mistake")
    to.keep_message("convenor-taken-back", sam, "EXMP-SM-1")
