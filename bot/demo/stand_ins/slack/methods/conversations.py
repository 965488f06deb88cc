"""conversations.open, and which conversation a call may write to."""

from typing import Any

from bot.demo.stand_ins.slack.people import Person, Workspace
from bot.demo.stand_ins.slack.records import Conversation, Json
from bot.demo.stand_ins.slack.refusals import Refused
from bot.demo.stand_ins.slack.state import SlackState


def _reachable(workspace: Workspace, user_id: str) -> Person:
    if user_id == workspace.bot_user_id:
        raise Refused("cannot_dm_bot")
    person = workspace.person(user_id)
    if person is None:
        raise Refused("user_not_found")
    if person.is_bot:
        raise Refused("cannot_dm_bot")
    if person.deleted:
        raise Refused("user_disabled")
    return person


def writable(state: SlackState, workspace: Workspace, channel: Any) -> Conversation:
    """The conversation named by a channel id, or by a user id; Refused as chat.postMessage is."""
    name = str(channel or "")
    if name[:1] in ("U", "W"):
        if name == workspace.bot_user_id:
            raise Refused("cannot_dm_bot")
        person = workspace.person(name)
        if person is None or person.deleted:
            raise Refused("channel_not_found")
        return state.direct(workspace.team_id, _reachable(workspace, name).user_id)
    known = state.conversations.get(name)
    if known is None or known.team_id != workspace.team_id:
        raise Refused("channel_not_found")
    reader = workspace.person(known.user_id) if known.user_id else None
    if known.archived or (reader is not None and reader.deleted):
        raise Refused("is_archived")
    if not known.joined:
        raise Refused("not_in_channel")
    return known


def open_direct(state: SlackState, workspace: Workspace, args: Json) -> Json:
    """conversations.open for one person (group conversations are never Quorate's business)."""
    users = args.get("users")
    listed = users.split(",") if isinstance(users, str) else list(users or [])
    wanted = [str(one).strip() for one in listed if str(one).strip()]
    if not wanted:
        raise Refused("users_list_not_supplied")
    if len(wanted) > 1:
        raise Refused("method_not_supported_for_channel_type")
    person = _reachable(workspace, wanted[0])
    already = state.has_direct(workspace.team_id, person.user_id)
    channel: Json = {"id": state.direct(workspace.team_id, person.user_id).channel_id}
    if str(args.get("return_im", "")).lower() in ("true", "1"):
        channel |= {"is_im": True, "user": person.user_id, "is_open": True}
    return {"ok": True, **({"no_op": True, "already_open": True} if already else {}), "channel": channel}
