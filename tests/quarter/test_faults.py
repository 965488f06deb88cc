"""A protection that is taken away is seen: the quarter fails without it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from bot.app import handing_on
from bot.app.actions import recording
from bot.app.wording.actions import lines
from bot.app.work import Work
from tests.quarter.run import Size
from tests.quarter.test_quarter import played

SMALL = Size(meetings=4, actions=24, weeks=2)
Patch = pytest.MonkeyPatch


async def _nothing(*_: object, **__: object) -> None:
    """In the place of what protects."""


def not_chased(patch: Patch) -> None:
    """Closing a record awaits nothing of its actions."""
    patch.setattr(recording, "chase", _nothing)


def left_with_leavers(patch: Patch) -> None:
    """What somebody owns stays theirs when they leave."""
    patch.setattr(handing_on, "_actions", _nothing)


def words_on_the_line(patch: Patch) -> None:
    """A line tells what is to be done."""
    named = lines.named
    patch.setattr(lines, "named", lambda line: f"{named(line)}: {line.action.words}")


def a_message_each(patch: Patch) -> None:
    """No message knows that it was owed before."""
    tell, number = Work.tell, count()

    async def again(
        self: Work, person_id: str, kind: Any, subject: str, council: str, dedupe: str, **more: Any
    ) -> None:
        await tell(self, person_id, kind, subject, council, f"{dedupe}:{next(number)}", **more)

    patch.setattr(Work, "tell", again)


FAULTS = [
    (not_chased, "is nobody's business"),
    (left_with_leavers, "who has left"),
    (words_on_the_line, "private words"),
    (a_message_each, "the same message twice"),
]


@pytest.mark.long
@pytest.mark.parametrize(("take_away", "seen"), FAULTS, ids=lambda each: getattr(each, "__name__", ""))
async def test_what_is_taken_away_is_missed(
    sqlite_url: str, tmp_path: Path, monkeypatch: Patch, take_away: Callable[[Patch], None], seen: str
) -> None:
    take_away(monkeypatch)
    quarter = await played(sqlite_url, tmp_path, SMALL, 1)
    assert any(seen in each for each in quarter.watch.wrong), quarter.watch.wrong[:10]
