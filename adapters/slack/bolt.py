"""Bolt with one listener: it parses, we decide."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from adapters.slack.arrivals import Json
from adapters.slack.quiet import QUIET

_log = structlog.get_logger(__name__)

Hear = Callable[[Json], Awaitable[Json | str]]


def bolt_app(hear: Hear) -> AsyncApp:
    """An app that answers everything by `hear`.

    The signature is checked before Bolt parses a byte (Bolt would log the whole body of a bad one, and
    answers `ssl_check` unsigned); who may act is decided by our own allow-list.
    """
    app = AsyncApp(
        name="quorate",
        logger=QUIET,
        signing_secret="checked-before",  # noqa: S106  not a secret: see above
        authorize=_authorize,
        process_before_response=True,
        request_verification_enabled=False,
        ssl_check_enabled=False,
        ignoring_self_events_enabled=False,
        attaching_function_token_enabled=False,
    )

    app.use(_Everything(hear))
    return app


class _Everything(AsyncMiddleware):
    """The one listener. Not a function: Bolt's way of calling those trips over payloads that lack a field."""

    def __init__(self, hear: Hear) -> None:
        self._hear = hear

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,  # noqa: ARG002  Bolt's names
        next: Callable[[], Awaitable[BoltResponse]],  # noqa: ARG002  Bolt's names
    ) -> BoltResponse | None:
        """Answer it here; nothing comes after."""
        try:
            return BoltResponse(status=200, body=await self._hear(req.body))
        except Exception as error:  # noqa: BLE001  the listener's edge: Bolt, kept silent, would hide it
            _log.error("slack_listener_failed", error=type(error).__name__, where=_line_of(error))
            return BoltResponse(status=500)


async def _authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
    """Bolt's own lookup of an installation, without a call to Slack."""
    return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id)


def _line_of(error: Exception) -> str:
    """Where it was raised, as file and line: never the words of the exception, which may repeat the body."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}" if trace else ""
