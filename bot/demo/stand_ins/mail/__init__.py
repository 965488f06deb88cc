"""A stand-in for other people's mail: a server that refuses who is not there, letters, a browser."""

from bot.demo.stand_ins.mail.browser import Browser
from bot.demo.stand_ins.mail.letter import Received
from bot.demo.stand_ins.mail.server import MailStandIn

__all__ = ["Browser", "MailStandIn", "Received"]
