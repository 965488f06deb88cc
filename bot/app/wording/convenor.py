"""The convenor's card: who was asked, when, by what, what they said, who could not be reached, and what to do."""

from __future__ import annotations

from dataclasses import dataclass

from bot.app.cards import Block, Button, Card, Divider, Facts, Heading, Item, Link, Text, Tone
from bot.app.view import MeetingView
from bot.app.wording.invitation import how_to_join, press
from bot.app.wording.times import moment, near, span
from bot.domain.invitation import Answer, Invitation
from bot.domain.meeting import MeetingState, Seat
from bot.domain.notice import Notice, NoticeState

TOOLS = {"slack": "Slack", "teams": "Teams", "email": "e-mail", "web": "web page", "phone": "phone"}
PARTNER_WORDS = {"social_care": "social care", "police": "police", "health": "health"}
UNREACHED = {
    "not_installed": "has not added Quorate in their tool yet",
    "blocked": "has blocked Quorate",
    "unknown_account": "has no account in their tool",
    "no_address": "has no tool we can write to",
    "deactivated": "no longer has that account",
}


@dataclass(frozen=True, slots=True)
class Posts:
    """What became of each invitation's message, by invitation id, the newest last."""

    by_invitation: dict[str, list[Notice]]

    def of(self, invitation: Invitation) -> Notice | None:
        """The newest message about this invitation."""
        found = self.by_invitation.get(invitation.id)
        return found[-1] if found else None


def convenor_card(view: MeetingView, posts: Posts) -> Card:
    """The whole state of a called meeting, for the person who must get it to happen."""
    meeting = view.meeting
    when = moment(meeting.starts_at) if meeting.starts_at else ""
    title = f"{meeting.reference}: {when}" if when else meeting.reference
    blocks: list[Block] = [quorum_line(view), *_facts(view), Divider()]
    for seat in view.open_seats():
        blocks += _seat_lines(view, seat, posts)
    blocks += _handover(view)
    return Card(title, f"{meeting.reference}: {counted(view)}", tuple(blocks), _buttons(view))


def quorum_line(view: MeetingView) -> Text:
    """Quorate or not, who is missing, and what would cure it."""
    if view.meeting.state is MeetingState.CANCELLED:
        return Text("This meeting is cancelled. Everybody asked has been told.", "quiet")
    if view.meeting.state in (MeetingState.HELD, MeetingState.CLOSED):
        return Text("This meeting has been held.", "quiet")
    if view.quorum.met:
        words = "Quorate: social care, police and health are coming."
        others = [view.policy.seat(name).label for name in view.quorum.empty_seats]
        more = f" Still to answer: {', '.join(others)}." if others else ""
        return Text(words + more, "good")
    missing = ", ".join(PARTNER_WORDS[each] for each in view.quorum.missing)
    cure = " ".join(view.health.cure) if "health" in view.quorum.missing and _health_came(view) else ""
    return Text(f"Not quorate yet. Missing: {missing}. {cure}".strip(), "warning")


def _health_came(view: MeetingView) -> bool:
    return any(view.policy.seat(view.seat(seat_id).name).agency == "health" for seat_id in view.filled)


def counted(view: MeetingView) -> str:
    """How many of those needed are coming, and whether that is enough to decide."""
    required = [seat for seat in view.open_seats() if seat.required]
    coming = sum(seat.id in view.filled for seat in required)
    state = "quorate" if view.quorum.met else "not quorate yet"
    return f"{coming} of {len(required)} needed are coming, {state}"


def _facts(view: MeetingView) -> list[Block]:
    meeting = view.meeting
    rows: list[tuple[str, str | Link]] = [("Council", view.policy.council.name)]
    if meeting.starts_at and meeting.ends_at:
        late = " (past its deadline)" if meeting.starts_at > meeting.deadline else ""
        rows.append(("When", span(meeting.starts_at, meeting.ends_at) + late))
    rows.append(("Meet by", moment(meeting.deadline)))
    if meeting.happened_at and meeting.entered_at:
        rows.append(("Held", f"{moment(meeting.happened_at)}, entered {moment(meeting.entered_at)}"))
    rows += how_to_join(view)
    if meeting.recorder_id:
        rows.append(("Writes the actions down", view.name(meeting.recorder_id)))
    rows += [(f"Reference of {each.agency.replace('_', ' ')}", each.reference) for each in view.references]
    return [Facts(tuple(rows))]


def _seat_lines(view: MeetingView, seat: Seat, posts: Posts) -> list[Block]:
    label = view.label(seat) + ("" if seat.required else " (advised)")
    asked = [each for each in view.asked(seat) if each.answer is not Answer.TAKEN]
    filled = view.filled.get(seat.id)
    if filled is not None:
        asked = [filled]
    if not asked:
        words = f"{label}: nobody fills this seat."
        elsewhere = f" Named: {seat.named_elsewhere}. Please ring them." if seat.named_elsewhere else ""
        return [Item(words + elsewhere, _choose(view, seat), "warning")]
    return [_answer_line(view, seat, label, each, posts.of(each)) for each in asked]


