"""Signed links to our own pages: each leads one person to one message, for a while. They hold ids alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from bot.app.cards import Link
from bot.app.seals import Seals

PAGE = "/q/"
"""Where the pages of links stand below our own address."""
FEED = "/calendar/"
"""Where people's own feeds stand."""
_LINK, _VISIT = "link 1", "visit 1"


@dataclass(frozen=True, slots=True)
class Claims:
    """What a link says: whose message, the address it was sent to, the `turn` the message then had, and its end."""

    notice_id: str
    address_id: str
    turn: str
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class VisitClaims:
    """What a visit says: the code that proved it, and its end."""

    code_id: str
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Links:
    """Makes and reads them. `base_url` is our own address from outside, without a slash at its end."""

    seals: Seals
    base_url: str

    def page(self, claims: Claims) -> Link:
        """The link that goes into a letter."""
        ends = str(int(claims.ends_at.timestamp()))
        token = self.seals.token(_LINK, claims.notice_id, claims.address_id, claims.turn, ends)
        return Link("Open and answer", f"{self.base_url}{PAGE}{token}")

    def read(self, token: str) -> Claims | None:
        """What a link of ours says, whether it has ended or not; None for anything else."""
        words = self.seals.read(_LINK, token)
        return None if words is None else Claims(words[0], words[1], words[2], _instant(words[3]))

    def visit(self, claims: VisitClaims) -> str:
        """The proof that somebody carries with them during a visit."""
        return self.seals.token(_VISIT, claims.code_id, str(int(claims.ends_at.timestamp())))

    def read_visit(self, token: str) -> VisitClaims | None:
        """What such a proof says; None for anything else."""
        words = self.seals.read(_VISIT, token)
        return None if words is None else VisitClaims(words[0], _instant(words[1]))

    def code(self, code_id: str) -> str:
        """The six figures of a code; they are kept nowhere."""
        return self.seals.number("code", code_id)


def _instant(seconds: str) -> datetime:
    return datetime.fromtimestamp(int(seconds), UTC)
