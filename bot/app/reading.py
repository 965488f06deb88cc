"""The answers to questions about people and meetings: cards and forms built from what is true now."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from bot.app import questions as q
from bot.app.access import may_convene, runs, takes_part
from bot.app.cards import Card, Form, Option
from bot.app.commands import InvitationCommand
from bot.app.conflicts import as_seen
from bot.app.gather import meetings_of, standing, waiting_for
from bot.app.nights.answers import with_duty, with_duty_on_plan
from bot.app.planning import candidates
from bot.app.staying_out import heed
from bot.app.view import MeetingView, view_by_id
from bot.app.wording.answers import answer_form, phone_answer_form
from bot.app.wording.calendar_feed import MY_CALENDAR
from bot.app.wording.convenor import Posts, convenor_card
from bot.app.wording.facts import facts_form
from bot.app.wording.lists import home_card
from bot.app.wording.meeting_forms import meeting_form
from bot.app.wording.nudges import with_hour
from bot.app.wording.plan import cannot_be_reached, convene_form, phone_meeting_form, plan_form, swap_form
from bot.app.wording.police import asked_card
from bot.app.wording.talk import WHO_MUST_NOT_BE_TOLD, help_card, meetings_card, no_such_meeting
from bot.app.wording.times import span
from bot.app.work import Handler, Work, there
from bot.domain.errors import Refusal
from bot.domain.invitation import Invitation
from bot.domain.meeting import MeetingState
from bot.domain.notice import Notice, NoticeKind
from bot.domain.people import Address, Person
from bot.domain.ranking import COVERS, HOLDS, RECORD
from bot.policy.seating import seats_for

_REFERENCE = re.compile(r"([A-Z]{2,8})-SM-(\d{1,9})")
AWAY = ("dead",)


async def show_convene(asked: q.ShowConvene, work: Work) -> Form:
    """The form, for the councils that the person may convene for."""
    person = await work.acting_person()
    councils = [council for council in person.councils if may_convene(person, council)]
    if not councils:
        raise Refusal(
            "not_social_care", "Only social care calls strategy meetings. Nothing was saved. Please ring them."
        )
    named = tuple((council, work.policy(council).council.name) for council in councils)
    policy = work.policy(councils[0])
    return phone_meeting_form(policy, named) if asked.by_phone else convene_form(policy, named)


async def show_facts(asked: q.ShowFacts, work: Work) -> Form:
    """What is known so far, to add to."""
    view = await view_by_id(work.uow, work.policies, asked.meeting_id, work.now)
    known = {each.person_id for each in view.meeting.facts.known_services if each.person_id}
    ids = tuple(sorted(known | set(view.meeting.excluded)))
    people = await work.uow.people.where(id=ids) if ids else []
    return facts_form(view, {person.id: person.name for person in people}, as_seen(view.meeting))


async def show_help(_: q.ShowHelp, work: Work) -> Card:
    """What can be typed."""
    person = await work.acting_person()
    may = any(may_convene(person, council) for council in person.councils)
    return help_card(person.name, next(iter(person.councils), "EXMP"), may)


async def show_home(_: q.ShowHome, work: Work) -> Card:
    """The person's own page."""
    card = with_hour(home_card(await waiting_for(work.uow, work.policies, await work.acting_person(), work.now)))
    return replace(card, buttons=(*card.buttons, MY_CALENDAR)) if work.links else card


async def show_mine(_: q.ShowMine, work: Work) -> Card:
    """Meetings the person convenes or is asked to."""
    person = await work.acting_person()
    lines = []
    for meeting in await meetings_of(work.uow, person):
        words = (await standing(work.uow, work.policies, meeting, work.now)).words
        lines.append((meeting, words if meeting.convenor_id == person.id else ""))
    return meetings_card(lines)


async def find_meeting(asked: q.FindMeeting, work: Work) -> Card | Form:
    """One meeting by its reference; the same words whether there is none or it is not theirs."""
    found = _REFERENCE.fullmatch(asked.reference.strip().upper())
    person = await work.acting_person()
    if found:
        for meeting in await work.uow.meetings.where(council=found[1], number=int(found[2])):
            if await takes_part(await heed(work.uow, meeting), person, work):
                return await show_meeting(q.ShowMeeting(meeting.id), work)
    raise Refusal("not_found", no_such_meeting(asked.reference.strip()[:40]))


