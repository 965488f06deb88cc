"""Which addresses may be fetched: https on listed hosts, and never a machine inside a private network."""

from __future__ import annotations

import re
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from yarl import URL

_PLAIN = re.compile(r"(?:https?|webcals?)://[\x21\x23-\x7e]{1,2000}", re.IGNORECASE)
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_NAT64 = ip_network("64:ff9b::/96")


class AllowedHosts:
    """The allow-list: `host`, `host:port`, `*.suffix`; for trials on one machine also `http://127.0.0.1:port`."""

    def __init__(self, entries: Iterable[str]) -> None:
        kept = {entry.strip().rstrip("/").lower() for entry in entries if entry.strip()}
        self._here = frozenset(entry for entry in kept if entry.startswith("http://"))
        self._suffixes = tuple(entry[1:] for entry in kept if entry.startswith("*."))
        self._named = frozenset(kept - self._here)

    def problem(self, url: URL) -> str:
        """A code for why this may not be fetched, "" when it may."""
        host = (url.raw_host or "").lower()
        if not host or url.raw_user is not None or url.raw_password is not None:
            return "not_an_address"
        if self.is_here(url):
            return ""
        if url.scheme != "https":
            return "not_secure"
        if _is_number(host):
            return "not_allowed"
        named = host if url.port == 443 else f"{host}:{url.port}"
        if named in self._named or (url.port == 443 and host.endswith(self._suffixes)):
            return ""
        return "not_allowed"

    def is_here(self, url: URL) -> bool:
        """True for a listed origin of this machine itself."""
        host = (url.raw_host or "").lower()
        shown = f"[{host}]" if ":" in host else host
        return host in _LOOPBACK and f"{url.scheme}://{shown}:{url.port}" in self._here


def as_url(address: str) -> URL | None:
    """The address as it is fetched (`webcal` is https); None when it is none. Its own escapes stay as they are."""
    plain = address.strip()
    if not _PLAIN.fullmatch(plain):
        return None
    scheme, _, rest = plain.partition("://")
    scheme = "https" if scheme.lower().startswith("webcal") else scheme.lower()
    return parsed(f"{scheme}://{rest}")


def parsed(address: str, base: URL | None = None) -> URL | None:
    """A web address, relative to `base` if given; None when it is none. Host and port are looked at here and now."""
    try:
        url = URL(address, encoded=True)
        url = (url if base is None else base.join(url)).with_fragment(None)
        return url if url.raw_host is not None and url.port is not None else None
    except ValueError:
        return None


def is_public(number: str) -> bool:
    """True for an address of the open internet, also behind the forms in which one address stands for another."""
    try:
        found = ip_address(number.partition("%")[0])
    except ValueError:
        return False
    return all(each.is_global and not each.is_multicast for each in (found, *_stands_for(found)))


def _stands_for(address: IPv4Address | IPv6Address) -> list[IPv4Address]:
    if isinstance(address, IPv4Address):
        return []
    found = [each for each in (address.ipv4_mapped, address.sixtofour) if each is not None]
    if address in _NAT64:
        found.append(IPv4Address(int(address) & 0xFFFFFFFF))
    return found


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
