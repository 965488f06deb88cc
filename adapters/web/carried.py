"""What a page carries for us from one step to the next, under our seal: so the server keeps nothing."""

from __future__ import annotations

import json
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from bot.app import cards
from bot.app.ports import Doors

_KINDS: dict[str, Any] = {
    kind.__name__: kind
    for kind in (
        cards.Button, cards.Link, cards.Heading, cards.Text, cards.Facts, cards.Item, cards.Divider, cards.Option,
        cards.Field, cards.Form,
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Carrier:
    """Packs and unpacks for one holder: what was shown in one visit is worth nothing in another."""

    doors: Doors
    holder: str

    def pack(self, purpose: str, **things: Any) -> str:
        """One text, fit for a hidden field or an address. Its holder may read it; it holds what they were shown."""
        raw = json.dumps({name: _plain(each) for name, each in things.items()}, separators=(",", ":"))
        body = urlsafe_b64encode(zlib.compress(raw.encode())).decode().rstrip("=")
        return f"{body}.{self.doors.seal(purpose, self.holder, body)}"

    def unpack(self, purpose: str, text: str) -> dict[str, Any] | None:
        """What we packed for this purpose and holder; None for anything else."""
        body, dot, seal = text.rpartition(".")
        if not dot or not text.isascii() or not self.doors.sealed(seal, purpose, self.holder, body):
            return None
        raw = zlib.decompress(urlsafe_b64decode(body + "=" * (-len(body) % 4)))
        return {name: _made(each) for name, each in json.loads(raw).items()}


def _plain(thing: Any) -> Any:
    if is_dataclass(thing):
        named = {each.name: _plain(getattr(thing, each.name)) for each in fields(thing)}
        return {"_": type(thing).__name__, **named}
    if isinstance(thing, dict):
        # One level deeper: whatever its names are, none of them is taken for a kind.
        return {"of": {name: _plain(each) for name, each in thing.items()}}
    return [_plain(each) for each in thing] if isinstance(thing, tuple | list) else thing


def _made(thing: Any) -> Any:
    if isinstance(thing, list):
        return tuple(_made(each) for each in thing)
    if not isinstance(thing, dict):
        return thing
    if "_" not in thing:
        return {name: _made(each) for name, each in thing["of"].items()}
    return _KINDS[thing["_"]](**{name: _made(each) for name, each in thing.items() if name != "_"})
