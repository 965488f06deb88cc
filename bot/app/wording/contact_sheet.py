"""The contact sheet as text that prints well: for when Quorate is down. Nothing in it is about a child."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.app.wording.times import clock, day, moment
from bot.domain.meeting import Meeting
from bot.domain.people import Person
from bot.policy import Policy
from scheduling.london import local_day

WRITTEN = "Written "
NOBODY = "  Nobody is on duty."
_WIDE = 30


@dataclass(frozen=True, slots=True)
class OnDuty:
    """Somebody, and when they are at work (UTC)."""

    person: Person
    spans: tuple[tuple[datetime, datetime], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A desk, or a seat that people fill in person."""

    name: str
    phone: str
    people: Sequence[OnDuty]


def sheet(
    policy: Policy,
    of: date,
    now: datetime,
    ring: str,
    groups: Sequence[tuple[str, Sequence[Group]]],
    meetings: Sequence[tuple[Meeting, Person | None]],
) -> str:
    """The whole sheet, a line each; it ends with a line break."""
    council = policy.council
    lines = [
        f"CONTACT SHEET: {council.name} ({council.code}), {of:%A} {of.day} {of:%B %Y}",
        f"{WRITTEN}{moment(now)}. For when Quorate is down. Keep it where only staff can read it.",
        "If a child is in immediate danger call 999.",
        "",
        "WHOM TO RING",
        f"  {council.contact_name:{_WIDE}} {council.contact_phone}",
        f"  {'Out of hours':{_WIDE}} {ring}",
    ]
    for heading, each in groups:
        lines += ["", heading.upper(), *([line for group in each for line in _group(group, of)] or [NOBODY])]
    lines += ["", "MEETINGS TODAY", *([_meeting(policy, *each) for each in meetings] or ["  None is planned."])]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _group(group: Group, of: date) -> list[str]:
    people = [_person(each, of) for each in group.people]
    return [f"  {group.name:{_WIDE}} {group.phone}", *(people or [f"  {NOBODY}"])]


def _person(each: OnDuty, of: date) -> str:
    times = ", ".join(f"{_at(start, of)} to {_at(end, of)}" for start, end in each.spans)
    return f"    {each.person.name:{_WIDE - 2}} {each.person.phone or 'no number':16} {times}"


def _at(instant: datetime, of: date) -> str:
    """The hour, with its day when it is another."""
    return clock(instant) if local_day(instant) == of else f"{day(instant)} {clock(instant)}"


def _meeting(policy: Policy, meeting: Meeting, convenor: Person | None) -> str:
    room = policy.room(meeting.room_id) if meeting.room_id else None
    dial = f"dial in {room.dial_in}{f', PIN {room.pin}' if room.pin else ''}" if room else "no room"
    who = f"{convenor.name}, {convenor.phone or 'no number'}" if convenor else "nobody"
    starts = clock(meeting.starts_at) if meeting.starts_at else ""
    return f"  {meeting.reference:14} {starts}  {who}; {dial}"
