"""The periodic work, as the bus runs it: deliver what is owed, chase what is awaited, read calendars."""

from bot.app.calendar_round import Feeds, read_calendars
from bot.app.chase import chase
from bot.app.deliver import Desk, deliver

__all__ = ["Desk", "Feeds", "chase", "deliver", "read_calendars"]
