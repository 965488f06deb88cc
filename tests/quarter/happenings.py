"""What else happens to people in a quarter: they go on leave, leave for good, change their tool; Quorate restarts."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from bot.app.bus import Bus
from bot.app.cards import Form
from bot.app.commands import PersonLeaves
from bot.app.conversation import Conversation
from bot.app.work import OPERATOR
from bot.policy import Policies
from bot.storage import open_storage
from scheduling.london import local_day
from tests.kit.world import Somebody, World
from tests.quarter.cast import OTHER, TENANTS, Character, email_of
from tests.quarter.hands import Hands
from tests.quarter.holding import Holding
from tests.quarter.watching import Watch


class Happenings:
    """Each is done as it would be: by the person in their tool, by the tool itself, or by the operator."""

    def __init__(
        self, world: World, cast: dict[str, Character], hands: Hands, holding: Holding, watch: Watch, lots: Random
    ) -> None:
        self.world, self.cast, self.hands = world, cast, hands
        self.holding, self.watch, self.lots = holding, watch, lots

    async def somebody_leaves(self, job: str) -> bool:
        """For good: the operator says so. Whoever has something open goes first."""
        owners = {each.owner_id for each in await self.world.rows("actions", state="open")}
        busy = [each for each in self.cast.values() if each.job == job and not each.gone and each.id in owners]
        one = self.lots.choice(busy) if busy else self._somebody(job)
        if one is None or len([each for each in self.cast.values() if each.job == job and not each.gone]) < 2:
            return False
        await self.world.bus.do(PersonLeaves(one.id), OPERATOR)
        one.gone = True
        # What they had before them is emptied once; from then on nothing comes.
        await self.world.settle()
        self.watch.gone.add(one.id)
        return True

    async def somebody_is_away(self, job: str, covered: bool) -> bool:
        """They say from when until when, and who covers."""
        one = self._somebody(job)
        if one is None:
            return False
        await one.who.types("home")
        await one.who.sends("away", "")
        form = one.who.shown
        if not isinstance(form, Form):
            return False
        today = local_day(self.world.clock)
        back = today + timedelta(days=self.lots.randrange(2, 12))
        peers = [each for each in self.cast.values() if each.job == job and each is not one and not each.gone]
        cover = self.lots.choice(peers).who.person.name if covered and peers else ""
        await self.hands.send(one.who, **{"from": "", "until": back.isoformat(), "covered_by": cover})
        self.holding.leave = await self.world.rows("leave")
        return True

    async def somebody_changes_tool(self) -> bool:
        """The app is gone from the one, and they write from the other, which vouches for their address."""
        one = self._somebody("")
        if one is None or one.who.identity.channel != _first_channel(one.who):
            return False
        before = one.who.identity
        await self.world.front.lost(before, self.world.key())
        channel = OTHER[before.channel]
        one.who = Somebody(self.world, one.who.person, channel, TENANTS[channel])
        self.world.people[one.id] = one.who
        self.world.tools[channel].emails[one.who.identity.account] = email_of(one.id)
        await one.who.types("home")
        return True

    async def quorate_restarts(self, policies: Policies, address: str, keys: tuple[str, ...]) -> None:
        """Everything in memory is gone; what was promised is not."""
        await self.world.storage.close()
        self.world.storage = open_storage(address, keys)
        self.world.bus = Bus(self.world.storage.units, policies, self.world.tools, lambda: self.world.clock)
        self.world.front = Conversation(self.world.bus)

    def _somebody(self, job: str) -> Character | None:
        fit = [each for each in self.cast.values() if not each.gone and job in ("", each.job)]
        return self.lots.choice(fit) if fit else None


def _first_channel(who: Somebody) -> str:
    return "slack" if who.person.agency in ("social_care", "education") and who.person.id != "edm1" else "teams"
