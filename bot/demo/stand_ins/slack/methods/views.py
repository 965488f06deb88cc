"""views.*: opening, pushing, changing modals, and publishing the home tab."""

from bot.demo.stand_ins.slack.content import view_content
from bot.demo.stand_ins.slack.people import Workspace
from bot.demo.stand_ins.slack.records import Json, View
from bot.demo.stand_ins.slack.refusals import Refused, refused_with
from bot.demo.stand_ins.slack.state import SlackState, Who
from bot.demo.stand_ins.slack.surfaces import open_modal, publish_home, push_modal, replace, view_json


def _answer(state: SlackState, view: View) -> Json:
    return {"ok": True, "view": view_json(state, view)}


def _exchange(state: SlackState, workspace: Workspace, args: Json) -> Who:
    name = args.get("trigger_id")
    if not name:
        raise refused_with("invalid_arguments", ["missing required field: trigger_id"])
    trigger = state.triggers.exchange(str(name), workspace.team_id, state.now())
    return trigger.team_id, trigger.user_id


def open_view(state: SlackState, workspace: Workspace, args: Json) -> Json:
    """views.open; a bad view leaves the trigger unused."""
    source = view_content(args.get("view"), "modal")
    return _answer(state, open_modal(state, _exchange(state, workspace, args), source))


def push(state: SlackState, workspace: Workspace, args: Json) -> Json:
    """views.push; three views at most."""
    source = view_content(args.get("view"), "modal")
    return _answer(state, push_modal(state, _exchange(state, workspace, args), source))


def _found(state: SlackState, workspace: Workspace, args: Json) -> View:
    view_id, external_id = args.get("view_id"), args.get("external_id")
    if view_id and external_id:
        raise refused_with("invalid_arguments", ["Cannot provide both `view_id` and `external_id`"])
    if not view_id and not external_id:
        raise refused_with("invalid_arguments", ["Must provide either `view_id` or `external_id`"])
    for view in state.views():
        same = view.view_id == view_id if view_id else view.external_id == external_id
        if same and view.team_id == workspace.team_id:
            return view
    raise Refused("not_found")


def update(state: SlackState, workspace: Workspace, args: Json) -> Json:
    """views.update by view_id or external_id; with a `hash`, only if nothing changed since."""
    view = _found(state, workspace, args)
    source = view_content(args.get("view"), view.source["type"])
    return _answer(state, replace(state, view, source, args.get("hash") or None))


def publish(state: SlackState, workspace: Workspace, args: Json) -> Json:
    """views.publish; the person's home tab."""
    user_id = str(args.get("user_id") or "")
    source = view_content(args.get("view"), "home")
    if workspace.person(user_id) is None:
        raise Refused("user_not_found")
    who = (workspace.team_id, user_id)
    return _answer(state, publish_home(state, who, source, args.get("hash") or None))
