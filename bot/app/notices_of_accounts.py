"""What is owed to somebody whose account another person wants to change in the directory."""

from __future__ import annotations

from bot.app.cards import Card
from bot.app.wording.accounts import account_card, account_decided_card
from bot.app.work import Work
from bot.domain.notice import Notice
from bot.domain.people import Person


async def account_notice(notice: Notice, person: Person, work: Work) -> Card | None:
    """Told on the account that they have now, while the change still waits."""
    held = await work.uow.directory_holds.get(notice.subject_id)
    if held is None or person.id not in held.people:
        return None
    policy = work.policy(notice.council)
    if held.open_at(work.now):
        return account_card(policy, held.code)
    return account_decided_card(policy, made=held.confirmed_at is not None) if notice.post_id else None
