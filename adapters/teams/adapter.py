"""The Teams channel put together."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.routing import BaseRoute, Route

from adapters.teams.gate import Gate
from adapters.teams.hosts import ServiceHosts
from adapters.teams.listener import Listener
from adapters.teams.outbound import Connector, TeamsChannel, Tokens, TokenUnavailable
from adapters.teams.settings import TeamsSettings
from adapters.teams.signing_keys import KeysUnavailable, SigningKeys
from adapters.teams.turns import Turns
from bot.app.ports import Channel, Finding, Front

PATH = "/teams/messages"


class TeamsAdapter:
    """The way in (`POST /teams/messages`) and the channel out."""

    def __init__(self, settings: TeamsSettings) -> None:
        self._settings = settings
        self._hosts = ServiceHosts(settings.service_hosts)
        self._keys = SigningKeys(settings.openid_metadata_url)
        self._tokens = Tokens(settings)
        self._connector = Connector(self._hosts, self._tokens)
        self._turns: list[Turns] = []
        self._channel = TeamsChannel(self._connector, settings.app_id, settings.tenants, self._hosts.first_base())
        self.channel: Channel = self._channel

    def routes(self, front: Front) -> Sequence[BaseRoute]:
        """The bot's messaging endpoint."""
        turns = Turns(front, self._channel)
        self._turns.append(turns)
        listener = Listener(Gate(self._settings, self._hosts, self._keys), turns)
        return [Route(PATH, listener.answer, methods=["POST"])]

    async def start(self, front: Front) -> None:
        """Fetch the keys early, so that the first person need not wait; later is soon enough if it fails."""
        del front
        try:
            await self._keys.fetch()
        except KeysUnavailable:
            return

    async def stop(self) -> None:
        """Finish the answers under way, then close connections."""
        for turns in self._turns:
            await turns.finish()
        await self._connector.close()

    async def check(self) -> list[Finding]:
        """The bot's credentials and the keys of Teams."""
        return [*self._settings_findings(), await self._token_finding(), await self._keys_finding()]

    def _settings_findings(self) -> list[Finding]:
        wrong = self._settings.unsafe()
        if wrong:
            return [Finding("Teams settings", False, each, "Correct it in .env.") for each in wrong]
        count = len(self._settings.tenants)
        return [Finding("Teams settings", True, f"People of {count} tenant(s) may use Quorate.")]

    async def _token_finding(self) -> Finding:
        try:
            await self._tokens.fetch()
        except TokenUnavailable as error:
            if error.reason == "token_refused":
                mend = "Check QUORATE_TEAMS_APP_ID, _APP_PASSWORD (has it expired?) and _HOME_TENANT in Entra."
                return Finding("Teams sign-in", False, "Microsoft refused the bot's credentials.", mend)
            mend = "Check that this machine may reach QUORATE_TEAMS_LOGIN_AUTHORITY."
            return Finding("Teams sign-in", False, "Microsoft's login did not answer.", mend)
        return Finding("Teams sign-in", True, "The bot can fetch its token.")

    async def _keys_finding(self) -> Finding:
        mend = "Check that this machine may reach QUORATE_TEAMS_OPENID_METADATA_URL."
        try:
            keys = await self._keys.fetch()
        except KeysUnavailable:
            return Finding("Teams signing keys", False, "The keys of Teams cannot be fetched.", mend)
        if not keys:
            return Finding("Teams signing keys", False, "None of the keys found there is for Teams.", mend)
        return Finding("Teams signing keys", True, f"{keys} keys can vouch for Teams.")
