"""Answers from a calendar's own buttons: they count like a click, from whom we asked, about what stands."""

from __future__ import annotations

from datetime import timedelta
from secrets import compare_digest

from bot.app.answered import answered, answering, changed, claim, declined, seat_of, stand_aside
from bot.app.calendar_entries.numbering import convenors_uid, sequence_of, subject_of
from bot.app.calendar_entries.owed import host_of
from bot.app.commands import AnswerFromCalendar, Command, InvitationCommand, RefuseCalendarAnswer
from bot.app.questions import Question, WhoseAnswer
from bot.app.second_person import ended
from bot.app.staying_out import heed
from bot.app.view import view_meeting
from bot.app.wording import calendar_entry as words
from bot.app.work import Handler, Work
from bot.domain.calendar_answer import CalendarAnswer, Whose
from bot.domain.errors import QuorateError, Refusal
from bot.domain.invitation import Answer, Invitation
from bot.domain.meeting import Meeting

ONE_HOUR = timedelta(hours=1)
FAST = timedelta(minutes=10)
"""A calendar's clock may be ahead of ours by this much; one further ahead is not believed."""
REFUSED = "calendar_answer_refused"


async def whose_answer(question: WhoseAnswer, work: Work) -> Whose | None:
    """None for an id that is not ours: whoever sends it gets no answer, or we would write to anybody."""
    answer = question.answer
    invitation = await _invitation(answer, work)
    if invitation is None:
        return Whose("") if await _is_convenors(answer, work) else None
    nobody = Whose(invitation.id)
    meeting, person = await work.uow.meetings.get(invitation.meeting_id), await work.person(invitation.person_id)
    if meeting is None or person is None or person.id in (await heed(work.uow, meeting)).excluded:
        return nobody
    channel = await _sent_to(answer.sender, invitation, work)
    return Whose(invitation.id, person.id, channel) if channel else nobody


async def take(command: AnswerFromCalendar, work: Work) -> str:
    """Yes and no count; another time is passed on to the convenor; all else is explained, and changes nothing."""
    invitation = await _invitation(command.answer, work)
    if invitation is None or invitation.id != command.invitation_id:
        raise Refusal("no_invitation", words.GONE)
    meeting = await work.meeting(invitation.meeting_id)
    invitation = await _invitation(command.answer, work)
    if invitation is None or not await _sent_to(command.answer.sender, invitation, work):
        raise Refusal("no_invitation", words.GONE)
    try:
        why, said = await _counted(command.answer, meeting, invitation, work)
    except QuorateError as refused:
        why, said = getattr(refused, "code", "invalid"), str(refused)
    return await _once(why, said, invitation, command.answer, work) if why else ""


async def refuse(command: RefuseCalendarAnswer, work: Work) -> str:
    """Say once that it did not count: to whoever it was forwarded to, and to whoever has no part in it any more."""
    answer = command.answer
    invitation = await _invitation(answer, work)
    if invitation is None:
        return words.CONVENOR if await _is_convenors(answer, work) else ""
    theirs = await _sent_to(answer.sender, invitation, work)
    why, said = ("gone", words.GONE) if theirs else ("forwarded", words.NOT_YOURS)
    return await _once(why, said, invitation, answer, work)


async def _counted(answer: CalendarAnswer, meeting: Meeting, invitation: Invitation, work: Work) -> tuple[str, str]:
    """Take it. A code and the words to say when it does not count; two empty ones when nothing need be said."""
    said_at = answer.said_at or work.now
    if said_at > work.now + FAST:
        said_at = work.now
    if invitation.calendar_said_at is not None and said_at <= invitation.calendar_said_at:
        return "", ""
    # The entry's own SEQUENCE says which time was seen; this asks for the rest.
    await answering(InvitationCommand(invitation.id, meeting.revision), work)
    if answer.sequence != sequence_of(meeting, invitation):
        return "old_entry", words.old_time(await view_meeting(work.uow, work.policies, meeting, work.now))
    elsewhere = invitation.answered_at is not None and invitation.via != work.actor.channel
    if elsewhere and invitation.answered_at is not None and said_at < invitation.answered_at:
        return ("", "") if _says_the_same(answer, meeting, invitation) else ("answered_since", words.ANSWERED_SINCE)
    refused = await _done(answer, meeting, invitation, work)
    if not refused[0]:
        invitation.calendar_said_at = said_at
        await work.uow.invitations.save(invitation)
    return refused


