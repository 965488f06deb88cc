"""Who hears what: the card of a notice, built from what is true when it is sent. None means it no longer matters."""

from __future__ import annotations

from dataclasses import replace

from bot.app.access import runs, takes_part
from bot.app.action_lines import lines_of
from bot.app.cards import Button, Card, Item, Text
from bot.app.gather import chased_lines
from bot.app.mistaken import was_mistaken
from bot.app.nights.answers import with_duty
from bot.app.nights.cards import not_taken_notice, offered_notice
from bot.app.nights.evening import evening_notice
from bot.app.notices_of_accounts import account_notice
from bot.app.notices_of_answers import longer_notice, returned_notice
from bot.app.notices_of_entries import calendar_notice
from bot.app.nudge_cards import nudge_of, untimed_of
from bot.app.nudging import joined, just_shown
from bot.app.reading import posts_of
from bot.app.ring_cards import ring_of, unreached_of
from bot.app.staying_out import heed, reference_of
from bot.app.unanswered import awaited_before
from bot.app.view import view_by_id
from bot.app.wording.actions.cards import owner_card
from bot.app.wording.actions.events import HAPPENED
from bot.app.wording.convenor import convenor_card
from bot.app.wording.digest import digest_card
from bot.app.wording.invitation import information_card
from bot.app.wording.lists import Waiting, handover_buttons
from bot.app.wording.nudges import joined_card, joined_item, with_hour, with_joined
from bot.app.wording.police import asked_card, desks_request
from bot.app.wording.talk import OUT_OF_IT, TAKEN_BACK, TOLD, told_card
from bot.app.wording.unanswered import nobody_left_card, unanswered_card
from bot.app.wording.visiting import code_card
from bot.app.wording.watching import alarm_card
from bot.app.work import Work
from bot.domain.meeting import MeetingState
from bot.domain.notice import Notice, NoticeKind
from bot.domain.people import Person

NEWER = "There is a newer message about this below. Please use that one."
WAITING = "_waiting"
OVER = "This is no longer with you. You need do nothing."


async def card_for(notice: Notice, person: Person, work: Work, *, again: bool = False) -> Card | None:
    """The card as it should read now, or None when there is nothing left to send.

    A post that no longer matters, or whose person may not know of it any more, is made to say just that.
    `again` says that the person may have this card already.
    """
    if notice.retired and not notice.post_id:
        return None
    card = await CARDS[notice.kind](notice, person, work) if await _may_know(notice, person, work) else None
    if card is None:
        words = OUT_OF_IT if await _said_so(notice, person, work) else OVER
        words = TAKEN_BACK if await was_mistaken(work, notice) else words
        return Card("Quorate", words, (Text(words, "quiet"),)) if notice.post_id else None
    if notice.retired:
        return Card(card.title, card.title, (Text(NEWER, "quiet"),))
    return card.marked_as_repeat() if again else card


async def _may_know(notice: Notice, person: Person, work: Work) -> bool:
    """False for somebody who has left, and for whoever must not be told of the meeting."""
    if not person.here or not notice.meeting_id:
        return person.here
    meeting = await work.uow.meetings.get(notice.meeting_id)
    return meeting is not None and person.id not in (await heed(work.uow, meeting)).excluded


async def _said_so(notice: Notice, person: Person, work: Work) -> bool:
    """True for whoever is out of the meeting by their own word."""
    meeting = await work.uow.meetings.get(notice.meeting_id) if notice.kind is NoticeKind.INVITATION else None
    if meeting is None:
        return False
    about = tuple(reference_of(child.reference) for child in meeting.facts.in_scope)
    rows = await work.uow.conflicts.where(council=meeting.council, reference=about, person_id=person.id)
    return any(row.told_by_id == person.id for row in rows)


