"""The Web API methods, each with the scope it needs; any other is `unknown_method`."""

from collections.abc import Callable

from bot.demo.stand_ins.slack.methods import chat, conversations, users, views
from bot.demo.stand_ins.slack.people import Workspace
from bot.demo.stand_ins.slack.records import Json
from bot.demo.stand_ins.slack.state import SlackState

Method = Callable[[SlackState, Workspace, Json], Json]

METHODS: dict[str, tuple[str | None, Method]] = {
    "auth.test": (None, users.auth_test),
    "chat.delete": ("chat:write", chat.delete),
    "chat.postEphemeral": ("chat:write", chat.post_ephemeral),
    "chat.postMessage": ("chat:write", chat.post_message),
    "chat.update": ("chat:write", chat.update),
    "conversations.open": ("im:write", conversations.open_direct),
    "users.info": ("users:read", users.info),
    "users.list": ("users:read", users.list_people),
    "users.lookupByEmail": ("users:read.email", users.lookup_by_email),
    "views.open": (None, views.open_view),
    "views.publish": (None, views.publish),
    "views.push": (None, views.push),
    "views.update": (None, views.update),
}
