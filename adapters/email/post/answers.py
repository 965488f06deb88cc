"""What the answer of a mail server means for the person we wanted to reach (RFC 5321, status codes of RFC 3463)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from bot.app.ports import Refused, Retry, Unreachable

Stage = Literal["connect", "login", "sender", "recipient", "message"]

_STATUS = re.compile(r"\s*([245])\.(\d{1,3})\.(\d{1,3})(?!\d)")
SOON = timedelta(seconds=5)
GREYLISTED = timedelta(seconds=30)
ACCOUNT = timedelta(seconds=60)
_FULL = "mailbox_full"
_DEAD = {
    "1": "no_mailbox",
    "2.1": "disabled",
    "2.2": _FULL,
    "2": "disabled",
    "3": "their_system",
    # Exchange Online: "5.4.1 Recipient address rejected" for an address that its directory does not have.
    "4.1": "no_mailbox",
    "4": "no_route",
    "7": "policy",
}
_ABOUT_SENDER = ("1.7", "1.8")
_TOO_BIG = ("2.3", "3.4")


@dataclass(frozen=True, slots=True)
class Answer:
    """How far a message came, and the last answer: `code` 0 when none came. `relaying`: they won't pass it on for us.

    `status` is what follows the class of an enhanced status code: "1.1" of "5.1.1", "" when there is none.
    """

    stage: Stage
    code: int = 0
    status: str = ""
    relaying: bool = False

    @property
    def taken(self) -> bool:
        """True when the server has taken the message."""
        return self.stage == "message" and 200 <= self.code < 300


def answer(stage: Stage, code: int, words: str) -> Answer:
    """The server's answer; of its words only the status code is kept, and whether they speak of relaying."""
    found = _STATUS.match(words)
    status = f"{int(found[2])}.{int(found[3])}" if found else ""
    return Answer(stage, code, status, "relay" in words.lower())


def why_dead(status: str) -> str:
    """Why nothing arrives at an address, from a status of class 5 ("1.1"), as a code."""
    return _DEAD.get(status) or _DEAD.get(status.partition(".")[0]) or "bounced"


def ours_to_mend(given: Answer) -> str:
    """What is wrong with our own account or settings, as a code; "" when it is not about us."""
    if given.stage == "login" and given.code:
        return "authentication"
    if given.code < 500:
        return ""
    if given.code in (530, 535, 538) and given.stage != "recipient":
        return "authentication"
    if given.stage == "sender" or given.status in _ABOUT_SENDER:
        return "sender_refused"
    return "relaying_denied" if given.relaying and given.status in ("", "7.1") else ""


def outcome(given: Answer) -> Retry | Refused | Unreachable:
    """What it means when the message was not taken.

    What is wrong on our side never makes an address dead. A full mailbox does, for now, whether the server calls
    that lasting or not: the person has to be reached by another way today.
    """
    if reason := ours_to_mend(given):
        return Retry(ACCOUNT, reason)
    if given.code == 0:
        return Retry(SOON, "no_answer", in_doubt=given.stage == "message")
    if given.status == "2.2" or (given.code == 552 and given.stage == "recipient"):
        return Unreachable(_FULL)
    if given.code < 500:
        return Retry(GREYLISTED if given.stage == "recipient" else SOON, f"status_{given.code}")
    if given.stage == "recipient":
        return Unreachable(why_dead(given.status) if given.status else "no_mailbox")
    return _message_refused(given)


def _message_refused(given: Answer) -> Retry | Refused | Unreachable:
    """Refused once the whole message was there, or before anything of it was."""
    if given.stage == "connect":
        return Retry(ACCOUNT, "not_let_in")
    if given.status in _TOO_BIG or given.code == 552:
        return Refused("too_big")
    if given.status.startswith(("5.", "6.")):
        return Refused("not_understood")
    return Unreachable(why_dead(given.status) if given.status else "refused")
