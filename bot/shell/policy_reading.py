"""`quorate policy`: is a council's file right, what holds for a council, and which rule asks for a seat and why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from bot.domain.errors import QuorateError
from bot.policy import Policies, Policy
from bot.policy.loader import DEFAULT_FILE, load_council

_SECTION = re.compile(r"\[\[?([a-z0-9_.]+)\]\]?")


def checked(file: Path) -> str:
    """A sentence for a right file; PolicyError with a line for each problem of a wrong one."""
    policy = load_council(file)
    return f"{file.name} is right: {policy.council.name} ({policy.council.code}), policy {policy.version}."


def policy_of(policies: Policies, council: str | None) -> Policy:
    """The council's policy, or the one that ships with Quorate."""
    if council is None:
        return policies.default
    if council not in policies.by_council:
        known = ", ".join(policies.councils) or "none"
        raise QuorateError(f"There is no policy file for {council}. There are: {known}.")
    return policies.by_council[council]


def shown(policy: Policy) -> Iterator[str]:
    """The rules in short."""
    hours = policy.working_time_rule
    yield f"{policy.council.code}  {policy.council.name}  policy {policy.version}"
    clock = f"{hours.opens:%H:%M}-{hours.closes:%H:%M}"
    yield f"working time  {', '.join(hours.days)} {clock}, holidays: {hours.holidays}"
    yield f"rooms  {', '.join(room.name for room in policy.rooms) or 'none'}"
    yield f"quorum  {', '.join(policy.quorum.agencies)}"
    for code, urgency in policy.urgencies.items():
        yield f"urgency  {code}: {urgency.label}; {urgency.minutes} minutes"
    for code, concern in policy.concerns.items():
        seats = ", ".join(f"{seat} ({key})" for key, seat in concern.seats_named())
        yield f"concern  {code}: {seats or 'adds no seat'}"


def why(policy: Policy, seat: str, council_file: Path | None) -> Iterator[str]:
    """Every line of the policy that names the seat, as it stands there: its source is in its comment."""
    if seat not in policy.seats:
        raise QuorateError(f"No seat is called {seat}. There are: {', '.join(sorted(policy.seats))}.")
    rule = policy.seats[seat]
    yield f"{seat}: {rule.label} ({rule.agency})"
    for file in (DEFAULT_FILE, council_file):
        if file is not None:
            yield from _lines(file, seat)


def _lines(file: Path, seat: str) -> Iterator[str]:
    section, heading, word = "", "", re.compile(rf"\b{re.escape(seat)}\b")
    for line in file.read_text(encoding="utf-8").splitlines():
        found = _SECTION.match(line)
        if found is not None:
            section, heading = found[1], line
        named = word.search(line) is not None
        if named and found is not None:
            yield f"{file.name}  {line.strip()}"
        elif named:
            source = heading.partition("#")[2].strip()
            note = f"    # {source}" if source and "#" not in line else ""
            yield f"{file.name}  [{section}] {line.strip()}{note}"
