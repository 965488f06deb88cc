"""A meeting as it stands now, read in one go: what cards, quorum and replies are made from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.app.staying_out import heed
from bot.app.store import UnitOfWork
from bot.domain.action import Action
from bot.domain.errors import Refusal
from bot.domain.invitation import Answer, Invitation
from bot.domain.meeting import AgencyReference, Meeting, Seat
from bot.domain.people import Address, Desk, Person
from bot.domain.police_request import PoliceRequest
from bot.domain.quorum import Quorum, accepted_seats, quorum
from bot.policy import Policies, Policy, Room
from bot.policy.closed import closed_seats
from bot.policy.sufficiency import Sufficiency, sufficiency_of_meeting


@dataclass(frozen=True, slots=True)
class MeetingView:
    """Everything about one meeting. Private facts are in `meeting`; wording decides what of it may be shown."""

    now: datetime
    meeting: Meeting
    policy: Policy
    seats: tuple[Seat, ...]
    invitations: tuple[Invitation, ...]
    people: dict[str, Person]
    desks: dict[str, Desk]
    addresses: dict[str, tuple[Address, ...]]
    actions: tuple[Action, ...]
    references: tuple[AgencyReference, ...]
    filled: dict[str, Invitation]
    health: Sufficiency
    quorum: Quorum
    follows: Meeting | None = None
    full: Meeting | None = None
    requests: tuple[PoliceRequest, ...] = ()

    @property
    def convenor(self) -> Person:
        """Who called it."""
        return self.people[self.meeting.convenor_id]

    @property
    def room(self) -> Room | None:
        """Where it is held, or None when no room is kept."""
        return self.policy.room(self.meeting.room_id) if self.meeting.room_id else None

    @property
    def closed(self) -> frozenset[str]:
        """Names of the seats whose people are asked for what they know, not to come."""
        return closed_seats(self.meeting, self.policy)

    def open_seats(self) -> tuple[Seat, ...]:
        """The seats that stand, required ones first, then by what they are called."""
        stand = [seat for seat in self.seats if not seat.closed]
        return tuple(sorted(stand, key=lambda seat: (not seat.required, self.label(seat), seat.id)))

    def seat(self, seat_id: str) -> Seat:
        """The seat with this id."""
        return next(seat for seat in self.seats if seat.id == seat_id)

    def label(self, seat: Seat) -> str:
        """The seat in plain words ("Health visitor")."""
        return self.policy.seat(seat.name).label

    def asked(self, seat: Seat) -> tuple[Invitation, ...]:
        """The invitations for this seat that still have a part in the meeting, in the order asked."""
        return tuple(each for each in self.invitations if each.seat_id == seat.id and each.live)

    def request_for(self, seat: Seat) -> PoliceRequest | None:
        """What a police desk is asked for this seat and this time, the newest; else None."""
        asked = [each for each in self.requests if each.seat_id == seat.id and each.revision == self.meeting.revision]
        return asked[-1] if asked else None

    def name(self, person_id: str | None) -> str:
        """A person's name; nobody's who must not be told of the meeting."""
        if person_id in self.meeting.excluded:
            return "somebody"
        found = self.people.get(person_id or "")
        return found.name if found else "somebody who has left"

    def attending(self) -> tuple[Person, ...]:
        """Who has accepted, each once, by name."""
        there = {each.person_id for each in self.filled.values()}
        return tuple(sorted((self.people[each] for each in there), key=lambda person: person.name))

    def may_own(self) -> tuple[Person, ...]:
        """Those of them who may be given an action: never anybody who must stay out by now."""
        return tuple(each for each in self.attending() if each.id not in self.meeting.excluded)


async def view_meeting(uow: UnitOfWork, policies: Policies, meeting: Meeting, now: datetime) -> MeetingView:
    """Read all that belongs to a meeting."""
    await heed(uow, meeting)
    policy = policies.of(meeting.council)
    seats = tuple(await uow.seats.where(meeting_id=meeting.id))
    invitations = tuple(await uow.invitations.where(meeting_id=meeting.id, order="asked_at"))
    actions = tuple(await uow.actions.where(meeting_id=meeting.id, order="number"))
    requests = tuple(await uow.police_requests.where(meeting_id=meeting.id, order="requested_at"))
    ids = _people_in(meeting, seats, invitations, actions) | _police_in(requests)
    people = {person.id: person for person in await uow.people.where(id=tuple(sorted(ids)))}
    of_seats = {seat.desk_id for seat in seats if seat.desk_id}
    desk_ids = tuple(sorted(of_seats | {each.desk_id for each in requests}))
    addresses: dict[str, list[Address]] = {}
    for address in await uow.addresses.where(person_id=tuple(sorted(ids)), order="rank"):
        addresses.setdefault(address.person_id, []).append(address)
    filled = accepted_seats(seats, invitations, meeting.revision, phone_counts=policy.answers.phone_answers_count)
    follows = await uow.meetings.get(meeting.follows_id) if meeting.follows_id else None
    informed = _informed(seats, invitations) | await _informed_before(uow, follows)
    health = sufficiency_of_meeting(
        meeting.facts,
        policy,
        [seat for seat in seats if seat.id in filled],
        informed,
        out_of_hours=policy.meets_out_of_hours(meeting),
    )
    return MeetingView(
        now=now,
        meeting=meeting,
        policy=policy,
        seats=seats,
        invitations=invitations,
        people=people,
        desks={desk.id: desk for desk in await uow.desks.where(id=desk_ids)} if desk_ids else {},
        addresses={person_id: tuple(each) for person_id, each in addresses.items()},
        actions=actions,
        references=tuple(await uow.agency_references.where(meeting_id=meeting.id)),
        filled=filled,
        health=health,
        quorum=quorum(
            seats,
            filled,
            {seat.name: policy.seat(seat.name).agency for seat in seats},
            health_enough=health.enough,
            agencies=policy.quorum.agencies,
        ),
        follows=follows,
        full=await _full_of(uow, policy, meeting),
        requests=requests,
    )


async def _informed_before(uow: UnitOfWork, first: Meeting | None) -> frozenset[str]:
    """What came for the meeting out of hours is there for its full meeting too."""
    if first is None:
        return frozenset()
    invitations = await uow.invitations.where(meeting_id=first.id)
    return _informed(tuple(await uow.seats.where(meeting_id=first.id)), tuple(invitations))


async def _full_of(uow: UnitOfWork, policy: Policy, meeting: Meeting) -> Meeting | None:
    """The full meeting that follows; not looked for where the rule asks for none."""
    if meeting.follows_id is not None or policy.deadline(meeting.facts).follow_up_due is None:
        return None
    found = await uow.meetings.where(follows_id=meeting.id, order="number")
    return found[-1] if found else None


async def view_by_id(uow: UnitOfWork, policies: Policies, meeting_id: str, now: datetime) -> MeetingView:
    """The same, from the meeting's id; refuses when there is none."""
    meeting = await uow.meetings.get(meeting_id)
    if meeting is None:
        raise Refusal(
            "no_meeting",
            "That meeting is not here any more. Nothing was changed. Look at the newest message about it.",
        )
    return await view_meeting(uow, policies, meeting, now)


def _people_in(
    meeting: Meeting, seats: tuple[Seat, ...], invitations: tuple[Invitation, ...], actions: tuple[Action, ...]
) -> set[str]:
    named = {meeting.convenor_id, meeting.recorder_id, meeting.handover_to_id}
    named |= {seat.person_id for seat in seats}
    named |= {who for each in invitations for who in (each.person_id, each.recorded_by_id, each.deputy_id)}
    named |= {who for each in actions for who in (each.owner_id, each.done_by_id)}
    return {each for each in named if each}


def _police_in(requests: tuple[PoliceRequest, ...]) -> set[str]:
    named = {who for each in requests for who in (each.acknowledged_by_id, each.claimed_by_id, each.assigned_by_id)}
    named |= {who for each in requests for who in (each.assigned_to_id, each.refused_by_id)}
    return {each for each in named if each}


def _informed(seats: tuple[Seat, ...], invitations: tuple[Invitation, ...]) -> frozenset[str]:
    """Names of the seats whose information has been sent."""
    names = {seat.id: seat.name for seat in seats}
    return frozenset(
        names[each.seat_id]
        for each in invitations
        if each.information_sent_at and each.answer is not Answer.WITHDRAWN
    )
