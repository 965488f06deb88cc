"""A person's calendar entry of a meeting, as calendars exchange it."""

from bot.app.calendar_entries.invitations import Unwritable, as_itip, method_of

__all__ = ["Unwritable", "as_itip", "method_of"]
