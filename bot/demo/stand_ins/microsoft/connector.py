"""The Bot Connector of Teams: what a bot may post, change and look up, and what is refused."""

from collections.abc import Sequence

from aiohttp import web

from .conversations import Conversation, Conversations, Posted
from .limits import Limits, Throttle, Windows
from .login import Login
from .people import Directory, Json, Person, Tenant
from .posting import messages_of, objects
from .refusals import Refusal
from .traffic import Clock, Exchange

GLOBAL_REGION = "teams"


class Connector:
    """Checks token, rate, size, conversation and content, in this order, then does what was asked."""

    def __init__(self, login: Login, directory: Directory, chats: Conversations, limits: Limits, now: Clock) -> None:
        self._login = login
        self._directory = directory
        self._chats = chats
        self._now = now
        self._throttle = Throttle()
        self.limits = limits

    def whose(self, exchange: Exchange) -> str | None:
        """The Entra object id of the person whom a request concerns, if it can be told."""
        chat = self._chats.find(exchange.part("conversation"))
        if chat is not None:
            return chat.person.aad_object_id
        payload = exchange.sent.payload
        wanted = [str(member.get("id")) for member in objects(payload, "members")]
        found = [t.find(name) for t in self._directory for name in wanted]
        return next((person.aad_object_id for person in found if person is not None), None)

    async def create(self, exchange: Exchange) -> web.Response:
        """`POST v3/conversations`: open the personal chat; the app must be installed for that person."""
        self._admit(exchange)
        payload = exchange.payload
        tenant, person = self._addressee(exchange, payload)
        self._throttle.count(f"create/{tenant.id}/{person.mri}", self.limits.create)
        self._throttle.count(f"tenant/{tenant.id}", self.limits.tenant)
        self.limits.check_size(exchange.body)
        if tenant.disabled:
            raise Refusal(403, "BotDisabledByAdmin")
        if not person.installed:
            raise Refusal(403, "ForbiddenOperationException")
        chat = self._chats.personal(tenant, person)
        answer = {"id": chat.id}
        for activity in objects(payload, "activity"):
            posted = self._post(chat, activity)
            answer["activityId"] = posted[0].id if len(posted) == 1 else ""
        exchange.sent.conversation_id = chat.id
        return web.json_response(answer, status=201)

    async def send(self, exchange: Exchange) -> web.Response:
        """`POST …/activities` and `…/activities/{id}`: 201 with an id, or 202 without one when split."""
        chat = self._writable(exchange)
        if exchange.payload.get("type") == "typing":
            return web.json_response({}, status=202)
        posted = self._post(chat, exchange.payload)
        if len(posted) > 1:
            return web.json_response({}, status=202)
        exchange.sent.activity_id = posted[0].id
        return web.json_response({"id": posted[0].id}, status=201)

    async def update(self, exchange: Exchange) -> web.Response:
        """`PUT …/activities/{id}`: replace a message of the bot's own in place."""
        chat = self._writable(exchange)
        posted = self._own_message(chat, exchange)
        if len(messages_of(exchange.payload)) > 1:
            raise Refusal(400, "BadArgument", "Activity resulted into multiple skype activities")
        posted.versions.append(exchange.payload)
        return web.json_response({"id": posted.id})

    async def delete(self, exchange: Exchange) -> web.Response:
        """`DELETE …/activities/{id}`."""
        chat = self._writable(exchange)
        self._own_message(chat, exchange).deleted = True
        return web.Response(status=200)

    async def member(self, exchange: Exchange) -> web.Response:
        """`GET …/members/{id}` by `29:` id or Entra object id."""
        chat = self._readable(exchange)
        if exchange.part("member") not in (chat.person.mri, chat.person.aad_object_id):
            raise Refusal(404, "MemberNotFoundInConversation")
        return web.json_response(chat.person.as_member(chat.tenant.id))

    async def members(self, exchange: Exchange) -> web.Response:
        """`GET …/pagedmembers`: one page; the bot itself is not listed."""
        chat = self._readable(exchange)
        return web.json_response({"members": [chat.person.as_member(chat.tenant.id)]})

    def _admit(self, exchange: Exchange) -> None:
        self._login.check_bearer(exchange.request.headers.get("Authorization", ""))

    def _addressee(self, exchange: Exchange, payload: Json) -> tuple[Tenant, Person]:
        tenants = [t.get("id") for d in objects(payload, "channelData") for t in objects(d, "tenant")]
        tenant_id = payload.get("tenantId") or next(iter(tenants), None)
        if not tenant_id:
            raise Refusal(400, "BadArgument", "Tenant id is required to create a conversation")
        tenant = self._directory.tenants.get(str(tenant_id))
        members = objects(payload, "members")
        if payload.get("isGroup") or len(members) != 1 or isinstance(payload["members"], dict):
            raise Refusal(400, "BadArgument", "A bot can create a conversation with exactly one member")
        person = tenant.find(str(members[0].get("id", ""))) if tenant else None
        if tenant is None or person is None:
            raise Refusal(400, "BadArgument", "Failed to decrypt pairwise id")
        self._check_region(exchange, tenant)
        return tenant, person

    def _check_region(self, exchange: Exchange, tenant: Tenant) -> None:
        wrong_tenant = exchange.part("tenant") not in ("", tenant.id)
        if exchange.part("region") not in (tenant.region, GLOBAL_REGION) or wrong_tenant:
            raise Refusal(404, "ConversationNotFound")

    def _chat(self, exchange: Exchange, family: str, windows: Windows) -> Conversation:
        self._admit(exchange)
        chat = self._chats.find(exchange.part("conversation"))
        if chat is None:
            raise Refusal(404, "ConversationNotFound")
        self._check_region(exchange, chat.tenant)
        self._throttle.count(f"{family}/{chat.id}", windows)
        self._throttle.count(f"tenant/{chat.tenant.id}", self.limits.tenant)
        if chat.tenant.disabled:
            raise Refusal(403, "BotDisabledByAdmin")
        if not chat.person.installed:
            raise Refusal(403, "BotNotInConversationRoster")
        return chat

    def _readable(self, exchange: Exchange) -> Conversation:
        return self._chat(exchange, "read", self.limits.read)

    def _writable(self, exchange: Exchange) -> Conversation:
        chat = self._chat(exchange, "send", self.limits.send)
        if chat.person.blocked:
            raise Refusal(403, chat.person.blocked_as)
        self.limits.check_size(exchange.body)
        return chat

    def _own_message(self, chat: Conversation, exchange: Exchange) -> Posted:
        posted = chat.find(exchange.part("activity"))
        if posted is None or not posted.by_bot:
            raise Refusal(404, "ActivityNotFoundInConversation")
        return posted

    def _post(self, chat: Conversation, activity: Json) -> Sequence[Posted]:
        return [chat.post(part, self._now(), by_bot=True) for part in messages_of(activity)]