async def _invitation(notice: Notice, person: Person, work: Work) -> Card | None:
    invitation = await work.uow.invitations.get(notice.subject_id)
    if invitation is None or invitation.person_id != person.id:
        return None
    view = await view_by_id(work.uow, work.policies, invitation.meeting_id, work.now)
    request = desks_request(view, invitation)
    gone = not (invitation.live or (request and request.waits)) or view.meeting.state is not MeetingState.CALLED
    if gone and not notice.post_id:
        return None
    return asked_card(view, invitation)


async def _convenor(notice: Notice, person: Person, work: Work) -> Card | None:
    view = await view_by_id(work.uow, work.policies, notice.meeting_id, work.now)
    if person.id != view.meeting.convenor_id:
        words = f"{view.meeting.reference} is with {view.convenor.name} now. You need do nothing."
        return Card(view.meeting.reference, words, (Text(words),)) if notice.post_id else None
    return await with_duty(work, view, convenor_card(view, await posts_of(work, view)))


async def _record(notice: Notice, person: Person, work: Work) -> Card | None:
    view = await view_by_id(work.uow, work.policies, notice.meeting_id, work.now)
    reference = view.meeting.reference
    if view.meeting.recorder_id != person.id:
        words = f"Somebody else writes down the actions of {reference}. You need do nothing."
        return Card(reference, words, (Text(words),)) if notice.post_id else None
    if view.meeting.state in (MeetingState.CLOSED, MeetingState.CANCELLED):
        words = (
            f"{reference} is closed. Thank you."
            if view.meeting.state is MeetingState.CLOSED
            else f"{reference} is cancelled."
        )
        return Card(reference, words, (Text(words, "good"),)) if notice.post_id else None
    words = f"You are asked to write down the actions of {reference}."
    return Card(reference, words, (Text(words),), (Button("Open the action pad", "pad", view.meeting.id, "primary"),))


async def _digest(notice: Notice, person: Person, work: Work) -> Card | None:
    waiting = await chased_lines(work.uow, work.policies, person, work.now)
    if not notice.post_id:
        waiting = await _without_just_shown(waiting, work)
    nothing = not (waiting.actions or waiting.theirs)
    more = [
        each for one in await joined(work, person.id, notice.subject_id) if (each := await _line(one, person, work))
    ]
    if nothing and not more and not notice.post_id:
        return None
    card = joined_card(more) if nothing and more else with_joined(digest_card(waiting), more)
    return with_hour(card)


async def _without_just_shown(waiting: Waiting, work: Work) -> Waiting:
    """What a card has put before them a moment ago does not come again in the list."""
    shown = await just_shown(work, waiting.person.id)
    mine = [line for line in waiting.actions if not shown(line.action)]
    return replace(waiting, actions=mine, theirs=[each for each in waiting.theirs if not shown(each.line.action)])


async def _line(notice: Notice, person: Person, work: Work) -> Item | None:
    """A message that would have been one too many, as a line; None when it no longer matters."""
    card = await CARDS[notice.kind](notice, person, work) if await _may_know(notice, person, work) else None
    return joined_item(card) if card else None


async def _actions(notice: Notice, person: Person, work: Work) -> Card | None:
    view = await view_by_id(work.uow, work.policies, notice.meeting_id, work.now)
    mine = [action for action in view.actions if action.owner_id == person.id]
    if not mine and not notice.post_id:
        return None
    lines = await lines_of(work.uow, work.policies, mine)
    return owner_card(lines, view.meeting.reference, work.now, happened=notice.code == HAPPENED)


async def _information(notice: Notice, person: Person, work: Work) -> Card | None:
    invitation = await work.uow.invitations.get(notice.subject_id)
    if invitation is None or invitation.person_id != person.id or not invitation.live:
        return None
    view = await view_by_id(work.uow, work.policies, invitation.meeting_id, work.now)
    return None if view.meeting.state is MeetingState.CANCELLED else information_card(view, invitation)


