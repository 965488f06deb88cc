"""`quorate hold`, `release` and `purge`: done through the bus, and told in words or as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.app.commands import PlaceHold, ReleaseHold
from bot.app.questions import ListHolds
from bot.app.retention.lots import Lot
from bot.app.retention.rounds import due_lots, mark_all
from bot.app.wording.times import full
from bot.app.work import OPERATOR
from bot.domain.retention import HeldCase, PurgeReceipt
from bot.shell.opening import opened
from bot.wiring import Configuration


@dataclass(slots=True)
class Told:
    """What a round did, or in a dry run would do."""

    dry_run: bool
    receipts: list[PurgeReceipt] = field(default_factory=list)
    due: list[Lot] = field(default_factory=list)
    kept: list[Lot] = field(default_factory=list)
    tidied: dict[str, int] = field(default_factory=dict)


async def place_hold(configuration: Configuration, case: str, council: str, reason: str) -> list[str]:
    """Keep the case; what is said of it."""
    async with opened(configuration) as bus:
        await mark_all(lambda each: bus.do(each, OPERATOR))
        meetings = await bus.do(PlaceHold(case, council, reason), OPERATOR)
    return [f"On hold until you release it: {', '.join(meetings)}, and whatever is convened about the same child."]


async def release_hold(configuration: Configuration, case: str, council: str, hold: str) -> list[str]:
    """Take a hold off the case; what is said of it."""
    async with opened(configuration) as bus:
        await mark_all(lambda each: bus.do(each, OPERATOR))
        meetings = await bus.do(ReleaseHold(case, council, hold), OPERATOR)
        still = {each for held in await bus.ask(ListHolds(), OPERATOR) for each in held.meetings}
    said = f"Released: {', '.join(meetings)}."
    if still & set(meetings):
        return [f"{said} Another hold is on it still; see quorate hold list."]
    return [f"{said} What is past its time is deleted in the next round."]


async def list_holds(configuration: Configuration) -> tuple[HeldCase, ...]:
    """Every hold that stands."""
    async with opened(configuration) as bus:
        found: tuple[HeldCase, ...] = await bus.ask(ListHolds(), OPERATOR)
    return found


async def look(configuration: Configuration) -> Told:
    """What a round would do now."""
    async with opened(configuration) as bus:
        lots = await due_lots(lambda each: bus.do(each, OPERATOR), lambda each: bus.ask(each, OPERATOR))
    return Told(True, due=[each for each in lots if not each.why], kept=[each for each in lots if each.why])


async def purge(configuration: Configuration) -> Told:
    """The round itself."""
    async with opened(configuration) as bus:
        done = await bus.purge(OPERATOR)
    return Told(False, done.receipts, [], done.kept, done.tidied)


def hold_in_words(held: HeldCase) -> str:
    """One line of the list."""
    which = ", ".join(held.meetings) or f"{held.hold.council}: no meeting is here any more"
    return f"{which}: held since {full(held.hold.placed_at)}. {held.hold.reason} (--hold {held.hold.id})"


def hold_as_object(held: HeldCase) -> dict[str, Any]:
    """The same for programs."""
    hold = held.hold
    since = hold.placed_at.isoformat()
    meetings = list(held.meetings)
    return {"hold": hold.id, "council": hold.council, "meetings": meetings, "since": since, "reason": hold.reason}


def in_words(told: Told) -> Iterator[str]:
    """A line for each case that went, would go, or stays."""
    for receipt in told.receipts:
        rows = sum(receipt.counts.values())
        yield f"Deleted: {', '.join(receipt.meetings)} ({rows} rows). Receipt {receipt.id}."
    for lot in told.due:
        yield f"Would be deleted: {_meetings(lot)} (last alive {full(lot.last_at)})."
    for lot in told.kept:
        yield f"Kept past its time: {_meetings(lot)}, because {' and '.join(lot.why)}."
    if told.tidied:
        yield f"Tidied up: {', '.join(f'{name} {count}' for name, count in sorted(told.tidied.items()))}."
    if not (told.receipts or told.due or told.kept):
        yield "No case is past its time."
    if told.dry_run:
        yield "A dry run: nothing was deleted."


def as_object(told: Told) -> dict[str, Any]:
    """The same for programs."""
    return {
        "dry_run": told.dry_run,
        "deleted": [
            {
                "receipt": each.id, "council": each.council, "meetings": list(each.meetings), "rule": each.rule,
                "at": each.purged_at.isoformat(), "policy": each.policy_version, "rows": each.counts,
                "key_destroyed": each.key_destroyed,
            }
            for each in told.receipts
        ],
        "due": [_lot(each) for each in told.due],
        "kept": [_lot(each) for each in told.kept],
        "tidied": told.tidied,
    }  # fmt: skip


def _lot(lot: Lot) -> dict[str, Any]:
    meetings = [each.reference for each in lot.meetings]
    why, last = list(lot.why), lot.last_at.isoformat()
    return {"council": lot.council, "meetings": meetings, "rule": lot.rule, "last_alive": last, "why": why}


def _meetings(lot: Lot) -> str:
    return ", ".join(each.reference for each in lot.meetings)
