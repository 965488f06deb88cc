"""Whatever a bot sends, the stand-in answers with a refusal of Teams', never with its own failure."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.demo.stand_ins.microsoft import read
from bot.demo.stand_ins.microsoft.card_rules import REQUIRED, check_card
from bot.demo.stand_ins.microsoft.refusals import Refusal

from .microsoft_echo import POLICE, card, message, stand_in, text

LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
FIELDS = ["id", "text", "title", "value", "url", "items", "columns", "rows", "cells", "actions", "card"]
FIELDS += ["choices", "inlines", "facts", "images", "selectAction", "isVisible", "min", "style", "altText"]


def part(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Something like an element or an action, complete or not."""
    fields = st.dictionaries(st.sampled_from(FIELDS), inner, max_size=3)
    return st.builds(lambda kind, more: {"type": kind, **more}, st.sampled_from(sorted(REQUIRED)), fields)


CONTENT = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | part(inner), max_leaves=10)


@given(st.lists(part(CONTENT), max_size=3) | CONTENT)
def test_any_content_of_a_card_is_refused_or_can_be_read(body: Any) -> None:
    content = {"type": "AdaptiveCard", "version": "1.5", "body": body}
    try:
        check_card(content)
    except Refusal:
        return
    assert isinstance(read(content), str)


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "", {"tenantId": POLICE, "members": ["29:noor"]}),
        ("POST", "", {"tenantId": POLICE, "members": {"id": "29:noor"}}),
        ("POST", "", {"tenantId": [], "channelData": "x", "members": [{}]}),
        ("POST", "/{chat}/activities", "text"),
        ("POST", "/{chat}/activities", {"type": "message", "attachments": ["x"]}),
        ("POST", "/{chat}/activities", {"type": "message", "attachments": {"x": 1}}),
        ("PUT", "/{chat}/activities/1", [1]),
        ("GET", "/{chat}/members/nobody", None),
    ],
)
async def test_malformed_requests_are_refused(method: str, path: str, body: Any) -> None:
    async with stand_in() as (microsoft, echo):
        chat = microsoft.person("aad-noor").conversation_id
        status, _ = await echo.call(method, path.format(chat=chat), body)
        assert 400 <= status < 500


async def test_the_record_of_a_run_can_be_written_as_json() -> None:
    async with stand_in() as (microsoft, echo):
        await echo.token()
        await echo.send(microsoft.person("aad-noor"), message(card(text("x"))))
        token, sent = [record.as_json() for record in microsoft.sent]
        assert (token["kind"], token["method"], token["status"]) == ("token", "POST", 200)
        assert sent["payload"]["attachments"][0]["content"] == card(text("x"))
        assert (sent["kind"], sent["person"], sent["at"][-6:]) == ("send", "aad-noor", "+00:00")
