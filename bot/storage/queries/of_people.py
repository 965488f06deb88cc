"""Who somebody is, and who can be asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, and_, bindparam, case, exists, select, text

from bot.domain.people import Address, Desk, Identity, Person
from bot.storage.mapping import ADDRESSES, DESKS, PEOPLE, Mapped, folded
from bot.storage.one_of import Many, is_one_of
from bot.storage.prepared import Once
from bot.storage.tables import people, table
from bot.storage.transaction import Transaction

_PERSON, _DESK, _ADDRESS, _FILLS = PEOPLE.table, DESKS.table, ADDRESSES.table, table(people.FillsRow)
T = TypeVar("T")
_WHO = (
    select(*PEOPLE.read.selected_columns, *ADDRESSES.read.selected_columns)
    .join_from(_ADDRESS, _PERSON, _ADDRESS.c.person_id == _PERSON.c.id)
    .where(_PERSON.c.left_at.is_(None))
)
_VOUCHED_FOR = Once(_WHO.where(_ADDRESS.c.id == bindparam("address")))
_BOUND = Once(
    _WHO.where(
        _ADDRESS.c.channel == bindparam("channel"),
        _ADDRESS.c.tenant == bindparam("tenant"),
        _ADDRESS.c.account == bindparam("account"),
        text(people.BOUND),
    )
)


def _filling(kind: Mapped[Any], here: ColumnElement[bool]) -> Once:
    every = select(_FILLS.c.seat, *kind.read.selected_columns).join_from(
        _FILLS, kind.table, _FILLS.c.who == kind.table.c.id
    )
    seats = is_one_of(_FILLS.c.seat, bindparam("seats", type_=Many()))
    return Once(every.where(_FILLS.c.council == bindparam("council"), seats, here).order_by(_FILLS.c.who))


_PEOPLE_FOR, _DESKS_FOR = _filling(PEOPLE, _PERSON.c.left_at.is_(None)), _filling(DESKS, _DESK.c.closed_at.is_(None))


class PeopleQueries:
    """Questions about people, desks and accounts."""

    transaction: Transaction

    async def who_is(self, identity: Identity) -> tuple[Person, Address] | None:
        """The person here who is bound to this account, if any. An empty account is nobody's.

        An identity that we vouch for ourselves names the address itself.
        """
        if not identity.account and not identity.address_id:
            return None
        asked = {"channel": identity.channel, "tenant": identity.tenant, "account": identity.account}
        found = await (
            self.transaction.rows(_VOUCHED_FOR, {"address": identity.address_id})
            if identity.address_id
            else self.transaction.rows(_BOUND, asked)
        )
        if not found:
            return None
        person = len(PEOPLE.names)
        return Person(*found[0][:person]), Address(*found[0][person:])

    async def people_named(
        self, words: str, *, councils: Sequence[str], agency: str = "", limit: int = 20
    ) -> list[Person]:
        """People of these councils, not left, whose name holds every word (any case or accent).

        Those with names that begin with the words come first, then by name: of many only the first are shown.
        """
        serves = exists().where(_FILLS.c.council.in_(councils), _FILLS.c.seat == "", _FILLS.c.who == _PERSON.c.id)
        found = PEOPLE.read.where(_PERSON.c.left_at.is_(None), serves)
        asked = folded(words).split()
        for word in asked:
            found = found.where(_PERSON.c.folded.contains(word, autoescape=True))
        begins = [(" " + _PERSON.c.folded).contains(f" {word}", autoescape=True) for word in asked]
        if agency:
            found = found.where(_PERSON.c.agency == agency)
        within = [case((and_(*begins), 0), else_=1)] if begins else []
        found = found.order_by(*within, _PERSON.c.folded, _PERSON.c.id).limit(limit)
        return [PEOPLE.thing(row) for row in await self.transaction.rows(found)]

    async def people_for_seats(self, council: str, seats: Iterable[str]) -> dict[str, list[Person]]:
        """People here who can fill each of these seats for this council, by id."""
        return await self._fill(PEOPLE, _PEOPLE_FOR, council, seats)

    async def desks_for_seats(self, council: str, seats: Iterable[str]) -> dict[str, list[Desk]]:
        """Open desks that fill each of these seats for this council, by id."""
        return await self._fill(DESKS, _DESKS_FOR, council, seats)

    async def _fill(self, kind: Mapped[T], every: Once, council: str, seats: Iterable[str]) -> dict[str, list[T]]:
        found: dict[str, list[T]] = {seat: [] for seat in seats}
        for row in await self.transaction.rows(every, {"council": council, "seats": sorted(found)}):
            found[row[0]].append(kind.kind(*row[1:]))
        return found
