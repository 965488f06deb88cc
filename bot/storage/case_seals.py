"""The keys of the cases that one transaction reads and writes: fetched in one question, made with a new case."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Sequence
from typing import Any

from sqlalchemy import bindparam, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect

from bot.storage.case_key import MARK, CaseKey, Sealed
from bot.storage.crypto import keys_of
from bot.storage.errors import DESTROYED, KEY_RETIRED, StorageError
from bot.storage.one_of import Many, is_one_of
from bot.storage.prepared import Once, Prepared
from bot.storage.private_places import Place
from bot.storage.tables import keys as rows
from bot.storage.tables import table

Values = dict[str, Any]
Ask = Callable[[Once, Values], Awaitable[Sequence[Any]]]

_KEY, _PROOF = table(rows.CaseKeyRow), table(rows.KeyProofRow)
_THESE = Once(_KEY.select().where(is_one_of(_KEY.c.meeting_id, bindparam("these", type_=Many()))))
# Held until the end: a key that is written with now cannot be retired in the meantime.
_PROOFS = Once(_PROOF.select().where(_PROOF.c.retiring.is_(False)).with_for_update(read=True))
_INSERT: dict[str, sqlite.Insert | postgresql.Insert] = {
    "sqlite": sqlite.insert(_KEY),
    "postgresql": postgresql.insert(_KEY),
}
_MAKE = {name: Once(insert.on_conflict_do_nothing().returning(_KEY.c.sealed)) for name, insert in _INSERT.items()}
_OVERWRITE = Once(text("PRAGMA secure_delete = ON"))
_DESTROY = {
    name: Once(insert.on_conflict_do_update(index_elements=["meeting_id"], set_={"sealed": ""}))
    for name, insert in _INSERT.items()
}


class CaseSeals:
    """What a key seals and opens within one transaction. A key made here is known to others only after the commit:
    one that was rolled back must never seal anything.
    """

    def __init__(self, dialect: Dialect, ask: Ask) -> None:
        self._dialect, self._ask = dialect.name, ask
        self._keys = keys_of(dialect)
        self._made: dict[str, CaseKey] = {}
        self._destroyed: set[str] = set()
        self._may_seal = False

    async def opened(self, private: Sequence[Place], found: Sequence[Any]) -> list[list[Any]]:
        """Rows with their sealed values read. StorageError when a case's key has been destroyed, or is another's."""
        marked = {row[each.case] for row in found for each in private if _marked(row[each.at])}
        if marked - await self._known(marked):
            raise StorageError(DESTROYED, "destroyed")
        return [self._read(private, list(row)) for row in found]

    async def sealed(self, ready: Prepared, given: Sequence[Values]) -> Sequence[Values]:
        """Values as they may be written: what is private of a case is sealed with its key, made if there is none."""
        if ready.seals:
            await self.may_seal()
        if ready.writes_private is None:
            return given
        its = ready.writes_private
        texts = [its.texts(values) for values in given]
        cases = {values[its.case] for values, every in zip(given, texts, strict=True) if any(every.values())}
        await self.have(cases, new=its.of_new_cases)
        return [
            {**values, **{name: self.seal(values[its.case], its.place(name, values), words) for name, words in every}}
            for values, every in zip(given, (each.items() for each in texts), strict=True)
        ]

    async def have(self, cases: Collection[str], *, new: bool = False) -> None:
        """See that each of these cases has its key. StorageError for one whose key has been destroyed.

        `new` cases are not looked for first. Two transactions may make one case's key at once: the first wins.
        """
        missing = set(cases) - (self._at_hand(cases) if new else await self._known(cases))
        if not missing:
            return
        await self.may_seal()
        for case in sorted(missing):
            key = CaseKey.made()
            if await self._ask(_MAKE[self._dialect], {"meeting_id": case, "sealed": self._keys.seal(key.text)}):
                self._made[case] = key
        if missing - await self._known(missing):
            raise StorageError(DESTROYED, "destroyed")

    def seal(self, case: str, place: str, words: str) -> Sealed:
        """These words, sealed into this place; the case has its key. Nothing stays nothing."""
        return self._key(case).seal(place, words) if words else Sealed()

    async def may_seal(self) -> None:
        """StorageError when the key that this process writes with has been replaced: nothing may be written with it,
        or it could not be thrown away.
        """
        if self._may_seal:
            return
        proofs = await self._ask(_PROOFS, {})
        if not any(self._keys.which(proof.word) == 0 for proof in proofs):
            raise StorageError(KEY_RETIRED, "key_retired")
        self._may_seal = True

    async def destroy(self, case: str) -> None:
        """Nobody can read what is private of this case any more, nor write it."""
        if self._dialect == "sqlite":
            await self._ask(_OVERWRITE, {})
        await self._ask(_DESTROY[self._dialect], {"meeting_id": case, "sealed": ""})
        self._made.pop(case, None)
        self._destroyed.add(case)

    def committed(self) -> None:
        """What was made here stands; what was destroyed is gone."""
        for case, key in self._made.items():
            self._keys.cases.keep(case, key)
        for case in self._destroyed:
            self._keys.cases.forget(case)

    async def _known(self, cases: Collection[str]) -> set[str]:
        """Those of the cases whose key is at hand, once those that are not have been asked for."""
        asked = set(cases) - self._at_hand(cases)
        for row in await self._ask(_THESE, {"these": sorted(asked)}) if asked else ():
            if row.sealed:
                self._keys.cases.keep(row.meeting_id, CaseKey(self._keys.unseal(row.sealed)))
        return self._at_hand(cases)

    def _at_hand(self, cases: Collection[str]) -> set[str]:
        here = self._keys.cases
        return {case for case in cases if case in self._made or here.get(case)} - self._destroyed

    def _key(self, case: str) -> CaseKey:
        found = self._made.get(case) or self._keys.cases.get(case)
        if found is None:
            raise StorageError(DESTROYED, "destroyed")
        return found

    def _read(self, private: Sequence[Place], row: list[Any]) -> list[Any]:
        for each in private:
            found = row[each.at] or ""
            # Without the mark it is from before cases had keys of their own.
            own = self._key(row[each.case]) if _marked(found) else None
            row[each.at] = each.kind.value(own.unseal(each.of(row), found) if own else self._keys.unseal(found))
        return row


def _marked(found: str | None) -> bool:
    return bool(found) and str(found).startswith(MARK)
