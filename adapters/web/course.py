"""A form as a course of pages, one question each: what is asked next, and what has been answered so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

from bot.app.cards import Field, Form, Option, Value

FEW = 8
"""With more choices than this, a question has a page to itself."""
_ALONE = ("people", "long_text")
Names = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Lookup:
    """A typed name of which somebody must be chosen; `options` are those who may be."""

    field: str
    name: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """Where somebody is in a form. It travels with the page, sealed.

    `names` are the people typed, by field; `picked` who is meant by each. `fixing`: the form came back with errors,
    and only the pages that have any are asked again. `key` makes the sending of it count once.
    """

    form: Form
    key: str
    origin: str
    values: dict[str, Value] = field(default_factory=dict)
    names: Names = field(default_factory=dict)
    picked: dict[str, dict[str, str]] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    at: int = 0
    fixing: bool = False
    lookup: tuple[str, str, tuple[Option, ...]] | tuple[()] = ()

    def things(self) -> dict[str, Any]:
        """What is carried."""
        return {each.name: getattr(self, each.name) for each in fields(self)}

    @property
    def pages(self) -> list[list[Field]]:
        """All pages."""
        return pages_of(self.form.fields)

    @property
    def page(self) -> list[Field]:
        """The questions of this page."""
        return self.pages[self.at]

    @property
    def asked(self) -> Lookup | None:
        """The name that is being looked up, if one is."""
        return Lookup(*self.lookup) if self.lookup else None

    def unclear(self) -> tuple[str, str] | None:
        """The next name of this page of which nobody has been chosen: its field, and the name as typed."""
        for each in self.page:
            for name in self.names.get(each.name, ()):
                if name not in self.picked.get(each.name, {}):
                    return each.name, name
        return None

    def picks(self, field_name: str, name: str, value: str) -> Course:
        """This is who was meant."""
        picked = {**self.picked, field_name: {**self.picked.get(field_name, {}), name: value}}
        return replace(self, picked=picked, lookup=())

    def next_at(self) -> int | None:
        """The page after this one; None when the form is complete."""
        for number in range(self.at + 1, len(self.pages)):
            if not self.fixing or any(each.name in self.errors for each in self.pages[number]):
                return number
        return None

    def complete(self) -> dict[str, Value]:
        """Every field's value, as the core takes it."""
        return {each.name: self._value(each) for each in self.form.fields}

    def _value(self, each: Field) -> Value:
        if each.kind not in ("person", "people"):
            return self.values.get(each.name, () if each.kind == "choices" else "")
        picked = self.picked.get(each.name, {})
        found = tuple(dict.fromkeys(picked.get(name, name) for name in self.names.get(each.name, ())))
        return found if each.kind == "people" else "".join(found[:1])


def begun(form: Form, key: str, origin: str, errors: dict[str, str] | None = None) -> Course:
    """At the first question; after a refusal at the first with an error."""
    course = Course(form, key, origin)
    values: dict[str, Value] = {}
    names, picked = dict[str, tuple[str, ...]](), dict[str, dict[str, str]]()
    for each in form.fields:
        if each.kind in ("person", "people"):
            given = (each.value,) if isinstance(each.value, str) else each.value
            labels = {option.value: option.label for option in each.options}
            names[each.name] = tuple(labels.get(value, value) for value in given if value)
            picked[each.name] = {labels[value]: value for value in given if value in labels}
        else:
            values[each.name] = _fitting(each)
    course = replace(course, values=values, names=names, picked=picked)
    found = {each.name: each.error for each in form.fields if each.error} | (errors or {})
    if not found:
        return course
    first = [number for number, page in enumerate(course.pages) if any(each.name in found for each in page)]
    return replace(course, errors=found, fixing=bool(first), at=first[0] if first else len(course.pages) - 1)


def kept_names(after: Course, before: Course) -> Course:
    """The form that came back, with the people chosen before wherever it still asks for them in the same way."""
    same = {each.name for each in after.form.fields if each.kind in ("person", "people")} & before.names.keys()
    return replace(
        after,
        names=after.names | {name: before.names[name] for name in same},
        picked=after.picked | {name: before.picked.get(name, {}) for name in same},
    )


def pages_of(asked: Sequence[Field]) -> list[list[Field]]:
    """One question a page; a time stands with its date, and what need not be answered with its alternatives."""
    pages: list[list[Field]] = []
    for each in asked:
        if pages and _belongs(each, pages[-1]):
            pages[-1].append(each)
        else:
            pages.append([each])
    return pages or [[]]


def _belongs(each: Field, page: list[Field]) -> bool:
    if each.kind == "time" and page[-1].kind == "date":
        return True
    return all(
        not other.required and other.kind not in _ALONE and len(other.options) <= FEW for other in (*page, each)
    )


def _fitting(each: Field) -> Value:
    """The value a form comes with, as a tuple where several can be chosen and as a text elsewhere."""
    if each.kind == "choices":
        return (each.value,) if isinstance(each.value, str) and each.value else tuple(each.value)
    return each.value if isinstance(each.value, str) else "".join(each.value[:1])
