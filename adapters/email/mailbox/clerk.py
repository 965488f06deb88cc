"""Reads one message and does what it asks: a report, an answer from a calendar, or words that nobody will read."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

import structlog

from adapters.email.mailbox.answering import Answers
from adapters.email.mailbox.automatic import is_automatic
from adapters.email.mailbox.calendar_replies import CalendarReply, calendar_reply_in
from adapters.email.mailbox.incoming import Incoming, TooMuch, address_in, taken_apart
from adapters.email.mailbox.reports import Report, report_in
from adapters.email.mailbox.vouching import vouched_for
from adapters.email.marks import mark_of, quoted_in
from adapters.email.post import PostOffice
from adapters.email.rendering import wording
from adapters.email.settings import EmailSettings
from bot.app.ports import Front

Filed = Literal["Handled", "NotUnderstood"]

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Read:
    """A message, and what it turned out to be: at most one of the two."""

    came: Incoming
    report: Report | None
    reply: CalendarReply | None


class Clerk:
    """`clock` counts seconds and never goes back."""

    def __init__(self, settings: EmailSettings, office: PostOffice, front: Front, clock: Callable[[], float]) -> None:
        self._settings, self._front = settings, front
        self._answers = Answers(settings, office, clock)

    async def handle(self, raw: bytes, key: str) -> Filed:
        """Where the message belongs, once what it asks has been done; the same `key` has one effect.

        Raises what the core raises for a lost database: then the message is to be read again.
        """
        read = await asyncio.to_thread(_read, raw)
        if read is None:
            return "NotUnderstood"
        if read.report is not None:
            return await self._reported(read.report, key)
        if read.reply is not None:
            return await self._replied(read.came, read.reply, key)
        if is_automatic(read.came):
            return "Handled"
        await self._written(read.came)
        return "NotUnderstood"

    async def _reported(self, report: Report, key: str) -> Filed:
        if not report.failed:
            return "Handled"
        mark, to = mark_of(self._front.sealed, report.quoted, report.addresses)
        if not mark:
            _log.info("report_not_ours")
            return "NotUnderstood"
        await self._front.undelivered(mark, to, report.reason, key)
        return "Handled"

    async def _replied(self, came: Incoming, reply: CalendarReply, key: str) -> Filed:
        """An answer from a calendar. One that somebody sends for another counts for neither: the core says so."""
        if not came.sender or not self._settings.hears_calendars or not self._believed(came):
            _log.warning("calendar_answer_not_believed")
            return "NotUnderstood"
        own = reply.attendee == came.sender and not reply.by_another and not _on_behalf(came)
        said = await self._front.calendar_answer(reply.answer if own else replace(reply.answer, answer="other"), key)
        if said is not None:
            await self._answers.answer(came, self._front.seal, wording.SUBJECT_NOT_TAKEN, said.text, reply.answer.uid)
        return "Handled"

    async def _written(self, came: Incoming) -> None:
        """Somebody answered in words: they learn that nobody has read it, if it is us whom they answer."""
        quoted = list(quoted_in(f"{came.header('In-Reply-To')} {came.header('References')}"))
        if came.sender and mark_of(self._front.sealed, quoted, [came.sender])[0] and self._believed(came):
            words = f"{wording.NOT_SAVED} {wording.INSTEAD}"
            await self._answers.answer(came, self._front.seal, wording.SUBJECT_NOT_SAVED, words)

    def _believed(self, came: Incoming) -> bool:
        """True unless our own mail server says, or does not say as it should, whom the message is from."""
        trusted = self._settings.trusted_authserv
        return not trusted or vouched_for(came, trusted)


def _on_behalf(came: Incoming) -> bool:
    """True when a colleague sent it in their name, as a delegate's mail program does.

    Services that send for everybody (Google's calendar) name themselves there too: those are of another domain.
    """
    sent_by = address_in(came.header("Sender"))
    return sent_by not in ("", came.sender) and sent_by.rpartition("@")[2] == came.sender.rpartition("@")[2]


def _read(raw: bytes) -> _Read | None:
    """What a message is; None when nothing can be made of it. Whatever is wrong with it is its own matter."""
    try:
        came = taken_apart(raw)
        report = report_in(came)
        return _Read(came, report, None if report else calendar_reply_in(came))
    except TooMuch:
        _log.warning("mail_too_much")
    except Exception as unforeseen:  # noqa: BLE001 - edge: one message of the mailbox; it is put where a person can see it
        _log.warning("mail_not_readable", error=type(unforeseen).__name__)
    return None
