"""The settings of the Teams channel, read from `QUORATE_TEAMS_…`."""

from __future__ import annotations

import json
import re
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from adapters.teams.hosts import LOOPBACK

# Microsoft's own are GUIDs; another implementation of its servers may name its tenants otherwise.
ID = re.compile(r"[0-9a-z][0-9a-z-]{2,63}")
EXAMPLES = re.compile(r"^(client.?)?(secret|password)$|example|change.?me|\byour[-_ ]|[<>]|0{8}-0{4}", re.IGNORECASE)

Names = Annotated[tuple[str, ...], NoDecode]


class TeamsSettings(BaseSettings):
    """What an administrator of the home tenant and the partners' tenants agree on."""

    model_config = SettingsConfigDict(
        env_prefix="QUORATE_TEAMS_", extra="ignore", env_file_encoding="utf-8", env_ignore_empty=True
    )

    app_id: str = Field(default="", description="Application (client) id of the bot's Entra app registration")
    app_password: SecretStr = Field(
        default=SecretStr(""), description="Client secret of that registration; keep it out of version control"
    )
    home_tenant: str = Field(
        default="", description="Tenant id in which the Azure bot is registered; its tokens come from there"
    )
    tenants: Names = Field(
        default=(),
        description="Tenant ids whose people may use Quorate, separated by commas; anyone else is refused",
    )
    openid_metadata_url: str = Field(
        default="https://login.botframework.com/v1/.well-known/openidconfiguration",
        description="Where the keys are published that sign what Teams sends us",
    )
    login_authority: str = Field(
        default="https://login.microsoftonline.com", description="Where the bot fetches its own tokens"
    )
    token_scope: str = Field(
        default="https://api.botframework.com/.default", description="The scope of the bot's own tokens"
    )
    token_issuer: str = Field(
        default="https://api.botframework.com", description="Who must have issued the tokens that Teams sends us"
    )
    service_hosts: Names = Field(
        default=("smba.trafficmanager.net",),
        description="Hosts that our token may be sent to, separated by commas; http://127.0.0.1:port for tests",
    )

    @field_validator("tenants", "service_hosts", mode="before")
    @classmethod
    def _several(cls, value: object) -> object:
        """Take `a,b`, `["a","b"]` or a sequence."""
        if not isinstance(value, str):
            return value
        if value.lstrip().startswith("["):
            return json.loads(value)
        return tuple(part.strip() for part in value.split(",") if part.strip())

    @field_validator("tenants")
    @classmethod
    def _lower(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(each.lower() for each in value)

    def wanted(self) -> bool:
        """True when anything of Teams is set."""
        return bool(self.app_id or self.app_password.get_secret_value() or self.home_tenant or self.tenants)

    def unsafe(self) -> list[str]:
        """Why the process must not start with these settings."""
        wrong = [*self._credentials_wrong(), *self._addresses_wrong()]
        if not self.tenants:
            wrong.append("QUORATE_TEAMS_TENANTS is empty: say which tenants' people may use Quorate.")
        wrong += [
            f"QUORATE_TEAMS_TENANTS: {each!r} is not a tenant id."
            for each in self.tenants
            if not ID.fullmatch(each) or EXAMPLES.search(each)
        ]
        return wrong

    def _credentials_wrong(self) -> list[str]:
        values = {
            "QUORATE_TEAMS_APP_ID": self.app_id,
            "QUORATE_TEAMS_APP_PASSWORD": self.app_password.get_secret_value(),
            "QUORATE_TEAMS_HOME_TENANT": self.home_tenant,
        }
        wrong = [f"{name} is empty." for name, value in values.items() if not value.strip()]
        wrong += [f"{name} still holds an example." for name, value in values.items() if EXAMPLES.search(value)]
        if self.app_id and not ID.fullmatch(self.app_id.lower()):
            wrong.append("QUORATE_TEAMS_APP_ID is not an application id: letters, digits and hyphens.")
        return wrong

    def _addresses_wrong(self) -> list[str]:
        urls = {
            "QUORATE_TEAMS_OPENID_METADATA_URL": self.openid_metadata_url,
            "QUORATE_TEAMS_LOGIN_AUTHORITY": self.login_authority,
        }
        urls |= {f"QUORATE_TEAMS_SERVICE_HOSTS ({each})": each for each in self.service_hosts if "://" in each}
        wrong = [
            f"{name} must use https (http only on this machine itself)."
            for name, url in urls.items()
            if not _safe(url)
        ]
        if not self.service_hosts:
            wrong.append("QUORATE_TEAMS_SERVICE_HOSTS is empty: no message could be sent.")
        return wrong


def _safe(url: str) -> bool:
    parts = urlsplit(url)
    return bool(parts.hostname) and (
        parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    )
