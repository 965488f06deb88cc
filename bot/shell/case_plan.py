"""`quorate plan`: who must sit and by when, for a case in a file, without a directory."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.domain.case import CaseFacts
from bot.domain.errors import Invalid, QuorateError
from bot.policy import Policy
from bot.policy.needs import SeatNeed
from bot.policy.seating import seats_for
from bot.policy.sufficiency import sufficiency
from scheduling.london import LONDON


def cases_in(file: Path, case_id: str | None) -> list[Mapping[str, Any]]:
    """The case of this id, or every case of the file: one object, a list, or an object with `scenarios`."""
    try:
        content = json.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise QuorateError(f"{file.name} cannot be read ({error.strerror}).") from None
    except (ValueError, RecursionError):
        raise QuorateError(f"{file.name} is not JSON.") from None
    cases: list[Mapping[str, Any]] = [each for each in _listed(content) if isinstance(each, dict)]
    found = [each for each in cases if case_id is None or each.get("id") == case_id]
    if not found:
        named = f" with the id {case_id}" if case_id else ""
        raise QuorateError(f"There is no case{named} in {file.name}.")
    return found


def _listed(content: Any) -> list[Any]:
    if isinstance(content, dict) and isinstance(content.get("scenarios"), list):
        return list(content["scenarios"])
    return content if isinstance(content, list) else [content]


def plan_case(case: Mapping[str, Any], policy: Policy, at: datetime | None) -> dict[str, Any]:
    """Seats, deadline, prompts and flags. `at` replaces when the concern was received. QuorateError in words."""
    try:
        facts = CaseFacts.from_json(case)
    except Invalid as invalid:
        lines = (f"{field}: {words}" for field, words in invalid.fields.items())
        raise QuorateError("The case cannot be read: " + "; ".join(lines) + ".") from None
    facts = replace(facts, received_at=at) if at is not None else facts
    night = policy.out_of_hours(facts)
    seating, due = seats_for(facts, policy, out_of_hours=night), policy.deadline(facts)
    health = sufficiency(facts, policy, (), (), out_of_hours=night)
    follow_up = {} if due.follow_up_due is None else {"follow_up_deadline": _london(due.follow_up_due)}
    named = {} if "id" not in case else {"id": case["id"]}
    return {
        **named,
        "deadline": _london(due.due),
        "rule": due.rule,
        **follow_up,
        "required": list(seating.required_seats),
        "advised": list(seating.advised_seats),
        "seats": [*_seats(seating.required, True), *_seats(seating.advised, False)],
        "start": None,
        "alternatives": [],
        "health_sufficient": {"now": health.enough, "needs": list(health.cure)},
        "prompts": [{"code": each.code, "text": each.text} for each in seating.prompts],
        "flags": sorted(seating.flags),
        "policy": policy.version,
    }


def _seats(needs: tuple[SeatNeed, ...], required: bool) -> Iterator[dict[str, Any]]:
    for need in needs:
        child = {} if need.child is None else {"child": need.child}
        yield {
            "seat": need.seat, "required": required, "person": None, "why": need.why, "rule": need.rule,
            "tier": None, "known": False, **child,
        }  # fmt: skip


def _london(at: datetime) -> str:
    return at.astimezone(LONDON).isoformat()
