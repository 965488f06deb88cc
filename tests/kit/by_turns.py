"""A story is played on one of the two databases, every fourth on PostgreSQL; on both by
`pytest -m "not peers and not browser"`.

What a story is about is the same on either; a server's turn takes nearly twice as long. What is about the databases
themselves (the faults, the storage, whatever happens at the same instant) is always played on both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from zlib import crc32

import pytest

from tests.kit.databases import BOTH
from tests.kit.own_processor import AT_ONCE

STORIES = "tests/stories/"
EVERY_FOURTH = 4


def other_turn(story: str) -> str:
    """The database on which this story is not played, unless all is. The same in each worker and each run."""
    return "sqlite" if crc32(story.encode()) % EVERY_FOURTH == 0 else "postgresql"


def out_of_turn(on: Mapping[str, str]) -> frozenset[str]:
    """Which of these tests, each with its database, are not for this run."""
    stories: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for test, database in on.items():
        if test.startswith(STORIES) and not test.startswith(AT_ONCE):
            stories[test.replace(database, "", 1)][database] = test
    return frozenset(played[other_turn(story)] for story, played in stories.items() if len(played) == len(BOTH))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Before anything is deselected."""
    on = {each.nodeid: each.callspec.params.get("database_url") for each in items if hasattr(each, "callspec")}
    left_out = out_of_turn({test: database for test, database in on.items() if database in BOTH})
    for each in items:
        if each.nodeid in left_out:
            each.add_marker(pytest.mark.long)
