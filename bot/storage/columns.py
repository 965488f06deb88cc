"""Column types: instants in UTC, codes, plain values as text, and private values as sealed text."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import DateTime, String, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from bot.domain.case import CaseFacts
from bot.domain.meeting import OtherTime
from bot.storage.case_key import Sealed
from bot.storage.crypto import keys_of
from bot.storage.errors import StorageError


class Utc(TypeDecorator[datetime]):
    """An instant. A naive time is refused with ValueError; what is read is aware and UTC on every database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """UTC; SQLite has no zones, so there the UTC wall time is kept."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A time without its zone cannot be kept: pass an aware datetime.")
        instant = value.astimezone(UTC)
        return instant.replace(tzinfo=None) if dialect.name == "sqlite" else instant

    def result_processor(self, dialect: Dialect, _coltype: object) -> Callable[[Any], datetime | None]:
        """Aware, in UTC. Times are most of what a plan reads, so each is read in one step."""
        return _from_text if dialect.name == "sqlite" else _from_aware


def _from_text(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value + "+00:00")


def _from_aware(value: datetime | None) -> datetime | None:
    return None if value is None else value.astimezone(UTC)


class Code(TypeDecorator[StrEnum]):
    """A member of an enumeration, kept by its value.

    The table does not change for a new member; an older release that reads it stops, so a migration raises the floor.
    """

    impl = String
    cache_ok = True

    def __init__(self, kind: type[StrEnum]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: StrEnum | None, _dialect: Dialect) -> str | None:
        """The member's value; a bare string must be one."""
        return None if value is None else self.kind(value).value

    def process_result_value(self, value: str | None, _dialect: Dialect) -> StrEnum | None:
        """The member."""
        return None if value is None else self.kind(value)


@dataclass(frozen=True)
class Form:
    """How a value is written as text and read back. Nothing ("" , (), {}) is always written as ""."""

    write: Callable[[Any], str]
    read: Callable[[str], Any]
    empty: Any

    def __hash__(self) -> int:
        return hash((self.write, self.read))


def dump(value: Any) -> str:
    """As JSON on one line, letters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _write_other_times(times: tuple[OtherTime, ...]) -> str:
    return dump([[t.starts_at.isoformat(), t.reason, list(t.missing), t.late] for t in times])


def _read_other_times(text: str) -> tuple[OtherTime, ...]:
    # The first release kept the times alone.
    return tuple(_other_time(*([each] if isinstance(each, str) else each)) for each in json.loads(text))


def _other_time(at: str, why: str = "", missing: Sequence[str] = (), late: bool = False) -> OtherTime:
    return OtherTime(datetime.fromisoformat(at), why, tuple(missing), late)


WORDS = Form(str, str, "")
NAMES = Form(lambda names: dump(list(names)), lambda text: tuple(json.loads(text)), ())
OBJECT = Form(dump, json.loads, {})
OTHER_TIMES = Form(_write_other_times, _read_other_times, ())
FACTS = Form(lambda facts: dump(facts.to_json()), lambda text: CaseFacts.from_json(json.loads(text)), None)


class Plain(TypeDecorator[Any]):
    """A value kept as readable text in the given form."""

    impl = Text
    cache_ok = True

    def __init__(self, form: Form) -> None:
        super().__init__()
        self.form = form

    def text(self, value: Any) -> str:
        """The value as text."""
        return self.form.write(value) if value else ""

    def value(self, text: str | None) -> Any:
        """The value again; an object is always a fresh one."""
        return self.form.read(text) if text else self.form.empty.copy() if self.form is OBJECT else self.form.empty

    def process_bind_param(self, value: Any, _dialect: Dialect) -> str:
        """The value as it is kept."""
        return self.text(value)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> Any:
        """What is kept as a value."""
        return self.value(value)


class Private(Plain):
    """The same, sealed: what lies in the file, a backup or a dump cannot be read without a key of the process."""

    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str:
        """The value as sealed text."""
        return keys_of(dialect).seal(self.text(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """The value again."""
        return self.value(keys_of(dialect).unseal(value or ""))


class OfCase(Private):
    """The same, sealed with the key of the case that the row belongs to.

    A column does not know its row: so the transaction seals before anything gets here, and opens afterwards.
    """

    cache_ok = True

    def process_bind_param(self, value: Any, _dialect: Dialect) -> str:
        """The sealed text as it is. StorageError for anything else: nothing private goes in unsealed."""
        if not isinstance(value, Sealed):
            raise StorageError("A private field was to be written unsealed. Nothing was saved.", "unsealed")
        return str(value)

    def process_result_value(self, value: Any, _dialect: Dialect) -> Any:
        """As it is: sealed still, or opened already, and then nothing must stay the nothing that it was."""
        return value
