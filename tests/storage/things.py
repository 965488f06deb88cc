"""One of each thing that is kept, every field holding something, and a small case to build stories on."""

from __future__ import annotations

import typing
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from bot.app.store import UnitOfWork
from bot.domain.action import Action, Extension, GivenBack, LongerAsked, Outcome, Turn
from bot.domain.age import Age
from bot.domain.audit import AuditEntry
from bot.domain.case import CaseFacts, Child, KnownService
from bot.domain.diary import Calendar, CalendarTime, Conflict, Hold, Leave, OfferedSlots, Rota, RotaLine
from bot.domain.directory_hold import DirectoryHold
from bot.domain.feed import CalendarFeed
from bot.domain.handover import HandoverLine
from bot.domain.installation import Installation
from bot.domain.invitation import Answer, Invitation
from bot.domain.link_code import LinkCode
from bot.domain.meeting import AgencyReference, Meeting, MeetingState, OtherTime, RoomHold, Seat
from bot.domain.notice import Notice, NoticeKind
from bot.domain.obligation import Awaited, Obligation, ObligationState, Rung
from bot.domain.people import Address, Caseload, Desk, DeskMember, Person
from bot.domain.phone import PhoneCall
from bot.domain.police_request import PoliceRequest
from bot.domain.retention import LegalHold, PurgeReceipt
from bot.domain.watching import Discrepancy, Failing

NOON = datetime(2026, 3, 11, 12, tzinfo=UTC)
SECRET = "Sündor Privatename"
FACTS = CaseFacts(
    children=(Child("C-1", Age.parse("P7M"), setting="ward", mobile=False), Child("C-2", part="sibling")),
    concerns=frozenset({"physical_injury", "non_mobile"}),
    known_services=(KnownService("health_visitor", person_id="p"), KnownService("cmht", about="mother")),
    referrer="school",
    received_at=NOON,
    urgency="same_day",
)
KINDS: dict[str, type[Any]] = {
    "people": Person,
    "desks": Desk,
    "desk_members": DeskMember,
    "caseloads": Caseload,
    "addresses": Address,
    "meetings": Meeting,
    "seats": Seat,
    "rooms": RoomHold,
    "agency_references": AgencyReference,
    "invitations": Invitation,
    "police_requests": PoliceRequest,
    "actions": Action,
    "obligations": Obligation,
    "notices": Notice,
    "rotas": Rota,
    "rota_lines": RotaLine,
    "leave": Leave,
    "offered_slots": OfferedSlots,
    "calendars": Calendar,
    "calendar_times": CalendarTime,
    "holds": Hold,
    "conflicts": Conflict,
    "link_codes": LinkCode,
    "phone_calls": PhoneCall,
    "handover_lines": HandoverLine,
    "calendar_feeds": CalendarFeed,
    "installation": Installation,
    "legal_holds": LegalHold,
    "purge_receipts": PurgeReceipt,
    "directory_holds": DirectoryHold,
    "discrepancies": Discrepancy,
    "failing": Failing,
    "audit": AuditEntry,
}
_PARENTS = {"person_id": "p", "desk_id": "d", "meeting_id": "m", "seat_id": "s", "rota_id": "r", "calendar_id": "c"}
_IDS = {"people": "p", "desks": "d", "meetings": "m", "seats": "s", "rotas": "r", "calendars": "c"}
# In summer and in London: what comes back must be the same instant, told in UTC.
_WHEN = datetime(2026, 7, 1, 0, 30, 15, 123456, tzinfo=ZoneInfo("Europe/London"))


def one_of(kind: str) -> Any:
    """A thing of this kind with something in every field; its parents are those of the same making."""
    made = KINDS[kind]
    hints = typing.get_type_hints(made)
    values = {field.name: _value(field.name, hints[field.name]) for field in fields(made)}
    # Only what is open has rungs ahead.
    still = {"state": ObligationState.OPEN} if kind == "obligations" else {}
    return made(**values | still | {"id": _IDS.get(kind, kind)})


