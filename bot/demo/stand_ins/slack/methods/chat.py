"""chat.*: posting, changing and deleting messages."""

from bot.demo.stand_ins.slack.content import MOST_TEXT_IN_UPDATE, decoded, message_content
from bot.demo.stand_ins.slack.entered import values_of
from bot.demo.stand_ins.slack.methods.conversations import writable
from bot.demo.stand_ins.slack.people import Workspace
from bot.demo.stand_ins.slack.records import Conversation, Json, Message
from bot.demo.stand_ins.slack.refusals import Refused
from bot.demo.stand_ins.slack.state import SlackState


def post(
    state: SlackState,
    workspace: Workspace,
    channel: Conversation,
    args: Json,
    to: str | None = None,
) -> Message:
    """Put the app's message into a conversation; `to` makes it ephemeral."""
    text, blocks = message_content(args)
    message = Message(
        ts=state.timestamp(),
        team_id=workspace.team_id,
        channel_id=channel.channel_id,
        user_id=workspace.bot_user_id,
        bot_id=workspace.bot_id,
        text=text,
        blocks=blocks,
        posted_at=state.now(),
        to=to,
        thread_ts=args.get("thread_ts"),
        metadata=decoded(args.get("metadata"), "invalid_metadata_format"),
        values=values_of(blocks),
    )
    channel.messages.append(message)
    state.changed()
    return message


def change(state: SlackState, message: Message, args: Json) -> None:
    """Replace a message's text and blocks in place."""
    text, blocks = message_content(args, most_text=MOST_TEXT_IN_UPDATE)
    message.values = values_of(blocks, kept=message.values)
    message.change(text, blocks)
    state.changed()


def post_message(state: SlackState, workspace: Workspace, args: Json) -> Json:
    """chat.postMessage; a user id stands for the direct message with that person."""
    channel = writable(state, workspace, args.get("channel"))
    state.limits.spend_post(workspace.team_id, channel.channel_id, state.now())
    message = post(state, workspace, channel, args)
    return {"ok": True, "channel": channel.channel_id, "ts": message.ts, "message": message.payload()}


def post_ephemeral(state: SlackState, workspace: Workspace, args: Json) -> Json:
    """chat.postEphemeral; only `user` sees it, and it cannot be changed by chat.update."""
    channel = writable(state, workspace, args.get("channel"))
    user_id = str(args.get("user") or "")
    if workspace.person(user_id) is None or channel.user_id not in (None, user_id):
        raise Refused("user_not_in_channel")
    message = post(state, workspace, channel, args, to=user_id)
    return {"ok": True, "message_ts": message.ts}


def _own(state: SlackState, workspace: Workspace, args: Json, otherwise: str) -> Message:
    channel = state.conversations.get(str(args.get("channel") or ""))
    if channel is None or channel.team_id != workspace.team_id:
        raise Refused("channel_not_found")
    if channel.archived:
        raise Refused("is_inactive")
    ts = args.get("ts")
    found = next((one for one in channel.messages if one.ts == ts), None)
    if found is None or found.deleted or found.ephemeral:
        raise Refused("message_not_found")
    if found.user_id != workspace.bot_user_id:
        raise Refused(otherwise)
    return found


def update(state: SlackState, workspace: Workspace, args: Json) -> Json:
    """chat.update; the app's own messages only, within the workspace's edit window."""
    message = _own(state, workspace, args, "cant_update_message")
    window = workspace.edit_window
    if window is not None and state.now() - message.posted_at > window:
        raise Refused("edit_window_closed")
    # Left out, the blocks stay as they were; an empty list takes them away (chat.update, Arguments).
    kept = {"blocks": message.blocks} if args.get("blocks") is None else {}
    change(state, message, args | kept)
    return {
        "ok": True,
        "channel": message.channel_id,
        "ts": message.ts,
        "text": message.text,
        "message": message.payload(),
    }


def delete(state: SlackState, workspace: Workspace, args: Json) -> Json:
    """chat.delete; the app's own messages only."""
    message = _own(state, workspace, args, "cant_delete_message")
    message.deleted = True
    state.changed()
    return {"ok": True, "channel": message.channel_id, "ts": message.ts}
