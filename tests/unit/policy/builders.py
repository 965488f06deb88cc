"""Invented cases and policy files, short enough to read in a test."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.domain.age import Age
from bot.domain.case import CaseFacts, Child, KnownService
from bot.policy import Policy, load_policies

TUESDAY_TEN = datetime(2026, 3, 10, 10, tzinfo=UTC)
SUNDAY_NIGHT = datetime(2026, 3, 8, 1, tzinfo=UTC)
DEFAULT: Policy = load_policies(None).default
COUNCIL_FILE = """
[council]
code = "EXMP"
name = "Exampleshire"
contact_name = "The front door"
contact_phone = "01632 960100"
"""


def child(reference: str = "CSC-10001", age: str | None = "P7Y", **known: Any) -> Child:
    return Child(reference, None if age is None else Age.parse(age), **known)


def sibling(reference: str, age: str, **known: Any) -> Child:
    return child(reference, age, part="sibling", **known)


def works_with(service: str, about: str = "child", *, active: bool = True) -> KnownService:
    return KnownService(service, about, active)


def case(
    *children: Child,
    concerns: Iterable[str] = (),
    services: Iterable[KnownService] = (),
    referrer: str | None = None,
    urgency: str = "planned",
    at: datetime = TUESDAY_TEN,
) -> CaseFacts:
    return CaseFacts(children or (child(),), frozenset(concerns), tuple(services), referrer, at, urgency)


def council_folder(folder: Path, more: str = "", *, code: str = "EXMP", base: str = COUNCIL_FILE) -> Path:
    folder.joinpath(f"{code}.toml").write_text(base + more, encoding="utf-8")
    return folder
