"""The modals a person has open, one upon another, and their home tab."""

import secrets

from bot.demo.stand_ins.slack.entered import state_json, values_of
from bot.demo.stand_ins.slack.records import Json, View
from bot.demo.stand_ins.slack.refusals import Refused
from bot.demo.stand_ins.slack.state import SlackState, Who, new_id

DEEPEST = 3


def _hash(state: SlackState) -> str:
    return f"{int(state.wall())}.{secrets.token_hex(4)}"


def _own_name(state: SlackState, source: Json, except_for: View | None = None) -> None:
    name = source.get("external_id")
    if name and any(one.external_id == name and one is not except_for for one in state.views()):
        raise Refused("duplicate_external_id")


def _new(state: SlackState, who: Who, source: Json, below: View | None) -> View:
    view_id = new_id("V")
    return View(
        view_id=view_id,
        team_id=who[0],
        user_id=who[1],
        source=source,
        hash=_hash(state),
        root_view_id=below.root_view_id if below else view_id,
        previous_view_id=below.view_id if below else None,
        values=values_of(source["blocks"]),
    )


def open_modal(state: SlackState, who: Who, source: Json) -> View:
    """Show a modal as the first of its stack."""
    _own_name(state, source)
    view = _new(state, who, source, None)
    state.stacks[who] = [view]
    state.changed()
    return view


def push_modal(state: SlackState, who: Who, source: Json) -> View:
    """Show a modal upon the one that is open; at most three."""
    stack = state.stacks.get(who)
    if not stack:
        raise Refused("not_found")
    if len(stack) >= DEEPEST:
        raise Refused("push_limit_reached")
    _own_name(state, source)
    view = _new(state, who, source, stack[-1])
    stack.append(view)
    state.changed()
    return view


def replace(state: SlackState, view: View, source: Json, known_hash: str | None = None) -> View:
    """Change an open view in place; what was entered stays where block and action ids stay."""
    if known_hash is not None and known_hash != view.hash:
        raise Refused("hash_conflict")
    _own_name(state, source, except_for=view)
    view.values = values_of(source["blocks"], kept=view.values)
    view.source, view.hash, view.errors = source, _hash(state), {}
    state.changed()
    return view


def publish_home(state: SlackState, who: Who, source: Json, known_hash: str | None = None) -> View:
    """Show the home tab, the first time or anew."""
    shown = state.homes.get(who)
    if shown is not None:
        return replace(state, shown, source, known_hash)
    if known_hash is not None:
        raise Refused("hash_conflict")
    state.homes[who] = _new(state, who, source, None)
    state.changed()
    return state.homes[who]


def close(state: SlackState, who: Who, *, all_of_them: bool = False) -> list[View]:
    """Close the topmost modal, or all; returns what was closed."""
    stack = state.stacks.get(who, [])
    closed = list(stack) if all_of_them else stack[-1:]
    del stack[len(stack) - len(closed) :]
    state.changed()
    return closed


def view_json(state: SlackState, view: View) -> Json:
    """The view object of answers and interactions."""
    workspace = state.workspaces[view.team_id]
    source = view.source
    return {
        "id": view.view_id,
        "team_id": view.team_id,
        "type": source["type"],
        "blocks": view.blocks,
        "private_metadata": source.get("private_metadata") or "",
        "callback_id": source.get("callback_id") or "",
        "state": state_json(view.values),
        "hash": view.hash,
        "title": source.get("title") or {"type": "plain_text", "text": "View Title", "emoji": True},
        "clear_on_close": bool(source.get("clear_on_close")),
        "notify_on_close": bool(source.get("notify_on_close")),
        "close": source.get("close"),
        "submit": source.get("submit"),
        "previous_view_id": view.previous_view_id,
        "root_view_id": view.root_view_id,
        "app_id": state.app.app_id,
        "external_id": view.external_id,
        "app_installed_team_id": view.team_id,
        "bot_id": workspace.bot_id,
    }
