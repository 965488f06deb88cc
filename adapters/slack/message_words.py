"""A message's text as a person reads it: without Slack's marks for people, places, links and emphasis."""

from __future__ import annotations

import html
import re

_MARK = re.compile(r"<([^<>]{0,3000})>")
_AROUND = re.compile(r"(?<![\w*_~`])([*_~]|`{1,3})(?=\S)([^\n`*~]{1,300}?)(?<=\S)\1(?![\w*_~`])")
LONGEST = 20_000


def message_words(text: str) -> str:
    """Plain words. A person named only by an id becomes "@somebody": whom Slack means is not looked up."""
    return html.unescape(_AROUND.sub(r"\2", _MARK.sub(_plain, text[:LONGEST]))).strip()


def _plain(found: re.Match[str]) -> str:
    mark, _, shown = found[1].partition("|")
    if mark.startswith("@"):
        return "@" + (shown.lstrip("@") or "somebody")
    if mark.startswith("#"):
        return "#" + (shown.lstrip("#") or "channel")
    if mark.startswith("!"):
        # "<!here>", "<!subteam^S1|@team>", "<!date^0^{date}|Friday>"
        return shown or "@" + mark[1:].partition("^")[0]
    return shown or mark.removeprefix("mailto:").removeprefix("tel:")
