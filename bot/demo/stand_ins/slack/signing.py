"""How Slack signs what it sends (version 0): HMAC-SHA256 of `v0:timestamp:body`."""

import hashlib
import hmac


def signature(secret: str, timestamp: int, body: bytes) -> str:
    """The value of X-Slack-Signature for a body sent at `timestamp` (seconds since 1970)."""
    base = b"v0:%d:" % timestamp + body
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


def signed_headers(secret: str, timestamp: int, body: bytes) -> dict[str, str]:
    """The two headers an app verifies."""
    return {
        "X-Slack-Request-Timestamp": str(timestamp),
        "X-Slack-Signature": signature(secret, timestamp, body),
    }
