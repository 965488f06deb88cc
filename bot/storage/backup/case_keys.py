"""The cases' keys, in one file beside the backups that each backup replaces.

A key that has been destroyed is then in no backup any more: what an older one holds of that case stays sealed for
good. The keys are as sealed as they lie in the database: without the keys of the process nothing can be read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection, inspect

from bot.storage.backup.files import write_whole
from bot.storage.backup.rows import Columns, load
from bot.storage.errors import StorageError

NAME = "case-keys.sealed"
TABLE = "case_key"
COLUMNS: Columns = (("meeting_id", "text"), ("sealed", "text"))
_MISSING = (
    f"The cases' keys are missing: {NAME} must lie beside the backup, or be named with --case-keys. "
    "Without it no case could be read. Nothing was changed."
)
_OF_ANOTHER = (
    f"{NAME} in this folder has keys of cases that this database has never had: the backups there are of another "
    "database, or this one is older than they are. Nothing was changed, or those backups could not be read any more. "
    "To go back to one of them: quorate restore. To back this database up: name another folder."
)


def keys_of(connection: Connection) -> dict[str, str]:
    """Each case's sealed key; "" for one that was destroyed. Nothing in a database of an earlier release."""
    if TABLE not in inspect(connection).get_table_names():
        return {}
    found = connection.exec_driver_sql("SELECT meeting_id, sealed FROM case_key ORDER BY meeting_id")
    return {row.meeting_id: row.sealed for row in found}


def refuse_those_of_another(folder: Path, keys: Mapping[str, str]) -> None:
    """StorageError when keys lie there that these would not replace but lose. A case that was ever here is known
    here for good, also when its key has been destroyed.
    """
    file = folder / NAME
    if not file.exists():
        return
    try:
        there = read_keys_file(file)
    except StorageError as wrong:
        if wrong.code != "case_keys_damaged":
            raise
        return
    if there.keys() - keys.keys():
        raise StorageError(_OF_ANOTHER, "another_database")


def write_keys(folder: Path, keys: Mapping[str, str], backup: str) -> None:
    """Put these in the place of the ones before. `backup` is the name of the backup that was made with them."""
    body = json.dumps(dict(keys), sort_keys=True).encode()
    head = json.dumps({"backup": backup, "keys": len(keys), "sha256": sha256(body).hexdigest()}).encode()
    write_whole(folder / NAME, head + b"\n" + body + b"\n")


def read_keys_file(file: Path) -> dict[str, str]:
    """The keys in the file. StorageError, in words, when it is not there or has been changed."""
    try:
        head, _, body = file.read_bytes().partition(b"\n")
        body = body.removesuffix(b"\n")
        whole = json.loads(head)["sha256"] == sha256(body).hexdigest()
        keys = json.loads(body) if whole else {}
    except OSError:
        raise StorageError(_MISSING, "no_case_keys") from None
    except (ValueError, KeyError, TypeError):
        whole, keys = False, {}
    if not whole:
        raise StorageError(f"{file.name} is damaged. Nothing was changed.", "case_keys_damaged")
    return {str(meeting_id): str(sealed) for meeting_id, sealed in keys.items()}


def put_keys(connection: Connection, keys: Mapping[str, str], had_one: set[str]) -> list[str]:
    """Put the keys there. A case that had one when the backup was made, and has none now, has been purged since: it
    gets none ever again. The ids of those.
    """
    known = {**keys, **dict.fromkeys(had_one - keys.keys(), "")}
    load(connection, TABLE, COLUMNS, (json.dumps(list(pair)) for pair in sorted(known.items())))
    return sorted(each for each in had_one if not known[each])
