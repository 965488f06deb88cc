"""The pages behind links in a real browser: keys are pressed, scripts are off, and every kind of page is come to."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.storage import open_storage
from tests.browser.chromium import Page, browser
from tests.contract.web.ground import GRACE, code_in, link_in, served
from tests.kit.databases import KEYS
from tests.kit.world import World

TAB, ENTER, SPACE = ("Tab", 9), ("Enter", 13), (" ", 32)


@dataclass
class Person:
    """Somebody at a keyboard, without a mouse and without scripts. `looks` is called on every page they come to."""

    page: Page
    base: str
    looks: Callable[[str], Awaitable[None]]
    seen: list[str] = field(default_factory=list)

    async def goes(self, path: str, name: str) -> None:
        await self.page.call("Page.navigate", url=f"{self.base}{path}")
        await self._arrived(name)

    async def types(self, *texts: str) -> None:
        """Each text into the next field."""
        for text in texts:
            await self._until("document.activeElement.matches('input[type=text], textarea')")
            await self.page.call("Input.insertText", text=text)
            await self.key(TAB)

    async def chooses(self, label: str) -> None:
        """Go with Tab and the arrow keys to a choice, and take it."""
        for _ in range(40):
            at = await self.page.ask("document.activeElement.labels?.[0]?.textContent?.trim() ?? ''")
            if at == label:
                await self.key(SPACE)
                return
            kind = await self.page.ask("document.activeElement.type ?? ''")
            await self.key(("ArrowDown", 40) if kind == "radio" else TAB)
        raise AssertionError(f"no choice {label!r}")

    async def presses(self, label: str, name: str) -> None:
        """Go with Tab to a button or link of this name, see that it shows where one is, and press Enter."""
        await self._until(f"document.activeElement.textContent.trim() === {json.dumps(label)}")
        outline = await self.page.ask("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", f"{label}: nothing shows that one is there"
        await self.page.ask("window.before = true; 1")
        await self.key(ENTER)
        await self._arrived(name)

    async def key(self, key: tuple[str, int]) -> None:
        text = {"Enter": "\r", " ": " "}.get(key[0], "")
        for kind in ("keyDown", "keyUp"):
            more = {"text": text} if text and kind == "keyDown" else {}
            await self.page.call(
                "Input.dispatchKeyEvent", type=kind, key=key[0], code=key[0], windowsVirtualKeyCode=key[1], **more
            )

    async def _until(self, there: str) -> None:
        for _ in range(90):
            if await self.page.ask(there):
                return
            await self.key(TAB)
        raise AssertionError(f"never came to {there} on {self.seen[-1:]}")

    async def _arrived(self, name: str) -> None:
        for _ in range(200):
            await asyncio.sleep(0.03)
            if await self.page.ask("document.readyState === 'complete' && !window.before"):
                break
        self.seen.append(name)
        await self.looks(name)


@dataclass
class Scene:
    """A partnership, its pages, and a browser to open them in."""

    world: World
    base: str
    page: Page
    link: str

    async def code(self) -> str:
        await self.world.settle()
        return code_in(self.world.letters(GRACE)[-1])


@asynccontextmanager
async def scene(folder: Path) -> AsyncIterator[Scene]:
    """Priya is asked to a meeting, and has nothing but e-mail."""
    storage = open_storage(f"sqlite:///{folder}/pages.db", KEYS)
    await storage.migrate()
    try:
        world = await World(storage, folder).with_everybody()
        await world.has_mail("hv1", GRACE)
        await world.called()
        async with served(world) as base, browser() as page:
            await page.call("Page.enable")
            await page.call("Emulation.setScriptExecutionDisabled", value=True)
            yield Scene(world, base, page, link_in(world.letters(GRACE)[0]))
    finally:
        await storage.close()


async def through_everything(scene: Scene, person: Person) -> None:
    """Every kind of page, as somebody comes to it who answers an invitation."""
    await person.goes("/q/abc.def", "unknown-link")
    await person.goes(scene.link, "is-it-you")
    await person.presses("Send me a code", "code")
    await person.types("12")
    await person.presses("Go on", "code-wrong")
    await person.types("")
    await person.goes("/q/code", "code-again")
    await person.types(await scene.code())
    await person.presses("Go on", "invitation")
    await person.presses("I can't come", "invitation-saved")
    await person.presses("Suggest another time", "time")
    await person.types("31", "2")
    await person.presses("Tell the convenor", "time-wrong")
    await person.goes("/q/message", "invitation-cannot-come")
    await person.presses("I'm not the right person", "not-me")
    await person.presses("Send", "not-me-wrong")
    await person.goes("/q/message", "invitation-cannot-come-again")
    await person.presses("Send a colleague", "colleague")
    await person.types("Grace")
    await person.presses("Ask them", "colleague-which")
    await person.presses("Continue", "colleague-which-wrong")
    await person.chooses("Grace Obi")
    await person.presses("Continue", "colleague-asked")
    await person.goes("/q/home", "home")
    await person.presses("Daily list: another hour…", "daily-hour")
    await person.goes("/q/home", "home-again")
    await person.presses("I'll be away", "away")
    await person.presses("Finish", "finished")
    await person.goes("/q/message", "ended")
    await person.goes("/q/nothing", "nothing")


AXE_RUN = """
axe.run(document, {runOnly: {type: 'tag', values:
  ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice']}})
  .then(found => found.violations.map(each =>
    each.id + ': ' + each.nodes.map(node => node.html).join(' ').slice(0, 400)))
"""
SIDEWAYS = "document.documentElement.scrollWidth > innerWidth + 1"
SMALL = """
[...document.querySelectorAll('a, button, input:not([type=hidden]), select, textarea')]
  .filter(each => !each.matches('.skip') && each.getClientRects().length)
  .map(each => [each.outerHTML.slice(0, 80), each.getBoundingClientRect()])
  .filter(([, box]) => box.height < 24 || box.width < 24).map(([words]) => words)
"""


async def judged(page: Page, axe: str) -> list[str]:
    """What axe finds on the present page; its script is put in by the debugger, past the page's own policy."""
    await page.call("Emulation.setScriptExecutionDisabled", value=False)
    await page.ask(f"{axe}; 1")
    found: list[str] = await page.ask(AXE_RUN)
    await page.call("Emulation.setScriptExecutionDisabled", value=True)
    return found


async def sized(page: Page, width: int, **media: Any) -> None:
    """At this width; `media` are features such as prefers_color_scheme."""
    await page.call("Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1, mobile=False)
    features = [{"name": name.replace("_", "-"), "value": value} for name, value in media.items()]
    await page.call("Emulation.setEmulatedMedia", features=features)


async def shot(page: Page, file: Path) -> None:
    """The whole page."""
    box = await page.ask("({x: 0, y: 0, width: innerWidth, height: document.documentElement.scrollHeight})")
    picture = await page.picture(box)
    await asyncio.to_thread(_kept, file, picture)


def _kept(file: Path, picture: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(picture)
