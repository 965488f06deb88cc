"""Who is there: the app, the workspaces it is installed in, and the people in them."""

import secrets
from dataclasses import dataclass, field

EVERY_SCOPE = frozenset({"chat:write", "commands", "im:write", "im:history", "users:read", "users:read.email"})


def _random() -> str:
    return secrets.token_hex(12)


@dataclass
class App:
    """The Slack app: one signing secret and one app-level token for every workspace."""

    app_id: str = "A0QUORATE01"
    signing_secret: str = field(default_factory=lambda: secrets.token_hex(16))
    app_token: str = field(default_factory=lambda: f"xapp-1-A0QUORATE01-1-{_random()}")
    verification: str = field(default_factory=_random)


@dataclass
class Person:
    """A member of a workspace, or someone from another one (`foreign_team`) met over Slack Connect."""

    user_id: str
    name: str
    email: str = ""
    email_confirmed: bool = True
    deleted: bool = False
    is_restricted: bool = False
    is_stranger: bool = False
    is_bot: bool = False
    foreign_team: str | None = None
    tz: str = "Europe/London"

    @property
    def handle(self) -> str:
        """The short name Slack puts into payloads."""
        return self.name.lower().replace(" ", ".")


@dataclass
class Workspace:
    """One installation. Set `broken` (say "token_revoked") to break it; `edit_window` in seconds."""

    team_id: str
    name: str
    people: list[Person] = field(default_factory=list)
    bot_token: str = field(default_factory=lambda: f"xoxb-{_random()}")
    bot_user_id: str = "U0QUORATEBOT"
    bot_id: str = "B0QUORATE01"
    scopes: frozenset[str] = EVERY_SCOPE
    broken: str | None = None
    edit_window: float | None = None

    @property
    def domain(self) -> str:
        """The workspace's part of its address."""
        return self.name.lower().replace(" ", "-")

    def person(self, user_id: str) -> Person | None:
        """Whoever has this id here, deactivated people included."""
        return next((one for one in self.people if one.user_id == user_id), None)
