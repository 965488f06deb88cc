"""Reaching people by one-to-one Slack messages."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from adapters.slack.accounts import account_of, vouched_email
from adapters.slack.failures import ApiFailure, outcome
from adapters.slack.probing import probe
from adapters.slack.rendering import message
from adapters.slack.web import SlackWeb
from bot.app.cards import Card
from bot.app.ports import OWN_RATE, Delivery, Refused, Retry, Sent, Unreachable
from bot.domain.people import Address, Identity


class SlackChannel:
    """The channel port on Slack. A post's id is "conversation:timestamp", enough to update it later."""

    name = "slack"

    def __init__(self, web: SlackWeb) -> None:
        self._web = web

    def wait(self, to: Address, *, urgent: bool) -> float:
        """Seconds until a post to this person may go; what is not urgent leaves turns over for what is."""
        known = to.conversation.get("channel")
        paused = self._web.pace.paused(to.tenant, "chat.postMessage")
        return max(paused, self._web.pace.wait(to.tenant, str(known or to.account), urgent=urgent))

    async def send(self, to: Address, card: Card) -> Delivery:
        """Post the card to the person's direct messages."""
        try:
            account = to.account or await account_of(self._web, to.tenant, to.email)
            known = to.conversation.get("channel")
            conversation = known if isinstance(known, str) and known else await self._opened(to.tenant, account)
        except ApiFailure as failure:
            return outcome(failure, post=False)
        sent = await self._post(to.tenant, account, conversation, card)
        if conversation == known and sent == Unreachable("channel_not_found"):
            # A reinstalled app has another bot, and so another conversation; nothing was posted yet.
            return await self.send(replace(to, account=account, conversation={}), card)
        return sent

    async def _post(self, workspace: str, account: str, conversation: str, card: Card) -> Delivery:
        wait = self._web.pace.turn(workspace, conversation)
        if wait:
            return Retry(timedelta(seconds=wait), OWN_RATE)
        content = {**message(card), "mrkdwn": False, "unfurl_links": False, "unfurl_media": False}
        try:
            posted = await self._web.call(workspace, "chat.postMessage", channel=conversation, **content)
        except ApiFailure as failure:
            return outcome(failure, post=True)
        learnt = {"channel": conversation}
        return Sent(f"{conversation}:{posted.get('ts', '')}", account=account, conversation=learnt)

    async def _opened(self, workspace: str, account: str) -> str:
        opened = await self._web.call(workspace, "conversations.open", users=account)
        channel = opened.get("channel")
        if not isinstance(channel, dict) or not isinstance(channel.get("id"), str):
            raise ApiFailure("channel_not_found")
        return str(channel["id"])

    async def update(self, to: Address, post_id: str, card: Card) -> Delivery:
        """Bring the posted card up to date, in place."""
        conversation, _, ts = post_id.partition(":")
        if not ts:
            return Refused("gone")
        try:
            await self._web.call(to.tenant, "chat.update", channel=conversation, ts=ts, **message(card))
        except ApiFailure as failure:
            return outcome(failure, post=False)
        return Sent(post_id, account=to.account, conversation={"channel": conversation})

    async def probe(self, to: Address) -> Delivery:
        """Whether the person can be reached again; nobody is written to."""
        return await probe(self._web, to)

    async def verified_email(self, identity: Identity) -> str | None:
        """The address that Slack vouches for; "" for guests, strangers and unconfirmed addresses."""
        return await vouched_email(self._web, identity.tenant, identity.account)
