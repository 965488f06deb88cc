"""The channel to people in Teams: their one-to-one chat with the bot, and nowhere else."""

from __future__ import annotations

from datetime import timedelta

from adapters.teams.outbound.connector import Answer, Connector
from adapters.teams.outbound.outcome import TOO_BIG, failure, waiting_time
from adapters.teams.outbound.pace import CONVERSATION, MEMBERS, TENANT, UNHURRIED, Pace
from adapters.teams.outbound.probing import probe
from adapters.teams.outbound.reference import Reference
from adapters.teams.rendering import Rendered, card_json, in_short, message_activity, update_activity
from bot.app.cards import Card
from bot.app.ports import OWN_RATE, Delivery, Retry, Sent, Unreachable
from bot.domain.people import Address, Identity


class TeamsChannel:
    """Posts and updates cards through the Bot Connector, directly: botbuilder swallows proactive failures."""

    name = "teams"

    def __init__(self, connector: Connector, app_id: str, tenants: tuple[str, ...], first_base: str) -> None:
        self._connector = connector
        self._app_id = app_id
        self._tenants = tenants
        self._first_base = first_base
        self._pace = Pace()

    def wait(self, to: Address, *, urgent: bool) -> float:
        """Seconds until a post to this person may go; what is not urgent leaves turns over for what is."""
        reference = Reference.of(to.conversation)
        chat = reference.conversation_id if reference else to.account
        tenant = reference.tenant_id if reference else to.tenant
        return self._pace.wait((chat, CONVERSATION), (tenant, TENANT if urgent else UNHURRIED))

    async def send(self, to: Address, card: Card) -> Delivery:
        """Post the card to this person's own chat, which is opened first if it never was."""
        reference = Reference.of(to.conversation)
        if to.tenant.lower() not in self._tenants:
            return Unreachable("tenant_not_allowed")
        if reference is None:
            opened = await self._open_chat(to)
            if not isinstance(opened, Reference):
                return opened
            reference = opened
        sent = await self.post(reference, card_json(card))
        if sent == TOO_BIG:
            sent = await self.post(reference, card_json(in_short(card)))
        if isinstance(sent, Sent):
            return Sent(sent.post_id, to.account or sent.account, reference.as_json())
        return sent

    async def probe(self, to: Address) -> Delivery:
        """Whether this person's chat can be written to again; nothing is posted, and nobody is notified."""
        if to.tenant.lower() not in self._tenants:
            return Unreachable("tenant_not_allowed")
        reference = Reference.of(to.conversation) or await self._open_chat(to)
        if not isinstance(reference, Reference):
            return reference
        if wait := self._room(reference):
            return wait
        return await probe(self._connector, reference)

    async def update(self, to: Address, post_id: str, card: Card) -> Delivery:
        """Replace a posted card."""
        reference = Reference.of(to.conversation)
        if reference is None:
            return Unreachable("not_installed")
        replaced = await self.replace(reference, post_id, card_json(card))
        if replaced == TOO_BIG:
            replaced = await self.replace(reference, post_id, card_json(in_short(card)))
        return replaced

    async def post(self, reference: Reference, rendered: Rendered) -> Delivery:
        """Post something rendered to this conversation."""
        if wait := self._room(reference):
            return wait
        path = ("conversations", reference.conversation_id, "activities")
        activity = message_activity(rendered, reference.as_json())
        answer = await self._connector.call("POST", reference.service_url, path, activity)
        if answer.status not in (200, 201, 202):
            return self._failure(answer, reference)
        return Sent(str(answer.body.get("id") or ""))

    async def replace(self, reference: Reference, post_id: str, rendered: Rendered) -> Delivery:
        """Put something rendered in the place of an earlier post."""
        if wait := self._room(reference):
            return wait
        path = ("conversations", reference.conversation_id, "activities", post_id)
        activity = update_activity(rendered, post_id)
        answer = await self._connector.call("PUT", reference.service_url, path, activity)
        if answer.status not in (200, 201, 202):
            return self._failure(answer, reference, updating=True)
        return Sent(post_id)

    async def verified_email(self, identity: Identity) -> str | None:
        """The address Entra gives for a member of that tenant, lower case; "" for a guest and for nobody.

        None when Teams does not answer just now.
        """
        reference = Reference.of(identity.conversation)
        if reference is None or not identity.account:
            return ""
        if self._pace.take((f"members/{reference.conversation_id}", MEMBERS), (identity.tenant, TENANT)):
            return None
        answer = await self._member(reference, reference.user_id or identity.account)
        if answer.status in (400, 404) and reference.user_id not in ("", identity.account):
            answer = await self._member(reference, identity.account)
        if answer.status in (400, 403, 404):
            return ""
        if answer.status != 200:
            return None
        return _address_of_member(answer.body, identity)

    async def _member(self, reference: Reference, who: str) -> Answer:
        """A member of the chat by the id that Teams gave them in it, or by Entra's object id."""
        path = ("conversations", reference.conversation_id, "members", who)
        return await self._connector.call("GET", reference.service_url, path)

    async def _open_chat(self, to: Address) -> Reference | Retry | Unreachable:
        """The person's chat, when Entra's id of them is known and the app is installed for them."""
        if not to.account:
            return Unreachable("not_installed")
        if wait := self._pace.take((f"create/{to.account}", CONVERSATION), (to.tenant, TENANT)):
            return Retry(timedelta(seconds=wait), OWN_RATE)
        bot = f"28:{self._app_id}"
        wanted = {
            "bot": {"id": bot},
            "members": [{"id": to.account}],
            "isGroup": False,
            "tenantId": to.tenant,
            "channelData": {"tenant": {"id": to.tenant}},
        }
        answer = await self._connector.call("POST", self._first_base, ("conversations",), wanted)
        chat = answer.body.get("id")
        if answer.status in (200, 201, 202) and isinstance(chat, str) and chat:
            return Reference(self._first_base, chat, bot, to.account, to.tenant)
        result = failure(answer, updating=True)
        return result if isinstance(result, Retry) else Unreachable("not_installed")

    def _room(self, reference: Reference) -> Retry | None:
        limits = ((reference.conversation_id, CONVERSATION), (reference.tenant_id, TENANT))
        wait = self._pace.take(*limits)
        return Retry(timedelta(seconds=wait), OWN_RATE) if wait else None

    def _failure(self, answer: Answer, reference: Reference, *, updating: bool = False) -> Delivery:
        if answer.status == 429:
            self._pace.hold(reference.conversation_id, waiting_time(answer.retry_after))
        return failure(answer, updating=updating)


def _address_of_member(member: dict[str, object], identity: Identity) -> str:
    def word(name: str) -> str:
        value = member.get(name)
        return value.strip().lower() if isinstance(value, str) else ""

    account = word("aadObjectId") or word("objectId")
    named = word("userPrincipalName")
    outsider = word("userRole") in ("guest", "anonymous") or "#ext#" in named
    if outsider or account != identity.account or word("tenantId") not in ("", identity.tenant):
        return ""
    found = word("email") or named
    return found if found.count("@") == 1 and " " not in found else ""
