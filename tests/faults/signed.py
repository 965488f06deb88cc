"""Slack and Teams, each with its real adapter and real signatures over HTTP, before the real core."""

from __future__ import annotations

import copy
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from adapters.teams.rendering.typed import ID, VERB
from bot.app.bus import Bus
from bot.app.conversation import Conversation
from bot.app.ports import Front
from bot.domain.people import Address
from tests.contract.slack.ground import AISHA, TEAM, Slack
from tests.contract.teams.ground import AMY, POLICE, Ground
from tests.kit.world import World


@dataclass
class Wire:
    """One person's way in by both tools: everything that is sent is rightly signed, whatever it says."""

    slack: Slack
    teams: Ground

    def answered_by(self, front: Front) -> None:
        """From now on this core answers: a replica, or the same after a restart."""
        self.slack.adapter._listener._front = front  # type: ignore[union-attr]
        for turns in self.teams.adapter._turns:
            turns.front = front

    async def press_in_slack(self, verb: str, value: object, trigger: str) -> tuple[int, str]:
        """A click, as Slack sends it; `value` as the attacker would have it."""
        told = {
            "type": "block_actions", "team": {"id": TEAM}, "user": {"id": AISHA, "team_id": TEAM},
            "trigger_id": trigger, "container": {"type": "message", "is_ephemeral": True},
            "actions": [{"type": "button", "action_id": f"q1:{verb}", "value": value}],
        }  # fmt: skip
        return await self._to_slack(told)

    async def submit_in_slack(self, verb: str, metadata: object, state: object, trigger: str) -> tuple[int, str]:
        """A form."""
        view = {
            "id": "V1", "hash": trigger, "type": "modal", "callback_id": f"q1:{verb}", "private_metadata": metadata,
            "blocks": [], "state": state,
        }  # fmt: skip
        who = {"id": AISHA, "team_id": TEAM}
        return await self._to_slack(
            {"type": "view_submission", "team": {"id": TEAM}, "user": who, "trigger_id": trigger, "view": view}
        )

    async def _to_slack(self, told: dict[str, Any]) -> tuple[int, str]:
        status, text = await self.slack.post(urlencode({"payload": json.dumps(told)}).encode())
        await self.slack.adapter._listener.background.finish()  # type: ignore[union-attr]
        return status, text

    async def in_teams(
        self, verb: str, subject: object, values: Any, key: str, form: bool = False
    ) -> tuple[int, str]:
        """A click on a card, or a form sent."""
        activity = copy.deepcopy(self.teams.microsoft.activity_of(AMY))
        fields = dict.fromkeys(values, "text") if isinstance(values, dict) else values
        typed = {f"{ID}{name}": value for name, value in values.items()} if isinstance(values, dict) else {}
        data = {"q": {"subject": subject, "form": form, "fields": fields}, **typed}
        action = {"type": "Action.Execute", "verb": f"{VERB}{verb}", "data": data}
        activity |= {"type": "invoke", "name": "adaptiveCard/action", "id": key, "value": {"action": action}}
        token = self.teams.microsoft.token(serviceurl=activity["serviceUrl"])
        answer = await self.teams.microsoft.post_raw(activity, token)
        return answer.status, answer.text


async def wired(world: World, slack: Slack, teams: Ground, person_id: str) -> Wire:
    """This person of the story is Aisha in Slack and Amy in Teams."""
    async with world.storage.units.write() as uow:
        await uow.addresses.add(Address("x-slack", person_id, "slack", TEAM, AISHA, rank=8, state="live"))
        await uow.addresses.add(Address("x-teams", person_id, "teams", POLICE, AMY, rank=9, state="live"))
        await uow.commit()
    wire = Wire(slack, teams)
    wire.answered_by(world.front)
    return wire


def restarted(world: World) -> Conversation:
    """Another process on the same database."""
    again = Bus(world.storage.units, world.bus.policies, world.tools, lambda: world.clock, links=world.bus.links)
    return Conversation(again)
