"""Cards and forms on one page as each tool draws them, and a picture of each."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any, Literal

from adapters.slack.rendering import card_view, form_view, home_view, message
from adapters.teams.rendering import card_json, form_json
from bot.app.cards import Form
from tests.browser import slack_look, teams_look
from tests.browser.chromium import Page
from tests.kit.gallery import Shown

PHONE = 360
READY = "window.ready = innerWidth;"
NAMES = "[...document.querySelectorAll('.shown')].map(each => each.id)"
ALONE = """
(() => { for (const each of document.querySelectorAll('.shown')) each.hidden = each.id !== NAME;
  scrollTo(0, 0); const box = document.getElementById(NAME).getBoundingClientRect();
  return {x: box.x, y: box.y, width: box.width, height: box.height}; })()
"""


def as_in_slack(shown: Shown) -> dict[str, Any]:
    """The payload of the surface that it is shown on."""
    if isinstance(shown.thing, Form):
        return form_view(shown.thing)
    return {"message": message, "home": home_view, "answer": card_view, "said": message}[shown.how](shown.thing)


def slack_page(folder: Path, things: tuple[Shown, ...]) -> Path:
    """All of it as one page."""
    inside = "".join(_place(each.name, slack_look.surface(as_in_slack(each))) for each in things)
    return _page(folder / "slack.html", slack_look.STYLE, inside, READY)


def teams_page(folder: Path, things: tuple[Shown, ...]) -> Path:
    """The same for Teams."""
    drawn = {
        each.name: form_json(each.thing) if isinstance(each.thing, Form) else card_json(each.thing) for each in things
    }
    inside = "".join(_place(each.name, _preview(each, drawn[each.name].summary)) for each in things)
    library = teams_look.installed(folder).read_text()
    script = teams_look.script({name: each.json for name, each in drawn.items()})
    return _page(folder / "teams.html", teams_look.STYLE, inside, f"{library}\n{script}\n{READY}")


def _preview(shown: Shown, summary: str) -> str:
    """Only a message is seen on a locked telephone."""
    return f"<div class=preview>{escape(summary)}</div>" if shown.how == "message" else ""


def _place(name: str, inside: str) -> str:
    return f"<div class=shown id='{name}'><h6>{name}</h6>{inside}</div>"


def _page(file: Path, style: str, inside: str, script: str) -> Path:
    head = f"<meta charset=utf-8><style>{style}</style>"
    file.write_text(f"<!doctype html><html><head>{head}</head><body>{inside}<script>{script}</script></body></html>")
    return file


async def pictures(
    page: Page, folder: Path, kind: Literal["png", "webp"] = "png", scale: float = 1, most: int | None = None
) -> int:
    """A file for each, or for the first so many; how many are drawn."""
    names = await page.ask(NAMES)
    for name in names[:most]:
        box = await page.ask(ALONE.replace("NAME", repr(name)))
        (folder / f"{name}.{kind}").write_bytes(await page.picture(box, kind, scale))
    return len(names)
