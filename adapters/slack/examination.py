"""Looks at the Slack installation and says in plain words what is wrong and how to mend it."""

from __future__ import annotations

from collections.abc import Mapping

from slack_sdk.errors import SlackApiError

from adapters.slack.failures import ApiFailure
from adapters.slack.manifest import SCOPES
from adapters.slack.settings import SlackSettings
from adapters.slack.web import SlackWeb
from bot.app.ports import Finding

_MENDS = {
    "network_unreachable": "Check the network, the proxy and QUORATE_SLACK_API_BASE_URL.",
    "network_no_answer": "Try again; if it stays, check the network and the proxy.",
    "account_inactive": "Install the app again in this workspace and copy the new token.",
}
_MEND_TOKEN = "Copy the bot token again from the app's OAuth page."  # noqa: S105  no secret


async def examine(web: SlackWeb, settings: SlackSettings) -> list[Finding]:
    """One finding for each thing that has to be right."""
    found = [_way_in(settings)]
    for workspace in web.workspaces:
        found += await _workspace(web, workspace)
    if settings.socket_mode:
        found.append(await _socket(web, settings.app_token.get_secret_value()))
    return found


def _way_in(settings: SlackSettings) -> Finding:
    if settings.socket_mode:
        return Finding("Slack way in", True, "Socket Mode: Quorate opens the connection.")
    if settings.signing_secret.get_secret_value():
        return Finding("Slack way in", True, "Requests to /slack/events are checked against the signing secret.")
    return Finding(
        "Slack way in",
        False,
        "No signing secret.",
        "Set QUORATE_SLACK_SIGNING_SECRET from the app's basic information.",
    )


async def _workspace(web: SlackWeb, workspace: str) -> list[Finding]:
    about = f"Slack workspace {workspace}"
    try:
        answer, headers = await web.call_anyway(workspace, "auth.test")
    except ApiFailure as failure:
        mend = _MENDS.get(failure.code, _MEND_TOKEN)
        return [Finding(about, False, f"Slack does not take the token ({failure.code}).", mend)]
    theirs = {answer.get("team_id"), answer.get("enterprise_id")}
    if workspace not in theirs:
        return [
            Finding(
                about, False, "The token belongs to another workspace.", "Put each token under its own workspace id."
            )
        ]
    return [Finding(about, True, "The token works."), *_scopes(about, headers)]


def _scopes(about: str, headers: Mapping[str, str]) -> list[Finding]:
    """Slack names the token's rights in a header; a server that does not is not judged."""
    named = next((value for name, value in headers.items() if name.lower() == "x-oauth-scopes"), None)
    if named is None:
        return []
    missing = sorted(set(SCOPES) - {scope.strip() for scope in named.split(",")})
    if not missing:
        return [Finding(f"{about} rights", True, "All needed rights are there.")]
    mend = "Upload the manifest again (quorate manifest slack) and reinstall the app."
    return [Finding(f"{about} rights", False, f"Missing: {', '.join(missing)}.", mend)]


async def _socket(web: SlackWeb, app_token: str) -> Finding:
    about = "Slack Socket Mode"
    try:
        await web.open_client().apps_connections_open(app_token=app_token)
    except (SlackApiError, OSError, TimeoutError):
        mend = "Create an app-level token with connections:write, and turn Socket Mode on."
        return Finding(about, False, "Slack does not open a connection with the app token.", mend)
    return Finding(about, True, "Slack opens a connection.")
