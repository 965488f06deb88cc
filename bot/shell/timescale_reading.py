"""`quorate timescale`: what is understood of a text, or of a file of texts."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

from bot.domain.errors import QuorateError
from bot.policy import load_policies
from scheduling.timescale import understand
from scheduling.working_time import LONDON, WorkingTime, local_instant

_HOW = "Write the time as 2026-03-11T14:00 (London), or with an offset."


def reference_time(text: str | None) -> datetime:
    """The instant a text is read at: London time unless it has an offset; now when none is given."""
    if text is None:
        return datetime.now(LONDON)
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError:
        raise QuorateError(f"--at cannot be read. {_HOW}") from None
    if at.tzinfo is not None:
        return at
    return _in_london(at.date(), at.time())


def _in_london(day: date, at: time) -> datetime:
    instant = local_instant(day, at)
    if not isinstance(instant, datetime):
        raise QuorateError(f"The clocks change then, so --at is not one instant. {_HOW}")
    return instant.astimezone(LONDON)


def office_hours() -> WorkingTime:
    """The working time of the policy that ships with Quorate."""
    return load_policies(None).default.working_time()


def reading(text: str, at: datetime, working_time: WorkingTime) -> dict[str, str | None]:
    """What a text states, in the grammar of the worked cases; `due` is London time with its offset."""
    found = understand(text, at, working_time)
    return {
        "kind": found.kind,
        "expected": found.expected,
        "due": None if found.due is None else found.due.isoformat(),
        "echo": found.echo,
        "span": found.span,
        "ask": found.ask,
    }


def texts_of(file: Path) -> Iterator[str]:
    """The column `text` of a CSV file, row by row."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as rows:
            reader = csv.DictReader(rows)
            if "text" not in (reader.fieldnames or ()):
                raise QuorateError(f"{file.name} has no column named text.")
            for row in reader:
                yield row["text"] or ""
    except OSError as error:
        raise QuorateError(f"{file.name} cannot be read ({error.strerror}).") from None
    except UnicodeDecodeError:
        raise QuorateError(f"{file.name} is not UTF-8 text: save it as CSV UTF-8.") from None
    except csv.Error:
        raise QuorateError(
            f"{file.name} cannot be read as CSV: look for a quotation mark that is not closed."
        ) from None


def as_line(found: dict[str, str | None]) -> str:
    """One JSON object on a line."""
    return json.dumps(found, ensure_ascii=False)
