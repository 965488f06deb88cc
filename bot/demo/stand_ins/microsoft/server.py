"""Microsoft's side of Teams on one loopback port: login, OpenID, Bot Connector, and the people's clients."""

import socket
from collections.abc import Sequence
from datetime import UTC, datetime
from types import TracebackType
from typing import Literal, Self

from aiohttp import web

from bot.demo.stand_ins.loopback import listens, takes_no_more

from .activities import ActivityWriter
from .connector import Connector
from .conversations import Conversation, Conversations
from .courier import Answer, Courier, Delivery
from .hand import Hand
from .keys import KeyRing
from .limits import Limits
from .login import Login, Registration
from .openid import OpenId
from .people import Directory, Json, Tenant
from .traffic import Clock, Fault, FrontDoor, Sent, Work

CHANNEL = "msteams"
LARGEST_REQUEST = 4 * 1024 * 1024
FaultKind = Literal[
    "any", "token", "openid", "keys", "create", "send", "reply", "update", "delete", "member", "members"
]


def _utc_now() -> datetime:
    return datetime.now(UTC)


class MicrosoftStandIn:
    """`async with MicrosoftStandIn(tenants) as microsoft:` serves on 127.0.0.1 until left.

    `now` stamps messages (aware); tokens, rates and time-outs follow the computer's own clock.
    `answer_within` is how many seconds the clients wait for the bot (Teams: 10 to 15).
    """

    def __init__(
        self,
        tenants: Sequence[Tenant],
        *,
        app_id: str = "6f2d9c1e-4b0a-4f57-9f3e-2a1b8c7d6e5f",
        client_secret: str = "invented-client-secret",  # noqa: S107 - it opens nothing but this stand-in
        home_tenant: str | None = None,
        bot_url: str = "",
        limits: Limits | None = None,
        now: Clock = _utc_now,
        answer_within: float = 10.0,
        token_lifetime: float = 3600,
        port: int = 0,
    ) -> None:
        self.registration = Registration(app_id, client_secret, home_tenant or tenants[0].id)
        self.directory = Directory(tenants)
        self.conversations = Conversations()
        self._now = now
        self._port = port
        self._channel_keys = KeyRing("channel", (CHANNEL,))
        entra_keys = KeyRing("entra")
        self.login = Login(self.registration, self.directory, entra_keys, token_lifetime)
        self._openid = OpenId(lambda: self.base_url, self._channel_keys, entra_keys)
        self._connector = Connector(self.login, self.directory, self.conversations, limits or Limits(), now)
        self._door = FrontDoor(now, self._connector.whose)
        self.courier = Courier(self._channel_keys, app_id, answer_within, now)
        self.courier.bot_url = bot_url
        self._hands: dict[str, Hand] = {}
        self._runner: web.AppRunner | None = None
        self._listening: socket.socket | None = None

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=LARGEST_REQUEST)
        app.add_routes(self._routes())
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        self._listening = listens(self._port)
        await web.SockSite(self._runner, self._listening).start()
        self._port = self._runner.addresses[0][1]
        await self.courier.open()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.courier.close()
        if self._runner is not None and self._listening is not None:
            await takes_no_more(self._listening)
            await self._runner.cleanup()

    @property
    def base_url(self) -> str:
        """Where the stand-in listens; also the login authority without its tenant."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def host(self) -> str:
        """Host and port, as a list of allowed service hosts names them."""
        return f"127.0.0.1:{self._port}"

    @property
    def token_url(self) -> str:
        """Entra's token endpoint of the bot's home tenant."""
        return f"{self.base_url}/{self.registration.home_tenant}/oauth2/v2.0/token"

    @property
    def openid_metadata_url(self) -> str:
        """The Bot Framework's OpenID document."""
        return f"{self.base_url}/v1/.well-known/openidconfiguration"

    def service_url(self, tenant: Tenant) -> str:
        """The Bot Connector's address for this tenant's region."""
        return f"{self.base_url}/{tenant.region}/"

    @property
    def bot_url(self) -> str:
        """The bot's messaging endpoint, to which people's clients send."""
        return self.courier.bot_url

    @bot_url.setter
    def bot_url(self, url: str) -> None:
        self.courier.bot_url = url

    @property
    def sent(self) -> list[Sent]:
        """Every request the bot made, oldest first."""
        return self._door.sent

    @property
    def delivered(self) -> list[Delivery]:
        """Every activity that people's clients sent the bot, with its answer, oldest first."""
        return self.courier.delivered

    def person(self, aad_object_id: str) -> Hand:
        """The hands of the person with this Entra object id."""
        if aad_object_id not in self._hands:
            tenant, person = self.directory.home_of(aad_object_id)
            chat = self.conversations.personal(tenant, person)
            self._hands[aad_object_id] = Hand(chat, self.courier, self._writer(chat))
        return self._hands[aad_object_id]

    def fail_next(
        self,
        kind: FaultKind,
        *,
        status: int | None = None,
        code: str = "",
        delay: float = 0.0,
        retry_after: float | None = None,
        accepted: bool = False,
        drop: bool = False,
        drop_after_accept: bool = False,
        person: str | None = None,
        times: int = 1,
    ) -> Fault:
        """Make the next requests of this kind fail, for this person (Entra object id) or for anyone.

        `accepted`: do what is asked, then answer `status` all the same; `drop_after_accept`: do it, then
        close the connection; `drop`: close it at once; `delay` in seconds before anything is done.
        """
        fault = Fault(kind, status, code, delay, retry_after, accepted, drop, drop_after_accept, person, times)
        self._door.faults.append(fault)
        return fault

    def rotate_keys(self, *, keep_old: bool = True) -> str:
        """Sign what goes to the bot with a new key from now on; its id."""
        return self._channel_keys.rotate(keep_old=keep_old).kid

    def publish_key(self, endorsements: Sequence[str]) -> str:
        """Publish a key endorsed for these channels only; its id, for `token(kid=…)`."""
        return self._channel_keys.publish(endorsements).kid

    def token(self, *, alg: str = "RS256", kid: str | None = None, **claims: object) -> str:
        """A token to the bot, right unless told otherwise: see `Courier.token`."""
        first = next(iter(self.directory))
        return self.courier.token(alg=alg, kid=kid, **{"serviceurl": self.service_url(first), **claims})

    async def post_raw(self, activity: Json | bytes, token: str | None) -> Answer:
        """Post anything to the bot with any token; None sends no Authorization header."""
        return await self.courier.post(activity, token)

    def activity_of(self, aad_object_id: str, text: str = "hello") -> Json:
        """A proper message activity of this person, to be tampered with and posted raw."""
        tenant, person = self.directory.home_of(aad_object_id)
        return self._writer(self.conversations.personal(tenant, person)).message(text)

    def _writer(self, chat: Conversation) -> ActivityWriter:
        return ActivityWriter(chat, self.service_url(chat.tenant), self.registration.app_id, self._now)

    def _routes(self) -> list[web.RouteDef]:
        bot, openid = self._connector, self._openid
        table: list[tuple[str, str, str, Work]] = [
            ("GET", "/v1/.well-known/openidconfiguration", "openid", openid.channel_metadata),
            ("GET", "/v1/.well-known/keys", "keys", openid.channel_keys),
            ("POST", "/{tenant}/oauth2/v2.0/token", "token", self.login.token),
            ("GET", "/{tenant}/v2.0/.well-known/openid-configuration", "openid", openid.entra_metadata),
            ("GET", "/{tenant}/discovery/v2.0/keys", "keys", openid.entra_keys),
        ]
        for base in ("/{region}/v3/conversations", "/{region}/{tenant}/v3/conversations"):
            chat = base + "/{conversation}"
            table += [
                ("POST", base, "create", bot.create),
                ("POST", f"{chat}/activities", "send", bot.send),
                ("POST", chat + "/activities/{activity}", "reply", bot.send),
                ("PUT", chat + "/activities/{activity}", "update", bot.update),
                ("DELETE", chat + "/activities/{activity}", "delete", bot.delete),
                ("GET", chat + "/members/{member}", "member", bot.member),
                ("GET", f"{chat}/pagedmembers", "members", bot.members),
            ]
        return [web.route(method, path, self._door.route(kind, work)) for method, path, kind, work in table]
