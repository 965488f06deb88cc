"""What no person wrote: it never counts, and it is never answered (RFC 3834)."""

from __future__ import annotations

import re

from adapters.email.mailbox.incoming import Incoming

_MARKS = (
    "X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-Mail-Autoreply", "X-Auto-Response-Suppress",
    "X-Auto-Reply-From", "X-FC-MachineGenerated", "X-Loop", "List-Id", "List-Post", "List-Unsubscribe", "Feedback-ID",
)  # fmt: skip
_PRECEDENCE = frozenset({"bulk", "junk", "list", "auto_reply"})
_NOBODY = re.compile(
    r"(mailer-daemon|postmaster|.*daemon|no-?_?reply|do-?_?not-?_?reply|bounces?|bounces?[+-].*|owner-.*|.*-request)@.*"
)
_SUBJECT = re.compile(
    r"\W*(automatic reply|automatische antwort|auto(matic)?[- ]?(reply|response|answer)|auto:|autosvar|"
    r"out[- ]of([- ]the)?[- ]office|ooo\b|on (annual )?leave|away from (the |my )?(office|desk)|vacation|holiday|"
    r"undeliver|delivery (status|delayed|failure|has failed)|returned mail|mail delivery|failure notice|"
    r"(not )?read:|read receipt|delivered:|relayed:)",
    re.IGNORECASE,
)


def is_automatic(came: Incoming) -> bool:
    """True when any sign says that a program wrote it."""
    precedence = came.header("Precedence").lower()
    return (
        submitted(came) not in ("", "no")
        or precedence in _PRECEDENCE
        or any(came.message.get(name) is not None for name in _MARKS)
        or came.header("Return-Path") == "<>"
        or came.message.get_content_type() == "multipart/report"
        or _NOBODY.fullmatch(came.sender) is not None
        or _SUBJECT.match(came.header("Subject")) is not None
    )


def submitted(came: Incoming) -> str:
    """How it says that it was made: "auto-generated", "auto-replied", "no", or "" when it does not say."""
    return came.header("Auto-Submitted").partition(";")[0].strip().lower()
