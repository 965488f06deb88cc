"""A pasted text as actions of one meeting: who of those there is meant, by when, and what is doubtful about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from bot.app.accountability import read_timescale
from bot.app.minutes import SEVERAL_ACTIONS, Found, Owners, Present, Row, read_minutes, row_of_words
from bot.app.view import MeetingView
from bot.app.work import Work
from scheduling.timescale import Timescale

MOST_ACTIONS, MOST_PARAGRAPHS = 40, 60
"""More than this is not read back in one look: every tool still shows all of it, and the text whole."""


@dataclass(frozen=True, slots=True)
class PastedAction:
    """One row with what it came to. `two_times`: its own column and its words say different ones."""

    row: Row
    owner: Found
    time: Timescale
    two_times: bool

    @property
    def several(self) -> bool:
        """True when it may be more than one action."""
        return SEVERAL_ACTIONS in self.row.oddities

    @property
    def plain(self) -> bool:
        """True when there is nothing to ask about it."""
        odd = self.several or self.two_times or self.time.also
        return bool(self.owner.person_id) and self.time.due is not None and not odd


@dataclass(frozen=True, slots=True)
class PastedPlan:
    """The whole text. `seen`: the meeting's last action; `room`: how many more it takes."""

    actions: tuple[PastedAction, ...]
    left_out: tuple[PastedAction, ...]
    seen: int
    room: int

    @property
    def too_long(self) -> bool:
        """True when it must be taken in parts."""
        return len(self.actions) > MOST_ACTIONS or len(self.actions) + len(self.left_out) > MOST_PARAGRAPHS

    @property
    def mark(self) -> str:
        """The same for what would be shown and saved the same; of no use to anybody who has not the text."""
        told = (
            (each.row.words, each.row.when, each.owner.person_id, each.time.expected)
            for each in (*self.actions, *self.left_out)
        )
        return sha256(repr((*told, len(self.actions), self.seen)).encode(errors="replace")).hexdigest()[:20]


def owners_at(view: MeetingView) -> Owners:
    """Those at the meeting, for owner words: never anybody who must stay out of it."""
    seats = {name: rule.label for name, rule in view.policy.seats.items()}
    return Owners(_present(view), view.policy.owner_words, seats)


def _present(view: MeetingView) -> Iterable[Present]:
    for person in view.may_own():
        names = {view.seat(seat).name for seat, asked in view.filled.items() if asked.person_id == person.id}
        agencies = frozenset(view.policy.seat(name).agency for name in names)
        yield Present(person.id, person.name, frozenset(names), agencies)


def read_plan(work: Work, view: MeetingView, text: str) -> PastedPlan:
    """The text as it is understood for this meeting, at the meeting's own time."""
    owners = owners_at(view)
    found = read_minutes(text, owners.knows)
    seen = max((action.number for action in view.actions), default=0)
    return PastedPlan(
        actions=tuple(_understood(work, view, owners, row) for row in found.rows),
        left_out=tuple(
            _understood(work, view, owners, row_of_words(words, owners.knows)) for words in found.left_out
        ),
        seen=seen,
        room=max(view.policy.limits.actions - seen, 0),
    )


def _understood(work: Work, view: MeetingView, owners: Owners, row: Row) -> PastedAction:
    time = read_timescale(work, view.meeting, row.when or row.words)
    # A column of its own outranks the words; where both say a time, they may not agree.
    inner = read_timescale(work, view.meeting, row.words) if row.when else time
    two_times = inner.due is not None and inner.due != time.due
    return PastedAction(row, owners.find(row.owner), time, two_times)
