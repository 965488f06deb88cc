"""What a purge has struck out since a backup was made is struck out of what is built from that backup too."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from bot.domain.retention import cases
from bot.storage.crypto import Keys
from bot.storage.marks import mark_of
from bot.storage.queries.of_retention import CASE_MEETINGS, case_meeting, deletes_of_meetings
from bot.storage.tables import diaries, table

_CONFLICT = table(diaries.ConflictRow)


def strike_out(connection: Connection, keys: Keys, purged: Sequence[str]) -> tuple[str, ...]:
    """Delete what hangs on these meetings, and who had to stay out of a case of which nothing is left; the meetings'
    references.
    """
    if not purged:
        return ()
    every, gone = [case_meeting(row) for row in connection.execute(CASE_MEETINGS)], set(purged)
    whole = [case for case in cases(every) if gone.issuperset(each.id for each in case)]
    _let_go(connection, keys, {(each.council, mark) for case in whole for each in case for mark in each.marks})
    for _, statement in deletes_of_meetings():
        connection.execute(statement, {"these": list(purged)})
    ours = sorted((each.council, each.number, each.reference) for each in every if each.id in gone)
    return tuple(reference for _, _, reference in ours)


def _let_go(connection: Connection, keys: Keys, marks: set[tuple[str, str]]) -> None:
    """Nobody need stay out any more of the cases that these marks stand for: their words are gone, these are not."""
    word = connection.exec_driver_sql("SELECT word FROM marking_key").scalar()
    if not word or not marks:
        return
    key = keys.unseal(word).encode()
    for row in connection.execute(_CONFLICT.select()).all():
        if (row.council, mark_of(key, row.council, row.reference)) in marks:
            connection.execute(_CONFLICT.delete().where(_CONFLICT.c.id == row.id))
