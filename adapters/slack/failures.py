"""How a call to Slack fails, and what Slack's error codes mean for the person we wanted to reach."""

from __future__ import annotations

from datetime import timedelta

from bot.app.ports import Refused, Retry, Unreachable

SECONDS_AFTER_FAILURE = 10.0

WORKSPACE_BROKEN = frozenset(
    """
    token_revoked token_expired account_inactive invalid_auth not_authed app_uninstalled app_not_installed
    org_login_required team_access_not_granted enterprise_is_restricted ekm_access_denied access_denied
    accesslimited not_allowed_token_type team_not_found
    """.split()  # noqa: SIM905  a list of codes reads better as words
)
"""The whole workspace is out of reach until somebody mends the installation."""

_PERSON_GONE = frozenset(
    """
    user_not_found users_not_found user_disabled user_not_visible cannot_dm_bot channel_not_found
    is_archived is_inactive not_in_channel restricted_action restricted_action_read_only_channel
    messages_tab_disabled missing_scope no_permission method_not_supported_for_channel_type
    user_not_in_channel workspace_not_connected email_not_confirmed guest
    """.split()  # noqa: SIM905  as above
)
_POST_GONE = frozenset({"message_not_found", "cant_update_message", "edit_window_closed"})
_LATER = frozenset(
    {"ratelimited", "message_limit_exceeded", "team_added_to_org", "request_timeout", "service_unavailable"}
)
_TRIGGER = frozenset({"expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id", "trigger_expired"})
_PERHAPS_DONE = frozenset({"internal_error", "fatal_error"})


class ApiFailure(Exception):
    """A call that Slack refused or that did not reach it. `code` holds nothing private."""

    def __init__(self, code: str, *, retry_after: float = 0.0, in_doubt: bool = False) -> None:
        super().__init__(code)
        self.code = code
        self.retry_after = retry_after
        self.in_doubt = in_doubt or code in _PERHAPS_DONE

    @property
    def too_late_to_open(self) -> bool:
        """True when the click is too old for Slack to open a window for it (three seconds)."""
        return self.code in _TRIGGER


def outcome(failure: ApiFailure, *, post: bool) -> Retry | Refused | Unreachable:
    """What a failed post or update means: again later, never this way, or not this address.

    Only a post can be in doubt: an update done twice leaves the same card.
    """
    code = failure.code
    if failure.in_doubt or failure.retry_after or code in _LATER or code.startswith("network_"):
        wait = failure.retry_after or SECONDS_AFTER_FAILURE
        return Retry(timedelta(seconds=wait), code, in_doubt=post and failure.in_doubt)
    if code in _POST_GONE:
        return Refused("gone")
    if code in WORKSPACE_BROKEN:
        return Unreachable(code, everybody=True)
    if code in _PERSON_GONE:
        return Unreachable(code)
    return Refused(code)
