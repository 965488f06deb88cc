"""What a question by values looks like apart from the values, so that its statement is written once for all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, bindparam, false
from sqlmodel.sql.sqltypes import AutoString

from bot.storage.columns import Private
from bot.storage.one_of import Many, is_one_of

ColumnOf = Callable[[str], ColumnElement[Any]]


class Shape(NamedTuple):
    """One field's condition. `values` counts its parameters; None for any number of texts, which go as one.

    `empty` says that nothing in the field fits too.
    """

    name: str
    values: int | None
    empty: bool


def shaped(column: ColumnOf, equals: Mapping[str, Any]) -> tuple[tuple[Shape, ...], dict[str, Any]]:
    """The shape, and the parameters. A tuple means "one of", None means "is empty". KeyError for no field."""
    shapes, parameters = [], {}
    for name, value in equals.items():
        values = value if isinstance(value, tuple) else (value,)
        known = [each for each in values if each is not None]
        if isinstance(value, tuple) and isinstance(column(name).type, AutoString):
            parameters[f"is_{name}"] = sorted(set(known))
            shapes.append(Shape(name, None, len(known) < len(values)))
        else:
            parameters |= {f"is_{name}_{place}": each for place, each in enumerate(known)}
            shapes.append(Shape(name, len(known), len(known) < len(values)))
    return tuple(shapes), parameters


def conditions(column: ColumnOf, shapes: Sequence[Shape]) -> list[ColumnElement[bool]]:
    """What such a question asks. KeyError for no field, ValueError for a private one."""
    return [_condition(column(each.name), each) for each in shapes]


def _condition(column: ColumnElement[Any], shape: Shape) -> ColumnElement[bool]:
    if isinstance(column.type, Private):
        raise ValueError(f"{shape.name} is private: nothing can be found by it.")
    if shape.values == 0:
        return column.is_(None) if shape.empty else false()
    fits = _fits(column, shape)
    return fits | column.is_(None) if shape.empty else fits


def _fits(column: ColumnElement[Any], shape: Shape) -> ColumnElement[bool]:
    if shape.values is None:
        return is_one_of(column, bindparam(f"is_{shape.name}", type_=Many()))
    each = [bindparam(f"is_{shape.name}_{place}", type_=column.type) for place in range(shape.values)]
    return column == each[0] if len(each) == 1 else column.in_(each)
