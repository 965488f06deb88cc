"""Whom an account belongs to, as Slack itself vouches."""

from __future__ import annotations

from typing import Any

from adapters.slack.failures import ApiFailure
from adapters.slack.web import SlackWeb

_NOBODY = ("user_not_found", "users_not_found", "user_not_visible", "missing_scope")
_GUEST = ("is_restricted", "is_ultra_restricted", "is_stranger", "is_bot", "is_app_user")


def standing(user: dict[str, Any]) -> str:
    """Why this account may not stand for a person ("" when it may): a code.

    Slack leaves `is_email_confirmed` out of some answers (its own examples among them), so only a plain "no"
    counts as one.
    """
    if user.get("deleted"):
        return "user_disabled"
    if any(user.get(kind) for kind in _GUEST):
        return "guest"
    if user.get("is_email_confirmed") is False:
        return "email_not_confirmed"
    return ""


async def vouched_email(web: SlackWeb, workspace: str, account: str) -> str | None:
    """The confirmed address of a full member, lower case; "" when Slack vouches for none; None when it is silent."""
    try:
        user = (await web.call(workspace, "users.info", user=account)).get("user")
    except ApiFailure as failure:
        return "" if failure.code in _NOBODY else None
    if not isinstance(user, dict) or standing(user):
        return ""
    profile = user.get("profile")
    email = profile.get("email") if isinstance(profile, dict) else ""
    return email.strip().lower() if isinstance(email, str) else ""


async def account_of(web: SlackWeb, workspace: str, email: str) -> str:
    """The account with this confirmed address; ApiFailure when there is none that may be written to."""
    user = (await web.call(workspace, "users.lookupByEmail", email=email)).get("user")
    if not isinstance(user, dict) or not isinstance(user.get("id"), str):
        raise ApiFailure("users_not_found")
    unfit = standing(user)
    if unfit:
        raise ApiFailure(unfit)
    return str(user["id"])
