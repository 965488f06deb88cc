"""A browser without scripts, colours or patience: it reads a page strictly, follows its links and sends its forms."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import httpx2 as httpx

VOID = {"meta", "link", "input", "br", "hr", "img"}
IN_A_PARAGRAPH = {"a", "strong", "span", "br", "button", "em"}
Attributes = dict[str, str]


@dataclass
class SentForm:
    """A form of a page as it would be sent with nothing touched."""

    action: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    buttons: list[tuple[str, Attributes]] = field(default_factory=list)
    inputs: list[Attributes] = field(default_factory=list)


class Read(HTMLParser):
    """One page, read strictly: what is not well made is an assertion."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.ids: list[str] = []
        self.pointed: list[str] = []
        self.labelled: set[str] = set()
        self.to_label: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.forms: list[SentForm] = []
        self.texts: dict[str, list[str]] = {}
        self.lang, self._select = "", ""
        self.feed(text)
        self.close()
        assert not self.open, f"never closed: {self.open}"
        assert len(self.ids) == len(set(self.ids)), sorted(each for each in self.ids if self.ids.count(each) > 1)
        assert set(self.pointed) <= set(self.ids), set(self.pointed) - set(self.ids)
        assert set(self.to_label) <= self.labelled, set(self.to_label) - self.labelled
        assert self.lang == "en-GB"
        assert len(self.texts["h1"]) == 1, self.texts.get("h1")

    @property
    def heading(self) -> str:
        return self.texts["h1"][0].strip()

    @property
    def title(self) -> str:
        return self.texts["title"][0]

    @property
    def questions(self) -> list[Attributes]:
        return [each for form in self.forms for each in form.inputs]

    @property
    def words(self) -> str:
        return " ".join(" ".join(self.texts["main"]).split())

    def handle_decl(self, decl: str) -> None:
        assert decl == "doctype html"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        assert len(given) == len(attrs), f"twice the same attribute: {attrs}"
        assert tag not in ("script", "style", "iframe", "object"), tag
        assert not any(name == "style" or name.startswith("on") for name in given), given
        if "p" in self.open[-1:] or "label" in self.open:
            assert tag in IN_A_PARAGRAPH, f"{tag} in {self.open}"
        self._note(tag, given)
        if tag not in VOID:
            self.open.append(tag)
        if tag in ("h1", "h2", "title", "main", "button", "a"):
            self.texts.setdefault(tag, []).append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"nothing open for </{tag}>"
        assert self.open.pop() == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        for tag in set(self.open) & self.texts.keys():
            self.texts[tag][-1] += data
        if self.open[-1:] == ["button"]:
            name, attributes = self.forms[-1].buttons[-1]
            self.forms[-1].buttons[-1] = (name + data, attributes)
        if self.open[-1:] == ["a"]:
            self.links[-1] = (self.links[-1][0], self.links[-1][1] + data)

    def _note(self, tag: str, given: Attributes) -> None:
        if "id" in given:
            self.ids.append(given["id"])
        for name in ("aria-describedby", "aria-labelledby", "for"):
            self.pointed += given.get(name, "").split()
        match tag:
            case "html":
                self.lang = given["lang"]
            case "label":
                self.labelled.add(given["for"])
            case "a":
                self.links.append((given["href"], ""))
                if given["href"].startswith("#"):
                    self.pointed.append(given["href"][1:])
            case "form":
                assert "form" not in self.open, "a form in a form"
                assert given["method"] == "post"
                self.forms.append(SentForm(given["action"]))
            case "button":
                self.forms[-1].buttons.append(("", given))
            case "input" | "textarea" | "select":
                self._input(tag, given)

    def _input(self, tag: str, given: Attributes) -> None:
        if given.get("type") != "hidden":
            self.to_label.append(given["id"])
            self.forms[-1].inputs.append(given | {"tag": tag})
        ticked = given.get("type") not in ("radio", "checkbox") or "checked" in given
        if tag == "input" and ticked:
            self.forms[-1].fields.append((given["name"], given.get("value", "")))


@dataclass
class PaperBrowser:
    """One browser with its cookies."""

    client: httpx.AsyncClient
    answer: httpx.Response | None = None
    seen: list[httpx.Response] = field(default_factory=list)

    @property
    def page(self) -> Read:
        assert self.answer is not None
        return Read(self.answer.text)

    @property
    def status(self) -> int:
        assert self.answer is not None
        return self.answer.status_code

    async def goes(self, path: str) -> Read:
        return await self._take(await self.client.get(path))

    async def posts(self, path: str, fields: list[tuple[str, str]]) -> Read:
        return await self._take(await self.client.post(path, **encoded(fields)))

    async def presses(self, label: str, *, which: int = 0, **typed: Any) -> Read:
        """Press a button, with these inputs of its form filled in (`f_date_day` is the input `f.date.day`)."""
        found = [
            (form, attributes)
            for form in self.page.forms
            for words, attributes in form.buttons
            if words.strip() == label
        ]
        assert found, f"no button {label!r}: {[each[0] for form in self.page.forms for each in form.buttons]}"
        form, attributes = found[which]
        fields = list(form.fields)
        for name, value in typed.items():
            dotted = name.replace("__", ".")
            assert dotted in {each["name"] for each in form.inputs}, f"{dotted} in {form.inputs}"
            fields = [each for each in fields if each[0] != dotted]
            fields += [(dotted, each) for each in ((value,) if isinstance(value, str) else value)]
        if "name" in attributes:
            fields.append((attributes["name"], attributes["value"]))
        return await self.posts(form.action, fields)

    async def _take(self, answer: httpx.Response) -> Read:
        while True:
            self.seen.append(answer)
            if not answer.has_redirect_location:
                break
            answer = await self.client.get(answer.headers["location"])
        self.answer = answer
        return self.page


def encoded(fields: list[tuple[str, str]]) -> dict[str, Any]:
    """A form's body, also with a name that comes several times."""
    body = str(httpx.QueryParams(fields))
    return {"content": body, "headers": {"content-type": "application/x-www-form-urlencoded"}}
