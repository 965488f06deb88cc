"""Reaching people by letter: one message a card, to one person; a change is another letter."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Literal

import structlog

from adapters.email.addresses import is_plain
from adapters.email.composing import Entry, Envelope, compose
from adapters.email.marks import Seal, new_id, no_seal
from adapters.email.post import Answer, Breaker, Pace, PostOffice, Refusals, outcome
from adapters.email.post.answers import ACCOUNT, ours_to_mend
from adapters.email.post.office import Parcel
from adapters.email.settings import EmailSettings
from bot.app.calendar_entries import Unwritable, as_itip, method_of
from bot.app.cards import Card, Letter
from bot.app.ports import OWN_RATE, Delivery, Retry, Sent, Unreachable
from bot.domain.people import Address, Identity

_log = structlog.get_logger(__name__)


class EmailChannel:
    """The channel port on SMTP. A post's id is its message id. `seal` comes with the front, once there is one."""

    name = "email"
    letters: Literal[True] = True

    def __init__(
        self, settings: EmailSettings, office: PostOffice, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._settings = settings
        self._office = office
        self._pace = Pace(settings.a_minute, clock)
        self._breaker = Breaker(clock)
        self._refusals = Refusals(clock)
        self.seal: Seal = no_seal
        self.hears_calendars = settings.hears_calendars

    def wait(self, to: Address, *, urgent: bool) -> float:  # noqa: ARG002  the port's own shape
        """Seconds until our server takes another message; what is not urgent leaves turns over for what is."""
        return self._pace.wait(urgent=urgent)

    async def send(self, to: Address, card: Card) -> Delivery:
        """Post the card as a letter."""
        return await self._letter(to, card, "")

    async def update(self, to: Address, post_id: str, card: Card) -> Delivery:
        """Post another letter, that mail programs show below the one before."""
        return await self._letter(to, card, post_id)

    async def verified_email(self, identity: Identity) -> str:  # noqa: ARG002  as above
        """Nobody acts through an address alone: a sender's name proves nothing."""
        return ""

    async def _letter(self, to: Address, card: Card, after: str) -> Delivery:
        if not is_plain(to.email):
            return Unreachable("bad_address")
        letter = card.letter
        sender = self._settings.from_whom(letter.council if letter else "")
        reply_to = self._settings.reply_to or sender.address
        message_id = new_id(self.seal, letter.mark if letter else "", to.email, sender.domain)
        envelope = Envelope(sender, reply_to, to.email, message_id, after)
        message = compose(card, envelope, self._entry(letter, to), calendar=self.hears_calendars)
        return await self._hand_in(Parcel(reply_to, to.email, message, message_id))

    def _entry(self, letter: Letter | None, to: Address) -> Entry | None:
        """The calendar file. Answers from calendars go to its organiser: the mailbox that is read.

        Without one there is no file: somebody would press "Accept", and nobody would know.
        """
        if letter is None or letter.entry is None or not self.hears_calendars:
            return None
        organiser = self._settings.reply_to or self._settings.from_whom(letter.council).address
        try:
            return Entry(as_itip(letter.entry, organiser, to.email), method_of(letter.entry))
        except Unwritable:
            # The letter itself says everything that the calendar would.
            _log.warning("calendar_entry_not_written", letter=letter.mark)
            return None

    async def _hand_in(self, parcel: Parcel) -> Delivery:
        if wait := self._breaker.wait():
            return Retry(timedelta(seconds=wait), self._breaker.reason)
        if wait := self._pace.turn():
            return Retry(timedelta(seconds=wait), OWN_RATE)
        given = await self._office.post(parcel)
        self._learn(given)
        if self._refusals.of_us(parcel.to, given):
            _log.error("mail_server_refuses_us", reason="sender_blocked")
            return Retry(ACCOUNT, "sender_blocked")
        return Sent(parcel.name) if given.taken else outcome(given)

    def _learn(self, given: Answer) -> None:
        reason = ours_to_mend(given)
        if reason == "authentication":
            self._breaker.refused(reason)
        elif given.code == 0 or given.stage == "connect":
            self._breaker.failed("no_answer")
        else:
            if reason:
                # One council's sender may be refused while the others' are taken.
                _log.error("mail_server_refuses_us", reason=reason)
            self._breaker.worked()
