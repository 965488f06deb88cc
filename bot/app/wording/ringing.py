"""Whom to ring, what to say, and one click for what came of it. Nothing about the child."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.app.cards import Block, Button, Card, Item, Text
from bot.app.view import MeetingView
from bot.app.wording.asked import TOOLS, seated
from bot.app.wording.invitation import press
from bot.app.wording.times import near, span
from bot.domain.invitation import Answer, Invitation
from bot.domain.meeting import MeetingState, Seat
from bot.domain.notice import NoticeKind
from bot.domain.people import Person
from bot.domain.phone import CallOutcome, PhoneCall
from bot.policy import Policy

What = Literal["answer", "information", "seat", "told"]


@dataclass(frozen=True, slots=True)
class ToRing:
    """One call to make, or made (`done`). `what` is asked for; "told": only to be told that they need not come.

    `invitation` is None for somebody who was named for the seat and is not in the directory. `call` is the last one
    about it, `again_at` when they are to be rung again.
    """

    subject_id: str
    what: What
    seat: Seat
    invitation: Invitation | None = None
    phone: str = ""
    call: PhoneCall | None = None
    again_at: datetime | None = None
    done: bool = False


NOBODY_LEFT = "Nobody is left to ring. Thank you."


def ring_card(view: MeetingView, lines: Sequence[ToRing]) -> Card:
    """One line for each call, with its outcomes; what is done stays, without buttons."""
    reference = view.meeting.reference
    left = [each for each in lines if not each.done]
    items: list[Block] = [_item(view, each) for each in lines]
    open_it = (Button("Open", "open_meeting", view.meeting.id),)
    if not left:
        title = f"{view.policy.council.name}: {reference}"
        return Card(title, f"{reference}: {NOBODY_LEFT}", (Text(NOBODY_LEFT, "good"), *items), open_it)
    names = ", ".join(dict.fromkeys(_who(view, each) for each in left))
    title = f"{view.policy.council.name}: {reference}, please ring"
    why = Text("No message reaches them. Please ring, then click what came of it.")
    return Card(title, f"{reference}: please ring {names}.", (why, *_say(view), *items), open_it)


def _say(view: MeetingView) -> list[Block]:
    """What to say, in one line: reference, time, dial-in."""
    meeting, room = view.meeting, view.room
    if not meeting.open_to_answers or meeting.starts_at is None or meeting.ends_at is None:
        return []
    pin = f", PIN {room.pin}" if room and room.pin else ""
    dial = f" Dial in: {room.dial_in}{pin}." if room else ""
    when = span(meeting.starts_at, meeting.ends_at)
    return [Text(f"Say: strategy meeting {meeting.reference} for {view.policy.council.name}, {when}.{dial}")]


def _who(view: MeetingView, line: ToRing) -> str:
    return view.name(line.invitation.person_id) if line.invitation else line.seat.named_elsewhere.partition(",")[0]


def _item(view: MeetingView, line: ToRing) -> Item:
    part = seated(view, line.seat)
    if line.invitation is None:
        choose = Button("Choose somebody", "swap", f"{view.meeting.id}/{line.seat.id}")
        words = f"Ring {line.seat.named_elsewhere}: named for {part}.{_last(view, line)}"
        return Item(words, (*_calls(f"{view.meeting.id}/{line.seat.id}", "rang_seat"), choose))
    name, desk = _who(view, line), _desk(view, line)
    if line.done:
        return Item(f"{name}, {part}: {_came_of_it(view, line)}", tone="good")
    words = f"Ring {name}, {part}{desk}: {line.phone}." if line.phone else _find_number(view, f"{name}, {part}{desk}")
    return Item(f"{words}{_about(view, line)}{_last(view, line)}", _outcomes(view, line))


def _desk(view: MeetingView, line: ToRing) -> str:
    desk = view.desks.get(line.invitation.desk_id or "") if line.invitation else None
    return f", {desk.name}" if desk else ""


def _find_number(view: MeetingView, who: str) -> str:
    return f"No number is known for {who}: find it.{contact(view.policy)}"


def contact(policy: Policy) -> str:
    """Whom to ask when nothing else is known; "" when the policy names nobody."""
    known = [each for each in (policy.council.contact_name, policy.council.contact_phone) if each]
    return f" Ask {', '.join(known)}." if known else ""


def _about(view: MeetingView, line: ToRing) -> str:
    invitation = line.invitation
    if line.what == "told":
        cancelled = view.meeting.state is MeetingState.CANCELLED
        return " Tell them: the meeting is cancelled." if cancelled else " Tell them: they need not come."
    if line.what == "information" and invitation is not None and invitation.information_by:
        return f" Ask what their agency knows, by {near(invitation.information_by, view.now)}."
    if invitation is not None and invitation.answer is Answer.ACCEPTED:
        return " They said yes to the old time."
    return ""


def _last(view: MeetingView, line: ToRing) -> str:
    """What came of the last call, and when to ring again."""
    if line.call is None:
        return ""
    at, by = near(line.call.made_at, view.now), ""
    if line.again_at is not None:
        by = f" Ring again at {near(line.again_at, view.now)}."
    if line.call.outcome is CallOutcome.MESSAGE_LEFT:
        return f" Message left at {at}.{by}"
    return f" No answer at {at}.{by}" if line.call.outcome is CallOutcome.NO_ANSWER else ""


def _came_of_it(view: MeetingView, line: ToRing) -> str:
    invitation = line.invitation
    if line.what == "told":
        return "told."
    if line.what == "information":
        sent = invitation is not None and invitation.information_sent_at is not None
        by = f" by {near(invitation.information_by, view.now)}" if invitation and invitation.information_by else ""
        return "their information is sent." if sent else f"their information comes{by}."
    return "will come." if invitation is not None and invitation.answer is Answer.ACCEPTED else "can't come."


def _outcomes(view: MeetingView, line: ToRing) -> tuple[Button, ...]:
    if line.invitation is None:
        return ()
    subject = press(line.invitation, view.meeting)
    if line.what == "told":
        return (Button("Told them", "rang_told", subject, "primary"), Button("No answer", "rang_nobody", subject))
    if line.what == "information":
        first = (
            Button("It is sent", "rang_sent", subject, "primary"),
            Button("It is on its way", "rang_on_its_way", subject),
        )
    else:
        first = (
            Button("Will come", "rang_yes", subject, "primary"),
            Button("Can't come", "rang_no", subject),
        )
    return (*first, *_calls(subject))


def _calls(subject: str, verb: str = "rang") -> tuple[Button, ...]:
    return (Button("No answer", f"{verb}_nobody", subject), Button("Left a message", f"{verb}_message", subject))


ABOUT = {
    NoticeKind.CONVENOR: "the meeting they call",
    NoticeKind.RECORD: "writing down the actions",
    NoticeKind.ACTIONS: "their actions",
    NoticeKind.UNTIMED: "actions without an owner or a time",
    NoticeKind.LONGER: "a later date that they are asked for",
    NoticeKind.RETURNED: "an action given back",
    NoticeKind.UNANSWERED: "who has not answered",
    NoticeKind.HANDOVER: "a meeting that is offered to them",
    NoticeKind.EVENING: "what they have open for tonight",
    NoticeKind.NIGHT: "what the day hands over to emergency duty",
    NoticeKind.MORNING: "what the night has left for their team",
    NoticeKind.NOT_TAKEN: "what nobody has taken over",
    NoticeKind.DIGEST: "their daily list",
    NoticeKind.INVITATION: "whether they have left: their account is closed",
}
"""What there is to ring about, besides the meeting's reference."""


