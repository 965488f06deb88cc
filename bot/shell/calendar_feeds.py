"""Free/busy calendars from the shell: keep one, forget it, read it now, and look at how they all do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from bot.app.bus import Bus
from bot.app.commands import KeepCalendar
from bot.app.ports import Finding
from bot.app.store import UnitOfWork
from bot.app.work import OPERATOR
from bot.domain.diary import Calendar
from bot.domain.errors import QuorateError
from bot.domain.people import Person
from bot.policy import Policies
from bot.shell.calendar_words import HOSTS, mend, state, why
from bot.shell.opening import NOT_SAVED, opened
from bot.wiring import Configuration

NONE_ALLOWED = f"No calendar is read: {HOSTS} is empty. Write the names of the servers there that may be read."
_NAMED = 5
# A server that is away for a moment is nobody's concern.
_PATIENCE = timedelta(hours=1)


async def keep(configuration: Configuration, person_id: str, address: str, say: Callable[[str], None]) -> None:
    """Keep the address, read it once, and say how that went. QuorateError, with nothing saved, when it is refused."""
    async with opened(configuration, calendars=True) as bus:
        if bus.feeds is None:
            raise QuorateError(f"{NONE_ALLOWED} {NOT_SAVED}")
        if refused := bus.feeds.reader.refuses(address):
            raise QuorateError(
                f"This calendar cannot be read: {why(refused)}. {NOT_SAVED} {mend(refused, person_id, 'them')}"
            )
        await bus.do(KeepCalendar(person_id, address), OPERATOR)
        say("Saved.")
        await _read(bus, person_id, say)


async def forget(configuration: Configuration, person_id: str, say: Callable[[str], None]) -> None:
    """Forget the address and all that was read. QuorateError when there is none."""
    async with opened(configuration) as bus:
        await _kept(bus, person_id)
        await bus.do(KeepCalendar(person_id, ""), OPERATOR)
        say("Forgotten: the address, and all that was read with it.")


async def read(configuration: Configuration, person_id: str, say: Callable[[str], None]) -> None:
    """Read this person's calendar now. QuorateError when there is none, or it could not be read."""
    async with opened(configuration, calendars=True) as bus:
        if bus.feeds is None:
            raise QuorateError(NONE_ALLOWED)
        await _read(bus, person_id, say)


async def shown(configuration: Configuration) -> list[str]:
    """A line for each calendar, by the person's name; never an address."""
    async with opened(configuration) as bus:
        async with bus.units.read() as uow:
            kept = await _everybodys(uow)
        now = bus.now()
        return [
            f"{person.name} ({person.id}): {state(each, now, stale_hours(person, bus.policies))}"
            for person, each in kept
        ]


async def calendar_findings(
    uow: UnitOfWork, policies: Policies, now: datetime, hosts: Sequence[str]
) -> list[Finding]:
    """For `quorate doctor`: are calendars read, and which are not. None when nobody has one."""
    kept = await _everybodys(uow)
    if not kept:
        return []
    if not hosts:
        return [Finding("calendars", False, NONE_ALLOWED, "Or forget them with `quorate calendar remove ID`.")]
    stated = [(person, each, _lacking(each, now, stale_hours(person, policies))) for person, each in kept]
    lacking = [(person, each, words) for person, each, words in stated if words]
    found = [
        Finding(
            "calendars", False, f"{person.name} ({person.id}): {words}", mend(each.trouble, person.id, person.name)
        )
        for person, each, words in lacking[:_NAMED]
    ]
    if len(lacking) > _NAMED:
        words = f"{len(lacking) - _NAMED} more calendars are not read as they should be."
        found.append(Finding("calendars", False, words, "Run `quorate calendar list`."))
    return found or [Finding("calendars", True, f"{len(kept)} calendar(s) are read.")]


def _lacking(calendar: Calendar, now: datetime, hours: int) -> str:
    """What is wrong with it, "" when nothing that anybody has to see to."""
    known = calendar.trusted_until(now, hours) is not None
    lately = calendar.read_at is not None and now - calendar.read_at <= _PATIENCE
    return "" if known and (lately or not calendar.trouble) else state(calendar, now, hours)


def stale_hours(person: Person, policies: Policies) -> int:
    """After how many hours a reading is too old, by the strictest of the person's councils that are served here."""
    served = [policies.of(code) for code in person.councils if code in policies.councils] or [policies.default]
    return min(each.availability.calendar_stale_hours for each in served)


async def _read(bus: Bus, person_id: str, say: Callable[[str], None]) -> None:
    person, _ = await _kept(bus, person_id)
    await bus.read_calendars(person_id)
    person, after = await _kept(bus, person_id)
    if after.trouble:
        wrong, mended = why(after.trouble), mend(after.trouble, person_id, person.name)
        raise QuorateError(f"The calendar could not be read: {wrong}. {mended}")
    async with bus.units.read() as uow:
        spans = await uow.calendar_times.where(calendar_id=after.id)
    say(f"The calendar {state(after, bus.now(), stale_hours(person, bus.policies))} Busy times: {len(spans)}.")


async def _kept(bus: Bus, person_id: str) -> tuple[Person, Calendar]:
    async with bus.units.read() as uow:
        person = await uow.people.get(person_id)
        found = [each for each in await uow.calendars.where(person_id=person_id) if each.address]
    if person is None or not found:
        raise QuorateError(
            f"No calendar of {person_id[:100]!r} is kept. `quorate calendar list` shows those that are."
        )
    return person, found[0]


async def _everybodys(uow: UnitOfWork) -> list[tuple[Person, Calendar]]:
    kept = {each.person_id: each for each in await uow.calendars.where() if each.address}
    people: Iterable[Person] = await uow.people.where(id=tuple(kept)) if kept else ()
    return sorted(((each, kept[each.id]) for each in people), key=lambda pair: (pair[0].name, pair[0].id))
