"""How a page looks: the templates, the one style sheet, and the headers that keep a page where it belongs."""

from __future__ import annotations

import re
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from starlette.responses import HTMLResponse, Response

_FOLDER = files("adapters.web") / "templates"
STYLE = (_FOLDER / "style.css").read_bytes()
STYLE_NAME = f"style-{sha256(STYLE).hexdigest()[:16]}.css"

_NOT_SHOWN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Signs that nobody sees and that could turn words round, or that no page can hold."""

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}

_PAGES = Environment(
    loader=PackageLoader("adapters.web", "templates"),
    autoescape=select_autoescape(default=True, default_for_string=True),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def page(template: str, status: int = 200, **things: Any) -> Response:
    """One page. Nothing in `things` is markup."""
    given = {"style": STYLE_NAME, "council": "", "ring": "", "nav": None, "error": False, **things}
    text = _PAGES.get_template(f"{template}.html").render(given)
    return HTMLResponse(_NOT_SHOWN.sub("", text), status)


def style() -> Response:
    """The style sheet. Its name changes with it, so that it may be kept for ever: it says nothing about anybody."""
    kept = {"Cache-Control": "public, max-age=31536000, immutable"}
    return Response(STYLE, media_type="text/css", headers=kept)


def guarded(response: Response) -> Response:
    """The same answer with the headers that every answer has."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response