async def show_meeting(asked: q.ShowMeeting, work: Work) -> Card | Form:
    """The convenor's card for whoever runs it; everybody else sees their own invitation."""
    view, person = await view_by_id(work.uow, work.policies, asked.meeting_id, work.now), await work.acting_person()
    if await runs(view.meeting, person, work):
        if view.meeting.state is MeetingState.DRAFT:
            return await show_plan(q.ShowPlan(asked.meeting_id), work)
        return await with_duty(work, view, convenor_card(view, await posts_of(work, view)))
    own = [each for each in view.invitations if each.person_id == person.id and each.live]
    if not own:
        raise Refusal("not_yours", no_such_meeting(view.meeting.reference))
    return asked_card(view, own[-1])


async def posts_of(work: Work, view: MeetingView) -> Posts:
    """What became of each invitation's message."""
    found: dict[str, list[Notice]] = {}
    rows = await work.uow.notices.where(meeting_id=view.meeting.id, kind=NoticeKind.INVITATION, order="created_at")
    for notice in rows:
        found.setdefault(notice.subject_id, []).append(notice)
    return Posts(found)


async def show_plan(asked: q.ShowPlan, work: Work) -> Form:
    """The draft's plan: why this time, who and why, gaps, who cannot be reached, other times."""
    view = await view_by_id(work.uow, work.policies, asked.meeting_id, work.now)
    view.meeting.require(MeetingState.DRAFT)
    length = timedelta(minutes=view.meeting.minutes)
    others = [each for each in view.meeting.offered if each.starts_at != view.meeting.starts_at]
    times = tuple((each, span(each.starts_at, each.starts_at + length)) for each in others)
    seating = seats_for(view.meeting.facts, view.policy, out_of_hours=view.policy.meets_out_of_hours(view.meeting))
    prompts = tuple(prompt.text for prompt in seating.prompts)
    if seating.restricted and not (view.meeting.excluded or view.meeting.excluded_names):
        prompts = (WHO_MUST_NOT_BE_TOLD, *prompts)
    form = plan_form(view, await _unreachable(work, view), times, prompts, await _full_draft(work, view))
    return await with_duty_on_plan(work, view, form)


async def _full_draft(work: Work, view: MeetingView) -> MeetingView | None:
    if view.full is None or view.full.state is not MeetingState.DRAFT:
        return None
    return await view_by_id(work.uow, work.policies, view.full.id, work.now)


async def _unreachable(work: Work, view: MeetingView) -> dict[str, str]:
    found = {}
    for seat in view.seats:
        person = view.people.get(seat.person_id or "")
        if person is not None and not seat.closed:
            reason = why_not_reached(view.addresses.get(person.id, ()), work.channels)
            if reason:
                found[person.id] = cannot_be_reached(person, reason)
    return found


def why_not_reached(addresses: tuple[Address, ...], channels: frozenset[str]) -> str:
    """Why no message can reach somebody with these addresses, as a code; "" when one can."""
    usable = [each for each in addresses if each.channel in channels]
    if not usable:
        return "no_address"
    alive = [each for each in usable if each.state not in AWAY]
    if not alive:
        return usable[0].reason or "no_address"
    return ""


async def show_meeting_form(asked: q.ShowMeetingForm, _: Work) -> Form:
    """A form about the meeting as a whole."""
    return meeting_form(asked.meeting_id, asked.verb)


async def show_swap(asked: q.ShowSwap, work: Work) -> Form:
    """Those who can fill the seat and are free, the most appropriate first."""
    view = await view_by_id(work.uow, work.policies, asked.meeting_id, work.now)
    seat, meeting = view.seat(asked.seat_id), view.meeting
    first = meeting.starts_at or work.now
    last = meeting.ends_at or max(meeting.deadline, first + timedelta(minutes=meeting.minutes))
    found = await candidates(work, meeting, seat.name, seat.child, first, last)
    ordered = sorted(found.people.values(), key=lambda person: (found.tiers[person.id], person.name))
    free, perhaps = found.known_free(first, last), set(found.free_at(first, last))
    options = tuple(
        Option(
            person.id, person.name, _fit(found.tiers[person.id], free=person.id in free, perhaps=person.id in perhaps)
        )
        for person in ordered
        if person.id != seat.person_id
    )
    return swap_form(view, seat, options[:100])