async def _handover(notice: Notice, person: Person, work: Work) -> Card | None:
    view = await view_by_id(work.uow, work.policies, notice.meeting_id, work.now)
    reference, from_whom = view.meeting.reference, view.convenor.name
    if view.meeting.handover_to_id == person.id:
        words = f"{from_whom} asks you to take over {reference}. It is theirs until you accept."
        return Card(reference, words, (Text(words),), handover_buttons(view.meeting))
    words = (
        f"{reference} is yours now."
        if view.meeting.convenor_id == person.id
        else f"{reference} is no longer offered to you."
    )
    return Card(reference, words, (Text(words),)) if notice.post_id else None


async def _unanswered(notice: Notice, person: Person, work: Work) -> Card | None:
    view = await view_by_id(work.uow, work.policies, notice.meeting_id, work.now)
    waiting, any_left = await awaited_before(work, view, person)
    running = await runs(view.meeting, person, work)
    if waiting:
        return unanswered_card(view, waiting, await posts_of(work, view), runs=running)
    return nobody_left_card(view, any_left=any_left, runs=running) if notice.post_id else None


async def _tell(notice: Notice, person: Person, work: Work) -> Card | None:
    if notice.code not in TOLD:
        return None
    view = await view_by_id(work.uow, work.policies, notice.meeting_id, work.now)
    if person.id in view.meeting.excluded:
        return None
    about = await work.uow.people.get(notice.subject_id)
    name = about.name if about else ""
    if notice.code != "connected" and notice.subject_id in view.meeting.excluded:
        if notice.code.endswith(WAITING):
            return None
        name = "a colleague"
    card = told_card(view.meeting.reference, notice.code, name)
    if await takes_part(view.meeting, person, work):
        card = replace(card, buttons=(Button("Open", "open_meeting", view.meeting.id),))
    return card


async def _code(notice: Notice, _person: Person, work: Work) -> Card | None:
    row = await work.uow.link_codes.get(notice.subject_id)
    policy = work.policy(notice.council)
    if work.links is None or row is None or not row.open_at(work.now, policy.links.code_tries):
        return None
    return code_card(policy.council.name, work.links.code(row.id), policy.links.code_minutes)


async def _unreached(notice: Notice, _: Person, work: Work) -> Card | None:
    return await unreached_of(notice, work, card_for)


async def _alarm(notice: Notice, _: Person, work: Work) -> Card | None:
    found = await work.uow.discrepancies.where(check_name=notice.subject_id, cleared_at=None)
    mine = [each for each in found if each.council in ("", notice.council)]
    if not mine and not notice.post_id:
        return None
    return alarm_card(work.policy(notice.council), notice.subject_id, len(mine))


async def matters(notice: Notice, person: Person, work: Work) -> bool:
    """True when it would be sent now, had it never been."""
    return await card_for(replace(notice, post_id=""), person, work) is not None


CARDS = {
    NoticeKind.INVITATION: _invitation,
    NoticeKind.CONVENOR: _convenor,
    NoticeKind.RECORD: _record,
    NoticeKind.DIGEST: _digest,
    NoticeKind.ACTIONS: _actions,
    NoticeKind.UNANSWERED: _unanswered,
    NoticeKind.INFORMATION: _information,
    NoticeKind.HANDOVER: _handover,
    NoticeKind.TELL: _tell,
    NoticeKind.RING: ring_of,
    NoticeKind.UNREACHED: _unreached,
    NoticeKind.EVENING: evening_notice,
    NoticeKind.NIGHT: offered_notice,
    NoticeKind.MORNING: offered_notice,
    NoticeKind.NOT_TAKEN: not_taken_notice,
    NoticeKind.LONGER: longer_notice,
    NoticeKind.RETURNED: returned_notice,
    NoticeKind.NUDGE: nudge_of,
    NoticeKind.UNTIMED: untimed_of,
    NoticeKind.CODE: _code,
    NoticeKind.CALENDAR: calendar_notice,
    NoticeKind.ACCOUNT: account_notice,
    NoticeKind.ALARM: _alarm,
}
