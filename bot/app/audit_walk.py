"""Walking along the chain, link by link, and telling what does not fit. Memory stays the same however long it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from bot.app.audit_faults import Fault, Wrong
from bot.app.store_audit import Chained
from bot.domain.audit import START, Head, KeptEntry, Link, linked

MOST = 100


class _Misfit(NamedTuple):
    """A link that does not follow from the one before, whose hash is `previous`."""

    link: Link
    entry: KeptEntry
    previous: str


class Walk:
    """Feed it every link in order; then `faults` says what is wrong: the first hundred, and `more` how many beside.

    What follows a broken place is measured by the hash that stands there, so one change is told once.
    """

    def __init__(self) -> None:
        self.more = 0
        self._last, self._before = Link(START.position, "", START.hash), START.hash
        self._faults: list[Fault] = []
        self._misfits: list[_Misfit] = []

    @property
    def head(self) -> Head:
        """How far it has come."""
        return Head(self._last.position, self._last.hash)

    def walk(self, links: Iterable[Chained]) -> None:
        """Some steps further."""
        for link, entry in links:
            self._step(link, entry)
            self._last, self._before = link, self._last.hash

    def faults(self) -> list[Fault]:
        """What is wrong, in order."""
        return sorted([*self._faults, *_sorted_out(self._misfits)], key=lambda each: each.position)

    def _step(self, link: Link, entry: KeptEntry | None) -> None:
        place, previous = link.position, self._last.hash
        if place != self._last.position + 1:
            self._tell(Fault(Wrong.LINKS_MISSING, self._last.position + 1, until=place - 1))
        elif entry is not None and linked(previous, entry) != link.hash:
            self._misfit(_Misfit(link, entry, previous))
        if entry is None:
            self._tell(Fault(Wrong.STRUCK_OUT, place, link.entry_id))

    def _misfit(self, found: _Misfit) -> None:
        last = self._misfits[-1] if self._misfits and self._misfits[-1].link == self._last else None
        if last and linked(linked(last.previous, last.entry), found.entry) == found.link.hash:
            wrong = Wrong.LINK_CHANGED
        elif self._last.position and linked(self._before, found.entry) == found.link.hash:
            # It follows from the link before the last: the one between was not there when it was made.
            wrong = Wrong.PUT_IN
        else:
            self._keep(self._misfits, found)
            return
        if last:
            self._misfits.pop()
        self._tell(Fault(wrong, self._last.position, self._last.entry_id))

    def _tell(self, fault: Fault) -> None:
        self._keep(self._faults, fault)

    def _keep(self, kept: list[Any], one: Fault | _Misfit) -> None:
        if len(kept) < MOST:
            kept.append(one)
        else:
            self.more += 1


def _sorted_out(misfits: Sequence[_Misfit]) -> Iterator[Fault]:
    """Those that fit in at another's place were moved; what only follows them is not told; others were changed."""
    behind = {each for each in misfits if any(_fits(each, other.link.hash) for other in misfits if other != each)}
    homes = {each: _home(each, misfits) for each in misfits if each not in behind}
    moved = {each: home for each, home in homes.items() if home is not None}
    for each in misfits:
        if each in moved:
            yield Fault(Wrong.MOVED, each.link.position, each.link.entry_id, until=moved[each])
        elif not moved or each not in behind:
            yield Fault(Wrong.CHANGED, each.link.position, each.link.entry_id)


def _fits(misfit: _Misfit, previous: str) -> bool:
    return linked(previous, misfit.entry) == misfit.link.hash


def _home(misfit: _Misfit, misfits: Sequence[_Misfit]) -> int | None:
    """The position at which this one fits in: with its own hash, or with the hash that stands there."""
    for other in misfits:
        if other != misfit and linked(other.previous, misfit.entry) in (other.link.hash, misfit.link.hash):
            return other.link.position
    return None
