"""`quorate timescale`: what is understood of a text, or of a file of texts."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from bot.domain.errors import QuorateError
from bot.policy import load_policies
from scheduling.timescale import Limits, TermDates, understand
from scheduling.working_time import LONDON, WorkingTime, local_instant

_YEARS = range(1970, 2200)
_HOW = "Write the time as 2026-03-11T14:00 (London), or with an offset."


def reference_time(text: str | None) -> datetime:
    """The instant a text is read at: London time unless it has an offset; now when none is given."""
    if text is None:
        return datetime.now(LONDON)
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError:
        raise QuorateError(f"--at cannot be read. {_HOW}") from None
    if at.year not in _YEARS:
        raise QuorateError(f"--at is too far from today. {_HOW}")
    if at.tzinfo is not None:
        return at
    return _in_london(at.date(), at.time())


def _in_london(day: date, at: time) -> datetime:
    instant = local_instant(day, at)
    if not isinstance(instant, datetime):
        raise QuorateError(f"The clocks change then, so --at is not one instant. {_HOW}")
    return instant.astimezone(LONDON)


@dataclass(frozen=True, slots=True)
class Rules:
    """What a text is read by: working time, school terms and the limits of belief."""

    working_time: WorkingTime
    terms: TermDates | None
    limits: Limits


def rules_of(folder: Path | None = None, council: str | None = None) -> Rules:
    """The rules of this council's policy, else of the one that ships with Quorate."""
    policies = load_policies(folder)
    policy = policies.of(council) if council else policies.default
    return Rules(policy.working_time(), policy.terms(), policy.timescale_limits())


def reading(text: str, at: datetime, rules: Rules) -> dict[str, str | None]:
    """What a text states, in the grammar of the worked cases; `due` is London time with its offset."""
    # A file name's or a shell's broken bytes are no text: nothing that prints the answer could write them.
    text = text.encode("utf-8", "replace").decode("utf-8")
    found = understand(text, at, rules.working_time, rules.terms, rules.limits)
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
    """One JSON object on a line; in ASCII, so that no terminal's encoding can spoil it."""
    return json.dumps(found)
