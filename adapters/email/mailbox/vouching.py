"""Whether our own mail server vouches for a message's sender (Authentication-Results, RFC 8601)."""

from __future__ import annotations

import re

from adapters.email.mailbox.incoming import Incoming

EXCHANGE = "exchange"
_COMMENT = re.compile(r"\([^()]*\)")
# Whoever sends chooses what stands before the @ of the envelope's sender: in quotes that may look like a verdict.
_QUOTED = re.compile(r'"(?:\\.|[^"\\])*"')
_RESULT = re.compile(r"\s*([a-z0-9-]+)\s*=\s*([a-z0-9]+)", re.IGNORECASE)
_DOMAIN = re.compile(r"\b(?:header\.(?:d|i|from)|smtp\.mailfrom)\s*=\s*([^\s;\"]+)", re.IGNORECASE)


def vouched_for(came: Incoming, server: str) -> bool:
    """True when the server with this name found DMARC passed; or, without a verdict on it, an aligned DKIM or SPF.

    Only the topmost header of that server is believed: those below it may have come with the message. `exchange`
    stands for Exchange Online, whose header begins without a name, and which says itself that a sender is internal.
    """
    domain = came.sender.rpartition("@")[2]
    if not domain:
        return False
    if server == EXCHANGE and came.header("X-MS-Exchange-Organization-AuthAs").lower() == "internal":
        return True
    for value in came.message.get_all("Authentication-Results", []):
        results = _results(" ".join(str(value)[:4000].split()), server)
        if results is not None:
            return _passed(results, domain)
    return False


def _results(value: str, server: str) -> list[tuple[str, str, str]] | None:
    """Method, result and domain, when the header is that server's."""
    parts = _COMMENT.sub(" ", _QUOTED.sub("", value)).split(";")
    if server != EXCHANGE:
        named = parts.pop(0).split()
        if not named or named[0].lower() != server.lower():
            return None
    elif not _RESULT.match(parts[0]):
        return None
    found = []
    for part in parts:
        if result := _RESULT.match(part):
            about = _DOMAIN.search(part)
            named_domain = about[1].rpartition("@")[2].lower() if about else ""
            found.append((result[1].lower(), result[2].lower(), named_domain))
    return found


def _passed(results: list[tuple[str, str, str]], domain: str) -> bool:
    verdicts = {result for method, result, _ in results if method == "dmarc"}
    if verdicts - {"none"}:
        return verdicts == {"pass"}
    return any(
        method in ("dkim", "spf") and result == "pass" and about and _aligned(about, domain)
        for method, result, about in results
    )


def _aligned(about: str, domain: str) -> bool:
    return about == domain or (domain.endswith(f".{about}") and about.count(".") > 1)
