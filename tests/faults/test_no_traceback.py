"""Whatever breaks, and wherever: no chat and no page ever shows a traceback, an error's kind, or its words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest

from bot.web.limits import WENT_WRONG
from tests.contract.serve.ground import SEAL, served, with_paper
from tests.contract.slack.ground import slack_with
from tests.contract.teams.ground import Call, open_ground
from tests.kit.paper import PaperPlug

CANARY = "patient-name"
ERRORS = (
    RuntimeError(CANARY),
    KeyError(CANARY),
    ConnectionError(CANARY),
    ExceptionGroup(CANARY, [ValueError(CANARY)]),
)


def plain(words: str) -> bool:
    """Nothing of the inside, and it says that nothing was saved."""
    inside = (CANARY, "Traceback", "Error", "File ", ".py", "Exception")
    return not any(each in words for each in inside) and "not saved" in words.lower()


@pytest.mark.parametrize("error", ERRORS, ids=lambda each: type(each).__name__)
async def test_in_slack_whatever_breaks_is_told_plainly(error: Exception) -> None:
    async with slack_with() as slack:
        slack.front.error = error
        said = await slack.aisha.type_command("/strategy-meeting", "mine")
        assert plain(said.text), said.text


@pytest.mark.parametrize("error", ERRORS, ids=lambda each: type(each).__name__)
async def test_in_teams_whatever_breaks_is_told_plainly(error: Exception) -> None:
    def fails(_: Call) -> Any:
        raise error

    async with open_ground() as ground:
        ground.front.answer = fails
        await ground.hand().say("help")
        await ground.hand().sees("saved")
        shown = " ".join(str(sent.payload) for sent in ground.microsoft.sent if sent.kind in ("send", "reply"))
        assert CANARY not in shown
        assert "Traceback" not in shown


@pytest.mark.parametrize("error", ERRORS, ids=lambda each: type(each).__name__)
async def test_on_any_page_whatever_breaks_is_told_plainly(
    error: Exception, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plug = PaperPlug()
    async with served(with_paper(tmp_path, plug)) as (client, _):

        async def fails(*_: Any) -> Any:
            raise error

        plug.opened[0]._pass_on = fails  # type: ignore[method-assign]
        letter = {"account": "nobody", "text": "help"}
        answer: httpx.Response = await client.post("/paper", json=letter, headers={"x-seal": SEAL})
        assert answer.status_code == 500
        assert answer.text == WENT_WRONG
    told = capsys.readouterr()
    assert CANARY not in told.out + told.err
