"""A meeting as it stands in one person's calendar now: asked, coming, or taken out."""

from __future__ import annotations

from dataclasses import dataclass

from bot.app.calendar_entries.numbering import convenors_sequence, convenors_uid, sequence_of
from bot.app.calendar_entries.owed import host_of
from bot.app.cards import CalendarEntry
from bot.app.view import MeetingView, view_by_id
from bot.app.wording.calendar_entry import OVER, entry_title, entry_where, entry_words, over_words
from bot.app.work import Work
from bot.domain.invitation import Answer, Invitation
from bot.domain.meeting import Meeting, MeetingState
from bot.domain.notice import Notice, NoticeKind
from bot.domain.people import Person

_WITH_ENTRY = (NoticeKind.INVITATION, NoticeKind.CALENDAR)


@dataclass(frozen=True, slots=True)
class Behind:
    """What an entry is of. `invitation` is None for a convenor without a seat."""

    view: MeetingView
    invitation: Invitation | None

    @property
    def meeting(self) -> Meeting:
        """The meeting."""
        return self.view.meeting

    def over(self, person: Person) -> bool:
        """True when it has no place in the person's calendar any more."""
        out = self.meeting.state is MeetingState.CANCELLED or person.id in self.meeting.excluded or not person.here
        if self.invitation is None:
            return out or self.meeting.convenor_id != person.id
        return out or not self.invitation.live

    @property
    def coming(self) -> bool:
        """True when they have said so."""
        return self.invitation is None or self.invitation.counts_for(self.meeting.revision)

    @property
    def asked(self) -> bool:
        """True when they are asked, or come: then the entry has a place in their calendar."""
        called = self.meeting.state is MeetingState.CALLED and self.meeting.starts_at is not None
        return called and (self.invitation is None or self.invitation.answer is not Answer.DECLINED)

    @property
    def turn(self) -> str:
        """Changes when the calendar must hear of it: for whatever ends the entry once, however often it is ended."""
        turns = self.invitation.turns if self.invitation else 0
        return f"s{self.meeting.revision - 1 + turns}"


async def behind(notice: Notice, person: Person, work: Work) -> Behind | None:
    """What a notice's entry is of; None where there is none."""
    if notice.kind not in _WITH_ENTRY or not notice.meeting_id:
        return None
    invitation = None
    if notice.subject_id != notice.meeting_id:
        invitation = await work.uow.invitations.get(notice.subject_id)
        if invitation is None or invitation.person_id != person.id or not invitation.uid:
            return None
    view = await view_by_id(work.uow, work.policies, notice.meeting_id, work.now)
    return Behind(view, invitation) if view.policy.calendar.entries else None


async def entry_of(notice: Notice, person: Person, work: Work) -> CalendarEntry | None:
    """The entry that goes out with this notice's letter, if any. Nobody gets one for what they never had."""
    found = await behind(notice, person, work)
    if notice.retired or found is None or (found.over(person) and not notice.post_id):
        return None
    if not found.over(person) and not found.asked:
        return None
    return _written(found, person, work)


def _written(found: Behind, person: Person, work: Work) -> CalendarEntry | None:
    view, meeting, invitation = found.view, found.meeting, found.invitation
    if meeting.starts_at is None or meeting.ends_at is None:
        return None
    over = found.over(person)
    told = person.here and person.id not in meeting.excluded
    uid, sequence = convenors_uid(meeting, host_of(work)), convenors_sequence(meeting, work.now)
    if invitation is not None:
        uid, sequence = invitation.uid, sequence_of(meeting, invitation)
    words = over_words(view, invitation) if over else entry_words(view, awaited=not found.coming)
    return CalendarEntry(
        uid=uid,
        sequence=sequence,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        title=entry_title(view) if told else "Quorate",
        where="" if over else entry_where(view),
        words=words if told else OVER,
        organiser=view.policy.council.name,
        attendee=person.name,
        stamped_at=work.now,
        cancelled=over,
        coming=found.coming and not over,
    )
