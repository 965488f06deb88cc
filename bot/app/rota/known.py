"""What is known before a rota is read: who is in the directory and serves which desk, and what the rota says now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.app.store import UnitOfWork
from bot.domain.diary import Rota, RotaLine
from bot.domain.people import Desk, Person


@dataclass(frozen=True, slots=True)
class KnownRota:
    """Everybody, those who have left included; this rota as it is (None: new), and where other rotas cover people."""

    people: Mapping[str, Person] = field(default_factory=dict)
    desks: Mapping[str, Desk] = field(default_factory=dict)
    serves: frozenset[tuple[str, str]] = frozenset()
    rota: Rota | None = None
    lines: tuple[RotaLine, ...] = ()
    elsewhere: tuple[RotaLine, ...] = ()


async def read_known(uow: UnitOfWork, name: str) -> KnownRota:
    """All that reading a rota of this name needs. A name in other capitals is the same rota."""
    rotas = await uow.rotas.where()
    rota = next((each for each in rotas if each.id.casefold() == name.casefold()), None)
    covers = await uow.rota_lines.where(works=False)
    return KnownRota(
        {each.id: each for each in await uow.people.where()},
        {each.id: each for each in await uow.desks.where()},
        frozenset((each.person_id, each.desk_id) for each in await uow.desk_members.where()),
        rota,
        tuple(await uow.rota_lines.where(rota_id=rota.id, order="starts_at")) if rota else (),
        tuple(each for each in covers if rota is None or each.rota_id != rota.id),
    )
