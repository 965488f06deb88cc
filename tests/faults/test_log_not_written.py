"""The log's disk is full, or whoever read the error stream has gone: Quorate goes on, and what is lost is counted."""

from __future__ import annotations

import errno
import io
import sys
from pathlib import Path

import pytest

from bot.logs import LOST, set_up_logs
from tests.contract.serve.ground import SEAL, served, with_paper
from tests.kit.paper import PaperPlug


class Full(io.StringIO):
    """A stream whose disk has no room."""

    def flush(self) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")


class Gone(io.StringIO):
    """A stream that nobody reads any more."""

    def write(self, _line: str) -> int:
        raise BrokenPipeError


@pytest.mark.parametrize("stream", [Full, Gone])
async def test_nobody_loses_an_answer_for_a_line_that_the_log_does_not_take(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stream: type[io.StringIO]
) -> None:
    plug = PaperPlug()
    async with served(with_paper(tmp_path, plug)) as (client, _):
        set_up_logs("debug", as_json=True)
        monkeypatch.setattr(sys, "stderr", stream())
        before = LOST["lines"]
        letter = {"account": "nobody", "text": "help"}
        answer = await client.post("/paper", json=letter, headers={"x-seal": SEAL})
        assert (answer.status_code, "Exampleshire" in answer.text) == (200, True)
        assert (await client.get("/nowhere")).status_code == 404
        assert "quorate_log_lines_lost_total" in (await client.get("/metrics")).text
        monkeypatch.undo()
        assert LOST["lines"] > before
