"""Every key that a policy file may use, so that a misspelt one can be answered with the right one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel


def instead_of(model: type[BaseModel], where: Sequence[object]) -> str:
    """What to write in place of the key at the end of this path, which no section knows."""
    names = [part for part in where if isinstance(part, str) and part != "[key]"]
    key, here = names[-1], _keys(_section_at(model, names[:-1]))
    alike = get_close_matches(key, here, n=1, cutoff=0.6)
    near = get_close_matches(key, here, n=1, cutoff=0.8) or [known for known in here if key in known.split("_")]
    homes = dict(_homes(model))
    if not near and key in _keys(model):
        return "write it at the top of the file, above the first line in square brackets"
    if not near and key in homes:
        return f"it belongs under [{homes[key]}]"
    if near or alike:
        return f"did you mean {(near or alike)[0]}?"
    near = get_close_matches(key, homes, n=1, cutoff=0.6)
    return f"did you mean {near[0]}, under [{homes[near[0]]}]?" if near else "remove it"


def _keys(model: type[BaseModel] | None) -> list[str]:
    return [] if model is None else [info.alias or name for name, info in model.model_fields.items()]


def _section_at(model: type[BaseModel], names: list[str]) -> type[BaseModel] | None:
    """The section that this path leads to: names of keys, and codes within a table of tables."""
    at: type[BaseModel] | None = model
    for name in names:
        found = [info for key, info in (at.model_fields.items() if at else ()) if (info.alias or key) == name]
        inner = _sections(found[0].annotation) if found else []
        # A code such as `neglect` in `concerns.neglect` is no key of its own: the section stays what it was.
        at = inner[0] if inner else at
    return at


def _homes(model: type[BaseModel], path: str = "") -> Iterator[tuple[str, str]]:
    """Each key below the top, with the section it belongs to."""
    for name, info in model.model_fields.items():
        key = info.alias or name
        if path:
            yield key, path
        for inner in _sections(info.annotation):
            yield from _homes(inner, f"{path}.{key}" if path else key)


def _sections(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [section for part in get_args(annotation) for section in _sections(part)]
