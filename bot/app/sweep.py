"""The periodic work, as the bus runs it: deliver what is owed, chase what is awaited, read calendars, look again at
addresses that stopped working, and see whether what was promised is being done."""

from bot.app.calendar_round import Feeds, read_calendars
from bot.app.chase import chase
from bot.app.deliver import deliver
from bot.app.looking_again import look_again
from bot.app.periodic import Desk
from bot.app.self_audit import Audited, SelfWatch

__all__ = ["Audited", "Desk", "Feeds", "SelfWatch", "chase", "deliver", "look_again", "read_calendars"]
