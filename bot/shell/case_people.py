"""`quorate plan --directory`: a case planned with the people of a directory file, on a database thrown away after."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from cryptography.fernet import Fernet

from bot.app.bus import Bus
from bot.app.commands import ImportDirectory
from bot.app.current_directory import read_current
from bot.app.directory_file import read_directory
from bot.app.directory_rows import read_rows
from bot.app.drafting import keep_plan, with_those_who_hold_the_case
from bot.app.full_meeting import plan_full
from bot.app.planning import Choice, plan_meeting
from bot.app.spreadsheet import Unreadable
from bot.app.wording.why import other_time_in_short
from bot.app.work import OPERATOR, Work
from bot.domain.case import CaseFacts
from bot.domain.errors import QuorateError
from bot.domain.meeting import Meeting, OtherTime, Seat
from bot.policy import Policies, Policy
from bot.policy.seat_rules import tier_named
from bot.storage import Storage, open_storage
from scheduling.london import LONDON

NOBODY_YET = "nobody-yet"


@dataclass(frozen=True, slots=True)
class People:
    """A directory file, read into a database of its own. `council` is the one that the cases are planned for."""

    bus: Bus
    council: str

    async def plan(self, facts: CaseFacts, now: datetime) -> tuple[CaseFacts, dict[str, Any]]:
        """What is known of the case with those who hold it by the directory, and its plan as it would be made now."""
        policy = self.bus.policies.of(self.council)
        async with self.bus.units.write() as uow:
            # Nothing is committed: every case meets the same people, called to nothing.
            ids = count(1)
            work = Work(uow, now, OPERATOR, self.bus.policies, lambda: f"{next(ids):08}")
            facts = await with_those_who_hold_the_case(work, self.council, facts)
            meeting = Meeting(
                NOBODY_YET, self.council, 0, facts.urgency, NOBODY_YET, facts.received_at,
                policy.deadline(facts).due, facts, policy.version, minutes=policy.urgency(facts.urgency).minutes,
            )  # fmt: skip
            choice = await plan_meeting(work, meeting)
            await keep_plan(work, meeting, choice)
            full = await plan_full(work, meeting)
            then = await uow.seats.where(meeting_id=full.id, closed=False) if full else []
        made = as_json(choice, policy, meeting.minutes)
        if full is not None:
            planned = Choice(then, full.starts_at, full.offered, full.reason)
            made["follow_up"] = as_json(planned, policy, full.minutes)
        return facts, made


@asynccontextmanager
async def people_of(content: bytes, policies: Policies, council: str | None) -> AsyncIterator[People]:
    """The people of this directory file. QuorateError with a line for each row that is wrong; nothing is saved."""
    codes = _councils_in(content)
    chosen = _council(council, codes)
    served = Policies(policies.default, {each: _policy_for(each, policies) for each in {*codes, chosen}})
    with tempfile.TemporaryDirectory() as folder:
        storage: Storage = open_storage(f"sqlite:///{folder}/plan.db", [Fernet.generate_key().decode()])
        try:
            await storage.migrate()
            bus = Bus(storage.units, served, {})
            async with bus.units.read() as uow:
                reading = read_directory(content, served, await read_current(uow))
            if reading.change is None:
                raise QuorateError("\n".join(reading.problems))
            await bus.do(ImportDirectory(reading.change), OPERATOR)
            yield People(bus, chosen)
        finally:
            await storage.close()


def as_json(choice: Choice, policy: Policy, minutes: int) -> dict[str, Any]:
    """Who sits in each seat and how well they fit, when, and other times; instants in London time."""
    start = choice.starts_at
    return {
        "seats": [_seat(each, policy) for each in choice.seats],
        "start": None if start is None else _london(start),
        "end": None if start is None else _london(start + timedelta(minutes=minutes)),
        "why": choice.reason,
        "alternatives": [_other(each, policy) for each in choice.offered],
    }


def _seat(seat: Seat, policy: Policy) -> dict[str, Any]:
    somebody = seat.person_id or seat.desk_id
    tier = tier_named(seat.tier) if somebody else None
    desk = {"desk": seat.desk_id} if seat.desk_id else {}
    helps = {"what_helps": seat.person_why} if seat.person_why and not somebody else {}
    return {
        "seat": seat.name, "required": seat.required, "person": seat.person_id, **desk, "why": seat.why,
        "tier": tier, "known": tier in policy.sufficiency.tiers_that_know, "unsure": seat.unsure,
        **helps, **({"child": seat.child} if seat.child else {}),
    }  # fmt: skip


def _other(other: OtherTime, policy: Policy) -> dict[str, Any]:
    return {
        "start": _london(other.starts_at),
        "reason": other_time_in_short(policy, other),
        "missing": list(other.missing),
        "late": other.late,
    }


def _councils_in(content: bytes) -> list[str]:
    try:
        rows = read_rows(content)
    except Unreadable as error:
        raise QuorateError("\n".join(error.lines)) from None
    return sorted({code for row in rows for code in row.cells.get("councils", "").upper().replace(",", " ").split()})


def _council(wanted: str | None, codes: list[str]) -> str:
    if wanted is not None:
        return wanted
    if len(codes) != 1:
        named = ", ".join(codes) or "no council"
        raise QuorateError(f"The directory names {named}. Say which one calls the meeting with --council CODE.")
    return codes[0]


def _policy_for(council: str, policies: Policies) -> Policy:
    """The council's own policy; the one that ships with Quorate for a council without one."""
    own: Mapping[str, Policy] = policies.by_council
    if council in own:
        return own[council]
    named = policies.default.council.model_copy(update={"code": council})
    return policies.default.model_copy(update={"council": named})


def _london(at: datetime) -> str:
    return at.astimezone(LONDON).isoformat()
