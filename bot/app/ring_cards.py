"""The cards of what does not arrive, read as things stand when they are sent: whom to ring, and about what."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.app.access import runs
from bot.app.cards import Card, Text
from bot.app.reaching import CUT_OFF, DEAD, lines_to_ring
from bot.app.view import view_by_id
from bot.app.wording.ringing import cut_off_card, ring_card, unreached_card
from bot.app.work import Work
from bot.domain.notice import Notice, NoticeKind, NoticeState
from bot.domain.people import Person

Rendering = Callable[[Notice, Person, Work], Awaitable[Card | None]]


async def ring_of(notice: Notice, person: Person, work: Work) -> Card | None:
    """Everybody of the meeting who must be rung; for whoever does not run it any more, that it is another's."""
    view = await view_by_id(work.uow, work.policies, notice.meeting_id, work.now)
    lines = await lines_to_ring(work, view)
    if not notice.post_id:
        return ring_card(view, lines) if any(not each.done for each in lines) else None
    if notice.person_id != view.meeting.convenor_id and not await runs(view.meeting, person, work):
        from_now_on = await work.uow.notices.where(kind=NoticeKind.RING, meeting_id=view.meeting.id, retired=False)
        if any(each.person_id != person.id and each.post_id for each in from_now_on):
            words = "Somebody else makes these calls now. You need do nothing."
            return Card(view.meeting.reference, words, (Text(words, "quiet"),))
    return ring_card(view, lines)


async def unreached_of(notice: Notice, work: Work, card_for: Rendering) -> Card | None:
    """Whom to ring about what has not arrived; None, unsent, when it has by now or no longer matters."""
    if notice.code == CUT_OFF:
        return await _cut_off(notice, work)
    origin = await work.uow.notices.get(notice.subject_id)
    person = await work.person(origin.person_id) if origin else None
    if origin is None or person is None:
        return None
    unsent = replace(origin, post_id="", retired=False)
    matters = origin.state is NoticeState.FAILED or (origin.state is NoticeState.RETRY and not origin.post_id)
    matters = matters and not origin.retired and await card_for(unsent, person, work) is not None
    if not matters and not notice.post_id:
        return None
    meeting = await work.uow.meetings.get(origin.meeting_id) if origin.meeting_id else None
    action = await work.uow.actions.get(origin.subject_id) if origin.kind in _OF_ACTIONS else None
    return unreached_card(
        work.policy(origin.council),
        person,
        person.phone or await _desk_number(person, work),
        meeting.reference if meeting else "",
        origin.kind,
        action.number if action else None,
        again=not matters,
    )


_OF_ACTIONS = (NoticeKind.NUDGE, NoticeKind.LONGER, NoticeKind.RETURNED)


async def _desk_number(person: Person, work: Work) -> str:
    rows = await work.uow.desk_members.where(person_id=person.id)
    ids = tuple(sorted({each.desk_id for each in rows}))
    desks = await work.uow.desks.where(id=ids) if ids else []
    return next((each.phone for each in desks if each.phone), "")


async def _cut_off(notice: Notice, work: Work) -> Card | None:
    address = await work.uow.addresses.get(notice.subject_id)
    if address is None:
        return None
    back = address.state != DEAD or address.reason != CUT_OFF
    if back and not notice.post_id:
        return None
    there = await work.uow.addresses.where(channel=address.channel, tenant=address.tenant, state=DEAD, reason=CUT_OFF)
    people = {each.person_id for each in there}
    return cut_off_card(work.policy(notice.council), address.channel, len(people), back=back)