def _answer_line(view: MeetingView, seat: Seat, label: str, invitation: Invitation, post: Notice | None) -> Item:
    person = view.people[invitation.person_id]
    words, tone = _said(view, invitation, post)
    buttons: list[Button] = []
    subject = press(invitation, view.meeting)
    if view.meeting.open_to_answers:
        if invitation.suggested_at:
            label_move = f"Move to {moment(invitation.suggested_at)}"
            buttons.append(Button(label_move, "move_to", f"{view.meeting.id}@{invitation.suggested_at:%Y%m%dT%H%MZ}"))
        if invitation.awaits(view.meeting.revision):
            buttons.append(Button("They answered by phone", "phone_answer", subject))
        if invitation.answer is Answer.DECLINED or (post and post.state is NoticeState.FAILED):
            buttons += _choose(view, seat)
    ring = f" Ring {person.phone}." if tone == "warning" and person.phone else ""
    return Item(f"{label}: {person.name}{_desk(view, invitation)}, {words}{ring}", tuple(buttons), tone)


def _desk(view: MeetingView, invitation: Invitation) -> str:
    desk = view.desks.get(invitation.desk_id or "")
    return f" ({desk.name})" if desk else ""


def _said(view: MeetingView, invitation: Invitation, post: Notice | None) -> tuple[str, Tone]:
    at = near(invitation.answered_at, view.now) if invitation.answered_at else ""
    if invitation.recorded_by_id:
        how = f"{at}, by phone to {view.name(invitation.recorded_by_id)}"
    else:
        how = f"{at}, {TOOLS.get(invitation.via, invitation.via)}"
    if invitation.counts_for(view.meeting.revision):
        return _comes(view, how), "good"
    if invitation.answer is Answer.DECLINED:
        return f"can't come ({how}).{_instead(view, invitation)}", "plain"
    if post is None or post.state in (NoticeState.PENDING, NoticeState.CLAIMED):
        if post is None or post.first_sent_at is None:
            return "is being asked.", "plain"
    elif post.state is NoticeState.FAILED:
        return f"could not be reached: {UNREACHED.get(post.reason, 'the message was not taken')}.", "warning"
    elif post.state is NoticeState.RETRY and post.first_sent_at is None:
        return "not reached yet; trying again.", "warning"
    sent = post.first_sent_at
    again = "has not answered the new time" if invitation.answer is Answer.ACCEPTED else "no answer yet"
    asked = f" (asked {near(sent, view.now)}, {TOOLS.get(post.channel, post.channel)})" if sent else ""
    return f"{again}{asked}.", "plain"


def _comes(view: MeetingView, how: str) -> str:
    if view.meeting.entered_at:
        return "was there."
    over = view.meeting.state in (MeetingState.HELD, MeetingState.CLOSED)
    return f"{'said they would come' if over else 'is coming'} ({how})."


def _instead(view: MeetingView, invitation: Invitation) -> str:
    if invitation.information_sent_at:
        return " Their information is sent."
    if invitation.information_by:
        return f" Their information comes by {near(invitation.information_by, view.now)}."
    if invitation.deputy_id:
        return f" {view.name(invitation.deputy_id)} is asked instead."
    if invitation.instead:
        return f" The right person: {invitation.instead}."
    if invitation.suggested_at:
        return f" Could come {moment(invitation.suggested_at)}."
    return ""


def _choose(view: MeetingView, seat: Seat) -> tuple[Button, ...]:
    return (
        (Button("Choose somebody", "swap", f"{view.meeting.id}/{seat.id}"),) if view.meeting.open_to_answers else ()
    )


def _handover(view: MeetingView) -> list[Block]:
    if view.meeting.handover_to_id is None:
        return []
    words = f"Offered to {view.name(view.meeting.handover_to_id)}. It is yours until they accept."
    return [Divider(), Heading("Handing over"), Text(words)]


def _buttons(view: MeetingView) -> tuple[Button, ...]:
    subject, state = view.meeting.id, view.meeting.state
    if state is MeetingState.CALLED:
        return (
            Button("Write the actions", "pad", subject, "primary"),
            Button("Move", "move", subject),
            Button("Who writes the actions", "recorder", subject),
            Button("Hand over", "handover", subject),
            Button("Cancel the meeting", "cancel", subject, "danger"),
        )
    if state in (MeetingState.HELD, MeetingState.CLOSED):
        pad = (Button("Write the actions", "pad", subject, "primary"),) if state is MeetingState.HELD else ()
        return (
            *pad,
            Button("Copy for the case record", "copy", subject),
            Button("See the actions", "actions", subject),
        )
    return ()
