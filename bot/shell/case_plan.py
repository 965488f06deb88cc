"""`quorate plan`: who must sit and by when, for a case in a file. With a directory, `case_people` chooses whom."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.domain import json_fields
from bot.domain.case import CaseFacts
from bot.domain.errors import Invalid, QuorateError, Refusal
from bot.policy import Policies, Policy
from bot.policy.needs import SeatNeed
from bot.policy.seating import seats_for
from bot.policy.sufficiency import sufficiency
from bot.shell.case_people import people_of
from bot.shell.policy_reading import policy_of
from scheduling.london import LONDON


def cases_in(file: Path, case_id: str | None) -> list[Mapping[str, Any]]:
    """The case of this id, or every case of the file: one object, a list, or an object with `scenarios`."""
    try:
        content = json.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise QuorateError(f"{file.name} cannot be read ({error.strerror}).") from None
    except UnicodeDecodeError:
        raise QuorateError(f"{file.name} is not UTF-8 text. Save it as UTF-8.") from None
    except (ValueError, RecursionError):
        raise QuorateError(f"{file.name} is not JSON.") from None
    cases = _objects(_listed(content), file.name)
    found = [each for each in cases if case_id is None or each.get("id") == case_id]
    if not found:
        named = f" with the id {case_id}" if case_id else ""
        raise QuorateError(f"There is no case{named} in {file.name}.")
    return found


def _listed(content: Any) -> list[Any]:
    if isinstance(content, dict) and isinstance(content.get("scenarios"), list):
        return list(content["scenarios"])
    return content if isinstance(content, list) else [content]


def _objects(listed: Sequence[Any], name: str) -> list[Mapping[str, Any]]:
    """Those that are cases, each with an id of its own. QuorateError with a line for each that is not."""
    wrong = [
        f"Case {i} of {name} is not a case: write an object with named fields."
        for i, each in enumerate(listed, start=1)
        if not isinstance(each, dict)
    ]
    cases: list[Mapping[str, Any]] = [each for each in listed if isinstance(each, dict)]
    wrong += [
        f"Case {i} of {name}: its id cannot be read. Write a short text, such as S01."
        for i, each in enumerate(listed, start=1)
        if isinstance(each, dict) and not _has_an_id(each)
    ]
    ids = Counter(str(each["id"]) for each in cases if "id" in each and _has_an_id(each))
    twice = sorted(each for each, times in ids.items() if times > 1)
    if twice:
        wrong.append(f"Several cases have the same id: {', '.join(twice[:5])}. Give each an id of its own.")
    if wrong:
        raise QuorateError("\n".join(wrong))
    return cases


def _has_an_id(case: Mapping[str, Any]) -> bool:
    said = case.get("id", "none")
    if isinstance(said, int) and not isinstance(said, bool):
        return True
    try:
        return bool(json_fields.text(said))
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Asked:
    """What the cases are planned with. `at` (aware) is when it is asked; without it, when each case was received."""

    policies: Policies
    council: str | None = None
    people: bytes | None = None
    at: datetime | None = None


async def planned(cases: Sequence[Mapping[str, Any]], asked: Asked) -> list[dict[str, Any]]:
    """Each case's plan, in order; with a directory, whom to ask and when as well. QuorateError in words."""
    if asked.people is None:
        policy = policy_of(asked.policies, asked.council)
        return [plan_case(each, facts, policy) for each, facts in _all_read(cases, asked.at, policy)]
    found = []
    async with people_of(asked.people, asked.policies, asked.council) as people:
        policy = people.bus.policies.of(people.council)
        for each, facts in _all_read(cases, asked.at, policy):
            known, chosen = await people.plan(facts, asked.at or facts.received_at)
            found.append(plan_case(each, known, policy) | chosen)
    return found


def _all_read(
    cases: Sequence[Mapping[str, Any]], at: datetime | None, policy: Policy
) -> list[tuple[Mapping[str, Any], CaseFacts]]:
    """Every case with its facts. QuorateError with a line for each case that cannot be planned; then none is."""
    read, wrong = [], []
    for each in cases:
        try:
            facts = facts_of(each, at)
            policy.deadline(facts)
        except Refusal as refused:
            wrong.append(f"{_called(each)} cannot be planned. {refused}")
        except QuorateError as mistake:
            wrong.append(str(mistake))
        else:
            read.append((each, facts))
    if wrong:
        raise QuorateError("\n".join(wrong))
    return read


def in_words(made: Mapping[str, Any]) -> str:
    """The plan for somebody at a terminal."""
    lines = [f"Meet by {made['deadline']}: {made['rule']}", f"Needed: {', '.join(made['required'])}"]
    lines.append(f"Advised: {', '.join(made['advised']) or 'nobody else'}")
    if "why" in made:
        lines.append(f"When: {made['start'] or 'no time found'}. {made['why']}")
        lines += _who(made)
        lines += [f"Or {each['start']}, {each['reason']}" for each in made["alternatives"]]
    if "follow_up" in made:
        full = made["follow_up"]
        lines += [f"Then the full meeting: {full['start'] or 'no time found'}. {full['why']}", *_who(full)]
    return "\n".join([*lines, *(f"Ask: {each['text']}" for each in made["prompts"])])


def _who(made: Mapping[str, Any]) -> list[str]:
    return [
        f"  {each['seat']}: {each['person'] or each.get('desk') or each.get('what_helps') or 'nobody'}"
        for each in made["seats"]
    ]


def facts_of(case: Mapping[str, Any], at: datetime | None) -> CaseFacts:
    """The case as it is known; received at `at` when it does not say. QuorateError with a line for each field."""
    said = case if at is None or case.get("received_at") else {**case, "received_at": at.isoformat()}
    try:
        return CaseFacts.from_json(said)
    except Invalid as invalid:
        lines = (f"{field}: {words}" for field, words in invalid.fields.items())
        raise QuorateError(f"{_called(case)} cannot be read: " + "; ".join(lines) + ".") from None


def _called(case: Mapping[str, Any]) -> str:
    return f"Case {case['id']}" if "id" in case else "The case"


def plan_case(case: Mapping[str, Any], facts: CaseFacts, policy: Policy) -> dict[str, Any]:
    """Seats, deadline, prompts and flags, from the facts and the policy alone: nobody is chosen."""
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
