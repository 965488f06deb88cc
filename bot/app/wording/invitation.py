"""The invitation: council, reference, role, when, how to join, reply by, whom to ring, 999. Nothing else."""

from __future__ import annotations

from datetime import datetime

from bot.app.cards import Block, Button, Card, Facts, Item, Link, Text
from bot.app.view import MeetingView
from bot.app.wording.times import moment, near, uk_span
from bot.domain.invitation import Answer, Invitation
from bot.domain.meeting import Meeting, MeetingState, Seat
from scheduling.working_time import WorkingTime

DANGER = Text("If a child is in immediate danger call 999.", "urgent")


def invitation_card(view: MeetingView, invitation: Invitation) -> Card:
    """What the invited person sees now, whatever was true when it was first sent."""
    if view.meeting.state is MeetingState.CANCELLED or not invitation.live:
        return over_card(view, invitation)
    seat = view.seat(invitation.seat_id)
    blocks: list[Block] = [_stand(view, invitation), *follows(view), Facts(_facts(view, invitation, seat))]
    blocks += [*_own_reference(view, invitation), DANGER]
    # Whoever can't come and is not asked anew need not be written to about another time.
    declined = invitation.answer is Answer.DECLINED and invitation.answered_at is not None
    turn = f"r{invitation.answered_revision if declined else view.meeting.revision}"
    return Card(titled(view), _summary(view, invitation), tuple(blocks), _buttons(view, invitation), turn)


def follows(view: MeetingView) -> list[Block]:
    """On the full meeting's own cards: which one it comes after."""
    return [] if view.follows is None else [Text(f"Full meeting after {view.follows.reference}.", "quiet")]


def titled(view: MeetingView) -> str:
    """Council and reference, first on every card that a partner gets: a police desk serves many councils."""
    return f"{view.policy.council.name}: strategy meeting {view.meeting.reference}"


def press(invitation: Invitation, meeting: Meeting) -> str:
    """The subject of an answer: it names the revision seen, so an answer to an old time never counts for a new."""
    return f"{invitation.id}.{meeting.revision}"


def _summary(view: MeetingView, invitation: Invitation) -> str:
    what = titled(view)
    waits = view.meeting.open_to_answers and invitation.awaits(view.meeting.revision)
    return f"{what}. Please answer." if waits else what


def _stand(view: MeetingView, invitation: Invitation) -> Text:
    heard = f", taken by phone by {view.name(invitation.recorded_by_id)}" if invitation.recorded_by_id else ""
    at = near(invitation.answered_at, view.now) if invitation.answered_at else ""
    if view.meeting.state in (MeetingState.HELD, MeetingState.CLOSED):
        return Text("This meeting has been held.", "quiet")
    if invitation.counts_for(view.meeting.revision):
        return Text(f"You said you will come ({at}{heard}).", "good")
    if invitation.answer is Answer.ACCEPTED:
        return Text("The time has changed. Please answer again.", "warning")
    if invitation.only_informs:
        return Text(_asked_to_send(view, invitation))
    if invitation.answer is Answer.DECLINED:
        return Text(_declined(view, invitation, f"({at}{heard})"))
    return Text("You are asked to come. Please answer.")


def _asked_to_send(view: MeetingView, invitation: Invitation) -> str:
    if invitation.information_sent_at:
        return "Your information is with the convenor. Thank you."
    by = near(invitation.information_by, view.now) if invitation.information_by else "the meeting"
    return f"You are not asked to come. Please send what you know by {by}."


def _declined(view: MeetingView, invitation: Invitation, when: str) -> str:
    if invitation.information_sent_at:
        return f"You said you can't come {when}. Your information is with the convenor. Thank you."
    if invitation.information_by:
        by = near(invitation.information_by, view.now)
        return f"You said you can't come {when}. You will send your information by {by}."
    if invitation.deputy_id:
        return f"You said you can't come {when}. {view.name(invitation.deputy_id)} has been asked instead."
    if invitation.suggested_at:
        at = moment(invitation.suggested_at)
        return f"You said you can't come {when}. The convenor has been told that you could come {at}."
    if invitation.instead:
        return f"You said you are not the right person {when}. The convenor has been told who is. Thank you."
    return f"You said you can't come {when}. Can you help to fill your seat?"


def _facts(view: MeetingView, invitation: Invitation, seat: Seat) -> tuple[tuple[str, str | Link], ...]:
    meeting, convenor = view.meeting, view.convenor
    rows: list[tuple[str, str | Link]] = [("Your part", view.label(seat) + _desk(view, invitation))]
    if meeting.starts_at and meeting.ends_at:
        rows.append(("When", uk_span(meeting.starts_at, meeting.ends_at)))
    if meeting.open_to_answers and invitation.answer is not Answer.DECLINED:
        rows += how_to_join(view)
    if meeting.open_to_answers and invitation.awaits(meeting.revision):
        rows.append(("Reply by", near(reply_by(meeting, view.policy.working_time()), view.now)))
    ring = f"{convenor.name}, {convenor.phone}" if convenor.phone else convenor.name
    rows.append(("To learn which child, ring", ring))
    return tuple(rows)


