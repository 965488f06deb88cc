"""What is known about a case when a meeting is called: only what decides who must sit and by when.

Everything here is private: no name, no date of birth, no address and no narrative is ever part of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal, Self

from bot.domain import json_fields
from bot.domain.age import Age
from bot.domain.errors import Invalid
from bot.domain.json_fields import Fields

Authority = Literal["this", "other"]
Part = Literal["subject", "sibling"]
ABOUT = ("child", "mother", "father", "parents", "sibling", "suspect")
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_OF_CASE = ("received_at", "urgency", "child", "siblings", "children", "concerns", "known_services", "referrer")
_OF_CHILD = ("reference", "age", "setting", "mobile", "school_known", "home_authority", "in_scope", "part")
_OF_SERVICE = ("service", "about", "active", "person_id")


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
        reader = Fields(data, fields=_OF_CASE)
        children = _children(reader)
        if len({child.reference for child in children}) < len(children):
            reader.problems["children"] = "give each child a reference of its own"
        facts = cls(
            children=tuple(children),
            concerns=frozenset(_codes(reader, "concerns")),
            known_services=tuple(_service(each) for each in reader.rows("known_services", _OF_SERVICE)),
            referrer=reader.read("referrer", json_fields.code, None),
            received_at=reader.read("received_at", json_fields.instant, _NEVER, required=True),
            urgency=reader.read("urgency", json_fields.code, "", required=True),
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


def _children(reader: Fields) -> list[Child]:
    if "child" not in reader.data:
        return [_child(row, str(i), None) for i, row in enumerate(reader.rows("children", _OF_CHILD), start=1)]
    siblings = [_child(row, str(i), "sibling") for i, row in enumerate(reader.rows("siblings", _OF_CHILD), start=2)]
    return [_child(reader.inner("child", _OF_CHILD), "1", "subject"), *siblings]


def _child(reader: Fields, reference: str, part: Part | None) -> Child:
    return Child(
        reference=reader.read("reference", json_fields.text, reference),
        age=reader.read("age", _age, None),
        setting=reader.read("setting", json_fields.code, None),
        mobile=reader.read("mobile", json_fields.flag, None),
        school_known=reader.read("school_known", json_fields.flag, None),
        home_authority=reader.read("home_authority", _authority, None),
        in_scope=reader.read("in_scope", json_fields.flag, None) is not False,
        part=part or _part_of(reader),
    )


def _service(reader: Fields) -> KnownService:
    return KnownService(
        service=reader.read("service", json_fields.code, None, required=True) or "",
        about=reader.read("about", _about, "child"),
        active=reader.read("active", json_fields.flag, None) is not False,
        person_id=reader.read("person_id", json_fields.text, None),
    )


def _codes(reader: Fields, name: str) -> list[str]:
    return reader.read(name, lambda value: [str(json_fields.code(each)) for each in json_fields.listed(value)], [])


def _age(value: Any) -> Any:
    return Age.parse(value if isinstance(value, str) else "")


def _authority(value: Any) -> Any:
    return json_fields.one_of(value, ("this", "other"))


def _part_of(reader: Fields) -> Part:
    return reader.read("part", lambda value: json_fields.one_of(value, ("subject", "sibling")), "subject")


def _about(value: Any) -> Any:
    return json_fields.one_of(value, ABOUT)
