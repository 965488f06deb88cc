"""What a card takes with it into a channel where nothing can be pressed: a link, a number to ring, an entry."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.app.calendar_entries.of_people import entry_of
from bot.app.cards import Card, Letter
from bot.app.links import Claims
from bot.app.work import Work
from bot.domain.notice import Notice
from bot.domain.people import Address
from bot.policy import Policy


async def as_letter(card: Card, notice: Notice, address: Address, work: Work) -> Card:
    """The card for somebody who can only read it where it arrives."""
    policy = work.policy(notice.council)
    page = None
    if work.links is not None and card.all_buttons():
        ends_at = work.now + timedelta(days=policy.links.days)
        page = work.links.page(Claims(notice.id, address.id, card.turn, ends_at))
    person = await work.uow.people.get(notice.person_id)
    stays = notice.post_id and notice.turn == card.turn
    entry = None if person is None or stays else await entry_of(notice, person, work)
    letter = Letter(policy.council.code, policy.council.name, notice.id, page, whom_to_ring(policy), entry)
    return replace(card, letter=letter)


def whom_to_ring(policy: Policy) -> str:
    """The council's own contact, for when nothing else works."""
    name, phone = policy.council.contact_name, policy.council.contact_phone
    return f"{name}, {phone}" if name and phone else name or phone
