"""Buttons about the feed of one's own meetings."""

from __future__ import annotations

from bot.app import commands as c
from bot.app import questions as q
from bot.app.conversation.pressing import Look, Press
from bot.app.conversation.talk import Talk
from bot.app.replies import Reply, Say, Show
from bot.app.wording.calendar_feed import ENDED, address_card


async def new_feed(talk: Talk, _: str) -> Reply:
    """The address, shown once; it must not stay behind in a chat."""
    return Show(address_card(await talk.do(c.MakeFeed())), detail=True)


async def end_feed(talk: Talk, _: str) -> Reply:
    """No more."""
    await talk.do(c.EndFeed())
    return Say(ENDED, "good")


FEED_PRESSES: dict[str, Press] = {"feed": Look(lambda _: q.ShowFeed()), "new_feed": new_feed, "end_feed": end_feed}
