"""Where everything is kept: SQLite for one process, PostgreSQL for several, by the same code and tests."""

from __future__ import annotations

from bot.storage.database import Storage, open_storage
from bot.storage.errors import StorageBusy, StorageClash, StorageDown, StorageError
from bot.storage.rekeying import Moved

__all__ = ["Moved", "Storage", "StorageBusy", "StorageClash", "StorageDown", "StorageError", "open_storage"]
