"""The payloads Slack sends when a person acts."""

from typing import Any

from bot.demo.stand_ins.slack.client.finding import Control
from bot.demo.stand_ins.slack.entered import state_json
from bot.demo.stand_ins.slack.people import Person, Workspace
from bot.demo.stand_ins.slack.records import Conversation, Json, Message, View
from bot.demo.stand_ins.slack.state import SlackState, new_id
from bot.demo.stand_ins.slack.surfaces import view_json
from bot.demo.stand_ins.slack.tickets import ResponseUrl


class Payloads:
    """Builds payloads for one person; `base` is the stand-in's address, for response URLs."""

    def __init__(self, state: SlackState, workspace: Workspace, person: Person, base: str) -> None:
        self._state = state
        self._workspace = workspace
        self._person = person
        self._base = base

    def _trigger(self) -> str:
        team, user = self._workspace.team_id, self._person.user_id
        return self._state.triggers.issue(team, user, self._state.now())

    def _response_url(self, channel_id: str, message: Message | None) -> str:
        url = ResponseUrl(self._workspace.team_id, self._person.user_id, channel_id, self._state.now(), message)
        return self._base + self._state.response_urls.issue(url)

    def _common(self, kind: str) -> Json:
        person, workspace = self._person, self._workspace
        return {
            "type": kind,
            "user": {
                "id": person.user_id,
                "username": person.handle,
                "name": person.handle,
                "team_id": person.foreign_team or workspace.team_id,
            },
            "api_app_id": self._state.app.app_id,
            "token": self._state.app.verification,
            "team": {"id": workspace.team_id, "domain": workspace.domain},
            "enterprise": None,
            "is_enterprise_install": False,
        }

    def _where(self, surface: Message | View) -> Json:
        if isinstance(surface, View):
            return {
                "container": {"type": "view", "view_id": surface.view_id},
                "view": view_json(self._state, surface),
            }
        channel = self._state.conversations[surface.channel_id]
        where: Json = {
            "container": {
                "type": "message",
                "message_ts": surface.ts,
                "channel_id": surface.channel_id,
                "is_ephemeral": surface.ephemeral,
            },
            "channel": {"id": channel.channel_id, "name": channel.name},
        }
        return where if surface.ephemeral else {**where, "message": surface.payload()}

    def command(self, command: str, text: str, channel: Conversation) -> dict[str, str]:
        """The form of a slash command."""
        person, workspace = self._person, self._workspace
        return {
            "token": self._state.app.verification,
            "team_id": person.foreign_team or workspace.team_id,
            "team_domain": workspace.domain,
            "channel_id": channel.channel_id,
            "channel_name": channel.name,
            "user_id": person.user_id,
            "user_name": person.handle,
            "command": command,
            "text": text,
            "api_app_id": self._state.app.app_id,
            "is_enterprise_install": "false",
            "response_url": self._response_url(channel.channel_id, None),
            "trigger_id": self._trigger(),
        }

    def click(self, control: Control, told: Json, surface: Message | View) -> Json:
        """block_actions; `told` is what the element says (a value, what is selected)."""
        action: Json = {
            "type": control.kind,
            "action_id": control.element["action_id"],
            "block_id": control.block["block_id"],
            "action_ts": self._state.timestamp(),
            **told,
        }
        for name in ("text", "placeholder"):
            if name in control.element:
                action[name] = control.element[name]
        payload = self._common("block_actions") | self._where(surface)
        payload |= {"trigger_id": self._trigger(), "actions": [action]}
        if isinstance(surface, Message):
            payload["state"] = state_json(surface.values)
            payload["response_url"] = self._response_url(surface.channel_id, surface)
        return payload

    def suggestion(self, control: Control, typed: str, surface: Message | View) -> Json:
        """block_suggestion: what was typed into a menu that asks the app."""
        payload = self._common("block_suggestion") | self._where(surface)
        return payload | {
            "action_id": control.element["action_id"],
            "block_id": control.block["block_id"],
            "value": typed,
        }

    def submission(self, view: View) -> Json:
        """view_submission."""
        payload = self._common("view_submission")
        payload |= {"trigger_id": self._trigger(), "view": view_json(self._state, view)}
        return payload | {"response_urls": []}

    def closed(self, view: View, *, cleared: bool) -> Json:
        """view_closed."""
        payload = self._common("view_closed")
        return payload | {"view": view_json(self._state, view), "is_cleared": cleared}

    def shortcut(self, callback_id: str, message: Message | None) -> Json:
        """A global shortcut, or one upon a message."""
        payload = self._common("shortcut" if message is None else "message_action")
        payload |= {
            "callback_id": callback_id,
            "trigger_id": self._trigger(),
            "action_ts": self._state.timestamp(),
        }
        if message is not None:
            channel = self._state.conversations[message.channel_id]
            payload |= {
                "message_ts": message.ts,
                "message": message.payload(),
                "channel": {"id": channel.channel_id, "name": channel.name},
                "response_url": self._response_url(channel.channel_id, message),
            }
        return payload


def event(state: SlackState, workspace: Workspace, told: Json) -> Json:
    """An Events API callback around one event."""
    authorization: dict[str, Any] = {
        "enterprise_id": None,
        "team_id": workspace.team_id,
        "user_id": workspace.bot_user_id,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    return {
        "token": state.app.verification,
        "team_id": workspace.team_id,
        "context_team_id": workspace.team_id,
        "api_app_id": state.app.app_id,
        "event": told,
        "type": "event_callback",
        "event_id": new_id("Ev"),
        "event_time": int(state.wall()),
        "authorizations": [authorization],
        "is_ext_shared_channel": False,
        "event_context": new_id("4-"),
    }
