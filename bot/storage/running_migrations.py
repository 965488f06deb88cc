"""Alembic, for a database that is behind: a process whose database is up to date never reads it."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection


def alembic_on(connection: Connection) -> Config:
    """Alembic's settings for an open connection; there is no alembic.ini."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    config.attributes["connection"] = connection
    return config


def run(connection: Connection, to: str) -> None:
    """Run what is missing up to this one, in this connection's one transaction."""
    command.upgrade(alembic_on(connection), to)
