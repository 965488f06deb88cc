"""The periodic work, as the bus runs it: deliver what is owed, chase what is awaited."""

from bot.app.chase import chase
from bot.app.deliver import Desk, deliver

__all__ = ["Desk", "chase", "deliver"]
