"""Holding people to what was agreed: an action's owner and time as understood, chased, and shown to its owner."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from bot.app.returning import who_says
from bot.app.those_above import those_above
from bot.app.understood import read, said_at
from bot.app.work import Work
from bot.domain.action import Action
from bot.domain.errors import Refusal
from bot.domain.meeting import Meeting, MeetingState
from bot.domain.notice import NoticeKind
from bot.domain.obligation import Awaited
from bot.domain.verbs import verb_of
from bot.policy.haste import ladder_of
from scheduling.timescale import Timescale

OPEN_RECORD = (MeetingState.CALLED, MeetingState.HELD)
"""While a meeting stands so, its actions can be written down, put right and struck out."""


def read_timescale(work: Work, meeting: Meeting, words: str) -> Timescale:
    """What a timescale's words mean: on the record as said at the meeting, afterwards as said now."""
    at = said_at(meeting, work.now)
    return read(work.policy(meeting.council), words, at)


async def new_action(work: Work, meeting: Meeting, words: str) -> Action:
    """The meeting's next action; refuses past the policy's limit."""
    earlier = await work.uow.actions.where(meeting_id=meeting.id, order="-number", limit=1)
    limit = work.policy(meeting.council).limits.actions
    number = earlier[0].number + 1 if earlier else 1
    if number > limit:
        raise Refusal(
            "too_many",
            f"A meeting takes {limit} actions at most. This one was not saved. Put two into one, or strike one out.",
        )
    return Action(work.new_id(), meeting.council, meeting.id, number, words, work.now)


async def describe(
    work: Work, meeting: Meeting, action: Action, words: str, owner_id: str, owner_words: str, timescale: str
) -> None:
    """Set what is known: a time given apart outranks one found in the words; only somebody here can own it."""
    owner = await work.person(owner_id)
    if owner is not None and (owner.id in meeting.excluded or meeting.council not in owner.councils):
        owner = None
    action.words, action.verb = words, verb_of(words, work.policy(meeting.council).actions.verbs)
    action.owner_id, action.owner_words = owner.id if owner else None, owner_words
    if not (timescale and timescale == action.timescale_words and action.due_at):
        set_time(work, action, timescale, read_timescale(work, meeting, timescale or words), anew=True)


def set_time(work: Work, action: Action, words: str, found: Timescale, *, anew: bool = False) -> None:
    """Keep what was understood; without an instant the action lacks its time.

    Of an action that comes again a single date moves this turn alone, unless it is described `anew`.
    `time_given_at` is kept from the first checkable time on: another time later does not make it younger.
    """
    if action.comes_again and found.due and not anew and not found.expected.startswith("RECUR:"):
        action.due_at = _utc(found.due)
        return
    said = "" if words == found.expected else words
    action.timescale_words, action.expected = said or found.span or "", found.expected
    action.due_at = _utc(found.due)
    action.time_given_at = (action.time_given_at or work.now) if found.due else None


def _utc(at: datetime | None) -> datetime | None:
    return None if at is None else at.astimezone(UTC)


async def add_lines(work: Work, meeting: Meeting, lines: Sequence[str]) -> None:
    """Actions given as lines of text, one each; times are found in the words, owners are asked for later."""
    for line in lines:
        action = await new_action(work, meeting, line)
        await describe(work, meeting, action, line, "", "", "")
        await work.uow.actions.add(action)


async def chase(work: Work, meeting: Meeting, action: Action) -> None:
    """Await the action itself as soon as it has a time, and its owner and time while one of them is missing.

    Without an owner it is late all the same: whoever is in charge of the meeting owes its owner.
    """
    policy, about = work.policy(meeting.council), (meeting.council, meeting.id)
    if action.complete:
        await work.settle(Awaited.COMPLETE_ACTION, action.id)
    else:
        ladder = ladder_of(policy, meeting, action, "incomplete_action")
        someone = await who_says(work, meeting, action) if action.owner_id is None else None
        owes = someone.id if someone else action.owner_id
        await work.owe(Awaited.COMPLETE_ACTION, action.id, ladder, *about, person_id=owes, target_at=action.due_at)
    if action.due_at is None:
        await work.settle(Awaited.ACTION, action.id)
        return
    ladder = ladder_of(policy, meeting, action, "action")
    await work.owe(Awaited.ACTION, action.id, ladder, *about, person_id=action.owner_id, target_at=action.due_at)


async def let_go(work: Work, action: Action) -> None:
    """It is done, somebody else's, or has another time: what was asked about it before no longer matters.

    The caller saves the action.
    """
    action.longer = action.quiet_until = None
    await work.settle(Awaited.LONGER, action.id)
    await work.settle(Awaited.QUIET, action.id)


async def tell_owner(work: Work, meeting: Meeting, action: Action) -> None:
    """The owner's card of what they took on at this meeting: one a meeting, brought up to date."""
    if action.owner_id is None:
        return
    dedupe = f"actions:{meeting.id}:{action.owner_id}"
    await work.tell(action.owner_id, NoticeKind.ACTIONS, meeting.id, meeting.council, dedupe, meeting_id=meeting.id)
    await work.refresh(kind=NoticeKind.ACTIONS, subject_id=meeting.id, person_id=action.owner_id)


async def tell_owner_anew(work: Work, meeting: Meeting, owner_id: str) -> None:
    """The same for somebody who has it from a colleague: a fresh card, so that they hear of it."""
    kind = NoticeKind.ACTIONS
    cards = await work.uow.notices.where(kind=kind, subject_id=meeting.id, person_id=owner_id)
    if not any(each.created_at == work.now for each in cards):
        for each in cards:
            await work.uow.retire_notice(each.id, work.now)
        dedupe = f"actions:{meeting.id}:{owner_id}" + (f":{len(cards)}" if cards else "")
        await work.tell(owner_id, kind, meeting.id, meeting.council, dedupe, meeting_id=meeting.id)
    await work.refresh(kind=kind, subject_id=meeting.id, person_id=owner_id)


async def show_change(work: Work, meeting: Meeting, action: Action) -> None:
    """Bring every card that shows this action up to date: the meeting's, and the digests it is in."""
    await work.refresh(meeting_id=meeting.id)
    people = {action.owner_id, meeting.convenor_id, work.actor.person_id}
    owner = await work.person(action.owner_id) or await work.uow.people.get(meeting.convenor_id)
    people |= {each.id for each in (await those_above(work.uow, owner, meeting))[:2]}
    for person_id in sorted(each for each in people if each):
        await work.refresh(kind=NoticeKind.DIGEST, person_id=person_id)
