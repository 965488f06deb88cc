"""Fetching one feed: listed hosts only, each connection's address checked, bounded in time and size.

Nothing of the address is ever in an error: what can go wrong is a code.
"""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from adapters.calendar.hosts import AllowedHosts, as_url, is_public, parsed
from adapters.calendar.troubles import NotRead

_HEADERS = {"Accept": "text/calendar", "Accept-Encoding": "gzip", "User-Agent": "Quorate"}
_MOVED = (301, 302, 303, 307, 308)
_HOPS = 3
_LONGEST_ADDRESS = 2000
_CHUNK = 64 * 1024
_ETAG = re.compile(r'(?:W/)?"[\x21\x23-\x7e]{0,200}"')
_HTTP_DATE = re.compile(r"\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} GMT")


@dataclass(frozen=True, slots=True)
class Limits:
    """How long the fetch may take, in seconds, and how many bytes a feed may have, sent and unpacked."""

    seconds: float = 20.0
    size: int = 5_000_000


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as it was sent. `packed` is its content encoding, `fingerprint` the server's mark of this version."""

    body: bytes
    packed: str
    fingerprint: str


class Fetcher:
    """Fetches feeds from the allowed hosts. Each has a connection of its own, without cookies or credentials."""

    def __init__(self, hosts: AllowedHosts, limits: Limits, resolver: AbstractResolver | None = None) -> None:
        self.hosts, self._limits, self._resolver = hosts, limits, resolver

    async def fetch(self, address: str, fingerprint: str = "") -> Feed | None:
        """The feed; None when it is still the version with this fingerprint. NotRead for whatever goes wrong."""
        url = as_url(address)
        if url is None:
            raise NotRead("not_an_address")
        door = _Door(self.hosts)
        try:
            async with asyncio.timeout(self._limits.seconds), self._session(door) as session:
                return await self._follow(session, door, url, fingerprint)
        except TimeoutError:
            raise NotRead("no_answer") from None
        except aiohttp.ClientSSLError:
            raise NotRead("not_trusted") from None
        except (aiohttp.ClientConnectionError, OSError):
            raise NotRead("private_address" if door.refused else "no_connection") from None
        except (aiohttp.ClientError, ValueError):
            raise NotRead("bad_answer") from None

    def _session(self, door: _Door) -> aiohttp.ClientSession:
        connector = aiohttp.TCPConnector(
            resolver=self._resolver, socket_factory=door.open, force_close=True, use_dns_cache=False
        )
        return aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            # The time is kept outside, over every redirect together.
            timeout=aiohttp.ClientTimeout(total=None),
            auto_decompress=False,
            trust_env=False,
        )

    async def _follow(self, session: aiohttp.ClientSession, door: _Door, url: URL, fingerprint: str) -> Feed | None:
        headers = _HEADERS | _conditions(fingerprint)
        for hop in range(_HOPS + 1):
            if problem := self.hosts.problem(url):
                raise NotRead(problem if hop == 0 else "sent_elsewhere")
            door.here = self.hosts.is_here(url)
            async with session.get(url, headers=headers, allow_redirects=False) as answer:
                if answer.status == 304 and fingerprint:
                    return None
                if answer.status == 200:
                    return await self._take(answer)
                if answer.status not in _MOVED:
                    raise NotRead(f"http_{answer.status}")
                url = _next(url, answer.headers.get("Location", ""))
        raise NotRead("sent_elsewhere")

    async def _take(self, answer: aiohttp.ClientResponse) -> Feed:
        if (answer.content_length or 0) > self._limits.size:
            raise NotRead("too_big")
        body = bytearray()
        async for chunk in answer.content.iter_chunked(_CHUNK):
            body += chunk
            if len(body) > self._limits.size:
                raise NotRead("too_big")
        packed = answer.headers.get("Content-Encoding", "").strip().lower()
        return Feed(bytes(body), packed, _fingerprint(answer.headers))


class _Door:
    """Opens the socket of each connection, after a look at the very address that it will go to.

    A name that resolved to something harmless when it was looked at first, and to this machine now, is seen here.
    """

    def __init__(self, hosts: AllowedHosts) -> None:
        self.hosts = hosts
        self.here = False
        self.refused = False

    def open(self, where: tuple[Any, ...]) -> socket.socket:
        family, kind, protocol, _, address = where
        if not self.here and not is_public(str(address[0])):
            self.refused = True
            raise OSError("not a public address")
        return socket.socket(family, kind, protocol)


def _next(url: URL, location: str) -> URL:
    found = parsed(location, url) if 0 < len(location) <= _LONGEST_ADDRESS else None
    if found is None:
        raise NotRead("sent_elsewhere")
    return found


def _conditions(fingerprint: str) -> dict[str, str]:
    if _ETAG.fullmatch(fingerprint):
        return {"If-None-Match": fingerprint}
    return {"If-Modified-Since": fingerprint} if _HTTP_DATE.fullmatch(fingerprint) else {}


def _fingerprint(headers: Mapping[str, str]) -> str:
    """The entity tag, else the date of the last change; anything of another form is not kept."""
    tag, changed = headers.get("ETag", ""), headers.get("Last-Modified", "")
    if _ETAG.fullmatch(tag):
        return tag
    return changed if _HTTP_DATE.fullmatch(changed) else ""
