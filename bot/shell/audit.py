"""The audit from the shell: verified, and its head."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from bot.app.audit_verifying import Verified, verify
from bot.app.wording.audit import words_of
from bot.domain.audit import Head
from bot.domain.errors import QuorateError
from bot.shell.opening import opened
from bot.wiring import Configuration

_HEAD = re.compile(r"\s*([0-9]{1,18}):([0-9a-f]{64})\s*", re.ASCII)
_NO_HEAD = "Without --head nobody can tell whether the newest entries were cut off. `quorate audit head` prints one."


def head_in(text: str) -> Head:
    """The head written there. QuorateError when it is none."""
    found = _HEAD.fullmatch(text)
    if found is None:
        raise QuorateError("A head is written POSITION:HASH, as `quorate audit head` prints it.")
    return Head(int(found[1]), found[2])


async def verified(configuration: Configuration, heads: Sequence[Head]) -> Verified:
    """What is found now."""
    async with opened(configuration) as bus:
        return await verify(bus.units, bus.now(), heads)


async def head_now(configuration: Configuration) -> Head:
    """The head, with everything linked that waits."""
    async with opened(configuration) as bus:
        while await bus.link_audit():
            pass
        return await bus.audit_head()


def in_words(found: Verified, *, with_head: bool) -> list[str]:
    """A line for each thing that is wrong, or one that says that all is well."""
    lines = [words_of(each) for each in found.faults]
    lines += [f"And {found.more} more."] if found.more else []
    lines += [] if lines else [f"The audit is whole: {found.head.position} entries, each as it was linked."]
    lines.append(f"Head: {found.head}")
    return lines if with_head else [*lines, _NO_HEAD]


def as_object(found: Verified) -> dict[str, Any]:
    """The same for a program."""
    faults = [
        {"wrong": str(each.wrong), "position": each.position, "entry": each.entry_id, "words": words_of(each)}
        for each in found.faults
    ]
    return {"ok": found.well, "head": found.head._asdict(), "faults": faults, "more": found.more}