def _desk(view: MeetingView, invitation: Invitation) -> str:
    desk = view.desks.get(invitation.desk_id or "")
    return f", for {desk.name}" if desk else ""


def how_to_join(view: MeetingView) -> list[tuple[str, str | Link]]:
    """The join link and the dial-in number: both, always, for whoever cannot open the link."""
    room = view.room
    if room is None:
        return [("Join", f"Ring {view.convenor.name}, {view.convenor.phone}")]
    pin = f", PIN {room.pin}" if room.pin else ""
    return [("Join", Link(f"Join {room.name}", room.join_url)), ("Or dial in", f"{room.dial_in}{pin}")]


def reply_by(meeting: Meeting, working_time: WorkingTime) -> datetime:
    """Half-way from asking to the meeting: late enough to answer, early enough to ask somebody else [A]."""
    asked, start = meeting.called_at or meeting.raised_at, meeting.starts_at or meeting.deadline
    half = asked + (start - asked) / 2
    return (
        half
        if not working_time.is_open(start) or working_time.is_open(half)
        else min(working_time.next_open(half), start)
    )


def _own_reference(view: MeetingView, invitation: Invitation) -> list[Block]:
    person = view.people[invitation.person_id]
    mine = [each.reference for each in view.references if each.agency == person.agency]
    return [Text(f"Your own reference: {'; '.join(mine)}", "quiet")] if mine else []


def _buttons(view: MeetingView, invitation: Invitation) -> tuple[Button, ...]:
    if not view.meeting.open_to_answers:
        return ()
    subject, restricted = press(invitation, view.meeting), not view.policy.delegates_allowed(view.meeting.facts)
    accept = Button("I'll take it" if invitation.desk_id else "I'll come", "accept", subject, "primary")
    if invitation.awaits(view.meeting.revision):
        return (accept, Button("I can't come", "decline", subject))
    if invitation.answer is Answer.ACCEPTED:
        own = view.people[invitation.person_id].agency == "social_care"
        add = () if own else (Button("Add our reference", "our_reference", subject),)
        return (*add, Button("I can't come after all", "decline", subject), connected(subject))
    if invitation.information_by and not invitation.information_sent_at:
        sent = Button("Our information is sent", "information_sent", subject, "primary")
        return (sent, Button("I can come after all", "accept", subject), connected(subject))
    after_all = Button("I can come after all", "accept", subject)
    if invitation.deputy_id or invitation.instead or invitation.information_sent_at:
        return (after_all, connected(subject))
    more = [
        Button("Send a colleague", "deputy", subject),
        Button("Suggest another time", "suggest_time", subject),
        Button("I'm not the right person", "not_me", subject),
        Button("Send our information instead", "promise_information", subject),
        after_all,
        connected(subject),
    ]
    return tuple(more[1:] if restricted else more)


def connected(subject: str) -> Button:
    """They learn which child it is when they ring; it may be one they know."""
    sure = "You will be taken out of this meeting, and not be asked to another about this child."
    return Button("I am connected to this family", "connected", subject, confirm=sure)


def over_card(view: MeetingView, invitation: Invitation) -> Card:
    """What is left of a card once the person has no part in the meeting any more."""
    reference = view.meeting.reference
    if invitation.answer is Answer.TAKEN:
        seat = view.filled.get(invitation.seat_id)
        who = view.name(seat.person_id) if seat else "A colleague"
        words = f"{who} has taken this for your desk. You need do nothing."
    elif view.meeting.state is MeetingState.CANCELLED:
        words = "This meeting is cancelled. You need do nothing."
    else:
        words = "This invitation was withdrawn. You need do nothing."
    return Card(titled(view), f"{view.policy.council.name}: {reference}. {words}", (Text(words),), turn="over")


def information_item(view: MeetingView, invitation: Invitation) -> Item:
    """One line that asks for promised information."""
    by = f" by {near(invitation.information_by, view.now)}" if invitation.information_by else ""
    button = Button("Our information is sent", "information_sent", press(invitation, view.meeting), "primary")
    what = "what you know" if invitation.only_informs else "your information"
    return Item(f"Please send {what}{by}.", (button,))


def information_card(view: MeetingView, invitation: Invitation) -> Card:
    """Ask for information from somebody who will not, or did not, come."""
    council, reference = view.policy.council.name, view.meeting.reference
    title = f"{council}: {reference}, your information is awaited"
    ring = f"Ring {view.convenor.name}, {view.convenor.phone}, or send it the way your agency does."
    if invitation.information_sent_at:
        thanks = Text("Your information is with the convenor. Thank you.", "good")
        return Card(f"{council}: your information for {reference}", f"{council}: {reference}", (thanks,))
    unasked = (Text("You are not asked to come.", "quiet"),) if invitation.only_informs else ()
    told = (connected(press(invitation, view.meeting)),) if invitation.only_informs else ()
    return Card(title, title, (information_item(view, invitation), *unasked, Text(ring), DANGER), told)
