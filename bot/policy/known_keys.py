"""Every key that a policy file may use, so that a misspelt one can be answered with the right one."""

from __future__ import annotations

from typing import Any, get_args

from pydantic import BaseModel


def known_keys(model: type[BaseModel]) -> set[str]:
    """The keys of this section and of every section within it."""
    keys: set[str] = set()
    for name, info in model.model_fields.items():
        keys.add(info.alias or name)
        for inner in _sections(info.annotation):
            keys |= known_keys(inner)
    return keys


def _sections(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [section for part in get_args(annotation) for section in _sections(part)]