async def _done(answer: CalendarAnswer, meeting: Meeting, invitation: Invitation, work: Work) -> tuple[str, str]:
    if _says_the_same(answer, meeting, invitation):
        return "", ""
    match answer.answer:
        case "accepted":
            await claim(work, meeting, invitation, await seat_of(work, invitation))
            await answered(work, meeting, invitation, Answer.ACCEPTED, None)
        case "declined":
            await declined(work, meeting, invitation, None)
        case "counter":
            return await _suggested(answer, meeting, invitation, work)
        case "tentative":
            coming = invitation.counts_for(meeting.revision)
            return "tentative", words.STILL_COMING if coming else words.ONLY_YES_OR_NO
        case _:
            return "not_read", words.NOT_READ
    return "", ""


async def _suggested(answer: CalendarAnswer, meeting: Meeting, invitation: Invitation, work: Work) -> tuple[str, str]:
    """Nothing moves by itself: the convenor's card gets the button."""
    if answer.suggests is None or answer.suggests <= work.now:
        return "no_time", words.NO_TIME
    await stand_aside(work, meeting, invitation)
    invitation.suggested_at = answer.suggests
    await work.uow.invitations.save(invitation)
    await changed(work, meeting, invitation, "time_suggested")
    return "", ""


def _says_the_same(answer: CalendarAnswer, meeting: Meeting, invitation: Invitation) -> bool:
    if answer.answer == "accepted":
        return invitation.counts_for(meeting.revision)
    return answer.answer == "declined" and invitation.answer is Answer.DECLINED


async def _invitation(answer: CalendarAnswer, work: Work) -> Invitation | None:
    """The invitation whose entry has exactly this id."""
    found = await work.uow.invitations.get(subject_of(answer.uid))
    if found is None or not found.uid or not compare_digest(found.uid.encode(), answer.uid.encode()):
        return None
    return found


async def _is_convenors(answer: CalendarAnswer, work: Work) -> bool:
    meeting = await work.uow.meetings.get(subject_of(answer.uid))
    return meeting is not None and answer.uid == convenors_uid(meeting, host_of(work))


async def _sent_to(sender: str, invitation: Invitation, work: Work) -> str:
    """The channel by which the entry was sent to this very address; "" when it was not.

    An answer may be here before it is written down that the letter arrived.
    """
    notices = await work.uow.notices.where(subject_id=invitation.id, person_id=invitation.person_id)
    ids = {each.address_id for each in notices if each.address_id and each.channel in work.letters}
    rows = await work.uow.addresses.where(person_id=invitation.person_id)
    theirs = (each for each in rows if each.id in ids and not ended(each))
    wanted = sender.strip().lower()
    return next((each.channel for each in theirs if wanted and each.email.lower() == wanted), "")


async def _once(why: str, said: str, invitation: Invitation, answer: CalendarAnswer, work: Work) -> str:
    """The words, once for one answer and a few times an hour at most; every refusal stands in the audit."""
    most = work.policy(invitation.council).calendar.letters_an_hour
    at = answer.said_at.isoformat() if answer.said_at else ""
    rows = await work.uow.audit.where(subject_id=invitation.id, verb=REFUSED, order="-at", limit=100)
    lately = [each for each in rows if each.at > work.now - ONE_HOUR and each.detail.get("told")]
    again = any(each.detail.get("why") == why and each.detail.get("said_at") == at for each in rows)
    told = not again and len(lately) < most
    if not again:
        detail = {"why": why, "said_at": at, "told": told}
        await work.note(REFUSED, invitation.id, invitation.council, invitation.meeting_id, **detail)
    return said if told else ""


HANDLERS: dict[type[Command], Handler] = {AnswerFromCalendar: take, RefuseCalendarAnswer: refuse}
ANSWERS: dict[type[Question], Handler] = {WhoseAnswer: whose_answer}
