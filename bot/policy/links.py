"""Join links from a policy file: only https, and only to hosts that a partner outside could reach."""

from __future__ import annotations

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

from bot.domain.this_machine import is_loopback

LONGEST_LINK = 500
# Printable ASCII only: other letters can be read as an address by some programs; quotes and brackets break links.
_PLAIN = re.compile(r"[!-~]+")
_BREAKS = frozenset('<>|"\\`')


def problem_with_link(url: str, *, allow_loopback: bool) -> str | None:
    """What to write instead, or None when the link may be used.

    `allow_loopback` is for trials on one machine: it also lets http through, there only.
    """
    if len(url) > LONGEST_LINK or not _PLAIN.fullmatch(url) or _BREAKS & set(url):
        return f"write one https link, in plain letters, without spaces, of at most {LONGEST_LINK} characters"
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return "write a link that starts with https:// and a host name"
    loopback = is_loopback(host) or host.endswith(".localhost")
    if loopback and allow_loopback and parts.scheme in ("http", "https"):
        return None
    if parts.scheme != "https" or not host:
        return "write a link that starts with https:// and a host name"
    if parts.username is not None or parts.password is not None:
        return "leave user names and passwords out of the link"
    if loopback or not _public(host):
        return "use a host that partners outside can reach (allow_loopback_links = true is for trials only)"
    return None


def _public(host: str) -> bool:
    try:
        return ip_address(host).is_global
    except ValueError:
        pass
    name = host.rstrip(".")
    # A host that is all digits and dots but no address ("127.1", "2130706433") is an address to some programs.
    last = name.rpartition(".")[2]
    return (
        "." in name and not last.isdigit() and not last.startswith("0x") and last not in ("local", "internal", "lan")
    )
