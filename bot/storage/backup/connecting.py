"""One connection for a long piece of work, with nothing of the limits that those who wait for an answer have."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, NullPool, create_engine, event
from sqlalchemy.exc import SQLAlchemyError

from bot.storage.engines import read_address
from bot.storage.errors import StorageError, plain

_SESSION = "-c timezone=UTC -c statement_timeout=0 -c lock_timeout=5000"


@contextmanager
def reading(address: str) -> Iterator[Connection]:
    """One moment of the database, however long it is read and whoever writes meanwhile."""
    with _connected(address, "BEGIN") as connection:
        if connection.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        yield connection


@contextmanager
def writing(address: str) -> Iterator[Connection]:
    """One transaction; it is kept when nothing was raised."""
    with _connected(address, "BEGIN IMMEDIATE") as connection:
        yield connection
        connection.commit()


@contextmanager
def _connected(address: str, begin: str) -> Iterator[Connection]:
    """A driver's error leaves in plain words, without its text, which may hold a row's values."""
    engine = _engine(address, begin)
    wrong: Exception | None = None
    try:
        with engine.connect() as connection:
            yield connection
    except SQLAlchemyError as error:
        wrong = plain(error)
    except engine.dialect.loaded_dbapi.Error as error:
        wrong = StorageError(f"The database refused it ({type(error).__name__}). Nothing was changed.")
    finally:
        engine.dispose()
    if wrong is not None:
        raise wrong


def _engine(address: str, begin: str) -> Engine:
    url = read_address(address)
    if url.get_backend_name() == "postgresql":
        arguments = {"connect_timeout": 5, "application_name": "quorate backup", "options": _SESSION}
        url = url.set(drivername="postgresql+psycopg")
        return create_engine(url, poolclass=NullPool, hide_parameters=True, connect_args=arguments)
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        raise StorageError("Only a database in a file, or on a server, can be backed up and restored.")
    if not Path(str(url.database)).parent.is_dir():
        raise StorageError("The folder in the database address does not exist. Make it, or name another.")
    engine = create_engine(
        url.set(drivername="sqlite"),
        poolclass=NullPool,
        hide_parameters=True,
        connect_args={"isolation_level": None, "timeout": 5.0},
    )
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine


def _set_pragmas(connection: Any, _record: object) -> None:
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}").close()
