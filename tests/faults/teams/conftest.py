"""Microsoft's stand-in and the real adapter; a partnership on each database."""

from tests.contract.teams.conftest import ground
from tests.stories.conftest import world

__all__ = ["ground", "world"]
