"""The Home tab of one person."""

from __future__ import annotations

from adapters.slack.failures import ApiFailure
from adapters.slack.rendering import home_view
from adapters.slack.web import SlackWeb
from bot.app.ports import Front
from bot.domain.people import Identity


async def publish_home(web: SlackWeb, front: Front, workspace: str, who: Identity, seen: str = "") -> None:
    """Draw it. `seen` is the hash of what the person has in front of them; when it has changed, read again."""
    view = home_view(await front.home(who))
    try:
        guard = {"hash": seen} if seen else {}
        await web.call(workspace, "views.publish", user_id=who.account, view=view, **guard)
    except ApiFailure as failure:
        if failure.code != "hash_conflict":
            raise
        view = home_view(await front.home(who))
        await web.call(workspace, "views.publish", user_id=who.account, view=view)
