"""A request to a police desk, as the desk sees it: council first, what is wanted, by when, and where it stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.app.cards import Block, Button, Card, Facts, Item, Text
from bot.app.view import MeetingView
from bot.app.wording.invitation import DANGER, connected, follows, invitation_card, press, titled
from bot.app.wording.times import moment, near
from bot.domain.invitation import Answer, Invitation
from bot.domain.meeting import Seat
from bot.domain.police_request import PoliceRequest, Stage

Named = Callable[[str | None], str]
QUIET = (Stage.ACCEPTED, Stage.CLOSED)


def asked_card(view: MeetingView, invitation: Invitation) -> Card:
    """What somebody who was asked sees: a desk's member the desk's request, anybody else their own invitation."""
    request = desks_request(view, invitation)
    own = invitation.answer is Answer.ACCEPTED or invitation.information_by or invitation.instead
    if request is None or own or not view.meeting.open_to_answers:
        return invitation_card(view, invitation)
    if invitation.answer is Answer.DECLINED and request.stage is not Stage.REFUSED:
        return invitation_card(view, invitation)
    if invitation.answer is Answer.TAKEN and (request.claimed_at or request.stage is Stage.CLOSED):
        return invitation_card(view, invitation)
    return request_card(view, request, invitation)


def desks_request(view: MeetingView, invitation: Invitation) -> PoliceRequest | None:
    """The request that this member of a desk was asked through; None for anybody else."""
    if invitation.desk_id is None or invitation.answer is Answer.WITHDRAWN:
        return None
    asked = [each for each in view.requests if each.seat_id == invitation.seat_id]
    mine = [each for each in asked if (each.desk_id, each.revision) == (invitation.desk_id, view.meeting.revision)]
    return mine[-1] if mine else None


def request_card(view: MeetingView, request: PoliceRequest, own: Invitation | None) -> Card:
    """The request; `own` is the reader's invitation through the desk, if they have one."""
    seat, policy = view.seat(request.seat_id), view.policy
    me = own.person_id if own else ""
    stand = _stand(view, request, me)
    ring = f"{view.convenor.name}, {view.convenor.phone}" if view.convenor.phone else view.convenor.name
    rows = (
        ("How soon", policy.urgency(request.urgency).label),
        ("Unit wanted", f"{view.label(seat)}, from {desk_name(view, request)}"),
        ("Needed by", moment(request.needed_by)),
        ("To learn which child, ring", ring),
        ("Where it stands", f"{steps(request, view.name, view.now, policy.police_request.reason)}."),
    )
    blocks: list[Block] = [stand, *follows(view), Facts(rows), DANGER]
    waits = request.waits and request.closed_at is None
    summary = f"{titled(view)}. An officer is needed." if waits else titled(view)
    return Card(titled(view), summary, tuple(blocks), _buttons(view, request, own))


def desk_name(view: MeetingView, request: PoliceRequest) -> str:
    """The desk that was asked."""
    desk = view.desks.get(request.desk_id)
    return desk.name if desk else "the desk"


def steps(request: PoliceRequest, name: Named, now: datetime, reason: Callable[[str], str]) -> str:
    """How far it has come, each step with its time and by whom: "asked 10:20, acknowledged 10:24 by Pat Hill"."""
    said = [f"asked {near(request.requested_at, now)}"]
    taken, refused, seen = request.claimed_at is not None, request.refused_at, request.acknowledged_at
    if seen is not None and seen not in (request.assigned_at, refused):
        said.append(f"acknowledged {near(seen, now)} by {name(request.acknowledged_by_id)}")
    if refused is not None:
        said.append(f"refused {near(refused, now)} by {name(request.refused_by_id)}: {reason(request.refused_code)}")
    if taken and request.accepted_at is not None:
        said.append(f"taken {near(request.accepted_at, now)} by {name(request.claimed_by_id)}")
    elif request.assigned_at is not None:
        if request.assigned_by_id != request.assigned_to_id:
            said.append(f"{name(request.assigned_to_id)} named {near(request.assigned_at, now)}")
        if request.accepted_at is not None:
            who = f" by {name(request.assigned_to_id)}" if request.assigned_by_id == request.assigned_to_id else ""
            said.append(f"accepted {near(request.accepted_at, now)}{who}")
    return ", ".join(said)


