"""A checked rota is written: the days it speaks of are as it says, and what has been, or lies around them, stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.app.commands import Command, ImportRota
from bot.app.work import Work
from bot.domain.diary import Rota, RotaLine
from bot.domain.errors import Refusal
from scheduling.availability import instant, minute_ceil

OVER = "Every day of this rota is over. Nothing was saved. Import the coming weeks."
GONE = "Somebody on this rota has left in the meantime. Nothing was saved. Take them out, then import again."


async def import_rota(command: ImportRota, work: Work) -> dict[str, int]:
    """Write the rota from now on; counts of what was done. Every line of one rota is written in one transaction."""
    rota, begins = command.rota, _begins(command.rota, work.now)
    if begins >= rota.ends_at:
        raise Refusal("rota_over", OVER)
    wanted = [each for each in command.lines if each.ends_at > begins]
    councils = await _councils(work, {each.person_id for each in wanted})
    before = await _written(work, rota)
    old = [each for each in await work.uow.rota_lines.where(rota_id=rota.id) if each.ends_at > begins]
    same = _under_way(old, wanted, begins)
    left = [each for each in old if not each.works and each.starts_at < rota.ends_at < each.ends_at]
    await work.uow.forget_rota(rota.id, begins, rota.ends_at)
    for line in (*same.values(), *_overnight(old, rota)):
        await work.uow.rota_lines.save(line)
    new = [replace(each, starts_at=max(each.starts_at, begins)) for each in wanted if _key(each) not in same]
    for line in (*new, *(replace(each, starts_at=rota.ends_at) for each in left)):
        await work.uow.rota_lines.add(replace(line, id=work.new_id(), rota_id=rota.id))
    # Plans made before are checked again when they are sent.
    await work.uow.turn_diaries([each.person_id for each in (*old, *wanted)])
    shifts = sum(each.works for each in wanted)
    done = {"people": len({each.person_id for each in wanted}), "shifts": shifts}
    span: dict[str, Any] = {"starts_at": begins.isoformat(), "ends_at": rota.ends_at.isoformat(), "again": before}
    for council in councils:
        await work.note("rota_imported", rota.id, council, counts=done, **span)
    return done


def _begins(rota: Rota, now: datetime) -> datetime:
    """The first whole minute that it may change: what has been is never rewritten."""
    return max(rota.starts_at, instant(minute_ceil(now)))


async def _councils(work: Work, people: Iterable[str]) -> list[str]:
    """The councils that the people on it work for. Refuses when somebody is not here."""
    councils: set[str] = set()
    for each in sorted(people):
        person = await work.person(each)
        if person is None:
            raise Refusal("not_here", GONE)
        councils.update(person.councils)
    return sorted(councils)


async def _written(work: Work, rota: Rota) -> bool:
    """Keep the rota itself, over all that it has ever covered; True when it was known before."""
    known = await work.uow.rotas.lock(rota.id)
    if known is None:
        await work.uow.rotas.add(replace(rota, imported_at=work.now))
        return False
    known.starts_at, known.ends_at = min(known.starts_at, rota.starts_at), max(known.ends_at, rota.ends_at)
    known.imported_at = work.now
    await work.uow.rotas.save(known)
    return True


def _under_way(old: Iterable[RotaLine], wanted: Iterable[RotaLine], begins: datetime) -> dict[object, RotaLine]:
    """Lines that have begun and stay just as they are: they need not be cut in two."""
    keys = {_key(each) for each in wanted}
    return {_key(each): each for each in old if each.starts_at < begins and _key(each) in keys}


def _overnight(old: Iterable[RotaLine], rota: Rota) -> list[RotaLine]:
    """Shifts that began before the rota's days: they belong to the day before, whatever is said of this one."""
    return [each for each in old if each.works and each.starts_at < rota.starts_at]


def _key(line: RotaLine) -> tuple[str, bool, datetime, datetime]:
    return line.person_id, line.works, line.starts_at, line.ends_at


HANDLERS: Mapping[type[Command], Any] = {ImportRota: import_rota}