def unreached_card(
    policy: Policy, person: Person, phone: str, reference: str, kind: NoticeKind, number: int | None, *, again: bool
) -> Card:
    """One short line: who can't be reached, their number, and about what. `again`: they can be reached by now."""
    title = f"{policy.council.name}: {reference}" if reference else policy.council.name
    if again:
        words = f"{person.name} can be reached again. You need do nothing."
        return Card(title, words, (Text(words, "good"),))
    more = f"action {number}" if number is not None else ABOUT.get(kind, "")
    known = f"{more} ({reference})" if more and reference else more or reference
    about = f" about {known}" if known else ""
    if phone:
        words = f"Quorate can't reach {person.name}. Ring {phone}{about}."
    else:
        words = f"Quorate can't reach {person.name}{about}, and no number is known: find it.{contact(policy)}"
    return Card(title, words, (Text(words),))


def cut_off_card(policy: Policy, channel: str, people: int, *, back: bool) -> Card:
    """A whole organisation's tool refuses us; everybody there is reached another way meanwhile."""
    tool = TOOLS.get(channel, channel)
    if back:
        words = f"{tool} works again for everybody there. You need do nothing."
        return Card(policy.council.name, words, (Text(words, "good"),))
    who = "1 person" if people == 1 else f"{people} people"
    words = (
        f"One organisation's {tool} no longer lets Quorate write to anybody ({who}). "
        f"They are reached another way meanwhile.{contact(policy)}"
    )
    return Card(policy.council.name, words, (Text(words, "warning"),))
