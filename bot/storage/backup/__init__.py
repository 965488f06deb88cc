"""Copies of everything, made while others write, that either database can be built from again."""

from bot.storage.backup.manifest import Manifest, Part
from bot.storage.backup.restoring import Restored, restore
from bot.storage.backup.taking import Taken, take
from bot.storage.backup.verifying import Verified, verify

__all__ = ["Manifest", "Part", "Restored", "Taken", "Verified", "restore", "take", "verify"]
