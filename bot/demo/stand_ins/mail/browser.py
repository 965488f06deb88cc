"""A browser as somebody's telephone has one, without script: pages, forms and cookies, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

import aiohttp


@dataclass
class Form:
    """A form as it stands on the page."""

    action: str
    method: str
    values: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    """The name of each field, by the id that its label points at."""
    labels: dict[str, str] = field(default_factory=dict)
    buttons: dict[str, tuple[str, str]] = field(default_factory=dict)


class NotThere(AssertionError):
    """What was wanted does not stand on the page; the message has the page."""


class Browser:
    """One person's. `page` is what it shows, as text; `status` what the server answered with."""

    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None
        self.address, self.status = "", 0
        self._page = _Page()

    @property
    def page(self) -> str:
        """What can be read."""
        return self._page.text

    async def close(self) -> None:
        """Close it; what it remembered is gone."""
        if self._session is not None:
            await self._session.close()

    async def goes(self, address: str) -> None:
        """Open an address."""
        await self._shows("GET", address, None)

    def fills(self, label: str, value: str) -> None:
        """Type into the field with this label."""
        for form in self._page.forms:
            for identity, words in form.labels.items():
                if label in words:
                    form.values[form.names.get(identity, identity)] = value
                    return
        raise NotThere(f"No field “{label}” on:\n{self.page}")

    async def presses(self, label: str) -> None:
        """Press a button: its form is sent."""
        for form in self._page.forms:
            if label in form.buttons:
                name, value = form.buttons[label]
                sent = {**form.values, **({name: value} if name else {})}
                await self._shows(form.method.upper(), urljoin(self.address, form.action), sent)
                return
        raise NotThere(f"No button “{label}” on:\n{self.page}")

    async def _shows(self, method: str, address: str, values: dict[str, str] | None) -> None:
        if self._session is None:
            self._session = aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True))
        async with self._session.request(method, address, data=values) as answer:
            self.status, self.address = answer.status, str(answer.url)
            self._page = _Page()
            self._page.feed(await answer.text())


class _Page(HTMLParser):
    """What stands on a page: its words and its forms."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._words: list[str] = []
        self._inside: list[str] = []
        self._gathered: list[str] = []
        self._pressed: dict[str, str | None] = {}

    @property
    def text(self) -> str:
        """The words, a line each."""
        return "\n".join(line for each in self._words if (line := " ".join(each.split())))

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Take down what begins here."""
        given = dict(attributes)
        if tag == "form":
            self.forms.append(Form(given.get("action") or "", given.get("method") or "get"))
        if tag in ("input", "textarea") and self.forms:
            self._field(given)
        if tag in ("button", "label", "title", "style", "script"):
            self._inside.append(tag)
            self._gathered = []
            self._pressed = given

    def _field(self, given: dict[str, str | None]) -> None:
        name, kind, value = given.get("name") or "", given.get("type") or "text", given.get("value") or ""
        unchosen = kind in ("radio", "checkbox") and "checked" not in given
        if name and not unchosen:
            self.forms[-1].values.setdefault(name, value)
            self.forms[-1].names[given.get("id") or name] = name

    def handle_data(self, words: str) -> None:
        """Take down words, as far as anybody reads them."""
        if self._inside and self._inside[-1] in ("style", "script"):
            return
        self._gathered.append(words)
        self._words.append(words)

    def handle_endtag(self, tag: str) -> None:
        """What began is whole now."""
        if not self._inside or self._inside[-1] != tag:
            return
        self._inside.pop()
        words = " ".join(" ".join(self._gathered).split())
        if tag == "button" and self.forms:
            self.forms[-1].buttons[words] = (self._pressed.get("name") or "", self._pressed.get("value") or "")
        if tag == "label" and self.forms:
            self.forms[-1].labels[self._pressed.get("for") or ""] = words
