"""Due rungs of daily lists, read and moved on. SQL by hand: every row of a batch passes through these statements, and
what they do to a text SQLAlchemy has no words for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, text

from bot.domain.daily import DailyRung
from bot.storage.columns import Utc
from bot.storage.one_of import Many
from bot.storage.tables.owed import AT_WIDE, DAILY_AT, RUNG_WIDE, STEP_AT, past_rungs
from bot.storage.together import Line

_NOW = bindparam("now", type_=Utc)
# A rung as text begins with its instant, so texts compare as the instants of the next rungs do. A next rung at this
# very instant is due as well: such a row is taken singly.
_DUE = {
    "sqlite": "due_at <= :now AND daily AND ahead > :now_text",
    "postgresql": 'due_at <= :now AND daily AND ahead COLLATE "C" > :now_text',
}
_HELD = {"sqlite": "", "postgresql": " FOR UPDATE SKIP LOCKED"}
READ = {
    dialect: text(
        f"SELECT due_at, person_id, id, council, subject_id FROM timer WHERE {due}"  # noqa: S608  # our own words
        f" ORDER BY due_at, person_id, id LIMIT :most{_HELD[dialect]}"
    ).bindparams(_NOW)
    for dialect, due in _DUE.items()
}
_STEP, _DAILY = f"CAST(substr(ahead, {STEP_AT}, 2) AS INTEGER)", f"substr(ahead, {DAILY_AT}, 1) = '1'"
_AHEAD = f"substr(ahead, {RUNG_WIDE + 1})"
# Nobody else writes meanwhile: these are still the first that are due. The row value alone bounds the range: told
# `due_at <= now` as well, SQLite would read all that is due for every batch. A row that moves within its own order
# costs an update half as much again as an insert and a delete.
_THESE = "(due_at, person_id, id) <= (:last_at, :last_who, :last_id) AND daily AND ahead > :now_text"
_CLIMB_IN_FILE = (
    text(
        "INSERT INTO timer (due_at, step, daily, ahead, person_id, id, council, subject_id)"  # noqa: S608  # our own words
        f" SELECT substr(ahead, 1, {AT_WIDE}), {_STEP}, {_DAILY}, {_AHEAD}, person_id, id, council, subject_id"
        f" FROM timer WHERE {_THESE}"
    ),
    text(f"DELETE FROM timer WHERE {_THESE}"),  # noqa: S608  # our own words
)
_CLIMB_ON_SERVER = text(
    f"UPDATE timer SET due_at = CAST(substr(ahead, 1, {AT_WIDE}) || '+00' AS TIMESTAMPTZ), step = {_STEP},"  # noqa: S608  # our own words
    f" daily = {_DAILY}, ahead = {_AHEAD} WHERE id = ANY(:ids)"
).bindparams(bindparam("ids", type_=Many()))
# The place goes back as the database told it.
_SINGLY = text("UPDATE timer SET daily = (1 = 0) WHERE due_at = :at AND person_id = :who AND id = :id")


def climb(line: Line, now: datetime, rungs: Sequence[DailyRung]) -> None:
    """Move these on to their next rungs: on SQLite all that are due and daily as far as the last of them."""
    if not rungs:
        return
    if line.dialect == "postgresql":
        line.change(_CLIMB_ON_SERVER, {"ids": [each.obligation_id for each in rungs]})
        return
    last = rungs[-1]
    key = {"last_at": last.place, "last_who": last.person_id, "last_id": last.obligation_id}
    for statement in _CLIMB_IN_FILE:
        line.change(statement, key | {"now_text": past_rungs(now)})


def take_singly(line: Line, rungs: Sequence[DailyRung]) -> None:
    """These are no longer `daily`."""
    for each in rungs:
        line.change(_SINGLY, {"at": each.place, "who": each.person_id, "id": each.obligation_id})
