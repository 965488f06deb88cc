"""What is known about a case when a meeting is called: only what decides who must sit and by when.

Everything here is private: no name, no date of birth, no address and no narrative is ever part of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import get_close_matches
from typing import Any, Literal, Self, TypeVar

from bot.domain.age import Age
from bot.domain.errors import Invalid

Authority = Literal["this", "other"]
Part = Literal["subject", "sibling"]
ABOUT = ("child", "mother", "father", "parents", "sibling", "suspect")
_CODE = re.compile(r"[a-z0-9][a-z0-9_]{0,39}", re.ASCII)
_WRITE_CODE = "use small letters, digits and underscores, such as health_visitor"
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_YEARS = range(2000, 2101)
_MOST_ROWS = 1000
_OF_CASE = ("received_at", "urgency", "child", "siblings", "children", "concerns", "known_services", "referrer")
_OF_CHILD = ("reference", "age", "setting", "mobile", "school_known", "home_authority", "in_scope", "part")
_OF_SERVICE = ("service", "about", "active", "person_id")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Child:
    """One child. None means "not known yet", which is asked again and never refused.

    `part` is "sibling" for a brother or sister of the child the meeting is about.
    """

    reference: str
    age: Age | None = None
    setting: str | None = None
    mobile: bool | None = None
    school_known: bool | None = None
    home_authority: Authority | None = None
    in_scope: bool = True
    part: Part = "subject"


@dataclass(frozen=True, slots=True)
class KnownService:
    """A service that works, or worked, with the child or with an adult around the child."""

    service: str
    about: str = "child"
    active: bool = True
    person_id: str | None = None


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """The case as far as it is known. `received_at` is when the concern reached social care (aware)."""

    children: tuple[Child, ...]
    concerns: frozenset[str]
    known_services: tuple[KnownService, ...]
    referrer: str | None
    received_at: datetime
    urgency: str

    @property
    def in_scope(self) -> tuple[Child, ...]:
        """The children whom this meeting is about, siblings and the unborn included."""
        return tuple(child for child in self.children if child.in_scope)

    def to_json(self) -> dict[str, Any]:
        """Plain values that `from_json` reads back to the same facts."""
        return {
            "received_at": self.received_at.isoformat(),
            "urgency": self.urgency,
            "children": [_child_to_json(child) for child in self.children],
            "concerns": sorted(self.concerns),
            "known_services": [
                {"service": s.service, "about": s.about, "active": s.active, "person_id": s.person_id}
                for s in self.known_services
            ],
            "referrer": self.referrer,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read `to_json`'s form, or a worked case's (`child` and `siblings` in place of `children`).

        Raises Invalid naming every field that cannot be read and what to write instead.
        """
        reader = _Reader(data, fields=_OF_CASE)
        children = _children(reader)
        if len({child.reference for child in children}) < len(children):
            reader.problems["children"] = "give each child a reference of its own"
        facts = cls(
            children=tuple(children),
            concerns=frozenset(_codes(reader, "concerns")),
            known_services=tuple(_service(each) for each in reader.rows("known_services", _OF_SERVICE)),
            referrer=reader.read("referrer", _code, None),
            received_at=reader.read("received_at", _instant, _NEVER, required=True),
            urgency=reader.read("urgency", _code, "", required=True),
        )
        if reader.problems:
            raise Invalid(reader.problems)
        return facts


def _child_to_json(child: Child) -> dict[str, Any]:
    return {
        "reference": child.reference,
        "age": None if child.age is None else child.age.text,
        "setting": child.setting,
        "mobile": child.mobile,
        "school_known": child.school_known,
        "home_authority": child.home_authority,
        "in_scope": child.in_scope,
        "part": child.part,
    }


