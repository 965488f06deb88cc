"""Which entry it is, and which version of it: what a calendar goes by when a newer one comes (RFC 5545, 3.8.7.4)."""

from __future__ import annotations

from datetime import datetime

from bot.domain.invitation import Invitation
from bot.domain.meeting import Meeting, MeetingState

_CONVENOR = "convenor"


def sequence_of(meeting: Meeting, invitation: Invitation) -> int:
    """Grows when the time or place moves, when the invitation is taken back or asked anew, and at a cancellation.

    Worked out from what is true, so that whoever renders it, and however often, comes to the same.
    """
    return meeting.revision - 1 + invitation.turns + (meeting.state is MeetingState.CANCELLED)


def convenors_sequence(meeting: Meeting, now: datetime) -> int:
    """Of the entry of a convenor without a seat: no answer to it is awaited, so it need only grow."""
    cancelled = meeting.state is MeetingState.CANCELLED
    return max(0, int((now - meeting.raised_at).total_seconds())) + meeting.revision - 1 + cancelled


def convenors_uid(meeting: Meeting, host: str) -> str:
    """The id of that entry; the meeting's own is nobody's to guess."""
    return f"{meeting.id}.{_CONVENOR}@{host}"


def subject_of(uid: str) -> str:
    """The id of the invitation, or meeting, that an entry would be of if it were ours."""
    return uid.partition(".")[0]
