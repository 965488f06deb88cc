"""A whole plan through the real adapters: pasted in Slack by one convenor, in Teams by another."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.demo.stage import Stage, stage
from bot.demo.stand_ins import slack
from bot.demo.story import STARTS_AT
from tests.stories.test_across_tools import COUNCIL_IN_TEAMS, call_in_slack, call_in_teams

PLAN = "\n".join(
    [
        "Thanks for coming. Mum told us that she is tired.",
        "",
        "Actions",
        *(f"{number}. SW to ring household number {number} by Friday" for number in range(1, 13)),
        "13. School to send attendance",
    ]
)


@pytest.fixture
async def council_in_teams(tmp_path: Path) -> AsyncIterator[Stage]:
    """Everybody in Teams."""
    async with stage(tmp_path, STARTS_AT, COUNCIL_IN_TEAMS) as played:
        await played.in_teams("sam").install()
        yield played


async def saved(played: Stage) -> list[str]:
    return [each.words for each in await played.rows("actions", order="number")]


async def test_in_slack_every_line_is_ticked_and_a_tick_that_is_taken_away_counts(tmp_path: Path) -> None:
    async with stage(tmp_path, STARTS_AT) as played:
        sam = await call_in_slack(played)
        await sam.close_view(everything=True)
        await played.sees("sam", "Are the actions written down already?")
        await sam.press("Paste a whole plan")
        await sam.until(lambda: sam.modals)
        await sam.fill("The plan", PLAN)
        assert await sam.submit() == {}
        shown = slack.read_view(sam.view)
        assert "Sam Carter, by Fri 13 March, end of day" in shown
        assert "“School” is an agency: who there?" in shown
        assert await saved(played) == []
        kept = [f"{number}. SW to ring household number {number} by Friday" for number in range(1, 10)]
        await sam.fill("Add 1 to 10", kept)
        await sam.submit()
        await sam.until(lambda: "12 actions were added." in slack.read_view(sam.view))


async def test_in_teams_the_same_form_comes_back_and_saves_what_it_shows(council_in_teams: Stage) -> None:
    sam = await call_in_teams(council_in_teams)
    await council_in_teams.sees("sam", "Send invitations")
    await sam.press("Send invitations")
    await council_in_teams.sees("sam", "Are the actions written down already?")
    await sam.press("Paste a whole plan")
    sam.fill("The plan", PLAN)
    await sam.press("Read it")
    await council_in_teams.sees("sam", "13. School to send attendance")
    assert await saved(council_in_teams) == []
    await sam.press("Add these 13 actions")
    await council_in_teams.sees("sam", "13 actions were added.")
    assert len(await saved(council_in_teams)) == 13
