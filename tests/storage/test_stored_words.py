"""Row F10: no word gets into the database that an older release beside this one may still read and does not know."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from bot.storage import floor, mapping, timers
from bot.storage.columns import Code
from bot.storage.mapping import Mapped
from bot.storage.tables import METADATA
from tests.storage.reviewed_words import REVIEWED_AT, WORDS

VERSIONS = Path(floor.__file__).parent / "migrations/versions"
WHAT_TO_DO = (
    "A release that runs beside this one may read a word that it does not know, or write one that is gone. Add a "
    f"migration that calls raise_to(op.get_bind(), {floor.HEAD + 1}) before anything else (bot/storage/floor.py); "
    "where a word goes, it also rewrites the rows that hold it. Then bring WORDS in tests/storage/reviewed_words.py "
    f"up to date, and set REVIEWED_AT there to {floor.HEAD + 1}. If that migration is here already, take its number."
)


def stored() -> dict[str, type[StrEnum]]:
    """The enumeration of every column that holds one."""
    kinds = [
        each.type.kind for table in METADATA.tables.values() for each in table.columns if type(each.type) is Code
    ]
    by_name = {kind.__name__: kind for kind in kinds}
    assert len(by_name) == len(set(kinds)), "two enumerations of one name"
    return by_name


def in_things(hint: Any) -> Iterator[type[StrEnum]]:
    """Every enumeration in what a thing of the domain holds, however deep."""
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        yield hint
    elif is_dataclass(hint):
        hints = get_type_hints(hint)
        for each in fields(hint):
            yield from in_things(hints[each.name])
    else:
        for each in get_args(hint):
            yield from in_things(each)


def raised_to() -> set[int]:
    """Every floor that a migration raises to."""
    nodes = [each for file in VERSIONS.glob("0*.py") for each in ast.walk(ast.parse(file.read_text()))]
    calls = [each for each in nodes if isinstance(each, ast.Call) and isinstance(each.func, ast.Name)]
    return {ast.literal_eval(each.args[1]) for each in calls if ast.unparse(each.func) == "raise_to"}


@pytest.mark.parametrize("name", sorted({*WORDS, *stored()}))
def test_a_word_comes_or_goes_only_with_a_release_that_older_ones_stop_for(name: str) -> None:
    """What they hold is compared; their order says nothing."""
    kind, reviewed = stored().get(name), set(WORDS.get(name, "").split())
    now = {each.value for each in kind} if kind else set()
    new, gone = sorted(now - reviewed), sorted(reviewed - now)
    assert now == reviewed, f"{name}: new {new}, gone {gone}. {WHAT_TO_DO}"


def test_the_list_was_looked_at_when_a_migration_raised_the_floor() -> None:
    assert REVIEWED_AT in raised_to(), f"No migration raises the floor to {REVIEWED_AT}. {WHAT_TO_DO}"


def test_every_enumeration_of_what_is_kept_has_a_column_that_says_so() -> None:
    """One that were kept as plain text, or inside of something else, would not be on the list."""
    mapped = [each for module in (mapping, timers) for each in vars(module).values() if isinstance(each, Mapped)]
    assert len(mapped) > 30
    found = {kind.__name__ for each in mapped for kind in in_things(each.kind)}
    assert found == stored().keys()
