"""A stand-in for Slack's own servers and its client, sharing no code with Slack's libraries."""

from bot.demo.stand_ins.slack.client.hand import Hand
from bot.demo.stand_ins.slack.client.reading import Preview, preview, read, read_view
from bot.demo.stand_ins.slack.limits import RateLimits
from bot.demo.stand_ins.slack.people import EVERY_SCOPE, App, Person, Workspace
from bot.demo.stand_ins.slack.records import Delivery, Message, Sent, View
from bot.demo.stand_ins.slack.refusals import SlackSaw
from bot.demo.stand_ins.slack.server import SlackStandIn
from bot.demo.stand_ins.slack.signing import signature

__all__ = [
    "EVERY_SCOPE",
    "App",
    "Delivery",
    "Hand",
    "Message",
    "Person",
    "Preview",
    "RateLimits",
    "Sent",
    "SlackSaw",
    "SlackStandIn",
    "View",
    "Workspace",
    "preview",
    "read",
    "read_view",
    "signature",
]
