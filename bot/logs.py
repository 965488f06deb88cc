"""Structured logs: our own lines as they are, other people's without their arguments, which may hold anything."""

from __future__ import annotations

import logging
import sys
from collections import Counter
from typing import Any

import structlog

LOST: Counter[str] = Counter()
"""Under "lines", how many lines could not be written since the process began."""

_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def set_up_logs(level: str, *, as_json: bool) -> None:
    """Write one line an event to the error stream, from this level on."""
    least = logging.getLevelNamesMapping()[level.upper()]
    renderer: Any = structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer(colors=False)
    structlog.configure(
        processors=[*_SHARED, _without_traceback, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(least),
        logger_factory=_ErrorStream,
    )
    root = logging.getLogger()
    root.handlers = [_Forwarded()]
    root.setLevel(max(least, logging.WARNING))
    # It warns of every tick that a longer one swallows, which is how ticks are meant to be.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)


class _ErrorStream:
    """Writes to the error stream of the moment: a service manager, or a test, may have put another in its place.

    Its disk may be full, and whoever read it may be gone: no command may fail, and no answer be lost, for a line.
    """

    def __init__(self, *_names: str) -> None:
        self.debug = self.info = self.warning = self.error = self.critical = self.msg

    def msg(self, line: str) -> None:
        """Write one line, whole. One that cannot be written is counted."""
        try:
            sys.stderr.write(f"{line}\n")
            sys.stderr.flush()
        except (OSError, ValueError):
            LOST["lines"] += 1


class _Forwarded(logging.Handler):
    """Lines of the libraries: who said it and the sentence as it stands in their code, its values left out."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write it as one of ours."""
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else None
        words = str(record.msg).partition("\n")[0][:200]
        more = {"error": kind} if kind else {}
        structlog.get_logger(record.name).log(record.levelno, words, library=record.name, **more)


def _without_traceback(_logger: object, _name: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """A traceback prints values; only the kind of error is kept."""
    error = event.pop("exc_info", None)
    if isinstance(error, BaseException):
        event["error"] = type(error).__name__
    return event
