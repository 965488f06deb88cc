"""Actions: written down as they are said, completed, finished, put off. Without owner and time they are chased."""

from bot.app.actions import (
    doubt,
    ending,
    finishing,
    giving_back,
    happening,
    longer,
    owning,
    pasted,
    recording,
    snoozing,
    timing,
)
from bot.app.commands import Command
from bot.app.work import Handler

HANDLERS: dict[type[Command], Handler] = {
    **recording.HANDLERS,
    **pasted.HANDLERS,
    **timing.HANDLERS,
    **owning.HANDLERS,
    **finishing.HANDLERS,
    **ending.HANDLERS,
    **happening.HANDLERS,
    **doubt.HANDLERS,
    **longer.HANDLERS,
    **giving_back.HANDLERS,
    **snoozing.HANDLERS,
}
