"""The addresses for whoever watches over the process, on the main port."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.web.metrics import CONTENT_TYPE

# A proxy on this machine passes on what comes from outside, and says so.
_PASSED_ON = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
_HERE = ("127.0.0.1", "::1")


class Process(Protocol):
    """What is asked of the running process."""

    disabled: dict[str, str]

    async def not_ready(self) -> list[str]:
        """Why no work should be given to it now."""
        ...

    def quiet(self) -> str:
        """While it is quiet: since when, in words."""
        ...


def watched(runtime: Process, metrics: Callable[[], bytes]) -> list[Route]:
    """`/healthz`, `/readyz`, and for this machine alone `/metrics`."""

    async def alive(_: Request) -> JSONResponse:
        return JSONResponse({"alive": True})

    async def ready(_: Request) -> JSONResponse:
        why = await runtime.not_ready()
        state = {
            "ready": not why,
            "why": why,
            "switched_off": sorted(runtime.disabled.values()),
            "quiet": runtime.quiet(),
        }
        return JSONResponse(state, 503 if why else 200)

    async def counted(request: Request) -> Response:
        passed_on = any(name in request.headers for name in _PASSED_ON)
        if passed_on or request.client is None or request.client.host not in _HERE:
            return Response(status_code=404)
        return Response(await run_in_threadpool(metrics), media_type=CONTENT_TYPE)

    pages = (("/healthz", alive), ("/readyz", ready), ("/metrics", counted))
    return [Route(path, page, methods=["GET"]) for path, page in pages]
