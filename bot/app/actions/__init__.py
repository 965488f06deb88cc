"""Actions: written down as they are said, completed, finished, put off. Without owner and time they are chased."""

from bot.app.actions import doubt, ending, finishing, happening, owning, pasted, recording, timing
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
}
