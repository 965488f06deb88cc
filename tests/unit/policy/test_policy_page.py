"""docs/policy.md leads to every section of the policy, and names no key that is not there."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from bot.policy.loader import DEFAULT_FILE

PAGE = Path(__file__).parents[3].joinpath("docs", "policy.md").read_text(encoding="utf-8")
SHIPPED = tomllib.loads(DEFAULT_FILE.read_text(encoding="utf-8"))


def _keys(table: object) -> set[str]:
    if isinstance(table, list):
        return set().union(*map(_keys, table))
    return set(table) | set().union(*map(_keys, table.values())) if isinstance(table, dict) else set()


def test_every_section_can_be_found_on_the_page() -> None:
    missing = [name for name in SHIPPED if name != "version" and not re.search(rf"[`\[]{name}[`\].]", PAGE)]
    assert not missing


def test_every_key_on_the_page_is_one_of_the_policy() -> None:
    cells = "".join(line.split("|")[2] for line in PAGE.splitlines() if line.startswith("| ") and "`" in line)
    named = set(re.findall(r"[a-z_]+", "".join(re.findall(r"`[^`]*`", cells)).replace("`", " ")))
    assert len(named) > 40
    assert named <= _keys(SHIPPED)


def test_every_availability_rule_is_on_the_page() -> None:
    assert all(key in PAGE for key in SHIPPED["availability"])