def _fit(tier: int, *, free: bool, perhaps: bool) -> str:
    fit = {HOLDS: "holds this child's case", COVERS: "same team", RECORD: "can read the record"}.get(tier, "")
    when = "" if free else "not known whether free" if perhaps else "not free then"
    return ", ".join(part for part in (fit, when) if part)


async def search_for_seat(asked: q.SearchForSeat, work: Work) -> tuple[Option, ...]:
    """People of the meeting's council by name; never anybody who must not be told."""
    meeting = await heed(work.uow, there(await work.uow.meetings.get(asked.meeting_id)))
    people = await _named(work, asked.words, (meeting.council,), asked.agency)
    return _options(people, meeting.excluded)


async def search_people(asked: q.SearchPeople, work: Work) -> tuple[Option, ...]:
    """People of one's own councils by name."""
    person = await work.acting_person()
    return _options(await _named(work, asked.words, person.councils, ""), ())


async def search_deputies(asked: q.SearchDeputies, work: Work) -> tuple[Option, ...]:
    """Colleagues who may be asked instead; never anybody who must not be told."""
    view, invitation = await _own(asked, work)
    person = view.people[invitation.person_id]
    agency = person.agency if asked.own_agency else ""
    people = await _named(work, asked.words, (view.meeting.council,), agency)
    return _options([each for each in people if each.id != person.id], view.meeting.excluded)


async def _named(work: Work, words: str, councils: tuple[str, ...], agency: str) -> list[Person]:
    """By name; or the one person with exactly this id, which is what a form gives back once somebody is chosen."""
    chosen = await work.person(words)
    if chosen is not None and set(chosen.councils) & set(councils) and agency in ("", chosen.agency):
        return [chosen]
    return await work.uow.people_named(words, councils=councils, agency=agency)


def _options(people: list[Person], excluded: tuple[str, ...]) -> tuple[Option, ...]:
    shown = (each for each in people if each.id not in excluded and each.here)
    return tuple(Option(each.id, each.name, each.team or each.agency.replace("_", " ")) for each in shown)


async def _own(asked: InvitationCommand, work: Work) -> tuple[MeetingView, Invitation]:
    invitation = there(await work.uow.invitations.get(asked.invitation_id))
    view = await view_by_id(work.uow, work.policies, invitation.meeting_id, work.now)
    return view, next(each for each in view.invitations if each.id == invitation.id)


async def show_invitation(asked: q.ShowInvitation, work: Work) -> Card:
    """One's own invitation as it stands."""
    return asked_card(*await _own(asked, work))


async def show_answer_form(asked: q.ShowAnswerForm, work: Work) -> Form:
    """The form of a longer answer."""
    view, invitation = await _own(asked, work)
    return answer_form(asked.verb, view, invitation)


async def show_phone_answer(asked: q.ShowPhoneAnswer, work: Work) -> Form:
    """What somebody said by phone."""
    view, invitation = await _own(asked, work)
    return phone_answer_form(view, invitation)


async def meeting_of_invitation(asked: q.MeetingOfInvitation, work: Work) -> str:
    """The id of the meeting that an invitation is to."""
    return there(await work.uow.invitations.get(asked.invitation_id)).meeting_id


async def seats_of(asked: q.SeatsOf, work: Work) -> tuple[str, ...]:
    """The seats that a colleague can fill."""
    person, asking = await work.person(asked.person_id), await work.acting_person()
    return person.seats if person and set(person.councils) & set(asking.councils) else ()


ANSWERS: dict[type[q.Question], Handler] = {
    q.ShowConvene: show_convene,
    q.ShowFacts: show_facts,
    q.ShowHelp: show_help,
    q.ShowHome: show_home,
    q.ShowMine: show_mine,
    q.FindMeeting: find_meeting,
    q.ShowMeeting: show_meeting,
    q.ShowPlan: show_plan,
    q.ShowMeetingForm: show_meeting_form,
    q.ShowSwap: show_swap,
    q.SearchForSeat: search_for_seat,
    q.SearchPeople: search_people,
    q.SearchDeputies: search_deputies,
    q.ShowInvitation: show_invitation,
    q.ShowAnswerForm: show_answer_form,
    q.ShowPhoneAnswer: show_phone_answer,
    q.MeetingOfInvitation: meeting_of_invitation,
    q.SeatsOf: seats_of,
}
