"""Slack would not open the window any more: what was filled in before is a draft, and is there the next time (S9)."""

from __future__ import annotations

from pathlib import Path

from bot.demo.stage import stage
from bot.demo.stand_ins.slack import read, read_view
from bot.demo.story import STARTS_AT
from tests.kit.convening import submits


async def test_S9_the_draft_is_there_when_the_button_is_pressed_again(tmp_path: Path) -> None:
    async with stage(tmp_path, STARTS_AT) as played:
        sam = played.in_slack("sam")
        await sam.type_command("/strategy-meeting")
        await sam.until(lambda: sam.modals and "Case reference" in read_view(sam.view))
        await sam.fill("Case reference", "CSC-104233")
        await sam.choose("How soon", "Same day: meet today")
        await sam.fill("Ages", "3 years")
        assert not await submits(sam)
        await sam.close_view(everything=True)
        await sam.type_command("/strategy-meeting", "mine")
        await sam.until(lambda: "EXMP-SM-1" in read(sam.newest))
        played.their_slack.fail_next("views.open", error="expired_trigger_id")
        await sam.press("Open")
        await sam.until(lambda: "Press the button again — nothing you entered was lost" in read(sam.newest))
        assert sam.newest.ephemeral
        await sam.press("Open")
        await sam.until(lambda: sam.modals)
        assert "EXMP-SM-1" in read_view(sam.view)
        (meeting,) = await played.rows("meetings")
        assert meeting.facts.children[0].age.years == 3
