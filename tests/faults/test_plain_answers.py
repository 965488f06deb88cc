"""Every refusal that a person can meet says what happened, whether it was saved, and what to do next."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from bot.app.wording.talk import BUSY, UNEXPECTED
from bot.storage import errors

ROOT = Path(__file__).parents[2]
SAVED = re.compile(
    r"[Nn]othing (was|has been|is|more was)|[Nn]o more was sent|not saved|not counted|not done"
    r"|(was|were|is|are) (not )?(saved|changed|sent|kept|recorded)|stays as it",
)
DO = re.compile(
    r"\b(please|try|ask|ring|look|choose|write|open|send|see|give|press|pick|use|tell|wait|start|type|put|import|shows"
    r"|name|say|read|click|copy|take|check|close|finish|call|need do nothing|search|confirms|hand|set|note)\b",
    re.IGNORECASE,
)
# Put together elsewhere from what is known at that moment: their own stories read the sentences.
PUT_TOGETHER = {
    "nobody_agrees", "date_passed", "changed_meanwhile", "too_many", "cannot_wait", "too_long", "has_a_time",
    "not_found", "not_yours", "found.came", "nothing_open", "not_open", "not_held", "same_person",
}  # fmt: skip
# Nothing could have been saved: somebody only asked to be shown something.
ONLY_SHOWN = {"nothing_open"}


def refusals() -> Iterator[tuple[str, str, str | None]]:
    """Where, its code, and its words; None for words that are put together when it happens."""
    for folder in ("bot/app", "bot/domain", "bot/policy", "adapters"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            text = file.read_text()
            for node in ast.walk(ast.parse(text)) if "Refusal(" in text else ():
                named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Refusal"
                if named and isinstance(node, ast.Call) and len(node.args) >= 2:
                    where = str(file.relative_to(ROOT))
                    code = ast.unparse(node.args[0]).strip("'\"")
                    yield f"{where}:{node.lineno}", code, _words(node.args[1], where)


def _words(node: ast.expr, where: str) -> str | None:
    match node:
        case ast.Constant(value=str(words)):
            return words
        case ast.JoinedStr():
            parts = [each.value if isinstance(each, ast.Constant) else "…" for each in node.values]
            return "".join(map(str, parts))
        case ast.Call(func=ast.Attribute(value=inner, attr="format")):
            return _words(inner, where)
        case ast.Name() | ast.Attribute():
            return _named(ast.unparse(node), where)
    return None


def _named(name: str, where: str) -> str | None:
    found: Any = import_module(where.removesuffix(".py").replace("/", "."))
    for part in name.split("."):
        found = getattr(found, part, None)
    return found if isinstance(found, str) else None


FOUND = list(refusals())


def test_there_are_refusals_to_look_at() -> None:
    assert len(FOUND) > 100


@pytest.mark.parametrize(("where", "code", "words"), FOUND, ids=[f"{where}-{code}" for where, code, _ in FOUND])
def test_a_refusal_says_what_happened_whether_it_was_saved_and_what_to_do(
    where: str, code: str, words: str | None
) -> None:
    if words is None or words.startswith("…"):
        assert code in PUT_TOGETHER or words is not None, f"{where}: say here what it says, or name it above"
    if words is None:
        return
    assert SAVED.search(words) or code in ONLY_SHOWN | PUT_TOGETHER, f"{where}: was anything saved? {words}"
    assert DO.search(words) or code in PUT_TOGETHER, f"{where}: what is to be done? {words}"
    assert "Traceback" not in words
    assert len(words) < 320, f"{where}: shorter"


@pytest.mark.parametrize("words", [UNEXPECTED, BUSY, errors.BUSY, errors.DOWN])
def test_a_failure_says_the_same(words: str) -> None:
    assert SAVED.search(words)
    assert DO.search(words)
