"""The two cookies: the link somebody came by, and the proof that it is them. Both end with the browser."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from starlette.requests import Request
from starlette.responses import Response

_TOKEN = re.compile(r"[A-Za-z0-9_.-]{1,1000}")

What = Literal["link", "visit"]


def is_token(text: str) -> bool:
    """True for what may stand in an address or a cookie of ours."""
    return _TOKEN.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Cookies:
    """Not to be read by a script, nor sent along by another site; by https alone unless on this machine itself."""

    secure: bool

    def read(self, request: Request, what: What) -> str:
        """The token, or "" for none and for anything that is not one."""
        found = request.cookies.get(self._name(what), "")
        return found if is_token(found) else ""

    def keep(self, response: Response, what: What, token: str) -> None:
        """Until the browser is closed; a visit ends sooner, by itself."""
        response.set_cookie(self._name(what), token, path="/", secure=self.secure, httponly=True, samesite="lax")

    def forget(self, response: Response, *what: What) -> None:
        """Take it away."""
        for each in what:
            response.delete_cookie(self._name(each), path="/", secure=self.secure, httponly=True, samesite="lax")

    def _name(self, what: What) -> str:
        # With this prefix a browser takes it from nobody but this very host, by https.
        return f"__Host-quorate-{what}" if self.secure else f"quorate-{what}"
