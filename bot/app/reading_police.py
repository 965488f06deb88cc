"""The answers to a police desk's questions: its queue, one request, its forms, and whom it may name."""

from __future__ import annotations

from bot.app import questions as q
from bot.app.cards import Card, Form, Option
from bot.app.commands import RequestCommand
from bot.app.police_queue import desk_queue
from bot.app.view import MeetingView, view_by_id
from bot.app.wording.police import asked_card, request_card
from bot.app.wording.police_forms import request_form, why_refused_card
from bot.app.wording.police_queue import NO_DESK, queue_card
from bot.app.work import Handler, Work, there
from bot.domain.errors import Refusal
from bot.domain.invitation import Answer
from bot.domain.meeting import MeetingState
from bot.domain.police_request import PoliceRequest


async def show_desk_queue(asked: q.ShowDeskQueue, work: Work) -> Card:
    """One page of what the person's desks are asked for."""
    queue = await desk_queue(work.uow, work.policies, await work.acting_person(), work.now)
    if queue is None:
        raise Refusal("no_desk", NO_DESK)
    return queue_card(queue, asked.start)


async def _seen(asked: RequestCommand, work: Work) -> tuple[MeetingView, PoliceRequest]:
    """The request, or what took its place when the time changed."""
    old = there(await work.uow.police_requests.get(asked.request_id))
    view = await view_by_id(work.uow, work.policies, old.meeting_id, work.now)
    newer = [each for each in view.requests if (each.seat_id, each.desk_id) == (old.seat_id, old.desk_id)]
    return view, max(newer, key=lambda each: (each.revision, each.requested_at))


async def show_request(asked: q.ShowRequest, work: Work) -> Card:
    """The request as it stands; for whoever comes, their own invitation."""
    view, request = await _seen(asked, work)
    me = work.actor.person_id
    own = [each for each in view.invitations if each.seat_id == request.seat_id and each.person_id == me]
    if own and own[-1].answer is not Answer.WITHDRAWN:
        return asked_card(view, own[-1])
    return request_card(view, request, own[-1] if own else None)


async def show_request_form(asked: q.ShowRequestForm, work: Work) -> Form:
    """The form that names an officer, or says why nobody can come."""
    view, request = await _seen(asked, work)
    view.meeting.require(MeetingState.CALLED)
    return request_form(asked.verb, view, request)


async def search_officers(asked: q.SearchOfficers, work: Work) -> tuple[Option, ...]:
    """Officers of the desk's agency who serve the meeting's council; never anybody who must not be told."""
    view, request = await _seen(asked, work)
    desk = view.desks[request.desk_id]
    chosen = await work.person(asked.words)
    councils = (view.meeting.council,)
    if chosen is not None and chosen.agency == desk.agency and view.meeting.council in chosen.councils:
        found = [chosen]
    else:
        found = await work.uow.people_named(asked.words, councils=councils, agency=desk.agency)
    shown = [each for each in found if each.here and each.id not in view.meeting.excluded]
    return tuple(Option(each.id, each.name, each.team or desk.name) for each in shown)


async def show_why_refused(asked: q.ShowWhyRefused, work: Work) -> Card:
    """What a desk said when it could not come."""
    view = await view_by_id(work.uow, work.policies, asked.meeting_id, work.now)
    request = next((each for each in view.requests if each.id == asked.request_id), None)
    return why_refused_card(view, there(request))


ANSWERS: dict[type[q.Question], Handler] = {
    q.ShowDeskQueue: show_desk_queue,
    q.ShowRequest: show_request,
    q.ShowRequestForm: show_request_form,
    q.SearchOfficers: search_officers,
    q.ShowWhyRefused: show_why_refused,
}