def _stand(view: MeetingView, request: PoliceRequest, me: str) -> Text:
    """What is asked of the reader now."""
    if request.stage is Stage.REFUSED:
        who = "You have said that you can't." if request.refused_by_id == me else "Your desk has said that it can't."
        after = "Somebody else is asked." if request.closed_at else "If you can after all, say so."
        return Text(f"{who} {after}")
    if request.stage is Stage.ACCEPTED:
        return Text(f"{view.name(request.assigned_to_id)} comes. You need do nothing.", "good")
    if request.closed_at is not None:
        return Text("This is no longer asked of your desk. You need do nothing.", "quiet")
    if request.stage is Stage.ASSIGNED:
        officer = view.name(request.assigned_to_id)
        return Text(f"{officer} is named and has not answered yet. If they can't come, name somebody else.")
    if request.stage is Stage.ACKNOWLEDGED:
        if request.acknowledged_by_id == me:
            return Text("You have it. Please name an officer, or take it yourself.")
        return Text(f"{view.name(request.acknowledged_by_id)} has it. You can still name an officer, or take it.")
    seat = view.seat(request.seat_id)
    again = f" {view.name(seat.person_id)} is asked again." if seat.person_id and request.revision > 1 else ""
    return Text(f"You are asked to come, or to name an officer who can.{again}")


def _buttons(view: MeetingView, request: PoliceRequest, own: Invitation | None) -> tuple[Button, ...]:
    if request.closed_at is not None or request.stage in QUIET:
        return ()
    buttons = [*answers(request)]
    if request.stage is not Stage.REFUSED:
        buttons.append(Button("We can't", "refuse_request", request_subject(request)))
    if own is None:
        return tuple(buttons)
    mine = press(own, view.meeting)
    if own.answer is Answer.DECLINED:
        buttons.append(Button("Send our information instead", "promise_information", mine))
    if own.live and own.person_id in (request.acknowledged_by_id, request.refused_by_id):
        # They ring to learn which child it is; it may be one they know.
        buttons.append(connected(mine))
    return tuple(buttons)


def answers(request: PoliceRequest) -> tuple[Button, ...]:
    """The ways to say yes, the first the next one."""
    subject, stage = request_subject(request), request.stage
    have = (Button("We have it", "acknowledge", subject, "primary"),) if stage is Stage.REQUESTED else ()
    again = "Name somebody else" if stage is Stage.ASSIGNED else "Name an officer"
    take = Button("I'll take it", "take_request", subject, "primary" if stage is Stage.ACKNOWLEDGED else "plain")
    return (*have, take, Button(again, "name_officer", subject))


def request_subject(request: PoliceRequest) -> str:
    """The subject of a desk's answer: the time asked for, and the officer named so far."""
    named = f"/{request.assigned_to_id}" if request.stage is Stage.ASSIGNED else ""
    return f"{request.id}.{request.revision}{named}"


def police_lines(view: MeetingView) -> list[Block]:
    """On the convenor's card: how far each request has come, and what a desk said that can't."""
    lines: list[Block] = []
    rows: list[tuple[str, str]] = []
    for request in view.requests:
        seat = next((each for each in view.seats if each.id == request.seat_id), None)
        if seat is None or seat.closed or request.revision != view.meeting.revision or request.stage is Stage.CLOSED:
            continue
        said = steps(request, view.name, view.now, view.policy.police_request.reason)
        if request.stage is Stage.REFUSED:
            lines.append(_refused_item(view, request, seat, said))
        else:
            rows.append((view.label(seat), said))
    return [*([Facts(tuple(rows))] if rows else []), *lines]


def _refused_item(view: MeetingView, request: PoliceRequest, seat: Seat, said: str) -> Item:
    why = Button("Show what they said", "why_refused", f"{view.meeting.id}/{request.id}")
    words = f"{view.label(seat)}, {desk_name(view, request)}: {said}."
    return Item(words, (why,) if request.refused_words else (), "warning")
