"""Whether somebody can be reached in Slack again, seen without writing to them."""

from __future__ import annotations

from adapters.slack.accounts import account_of, standing
from adapters.slack.failures import ApiFailure, outcome
from adapters.slack.web import SlackWeb
from bot.app.ports import Delivery, Sent, Unreachable
from bot.domain.people import Address


async def probe(web: SlackWeb, to: Address) -> Delivery:
    """Alive when the account stands and a conversation with it can be had: opening one shows nothing to anybody."""
    try:
        account = to.account or await account_of(web, to.tenant, to.email)
        user = (await web.call(to.tenant, "users.info", user=account)).get("user")
        unfit = standing(user) if isinstance(user, dict) else "user_not_found"
        if unfit:
            return Unreachable(unfit)
        opened = (await web.call(to.tenant, "conversations.open", users=account)).get("channel")
    except ApiFailure as failure:
        return outcome(failure, post=False)
    chat = opened.get("id") if isinstance(opened, dict) else None
    if not isinstance(chat, str) or not chat:
        return Unreachable("channel_not_found")
    return Sent("", account, {"channel": chat})
