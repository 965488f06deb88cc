"""The edge of the shell: whatever goes wrong becomes a sentence and an exit code, never a traceback."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn
from zoneinfo import ZoneInfoNotFoundError

from bot.domain.errors import QuorateError

NO_ZONES = "The time zone data is missing, so no time would be right. Run: pip install tzdata"
NO_ROOM = (
    "The disk is full, so that not everything could be written or shown. It may have been done all the same: make "
    "room, and look whether it was before you try again."
)
UNFORESEEN = "Something went wrong that Quorate did not foresee. The log line above says where: please pass it on."


def told_plainly(command: Callable[[], object]) -> None:
    """Run it. A mistake a person can mend ends with 2, what nobody foresaw with 1, an interruption with 130."""
    # What we write, the database and the settings above all, is for this account alone.
    os.umask(0o077)
    try:
        command()
    except QuorateError as mistake:
        _stop(str(mistake), 2)
    except ZoneInfoNotFoundError:
        _stop(NO_ZONES, 2)
    except KeyboardInterrupt:
        _stop("Stopped.", 130)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            _log(error)
        _stop(NO_ROOM if error.errno == errno.ENOSPC else UNFORESEEN, 1)
    except Exception as error:  # noqa: BLE001 - the edge of the shell: recorded, and told in plain words
        _log(error)
        _stop(UNFORESEEN, 1)


def _stop(words: str, code: int) -> NoReturn:
    sys.stderr.write(words + "\n")
    raise SystemExit(code)


def _log(error: Exception) -> None:
    """The kind of error and the innermost place, without its message, which may hold anything."""
    import structlog

    trace, place = error.__traceback__, ""
    while trace is not None:
        place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    structlog.get_logger().error("command_failed", error=type(error).__name__, where=place)
