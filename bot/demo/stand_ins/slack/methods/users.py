"""auth.test and users.*: who the token is, who the people are."""

import base64
import binascii

from bot.demo.stand_ins.slack.people import Person, Workspace
from bot.demo.stand_ins.slack.records import Json
from bot.demo.stand_ins.slack.refusals import Refused, refused_with
from bot.demo.stand_ins.slack.state import SlackState

_PAGE = 100


def auth_test(_state: SlackState, workspace: Workspace, _args: Json) -> Json:
    """auth.test for a bot token."""
    return {
        "ok": True,
        "url": f"https://{workspace.domain}.slack.com/",
        "team": workspace.name,
        "user": "quorate",
        "team_id": workspace.team_id,
        "user_id": workspace.bot_user_id,
        "bot_id": workspace.bot_id,
        "is_enterprise_install": False,
    }


def user_json(workspace: Workspace, person: Person) -> Json:
    """A user object; the address only with `users:read.email` and never a stranger's."""
    profile: Json = {
        "real_name": person.name,
        "display_name": person.handle,
        "real_name_normalized": person.name,
        "display_name_normalized": person.handle,
        "team": person.foreign_team or workspace.team_id,
    }
    if "users:read.email" in workspace.scopes and not person.is_stranger and person.email:
        profile["email"] = person.email
    told: Json = {
        "id": person.user_id,
        "team_id": person.foreign_team or workspace.team_id,
        "name": person.handle,
        "deleted": person.deleted,
        "profile": profile,
        "is_bot": person.is_bot,
        "is_app_user": False,
        "updated": 0,
    }
    if person.deleted:
        return told
    told |= {
        "real_name": person.name,
        "tz": person.tz,
        "is_admin": False,
        "is_owner": False,
        "is_restricted": person.is_restricted,
        "is_ultra_restricted": False,
        "is_email_confirmed": person.email_confirmed,
    }
    if person.foreign_team:
        told["is_stranger"] = person.is_stranger
    return told


def info(_state: SlackState, workspace: Workspace, args: Json) -> Json:
    """users.info; deactivated people are still told of."""
    user_id = str(args.get("user") or "")
    person = workspace.person(user_id)
    if person is None and user_id == workspace.bot_user_id:
        person = Person(user_id, "Quorate", is_bot=True)
    if person is None:
        raise Refused("user_not_found")
    return {"ok": True, "user": user_json(workspace, person)}


def lookup_by_email(_state: SlackState, workspace: Workspace, args: Json) -> Json:
    """users.lookupByEmail; active members of this workspace only."""
    wanted = str(args.get("email") or "").strip().lower()
    for person in workspace.people:
        if person.email.lower() == wanted and wanted and not person.deleted and not person.foreign_team:
            return {"ok": True, "user": user_json(workspace, person)}
    raise Refused("users_not_found")


def list_people(state: SlackState, workspace: Workspace, args: Json) -> Json:
    """users.list, by pages of `limit` with an opaque cursor."""
    try:
        limit = int(args.get("limit") or 0)
    except (TypeError, ValueError):
        raise refused_with("invalid_arguments", ["must provide a number [json-pointer:/limit]"]) from None
    if limit < 0 or limit > 1000:
        raise Refused("invalid_limit")
    start = 0
    if args.get("cursor"):
        try:
            start = int(base64.b64decode(str(args["cursor"]), validate=True).removeprefix(b"user:"))
        except (binascii.Error, ValueError):
            raise Refused("invalid_cursor") from None
    end = start + (limit or _PAGE)
    more = end < len(workspace.people)
    cursor = base64.b64encode(b"user:%d" % end).decode() if more else ""
    return {
        "ok": True,
        "members": [user_json(workspace, one) for one in workspace.people[start:end]],
        "cache_ts": int(state.wall()),
        "response_metadata": {"next_cursor": cursor},
    }