class _Reader:
    """Reads fields of one JSON object and collects, by dotted path, what is wrong with them.

    Other fields than these are left alone, but one that is almost the name of a field is taken for a slip.
    """

    def __init__(
        self, data: Any, path: str = "", problems: dict[str, str] | None = None, *, fields: tuple[str, ...]
    ) -> None:
        self.problems: dict[str, str] = {} if problems is None else problems
        self.path = path
        self.data: Mapping[str, Any] = data if isinstance(data, Mapping) else {}
        if not isinstance(data, Mapping):
            self.problems[path.rstrip(".") or "case"] = "write an object with named fields"
        for name in fields:
            if name not in self.data and _almost(name, self.data):
                self.problems[f"{path}{name}"] = f"is misspelt here: write {name}"

    def read(self, name: str, convert: Callable[[Any], V], default: V, *, required: bool = False) -> V:
        """One field, converted; `default` when it is absent or null, or cannot be read (and is noted)."""
        value = self.data.get(name)
        if value is None:
            if required:
                self.problems[f"{self.path}{name}"] = "is missing"
            return default
        try:
            return convert(value)
        except (ValueError, TypeError) as wrong:
            self.problems[f"{self.path}{name}"] = str(wrong)
            return default

    def inner(self, name: str, fields: tuple[str, ...]) -> _Reader:
        """The object under this name."""
        return _Reader(self.data.get(name), f"{self.path}{name}.", self.problems, fields=fields)

    def rows(self, name: str, fields: tuple[str, ...]) -> list[_Reader]:
        """The objects of the list under this name."""
        rows: list[Any] = self.read(name, _list, [])
        return [_Reader(row, f"{self.path}{name}[{i}].", self.problems, fields=fields) for i, row in enumerate(rows)]


def _almost(name: str, written: Mapping[Any, Any]) -> bool:
    others = (each for each in written if isinstance(each, str) and each not in (*_OF_CASE, *_OF_CHILD, *_OF_SERVICE))
    return bool(get_close_matches(name, others, n=1, cutoff=0.8))


def _children(reader: _Reader) -> list[Child]:
    if "child" not in reader.data:
        return [_child(row, str(i), None) for i, row in enumerate(reader.rows("children", _OF_CHILD), start=1)]
    siblings = [_child(row, str(i), "sibling") for i, row in enumerate(reader.rows("siblings", _OF_CHILD), start=2)]
    return [_child(reader.inner("child", _OF_CHILD), "1", "subject"), *siblings]


def _child(reader: _Reader, reference: str, part: Part | None) -> Child:
    return Child(
        reference=reader.read("reference", _text, reference),
        age=reader.read("age", _age, None),
        setting=reader.read("setting", _code, None),
        mobile=reader.read("mobile", _flag, None),
        school_known=reader.read("school_known", _flag, None),
        home_authority=reader.read("home_authority", _authority, None),
        in_scope=reader.read("in_scope", _flag, None) is not False,
        part=part or _part_of(reader),
    )


def _service(reader: _Reader) -> KnownService:
    return KnownService(
        service=reader.read("service", _code, None, required=True) or "",
        about=reader.read("about", _about, "child"),
        active=reader.read("active", _flag, None) is not False,
        person_id=reader.read("person_id", _text, None),
    )


def _codes(reader: _Reader, name: str) -> list[str]:
    return reader.read(name, lambda value: [str(_code(each)) for each in _list(value)], [])


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError("write a list, in square brackets")
    if len(value) > _MOST_ROWS:
        raise ValueError(f"write at most {_MOST_ROWS}")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= 200 or not value.isprintable():
        raise ValueError("write a short text in quotes")
    return value


def _code(value: Any) -> Any:
    if not isinstance(value, str) or not _CODE.fullmatch(value):
        raise ValueError(_WRITE_CODE)
    return value


def _flag(value: Any) -> Any:
    if not isinstance(value, bool):
        raise ValueError("write true or false")
    return value


def _age(value: Any) -> Any:
    return Age.parse(value if isinstance(value, str) else "")


def _one_of(value: Any, allowed: tuple[str, ...]) -> Any:
    if value not in allowed:
        raise ValueError(f"write one of: {', '.join(allowed)}")
    return value


def _authority(value: Any) -> Any:
    return _one_of(value, ("this", "other"))


def _part_of(reader: _Reader) -> Part:
    return reader.read("part", lambda value: _one_of(value, ("subject", "sibling")), "subject")


def _about(value: Any) -> Any:
    return _one_of(value, ABOUT)


def _instant(value: Any) -> datetime:
    try:
        instant = datetime.fromisoformat(_text(value))
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None:
        raise ValueError('write a time with its offset, such as "2026-03-10T10:20:00+00:00"')
    if instant.year not in _YEARS:
        raise ValueError(f"write a year from {_YEARS[0]} to {_YEARS[-1]}")
    return instant.astimezone(UTC)
