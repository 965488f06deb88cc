"""What the Slack adapter needs to be told, from the environment (`QUORATE_SLACK_…`)."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.domain.this_machine import is_loopback

_WORKSPACE = re.compile(r"[TE][A-Z0-9]{2,20}")
_COMMAND = re.compile(r"/[a-z0-9_-]{1,31}")
_PLACEHOLDER = re.compile(
    r"(change.?me[-_ ]?)+|example|(signing.?)?secret|password|your[-_ ].*|<.*>|x+|(?P<same>.)(?P=same)*",
    re.IGNORECASE,
)
_SHORTEST_SECRET = 8


class SlackSettings(BaseSettings):
    """Settings of the Slack channel. Leave all of them out and Quorate runs without Slack."""

    model_config = SettingsConfigDict(
        env_prefix="QUORATE_SLACK_", extra="ignore", hide_input_in_errors=True, env_ignore_empty=True
    )

    signing_secret: SecretStr = Field(
        SecretStr(""), description="Slack app › Basic Information › Signing Secret. Not needed for Socket Mode."
    )
    bot_tokens: dict[str, SecretStr] = Field(
        default_factory=dict,
        description='The workspaces that may use Quorate, as JSON: {"T0123": "xoxb-…"}. No other is answered. '
        "For an organisation-wide installation use the enterprise id (E…) as the key.",
    )
    bot_token: SecretStr = Field(
        SecretStr(""), description="Instead of BOT_TOKENS, for one workspace: its bot token (xoxb-…), with TEAM."
    )
    team: str = Field("", description="The workspace id (T…) that BOT_TOKEN belongs to.")
    enterprises: Annotated[tuple[str, ...], NoDecode] = Field(
        (),
        description="Enterprise Grid ids (E…), separated by commas, all of whose workspaces may use Quorate. "
        "Each needs a token of its own in BOT_TOKENS.",
    )
    app_token: SecretStr = Field(
        SecretStr(""),
        description="App-level token (xapp-…). When set, Quorate uses Socket Mode: no inbound address is needed.",
    )
    api_base_url: str = Field("https://slack.com/api/", description="Where Slack's Web API is.")
    command: str = Field("/strategy-meeting", description="The slash command, as in the app manifest.")

    @field_validator("enterprises", mode="before")
    @classmethod
    def _separated(cls, given: object) -> object:
        if isinstance(given, str):
            return tuple(part.strip() for part in given.split(",") if part.strip())
        return given

    def tokens(self) -> dict[str, str]:
        """Bot token by workspace (or enterprise) id: this is the allow-list."""
        several = {team: token.get_secret_value() for team, token in self.bot_tokens.items()}
        one = self.bot_token.get_secret_value()
        return {**several, self.team: one} if one and self.team else several

    @property
    def socket_mode(self) -> bool:
        """True when Slack reaches us through a connection that we open."""
        return bool(self.app_token.get_secret_value())

    def wanted(self) -> bool:
        """True when anything of Slack is set."""
        secrets = (self.signing_secret, self.bot_token, self.app_token)
        return bool(self.bot_tokens or self.team or any(one.get_secret_value() for one in secrets))

    def unsafe(self) -> list[str]:
        """Why the process must not start with these settings, a plain sentence each."""
        return [*self._unsafe_secrets(), *self._unsafe_workspaces(), *self._unsafe_addresses()]

    def _unsafe_secrets(self) -> list[str]:
        found = []
        secret = self.signing_secret.get_secret_value()
        if not self.socket_mode and not secret.strip():
            found.append("QUORATE_SLACK_SIGNING_SECRET is empty: anybody could pretend to be Slack.")
        elif secret and (len(secret) < _SHORTEST_SECRET or _PLACEHOLDER.fullmatch(secret)):
            found.append("QUORATE_SLACK_SIGNING_SECRET is an example or too short: copy the app's own secret.")
        if self.socket_mode and not self.app_token.get_secret_value().startswith("xapp-"):
            found.append("QUORATE_SLACK_APP_TOKEN is not an app-level token: it starts with xapp-.")
        return found

    def _unsafe_workspaces(self) -> list[str]:
        found = []
        if self.bot_token.get_secret_value() and not self.team:
            found.append("QUORATE_SLACK_TEAM is empty: say which workspace QUORATE_SLACK_BOT_TOKEN belongs to.")
        tokens = self.tokens()
        if not tokens:
            found.append("No workspace is allowed: set QUORATE_SLACK_BOT_TOKENS.")
        for team, token in tokens.items():
            if not _WORKSPACE.fullmatch(team):
                found.append("QUORATE_SLACK_BOT_TOKENS has a key that is no workspace id: they look like T0123ABCD.")
            if not token.startswith("xoxb-") or len(token) < 12 or token.endswith(("…", "...", "xxxx")):
                found.append(
                    f"The token for workspace {team} is not a bot token: copy the one that starts with xoxb-."
                )
        for enterprise in self.enterprises:
            if enterprise not in tokens:
                found.append(f"QUORATE_SLACK_ENTERPRISES names {enterprise}, which has no token in BOT_TOKENS.")
        return found

    def _unsafe_addresses(self) -> list[str]:
        found = []
        url = urlsplit(self.api_base_url)
        host = url.hostname or ""
        if not (url.scheme == "https" and host) and not (url.scheme == "http" and is_loopback(host)):
            found.append("QUORATE_SLACK_API_BASE_URL must be https: bot tokens are sent to it.")
        if not _COMMAND.fullmatch(self.command):
            found.append("QUORATE_SLACK_COMMAND must be a slash and up to 31 small letters, digits, - or _.")
        return found
