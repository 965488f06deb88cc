"""What a browser has sent: one small, plain form, read with every limit."""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.requests import Request

LARGEST = 256 * 1024
MOST_FIELDS = 200
SEVERAL = "several."
"""A field whose name begins so may come several times (tick boxes); no other may."""


class NotTaken(Exception):
    """The request cannot be read; `status` is what HTTP calls it."""

    def __init__(self, status: int) -> None:
        self.status = status
        super().__init__(status)


Sent = dict[str, tuple[str, ...]]


async def sent_by(request: Request) -> Sent:
    """The fields of the form, every value in order. NotTaken when there is no such form."""
    kind, _, more = request.headers.get("content-type", "").partition(";")
    charset = more.strip().lower().removeprefix("charset=").strip('"')
    if kind.strip().lower() != "application/x-www-form-urlencoded" or charset not in ("", "utf-8"):
        raise NotTaken(400)
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            raise NotTaken(413)
    try:
        pairs = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, strict_parsing=bool(body), errors="strict",
            max_num_fields=MOST_FIELDS,
        )  # fmt: skip
    except ValueError:
        raise NotTaken(400) from None
    found: dict[str, tuple[str, ...]] = {}
    for name, value in pairs:
        if name in found and not name.startswith(SEVERAL):
            raise NotTaken(400)
        found[name] = (*found.get(name, ()), value)
    return found


def one(sent: Sent, name: str) -> str:
    """A field that comes once; "" when it did not come."""
    return sent.get(name, ("",))[0]


def same_site(request: Request) -> bool:
    """False when the browser itself says that another site sent this."""
    return request.headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none")
