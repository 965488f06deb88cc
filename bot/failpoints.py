"""Places at which a test may end this process at once, as a power cut would; none of them does anything otherwise.

`QUORATE_FAILPOINT=name` ends it when the place is first reached, `name:3` at the third time. Read once, when the
process starts.
"""

from __future__ import annotations

import os
from typing import Final

SETTING: Final = "QUORATE_FAILPOINT"
EXIT_CODE: Final = 86
SERVING: Final = (
    "verified",
    "inbox_inserted",
    "before_commit",
    "committed",
    "acked",
    "before_dispatch",
    "claimed",
    "sent_unmarked",
    "marked",
    "card_swap",
    "sweep_after_k",
    "audit_append",
)
"""Those that `quorate serve` comes to, in the order in which it does."""
OF_COMMANDS: Final = ("migration_step", "backup_copy", "rekey_after_k", "purge_after_k")
"""Those of the commands that an operator gives."""
NAMES: Final = frozenset((*SERVING, *OF_COMMANDS))


class Armed:
    """One failpoint of this process, and how often its place must still be reached."""

    def __init__(self, setting: str) -> None:
        """SystemExit, in words, when it names no failpoint: a test that kills nothing would prove nothing."""
        self.name, _, nth = setting.partition(":")
        if setting and (self.name not in NAMES or (nth and not (nth.isdecimal() and int(nth)))):
            raise SystemExit(f"{SETTING} must be one of {', '.join(sorted(NAMES))}, with or without :1, :2, …")
        self._left = int(nth or 1)

    def reached(self, name: str) -> None:
        """Ends the process without a word to anybody when it is this place's turn."""
        if name != self.name:
            return
        self._left -= 1
        if not self._left:
            os._exit(EXIT_CODE)


armed = Armed(os.environ.get(SETTING, ""))


def _pass_by(_name: str) -> None:
    """Nothing: no failpoint is set."""


reach = armed.reached if armed.name else _pass_by
