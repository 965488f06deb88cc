"""The process's own settings, from the environment or `.env` (`QUORATE_…`). Each channel has its own beside them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from cryptography.fernet import Fernet
from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.domain.this_machine import is_loopback

_NAME = r"[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z][a-z0-9-]*"
_HOST = re.compile(rf"{_NAME}(?::\d{{1,5}})?|\*\.{_NAME}", re.IGNORECASE)
_THIS_MACHINE = re.compile(r"http://(?:127\.0\.0\.1|localhost|\[::1\]):\d{1,5}")
_EXAMPLE_KEY = re.compile(r"change.?me|example|your[-_ ]|<|^(.)\1+=?$", re.IGNORECASE)


class Settings(BaseSettings):
    """Where Quorate listens, where it keeps its rows, and how it works."""

    model_config = SettingsConfigDict(
        env_prefix="QUORATE_",
        extra="ignore",
        env_ignore_empty=True,
        hide_input_in_errors=True,
    )

    host: str = Field("127.0.0.1", description="The address to listen on. Put a reverse proxy with TLS before it.")
    port: int = Field(8765, ge=1, le=65535, description="The port to listen on.")
    allow_public_host: bool = Field(
        False, description="true lets HOST be more than this machine itself (in a container, say)."
    )
    base_url: str = Field("", description="Quorate's own address from outside, such as https://quorate.example.")
    health_port: int = Field(
        0, ge=0, le=65535, description="A second port on 127.0.0.1 for /healthz and /readyz, answered by a thread of "
        "its own even while everything else is stuck. 0: none.",
    )  # fmt: skip
    database_url: SecretStr = Field(
        SecretStr("sqlite:///quorate.db"),
        description="Where everything is kept: sqlite:///file.db or postgresql://user:password@host/database.",
    )
    keys: SecretStr = Field(
        SecretStr(""),
        description="Keys that private fields are encrypted with, separated by commas, the newest first. Keep a copy "
        "apart from the database: without them nothing can be read. `quorate init` makes one.",
    )
    policy_dir: Path = Field(Path("policy"), description="The folder with one policy file per council (CODE.toml).")
    tick_seconds: float = Field(
        2.0, ge=0.05, le=60, description="How often to look for what is due, in seconds. New messages go out at once."
    )
    shutdown_seconds: float = Field(
        30.0, ge=1, le=600, description="How long a stop may take to finish what is under way, in seconds."
    )
    calendar_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        (),
        description="Servers whose free/busy calendars may be read, separated by commas: outlook.office365.com, or "
        "*.example.nhs.uk for every name below one. Empty: no calendar is read.",
    )
    calendar_minutes: float = Field(10.0, ge=1, le=240, description="How often each calendar is read, in minutes.")
    calendar_days: int = Field(28, ge=7, le=90, description="How many days ahead calendars are read.")
    contact_sheet_dir: str = Field(
        "", description="A folder for the daily contact sheet: who is on duty and today's meetings, for when Quorate "
        "is down. Empty: none is written.",
    )  # fmt: skip
    person_a_minute: int = Field(
        60, ge=10, le=1000, description="How many buttons, forms and lines one person may send in a minute."
    )
    heartbeat_url: str = Field(
        "", description="Where to say once a minute that all is well: https, or http to this machine. When it stops, "
        "whoever listens there must alarm within three minutes (docs/watching.md). Empty: nobody is told.",
    )  # fmt: skip
    heartbeat_seconds: float = Field(60.0, ge=1, le=60, description="How often, in seconds.")
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="The least that is logged.")
    log_json: bool = Field(True, description="One JSON object a line; false is easier to read on a terminal.")

    @field_validator("calendar_hosts", mode="before")
    @classmethod
    def _separated(cls, given: object) -> object:
        if isinstance(given, str):
            return tuple(part.strip() for part in given.split(",") if part.strip())
        return given

    def key_list(self) -> tuple[str, ...]:
        """The encryption keys, the newest first."""
        return tuple(key.strip() for key in self.keys.get_secret_value().split(",") if key.strip())

    def unsafe(self) -> list[str]:
        """Why the process must not start with these settings, a plain sentence each."""
        return [*self._unsafe_keys(), *self._unsafe_host(), *self._unsafe_calendar_hosts(), *self._unsafe_heartbeat()]

    def _unsafe_keys(self) -> list[str]:
        keys = self.key_list()
        if not keys:
            return ["QUORATE_KEYS is empty: private fields could not be encrypted. `quorate init` makes a key."]
        found = []
        for key in keys:
            if _EXAMPLE_KEY.search(key):
                found.append("QUORATE_KEYS still holds an example: anybody could read the data. Make your own.")
            elif not _is_key(key):
                found.append("QUORATE_KEYS holds something that is no key: `quorate init` makes one.")
        return list(dict.fromkeys(found))

    def _unsafe_host(self) -> list[str]:
        if self.allow_public_host or is_loopback(self.host):
            return []
        return [
            "QUORATE_HOST is open to the network without TLS. Use 127.0.0.1 behind a reverse proxy, "
            "or set QUORATE_ALLOW_PUBLIC_HOST=true if something else protects it."
        ]

    def _unsafe_heartbeat(self) -> list[str]:
        try:
            where = urlsplit(self.heartbeat_url)
            inside = where.scheme == "http" and is_loopback(where.hostname or "")
        except ValueError:
            where, inside = None, False
        if not self.heartbeat_url or (where and where.hostname and (inside or where.scheme == "https")):
            return []
        return ["QUORATE_HEARTBEAT_URL must begin with https://, or be on this machine itself."]

    def _unsafe_calendar_hosts(self) -> list[str]:
        wrong = [each for each in self.calendar_hosts if not (_HOST.fullmatch(each) or _THIS_MACHINE.fullmatch(each))]
        return [
            f"QUORATE_CALENDAR_HOSTS: {each[:100]} is not the name of a server. Write outlook.office365.com, say, "
            "or *.example.nhs.uk for every name below example.nhs.uk."
            for each in wrong
        ]


def _is_key(key: str) -> bool:
    try:
        Fernet(key)
    except ValueError:
        return False
    return True
