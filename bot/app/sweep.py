"""The periodic work, as the bus runs it: deliver what is owed, chase what is awaited, read calendars, and
look again at addresses that stopped working."""

from bot.app.calendar_round import Feeds, read_calendars
from bot.app.chase import chase
from bot.app.deliver import Desk, deliver
from bot.app.looking_again import look_again

__all__ = ["Desk", "Feeds", "chase", "deliver", "look_again", "read_calendars"]
