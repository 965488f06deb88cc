"""What the core asks of the outside: channels to reach people, and how a channel's folder plugs in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.app.ports.calendars import BusyTime, CalendarRead, CalendarReader, CalendarSame, CalendarTrouble
from bot.app.ports.channel import Channel, Letters, Paced, Probing
from bot.app.ports.delivery import OWN_RATE, Delivery, Refused, Retry, Sent, Unreachable
from bot.app.ports.doors import Came, Doors, Feed, Opened, Visit
from bot.app.ports.front import Front
from bot.app.ports.plug import Adapter, AdapterSettings, Finding, LeadsToPages, Plug, ServesPages

__all__ = [
    "OWN_RATE",
    "Adapter",
    "AdapterSettings",
    "BusyTime",
    "CalendarRead",
    "CalendarReader",
    "CalendarSame",
    "CalendarTrouble",
    "Came",
    "Channel",
    "Clock",
    "Delivery",
    "Doors",
    "Feed",
    "Finding",
    "Front",
    "LeadsToPages",
    "Letters",
    "Opened",
    "Paced",
    "Plug",
    "Probing",
    "Refused",
    "Retry",
    "Sent",
    "ServesPages",
    "Unreachable",
    "Visit",
]

Clock = Callable[[], datetime]
