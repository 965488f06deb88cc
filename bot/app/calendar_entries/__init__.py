"""A person's calendar entry of a meeting, as calendars exchange it."""

from bot.app.calendar_entries.invitations import as_itip, method_of
from bot.app.calendar_entries.safe_text import Unwritable

__all__ = ["Unwritable", "as_itip", "method_of"]
