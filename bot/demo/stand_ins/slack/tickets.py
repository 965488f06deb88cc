"""What Slack hands out for a short time: triggers (3 s, once) and response URLs (30 min, five times)."""

import secrets
from dataclasses import dataclass, field

from bot.demo.stand_ins.slack.records import Message
from bot.demo.stand_ins.slack.refusals import Refused

TRIGGER_SECONDS = 3.0
RESPONSE_SECONDS = 30 * 60
RESPONSE_USES = 5


@dataclass
class Trigger:
    """The right to show one person one view."""

    team_id: str
    user_id: str
    issued_at: float
    exchanged: bool = False


@dataclass
class Triggers:
    """Every trigger handed out."""

    lifetime: float = TRIGGER_SECONDS
    _issued: dict[str, Trigger] = field(default_factory=dict)

    def issue(self, team_id: str, user_id: str, now: float) -> str:
        """A new trigger in Slack's form."""
        name = f"{secrets.randbelow(10**12)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        self._issued[name] = Trigger(team_id, user_id, now)
        return name

    def exchange(self, name: str, team_id: str, now: float) -> Trigger:
        """Use a trigger; Refused when unknown, another workspace's, used, or over three seconds old."""
        trigger = self._issued.get(name)
        if trigger is None or trigger.team_id != team_id:
            raise Refused("invalid_trigger_id")
        if trigger.exchanged:
            raise Refused("exchanged_trigger_id")
        if now - trigger.issued_at > self.lifetime:
            raise Refused("expired_trigger_id")
        trigger.exchanged = True
        return trigger


@dataclass
class ResponseUrl:
    """Where an app may answer one command or click."""

    team_id: str
    user_id: str
    channel_id: str
    issued_at: float
    message: Message | None = None
    used: int = 0


@dataclass
class ResponseUrls:
    """Every response URL handed out, by its secret last part."""

    _issued: dict[str, ResponseUrl] = field(default_factory=dict)

    def issue(self, url: ResponseUrl) -> str:
        """The path of a new one."""
        name = f"/actions/{url.team_id}/{secrets.randbelow(10**12)}/{secrets.token_urlsafe(18)}"
        self._issued[name] = url
        return name

    def use(self, name: str, now: float) -> ResponseUrl:
        """Count one use; Refused (404) when unknown, too old, or used five times."""
        url = self._issued.get(name)
        if url is None:
            raise Refused("invalid_url", status=404)
        if now - url.issued_at > RESPONSE_SECONDS:
            raise Refused("expired_url", status=404)
        if url.used >= RESPONSE_USES:
            raise Refused("used_url", status=404)
        url.used += 1
        return url
