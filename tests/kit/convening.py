"""Sam Carter calls a meeting in Slack, one step at a time, however often the process behind it dies."""

from __future__ import annotations

from bot.demo.stand_ins.slack import Hand, SlackSaw

ASKED = ("tess", "pat", "pip", "priya", "ade", "dana")
"""Whom the plan asks, besides the surgery that is rung: in Slack, in Teams and by mail."""


async def submits(sam: Hand) -> str:
    """Press the window's button once: "" when it was taken, else what Slack tells the person, who may press again."""
    try:
        wrong = await sam.submit()
    except SlackSaw as saw:
        return saw.code
    assert not wrong, wrong
    return ""
