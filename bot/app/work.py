"""What a handler works with: one transaction, one instant, one actor; and the few things every use-case does."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from bot.app.links import Links
from bot.app.ports import Channel, Letters
from bot.app.rungs import look_ahead
from bot.app.staying_out import heed
from bot.app.store import UnitOfWork
from bot.domain.audit import AuditEntry
from bot.domain.errors import Refusal
from bot.domain.meeting import Meeting
from bot.domain.notice import Notice, NoticeKind
from bot.domain.obligation import AWAITED, Awaited, Obligation, ObligationState
from bot.domain.people import Person
from bot.policy import Policies, Policy
from scheduling.ladder import Ladder, next_step, to_json

Handler = Callable[[Any, "Work"], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, and through which channel. The operator acts from the shell; the sweep acts as Quorate."""

    person_id: str
    channel: str = ""


OPERATOR = Actor("operator", "shell")
QUORATE = Actor("quorate")


@dataclass(slots=True)
class Work:
    """One command's (or one sweep row's) work. It never commits and never sends.

    `tools` are the channels that there are, by name.
    """

    uow: UnitOfWork
    now: datetime
    actor: Actor
    policies: Policies
    new_id: Callable[[], str]
    tools: Mapping[str, Channel] = field(default_factory=dict)
    links: Links | None = None

    @property
    def channels(self) -> frozenset[str]:
        """The names of all that there are."""
        return frozenset(self.tools)

    @property
    def letters(self) -> frozenset[str]:
        """Of those in which nothing can be pressed."""
        return frozenset(name for name, each in self.tools.items() if isinstance(each, Letters))

    @property
    def calendars(self) -> frozenset[str]:
        """Of those among them by which a meeting comes into somebody's calendar."""
        return frozenset(
            name for name, each in self.tools.items() if isinstance(each, Letters) and each.hears_calendars
        )

    def policy(self, council: str) -> Policy:
        """The council's policy as it stands."""
        return self.policies.of(council)

    async def meeting(self, meeting_id: str) -> Meeting:
        """The meeting, locked until the transaction ends, with everybody in `excluded` who must stay out by now."""
        found = await self.uow.meetings.lock(meeting_id)
        if found is None:
            raise Refusal(
                "no_meeting",
                "That meeting is not here any more. Nothing was changed. Look at the newest message about it.",
            )
        return await heed(self.uow, found)

    async def person(self, person_id: str | None) -> Person | None:
        """The person, if still here."""
        found = await self.uow.people.get(person_id) if person_id else None
        return found if found is not None and found.here else None

    async def acting_person(self) -> Person:
        """The person who acts; refuses when they have left."""
        found = await self.person(self.actor.person_id)
        if found is None:
            raise Refusal(
                "not_here",
                "You are not in the directory any more. Nothing was changed. Please ring the convenor.",
            )
        return found

    async def note(self, verb: str, subject_id: str, council: str, meeting_id: str = "", **detail: Any) -> None:
        """Write the audit entry of what is being done, in the same transaction."""
        entry = AuditEntry(
            self.new_id(),
            council,
            self.now,
            self.actor.person_id,
            verb,
            subject_id,
            meeting_id,
            self.actor.channel,
            detail,
        )
        await self.uow.audit.add(entry)

    async def tell(
        self,
        person_id: str,
        kind: NoticeKind,
        subject_id: str,
        council: str,
        dedupe: str,
        *,
        meeting_id: str = "",
        code: str = "",
        urgent: bool = False,
        due_at: datetime | None = None,
    ) -> None:
        """Owe somebody a message. The same `dedupe` is owed once, whoever asks however often."""
        notice = Notice(
            id=self.new_id(),
            council=council,
            kind=kind,
            subject_id=subject_id,
            person_id=person_id,
            dedupe=dedupe,
            due_at=due_at or self.now,
            created_at=self.now,
            meeting_id=meeting_id,
            code=code,
            urgent=urgent,
        )
        await self.uow.notices.add(notice)

    async def refresh(self, **about: Any) -> None:
        """Bring every live card about this (a meeting, a subject, a person) up to date, in place."""
        await self.uow.refresh_notices(self.now, **about)

    async def owe(
        self,
        kind: Awaited,
        subject_id: str,
        ladder: Ladder,
        council: str,
        meeting_id: str,
        *,
        person_id: str | None = None,
        target_at: datetime | None = None,
        opened_at: datetime | None = None,
        first: tuple[datetime, int] | None = None,
    ) -> None:
        """Await something, in the place of whatever was awaited of the same kind and subject before.

        The ladder counts from `opened_at` (now, or later: a record is awaited from the meeting's end). `first` is a
        step to take before the ladder begins: its instant and its number.
        """
        await self.settle(kind, subject_id)
        opened = opened_at or self.now
        if first is None:
            begin = next_step(ladder, 0, opened, opened, target_at, self.now, self.policy(council).working_time())
            if begin is None:
                return
            first = begin.due_at, begin.step_index
        due_at, step = first
        obligation = Obligation(
            id=self.new_id(),
            council=council,
            kind=kind,
            subject_id=subject_id,
            meeting_id=meeting_id,
            opened_at=opened,
            due_at=due_at,
            person_id=person_id,
            step=step,
            target_at=target_at,
            ladder=to_json(ladder),
        )
        # Only actions come in numbers that make looking ahead worth its while.
        if kind is Awaited.ACTION and (meeting := await self.uow.meetings.get(meeting_id)) is not None:
            look_ahead(obligation, ladder, self.policy(council), meeting.urgency)
        await self.uow.obligations.add(obligation)

    async def settle(self, kind: Awaited, subject_id: str) -> None:
        """What was awaited has come, or no longer matters."""
        for each in await self.uow.obligations.where(kind=kind, subject_id=subject_id, state=AWAITED):
            each.state = ObligationState.MET
            await self.uow.obligations.save(each)


T = TypeVar("T")


def there(found: T | None) -> T:
    """What was asked for by its id; refuses when it is gone."""
    if found is None:
        raise Refusal("gone", "That is not here any more. Nothing was changed. Look at the newest message about it.")
    return found
