"""Something urgent that its channel has not taken in time goes another way as well; the first way goes on trying."""

from __future__ import annotations

from bot.app.reaching.usable import best_of, known_to
from bot.app.work import Work
from bot.domain.notice import Notice, NoticeKind, NoticeState
from bot.domain.people import Address

ALSO = "also:"
"""Begins the `dedupe` of the same message to another of the person's addresses."""


def too_late(work: Work, notice: Notice) -> bool:
    """True when a first post of something urgent is put off for longer than the policy lets it wait."""
    if not notice.urgent or notice.post_id or notice.state is not NoticeState.RETRY or notice.waiting_since is None:
        return False
    if notice.kind is NoticeKind.CODE:
        # A code proves who reads the mail at one address: it goes nowhere else.
        return False
    return notice.due_at >= notice.waiting_since + work.policy(notice.council).reach.urgent_wait


async def send_elsewhere_too(work: Work, notice: Notice, address: Address) -> bool:
    """Owe the same to the person's next usable address in another channel; False when there is none.

    A post in doubt is repeated once: then this is the repeat, says so, and the first channel is left alone.
    """
    dedupe = f"{ALSO}{notice.dedupe}"
    if await work.uow.notices.where(dedupe=dedupe):
        return True
    rows = await work.uow.addresses.where(person_id=notice.person_id, order="rank")
    others = [each for each in known_to(rows, work.channels) if each.channel != address.channel]
    following = best_of([each for each in others if each.id not in notice.tried], urgent=True)
    if following is None:
        return False
    in_doubt = notice.attempted
    copy = Notice(
        work.new_id(),
        notice.council,
        notice.kind,
        notice.subject_id,
        notice.person_id,
        dedupe,
        # Due since the first was: together all channels may put it off for no longer than one.
        notice.waiting_since or work.now,
        work.now,
        notice.meeting_id,
        notice.code,
        notice.urgent,
    )
    # Never a second card in the channel that may have taken the first.
    copy.tried = tuple(each.id for each in rows if each.channel == address.channel or each.id in notice.tried)
    copy.attempted = in_doubt
    await work.uow.notices.add(copy)
    if in_doubt:
        notice.state, notice.reason = NoticeState.FAILED, "in_doubt"
    return True
