"""Every word of an enumeration that lies in the database, as releases from the floor on can read it.

A release beside a newer one reads its rows, and cannot read one with a word that it does not know. So a word is put
here, or taken away, together with a migration that raises the floor, and REVIEWED_AT becomes that floor.
"""

from __future__ import annotations

REVIEWED_AT = 17
"""The release floor at which these were looked at."""

WORDS = {
    "ActionState": "open done dropped",
    "Answer": "none accepted declined taken withdrawn",
    "Awaited": "answer seat complete_action action information handover record longer quiet ring line",
    "CallOutcome": "no_answer message_left told on_its_way",
    "LineState": "offered taken over",
    "MeetingState": "draft called held closed cancelled",
    "NoticeKind": "invitation convenor record digest actions nudge untimed longer returned unanswered information "
    "handover evening night morning not_taken tell code ring unreached calendar account alarm",
    "NoticeState": "pending claimed sent retry failed moot",
    "ObligationState": "open met escalated",
    "Outcome": "safer no_change too_early",
    "QuietWhy": "restored operator",
    "RowKind": "obligation notice",
    "Way": "night day",
}