def _value(name: str, hint: Any) -> Any:
    kinds = {kind: value for kind, value in _VALUES.items() if kind == hint or kind in typing.get_args(hint)}
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return list(hint)[-1]
    if name in _PARENTS:
        return _PARENTS[name]
    if hint == tuple[OtherTime, ...]:
        return (OtherTime(_WHEN, "sooner", ("school",), late=True),)
    if hint == tuple[Extension, ...]:
        return (Extension(_WHEN, "p", _WHEN, _WHEN + timedelta(days=2), SECRET, "boss"),)
    value = next(iter(kinds.values()))
    return f"{SECRET} {name}" if value is str else value


_VALUES: dict[Any, Any] = {
    tuple[str, ...]: ("RBWM", "Réading"),
    tuple[GivenBack, ...]: (GivenBack(_WHEN, "p", SECRET),),
    tuple[Turn, ...]: (Turn(_WHEN, _WHEN, "p", Outcome.SAFER, SECRET), Turn(None, _WHEN, "p")),
    LongerAsked: LongerAsked(_WHEN, "p", _WHEN + timedelta(days=9), "P9D", SECRET, SECRET),
    Outcome: Outcome.NO_CHANGE,
    tuple[Rung, ...]: (Rung(_WHEN, 2, daily=True), Rung(_WHEN + timedelta(days=9), 11)),
    dict[str, Any]: {"steps": [1, {"at": "é"}], "who": None},
    CaseFacts: FACTS,
    datetime: _WHEN,
    bool: True,
    int: 7,
    str: str,
}


def person(number: int, **more: Any) -> Person:
    """Somebody at health in RBWM."""
    return Person(**{"id": f"p{number}", "name": f"Nurse {number}", "agency": "nhs", "councils": ("RBWM",)} | more)


def meeting(number: int = 1, **more: Any) -> Meeting:
    """A called meeting at noon, convened by p1."""
    values = {
        "id": f"m{number}",
        "council": "RBWM",
        "number": number,
        "urgency": "24h",
        "convenor_id": "p1",
        "raised_at": NOON - timedelta(hours=4),
        "deadline": NOON + timedelta(hours=20),
        "facts": FACTS,
        "policy_version": "1",
        "state": MeetingState.CALLED,
        "starts_at": NOON,
    }
    return Meeting(**values | more)


def invitation(number: int, of: int = 1, answer: Answer = Answer.NONE, **more: Any) -> Invitation:
    """Person `number` is asked to meeting `of`."""
    values = {
        "id": f"i{of}-{number}",
        "council": "RBWM",
        "meeting_id": f"m{of}",
        "seat_id": "s1",
        "person_id": f"p{number}",
        "asked_at": NOON,
        "revision": 1,
        "answer": answer,
    }
    return Invitation(**values | more)


def notice(number: int, **more: Any) -> Notice:
    """An invitation's card owed to p1, due at noon and a second for each number."""
    values = {
        "id": f"n{number}",
        "council": "RBWM",
        "kind": NoticeKind.INVITATION,
        "subject_id": "i1-1",
        "person_id": "p1",
        "dedupe": f"invitation:{number}",
        "due_at": NOON + timedelta(seconds=number),
        "created_at": NOON,
    }
    return Notice(**values | more)


def obligation(number: int, **more: Any) -> Obligation:
    """An answer awaited, due at noon and a minute for each number."""
    values = {
        "id": f"o{number}",
        "council": "RBWM",
        "kind": Awaited.ANSWER,
        "subject_id": f"i1-{number}",
        "meeting_id": "m1",
        "opened_at": NOON - timedelta(hours=1),
        "due_at": NOON + timedelta(minutes=number),
    }
    return Obligation(**values | more)


async def a_case(unit: UnitOfWork, people: int = 3) -> None:
    """A called meeting with a seat, and so many people."""
    for number in range(1, people + 1):
        await unit.people.add(person(number))
    await unit.meetings.add(meeting())
    await unit.seats.add(Seat("s1", "RBWM", "m1", "health", True))
