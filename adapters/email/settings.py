"""What the e-mail adapter needs to be told, from the environment (`QUORATE_EMAIL_…`)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import ClassVar, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from adapters.email.addresses import Sender, is_plain, sender_of
from bot.domain.this_machine import is_loopback

_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.:-]{0,251}[A-Za-z0-9])?")
_PLACEHOLDER = re.compile(
    r"(change.?me[-_ ]?)+|example|secret|password|your[-_ ].*|<.*>|x+|(?P<same>.)(?P=same)*", re.IGNORECASE
)
_LOGIN = re.compile(r"[!-~]{1,254}")
_FOLDER = re.compile(r"[A-Za-z0-9 ._/-]{1,100}")


class EmailSettings(BaseSettings):
    """Settings of the e-mail channel. Leave all of them out and Quorate runs without e-mail."""

    model_config = SettingsConfigDict(
        env_prefix="QUORATE_EMAIL_", extra="ignore", hide_input_in_errors=True, env_ignore_empty=True
    )
    leads_to_pages: ClassVar[Literal[True]] = True

    smtp_host: str = Field("", description="The server that takes our mail, such as smtp.office365.com.")
    smtp_port: int = Field(587, ge=1, le=65535, description="Its port: 587 with starttls, 465 with tls.")
    smtp_security: Literal["starttls", "tls", "none"] = Field(
        "starttls", description="starttls or tls; none for a server on this machine itself only."
    )
    smtp_user: str = Field("", description="The account to log in with. Empty: the server knows us by our address.")
    smtp_password: SecretStr = Field(SecretStr(""), description="Its password.")
    token_url: str = Field(
        "", description="Instead of passwords, for Exchange Online and others that take tokens alone: where they are "
        "given, https://login.microsoftonline.com/TENANT/oauth2/v2.0/token.",
    )  # fmt: skip
    client_id: str = Field("", description="The application's id there.")
    client_secret: SecretStr = Field(SecretStr(""), description="Its secret.")
    token_scope: str = Field("https://outlook.office365.com/.default", description="What tokens are asked for.")
    sender: str = Field(
        "", description="Whom messages are from: Strategy meetings <meetings@council.example>. SPF and DKIM must fit."
    )
    senders: dict[str, str] = Field(
        default_factory=dict,
        description='Instead, for single councils, as JSON: {"RBWM": "Strategy meetings <strategy@rbwm.example>"}.',
    )
    reply_to: str = Field(
        "", description="The address of the mailbox that is read. Empty: mail to each sender arrives there."
    )
    a_minute: int = Field(30, ge=1, le=6000, description="How many messages a minute the server takes from us.")
    imap_host: str = Field(
        "", description="The server with that mailbox. Empty: bounces and answers from calendars are not read."
    )
    imap_port: int = Field(993, ge=1, le=65535, description="Its port.")
    imap_security: Literal["tls", "none"] = Field("tls", description="none for a server on this machine only.")
    imap_user: str = Field("", description="The account to log in with. Empty: SMTP_USER and SMTP_PASSWORD.")
    imap_password: SecretStr = Field(SecretStr(""), description="Its password.")
    imap_folder: str = Field("INBOX", description="The folder to read. What has been read is moved out of it.")
    imap_seconds: float = Field(5.0, ge=0.1, le=300, description="How often to look into it, in seconds.")
    trusted_authserv: str = Field(
        "", description="The name with which your own mail server signs Authentication-Results, such as "
        "mx.council.example; exchange for Exchange Online, which writes none. Empty: nobody vouches for senders, so "
        "invitations have no calendar entry and no answer from a calendar counts."
    )  # fmt: skip
    ca_file: Path | None = Field(
        None, description="Certificates to trust besides, when the servers have private ones."
    )

    def wanted(self) -> bool:
        """True when anything of e-mail is set."""
        return bool(self.smtp_host or self.sender or self.senders or self.imap_host)

    @property
    def hears_calendars(self) -> bool:
        """True when answers from calendars can count: somebody reads them, and knows whom they are from.

        Whoever was forwarded an invitation could otherwise answer it in its owner's name.
        """
        return bool(self.imap_host and self.trusted_authserv)

    def unsafe(self) -> list[str]:
        """Why the process must not start with these settings, a plain sentence each."""
        return [*self._unsafe_servers(), *self._unsafe_secrets(), *self._unsafe_senders(), *self._unsafe_reading()]

    @property
    def by_token(self) -> bool:
        """True when we log in with tokens instead of passwords."""
        return bool(self.token_url)

    def from_whom(self, council: str) -> Sender:
        """The sender of a council's messages. Only for settings that are safe."""
        found = sender_of(self.senders.get(council) or self.sender or next(iter(self.senders.values()), ""))
        if found is None:
            raise ValueError("No sender.")
        return found

    def mailbox_account(self) -> tuple[str, str]:
        """User and password of the mailbox."""
        if self.imap_user:
            return self.imap_user, self.imap_password.get_secret_value()
        return self.smtp_user, self.smtp_password.get_secret_value()

    def _unsafe_servers(self) -> list[str]:
        found = []
        for name, host, security in (
            ("SMTP", self.smtp_host, self.smtp_security),
            ("IMAP", self.imap_host, self.imap_security),
        ):
            if host and not _HOST.fullmatch(host):
                found.append(f"QUORATE_EMAIL_{name}_HOST is not the name of a server.")
            elif host and security == "none" and not is_loopback(host):
                found.append(f"QUORATE_EMAIL_{name}_SECURITY is none: mail to {host} could be read on its way.")
        if not self.smtp_host:
            found.append("QUORATE_EMAIL_SMTP_HOST is empty: no mail could be sent.")
        if self.ca_file is not None and not self.ca_file.is_file():
            found.append("QUORATE_EMAIL_CA_FILE names a file that is not there.")
        return found

    def _unsafe_secrets(self) -> list[str]:
        found = []
        for name, user, password in (
            ("SMTP", self.smtp_user, self.smtp_password.get_secret_value()),
            ("IMAP", self.imap_user, self.imap_password.get_secret_value()),
        ):
            if user and not password and not self.by_token:
                found.append(f"QUORATE_EMAIL_{name}_PASSWORD is empty, and QUORATE_EMAIL_{name}_USER is not.")
            if password and not user:
                found.append(f"QUORATE_EMAIL_{name}_USER is empty, and QUORATE_EMAIL_{name}_PASSWORD is not.")
            if password and _PLACEHOLDER.fullmatch(password):
                found.append(f"QUORATE_EMAIL_{name}_PASSWORD is an example: write the account's own.")
            if user and not _LOGIN.fullmatch(user):
                found.append(f"QUORATE_EMAIL_{name}_USER has a space or a letter that no account has.")
        return [*found, *self._unsafe_tokens()]

    def _unsafe_tokens(self) -> list[str]:
        secret = self.client_secret.get_secret_value()
        if not self.by_token:
            given = self.client_id or secret
            return ["QUORATE_EMAIL_TOKEN_URL is empty: say where tokens are given."] if given else []
        found = []
        url = urlsplit(self.token_url)
        if not (url.scheme == "https" and url.hostname) and not (
            url.scheme == "http" and is_loopback(url.hostname or "")
        ):
            found.append("QUORATE_EMAIL_TOKEN_URL must be https: the application's secret is sent to it.")
        if not self.client_id or not self.smtp_user:
            found.append("QUORATE_EMAIL_CLIENT_ID and QUORATE_EMAIL_SMTP_USER are needed to log in with tokens.")
        if not secret or _PLACEHOLDER.fullmatch(secret):
            found.append("QUORATE_EMAIL_CLIENT_SECRET is empty or an example: write the application's own.")
        return found

    def _unsafe_senders(self) -> list[str]:
        found = []
        if not self.sender and not self.senders:
            found.append("QUORATE_EMAIL_SENDER is empty: say whom messages are from.")
        if self.sender and sender_of(self.sender) is None:
            found.append(
                "QUORATE_EMAIL_SENDER is no address. Write it as Strategy meetings <meetings@council.example>."
            )
        for council, text in self.senders.items():
            if sender_of(text) is None:
                found.append(f"QUORATE_EMAIL_SENDERS: what stands at {council[:20]} is no address.")
        if self.reply_to and not is_plain(self.reply_to):
            found.append("QUORATE_EMAIL_REPLY_TO is no address. Write it as meetings@council.example.")
        return found

    def _unsafe_reading(self) -> list[str]:
        found = []
        user, password = self.mailbox_account()
        if self.imap_host and not (user and (password or self.by_token)):
            found.append("QUORATE_EMAIL_IMAP_USER is empty: the mailbox cannot be opened.")
        if not _FOLDER.fullmatch(self.imap_folder):
            found.append("QUORATE_EMAIL_IMAP_FOLDER is not the name of a folder.")
        if self.trusted_authserv and not _HOST.fullmatch(self.trusted_authserv):
            found.append("QUORATE_EMAIL_TRUSTED_AUTHSERV is not the name of a server.")
        return found
