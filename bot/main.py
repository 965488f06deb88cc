"""The web host: one ASGI application for every channel, run by uvicorn, started and stopped in order."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import signal
import socket
from collections.abc import Iterator

import structlog
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from bot.health import HealthServer
from bot.logs import set_up_logs
from bot.running import NotStarted, Runtime
from bot.web_limits import Limits
from bot.web_protocol import PatientHttp
from bot.wiring import Configuration, build

log = structlog.get_logger()

_BACKLOG = 1024
_IN_USE = (errno.EADDRINUSE,)


def application(runtime: Runtime) -> ASGIApp:
    """Every channel's addresses, and two for whoever watches over the process."""
    routes: list[BaseRoute] = [
        *runtime.routes(),
        Route("/healthz", _alive, methods=["GET"]),
        Route("/readyz", _ready, methods=["GET"]),
    ]
    inner = Starlette(routes=routes)
    inner.state.runtime = runtime
    return Limits(inner, [route.path for route in routes if isinstance(route, Route)])


async def _alive(_: Request) -> JSONResponse:
    return JSONResponse({"alive": True})


async def _ready(request: Request) -> JSONResponse:
    runtime: Runtime = request.app.state.runtime
    why = await runtime.not_ready()
    return JSONResponse(
        {"ready": not why, "why": why, "switched_off": sorted(runtime.disabled.values())}, 503 if why else 200
    )


class Host(uvicorn.Server):
    """uvicorn without its own signals: ours also stop what is behind it, in order."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals alone."""
        yield


def host(app: ASGIApp, finish_within: float) -> Host:
    """A server for this application, with no line of its own in the log and nothing about itself in the headers."""
    return Host(
        uvicorn.Config(
            app,
            http=PatientHttp,
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            backlog=_BACKLOG,
            timeout_graceful_shutdown=max(1, int(finish_within)),
        )
    )


def serve(configuration: Configuration) -> None:
    """Run until told to stop. NotStarted, with a sentence for each reason, when it cannot start."""
    settings = configuration.settings
    set_up_logs(settings.log_level, as_json=settings.log_json)
    for warning in configuration.warnings:
        log.warning("setting_unknown", words=warning)
    with asyncio.Runner(loop_factory=uvicorn.Config("", log_config=None).get_loop_factory()) as runner:
        runner.run(run(configuration))


async def run(configuration: Configuration, *, stop: asyncio.Event | None = None) -> None:
    """The same inside a running loop; `stop` ends it as a signal does."""
    settings = configuration.settings
    runtime = build(configuration)
    listening = _listen(settings.host, settings.port)
    try:
        await runtime.start()
    except BaseException:
        listening.close()
        raise
    server = host(application(runtime), settings.shutdown_seconds / 2)
    health = _health(settings.health_port, runtime)
    with _told_to_stop(server, runtime), contextlib.ExitStack() as closing:
        if health is not None:
            closing.callback(health.close)
        waiting = asyncio.create_task(_when(stop, server, runtime))
        log.info("started", host=settings.host, port=settings.port, channels=sorted(runtime.adapters))
        await server.serve(sockets=[listening])
        waiting.cancel()
        await runtime.stop()
    log.info("stopped")


def _listen(address: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        return socket.create_server((address, port), family=family, backlog=_BACKLOG)
    except OSError as error:
        why = "is in use by another program" if error.errno in _IN_USE else "cannot be listened on"
        raise NotStarted(
            [f"Port {port} of {address} {why}. Stop it, or set QUORATE_HOST or QUORATE_PORT to another."]
        ) from None


def _health(port: int, runtime: Runtime) -> HealthServer | None:
    if not port:
        return None
    try:
        return HealthServer(port, runtime.late)
    except OSError:
        log.error("health_port_taken", port=port)
        return None


@contextlib.contextmanager
def _told_to_stop(server: uvicorn.Server, runtime: Runtime) -> Iterator[None]:
    """SIGTERM and SIGINT stop in order; a second one at once."""
    loop = asyncio.get_running_loop()

    def told() -> None:
        server.force_exit = server.should_exit
        server.should_exit = runtime.stopping = True

    signals: tuple[signal.Signals, ...] = (signal.SIGTERM, signal.SIGINT)
    try:
        for each in signals:
            loop.add_signal_handler(each, told)
    except (NotImplementedError, RuntimeError, ValueError):
        # Windows, or not the main thread: then only `stop` ends it.
        signals = ()
    try:
        yield
    finally:
        for each in signals:
            loop.remove_signal_handler(each)


async def _when(stop: asyncio.Event | None, server: uvicorn.Server, runtime: Runtime) -> None:
    if stop is not None:
        await stop.wait()
        server.should_exit = runtime.stopping = True
