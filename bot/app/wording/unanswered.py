"""Who has not answered: a line each with the number to ring, for whoever is to see to it. Nothing about the case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.app.cards import Button, Card, Item, Text
from bot.app.view import MeetingView
from bot.app.wording.asked import Posts, seated
from bot.app.wording.invitation import press
from bot.app.wording.police import steps
from bot.app.wording.times import moment, near
from bot.domain.invitation import Invitation
from bot.domain.meeting import Seat

# A desk may have sixty on shift: beyond a few, who has answered by phone is said on the meeting's own card.
FEW = 3


@dataclass(frozen=True, slots=True)
class Awaiting:
    """A seat and those asked for it, none if nobody is; `informs`: not their answer, but their information."""

    seat: Seat
    asked: tuple[Invitation, ...] = ()
    informs: bool = False


def unanswered_card(view: MeetingView, waiting: Sequence[Awaiting], posts: Posts, *, runs: bool) -> Card:
    """Whom to ring. Those who run the meeting answer for them on the line."""
    reference, start = view.meeting.reference, view.meeting.starts_at
    title = f"{view.policy.council.name}: {reference}, {_what(waiting)}"
    when = f", {moment(start)}" if start else ""
    please = (
        "Please ring them."
        if any(each.asked for each in waiting)
        else f"Please find somebody{_tell(view, runs=runs)}."
    )
    summary = f"{reference}{when}: {_named(view, waiting)}. {please}"
    opening = Text(f"Strategy meeting{when}. {please}")
    return Card(title, summary, (opening, *(_item(view, each, posts, runs) for each in waiting)), _open(view, runs))


def _tell(view: MeetingView, *, runs: bool) -> str:
    """Whoever does not run the meeting cannot choose somebody themselves: they say who comes."""
    convenor = view.convenor
    return "" if runs else f", and tell {', '.join(each for each in (convenor.name, convenor.phone) if each)}"


def nobody_left_card(view: MeetingView, *, any_left: bool, runs: bool) -> Card:
    """What the card says once there is nobody left for this person to ring."""
    reference, ends = view.meeting.reference, view.meeting.ends_at
    to_come = view.meeting.open_to_answers and (ends is None or ends > view.now)
    done = to_come and not any_left
    words = "All have answered. Thank you." if done else "Nobody is left for you to ring. Thank you."
    title = f"{view.policy.council.name}: {reference}"
    return Card(title, f"{reference}: {words}", (Text(words, "good"),), _open(view, runs))


def _what(waiting: Sequence[Awaiting]) -> str:
    """What is wrong with all of them, else that they have not answered."""
    if waiting and not any(each.asked for each in waiting):
        return "nobody in a seat yet"
    return "information not here yet" if waiting and all(each.informs for each in waiting) else "not answered yet"


def _open(view: MeetingView, runs: bool) -> tuple[Button, ...]:
    return (Button("Open", "open_meeting", view.meeting.id),) if runs else ()


def _named(view: MeetingView, waiting: Sequence[Awaiting]) -> str:
    silent = [_who(view, each) for each in waiting if not each.informs and each.asked]
    empty = [view.label(each.seat) for each in waiting if not each.informs and not each.asked]
    late = [_who(view, each) for each in waiting if each.informs]
    kinds = (("not answered", silent), ("nobody yet", empty), ("information not here", late))
    return ". ".join(f"{what}: {'; '.join(dict.fromkeys(who))}" for what, who in kinds if who)


def _who(view: MeetingView, each: Awaiting) -> str:
    """The desk by its name, for all of it was asked; else the person."""
    desk = view.desks.get(each.asked[0].desk_id or "") if each.asked else None
    return desk.name if desk else view.name(each.asked[0].person_id)


def _item(view: MeetingView, each: Awaiting, posts: Posts, runs: bool) -> Item:
    label = seated(view, each.seat)
    choose = (Button("Choose somebody", "swap", f"{view.meeting.id}/{each.seat.id}"),) if runs else ()
    request = view.request_for(each.seat)
    stands = steps(request, view.name, view.now, view.policy.police_request.reason) if request else ""
    if not each.asked:
        refused = request is not None and request.refused_at is not None
        return Item(f"{label}: {stands}." if refused else f"{label}: nobody fills this seat yet.", choose)
    first = each.asked[0]
    if each.informs:
        by = near(first.information_by, view.now) if first.information_by else "by now"
        return Item(f"{label}: {_who(view, each)}, information due {by}.{_ring(view, first)}")
    sent = [post for one in each.asked for post in posts.by_invitation.get(one.id, ()) if post.first_sent_at]
    reached = (stands or f"asked {near(first.asked_at, view.now)}") if sent else "not reached yet"
    heard = _by_phone(view, each) if runs else ()
    return Item(f"{label}: {_who(view, each)}, {reached}.{_ring(view, first)}", (*heard, *choose))


def _ring(view: MeetingView, invitation: Invitation) -> str:
    desk, person = view.desks.get(invitation.desk_id or ""), view.people.get(invitation.person_id)
    phone = (desk.phone if desk else "") or (person.phone if person else "")
    return f" Ring {phone}." if phone else ""


def _by_phone(view: MeetingView, each: Awaiting) -> tuple[Button, ...]:
    if len(each.asked) == 1:
        return (Button("By phone", "phone_answer", press(each.asked[0], view.meeting)),)
    if len(each.asked) > FEW:
        return ()
    return tuple(
        Button(f"{view.name(one.person_id)} by phone", "phone_answer", press(one, view.meeting))
        for one in sorted(each.asked, key=lambda one: view.name(one.person_id))
    )
