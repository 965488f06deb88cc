"""`POST /teams/messages`: from an HTTP request to a turn, through every check."""

from __future__ import annotations

import re

from botbuilder.core import TurnContext
from starlette.requests import Request
from starlette.responses import Response

from adapters.teams.gate import Gate
from adapters.teams.incoming import Incoming, understand
from adapters.teams.rendering.measure import encode
from adapters.teams.request_guard import Rejected, read_json
from adapters.teams.turns import Outcome, Turns
from bot.turned_away import turned_away

NOT_OF_AN_ID = re.compile(r"[^0-9a-f-]")


class Listener:
    """The endpoint. Whatever is refused is refused without a word about why, and logged by a code alone."""

    def __init__(self, gate: Gate, turns: Turns) -> None:
        self._gate = gate
        self._turns = turns

    async def answer(self, request: Request) -> Response:
        """One request of Teams."""
        header = request.headers.get("authorization")
        tenant = ""
        try:
            if header is None:
                raise Rejected(401, "no_token")
            incoming = understand(await read_json(request))
            tenant = incoming.tenant
            outcome = await self._turn(header, incoming)
        except Rejected as refusal:
            named = NOT_OF_AN_ID.sub("", tenant)[:36]
            turned_away("teams", refusal.reason, status=refusal.status, tenant=named)
            return Response(status_code=refusal.status)
        body = b"" if outcome.body is None else encode(outcome.body)
        return Response(body, status_code=outcome.status, media_type="application/json")

    async def _turn(self, header: str, incoming: Incoming) -> Outcome:
        result, activity = await self._gate.admit(header, incoming)
        outcome = Outcome()

        async def turn(_: TurnContext) -> None:
            nonlocal outcome
            outcome = await self._turns.take(incoming)

        # botbuilder's own answer is not used: it keeps none for anything but an invoke.
        await self._gate.bot.process_activity(result, activity, turn)
        return outcome
