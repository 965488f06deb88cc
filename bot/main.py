"""The web host: one ASGI application for every channel, run by uvicorn, started and stopped in order."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import signal
import socket
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, date, datetime
from functools import partial
from typing import TYPE_CHECKING

import structlog
import uvicorn
from starlette.routing import Route, Router
from starlette.types import ASGIApp

from bot.app.ports import Clock
from bot.failpoints import armed
from bot.logs import set_up_logs
from bot.running import NotStarted, Runtime
from bot.web.limits import Limits
from bot.web.metrics import exposition
from bot.web.pages import plain_pages
from bot.web.protocol import PatientHttp
from bot.web.watched import watched
from bot.wiring import Configuration, build
from scheduling.working_time import bank_holiday_data_age_warning

if TYPE_CHECKING:
    from bot.web.health import HealthServer

log = structlog.get_logger()

_BACKLOG = 1024


def application(runtime: Runtime) -> ASGIApp:
    """Every channel's addresses, three for whoever watches over the process, and two plain pages."""
    routes = [*runtime.routes(), *watched(runtime, partial(exposition, runtime.seen)), *plain_pages()]
    # The router alone: a Starlette application would answer an error itself, and print it, before Limits sees it.
    paths = [each.path for each in routes if isinstance(each, Route)]
    return Limits(Router(routes, redirect_slashes=False), paths, runtime.requests)


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


def serve(configuration: Configuration, clock: Clock | None = None) -> None:
    """Run until told to stop. NotStarted, with a sentence for each reason, when it cannot start."""
    settings = configuration.settings
    set_up_logs(settings.log_level, as_json=settings.log_json)
    for code, words in start_warnings(configuration, datetime.now(UTC).date()):
        log.warning(code, words=words)
    with asyncio.Runner(loop_factory=uvicorn.Config("", log_config=None).get_loop_factory()) as runner:
        runner.run(run(configuration, clock=clock))


def start_warnings(configuration: Configuration, today: date) -> list[tuple[str, str]]:
    """What is worth saying at the start, though it may go on: a code and a sentence each."""
    old = bank_holiday_data_age_warning(today)
    unknown = [("setting_unknown", each) for each in configuration.warnings]
    failing = [("failpoint_armed", f"This process ends at {armed.name}, for a test.")] if armed.name else []
    return [*unknown, *failing, *([("bank_holidays_old", old)] if old else [])]


async def run(configuration: Configuration, *, stop: asyncio.Event | None = None, clock: Clock | None = None) -> None:
    """The same inside a running loop; `stop` ends it as a signal does."""
    settings = configuration.settings
    runtime = build(configuration, clock=clock)
    listening = listen(settings.host, settings.port)
    ended, at_once = stop or asyncio.Event(), asyncio.Event()
    with _signals(ended, at_once), contextlib.ExitStack() as closing:
        async with hosted(runtime, listening, at_once) as serving:
            health = _health(settings.health_port, runtime)
            if health is not None:
                closing.callback(health.close)
            log.info("started", host=settings.host, port=settings.port, channels=sorted(runtime.adapters))
            waiting = asyncio.create_task(ended.wait())
            await asyncio.wait({serving, waiting}, return_when=asyncio.FIRST_COMPLETED)
            waiting.cancel()
    log.info("stopped")


@contextlib.asynccontextmanager
async def hosted(
    runtime: Runtime, listening: socket.socket, at_once: asyncio.Event | None = None
) -> AsyncIterator[asyncio.Task[None]]:
    """Everything started and answering on this socket; at the end stopped in order, sooner when `at_once` is set.

    NotStarted, with everything closed again, when it cannot be.
    """
    try:
        await runtime.start()
    except BaseException:
        listening.close()
        raise
    server = host(application(runtime), runtime.shutdown_seconds / 2)
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        yield serving
    finally:
        server.should_exit = runtime.stopping = True
        hurry = asyncio.create_task((at_once or asyncio.Event()).wait())
        await asyncio.wait({serving, hurry}, return_when=asyncio.FIRST_COMPLETED)
        server.force_exit = hurry.done()
        hurry.cancel()
        await asyncio.wait({serving})
        await runtime.stop()


def listen(address: str, port: int) -> socket.socket:
    """A listening socket; 0 takes any free port. NotStarted, in words, when there is none to have."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        return socket.create_server((address, port), family=family, backlog=_BACKLOG)
    except OSError as error:
        why = "is in use by another program" if error.errno == errno.EADDRINUSE else "cannot be listened on"
        raise NotStarted(
            [f"Port {port} of {address} {why}. Stop it, or set QUORATE_HOST or QUORATE_PORT to another."]
        ) from None


def _health(port: int, runtime: Runtime) -> HealthServer | None:
    if not port:
        return None
    from bot.web.health import HealthServer

    try:
        return HealthServer(port, runtime.late, partial(exposition, runtime.seen))
    except OSError:
        log.error("health_port_taken", port=port)
        return None


def _signals_to_stop() -> tuple[signal.Signals, ...]:
    """`nohup` has a closing terminal ignored, and Windows knows no such signal."""
    hang_up: signal.Signals | None = getattr(signal, "SIGHUP", None)
    heard = hang_up is not None and signal.getsignal(hang_up) is not signal.SIG_IGN
    return (signal.SIGTERM, signal.SIGINT, *((hang_up,) if hang_up is not None and heard else ()))


@contextlib.contextmanager
def _signals(ended: asyncio.Event, at_once: asyncio.Event) -> Iterator[None]:
    """SIGTERM, SIGINT and a terminal that closes (SIGHUP) stop in order; a second one at once."""
    loop = asyncio.get_running_loop()

    def told() -> None:
        (at_once if ended.is_set() else ended).set()

    signals = _signals_to_stop()
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
