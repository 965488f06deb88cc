"""`quorate policy`: is a council's file right, what holds for a council, and which rule asks for a seat and why."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from bot.domain.errors import QuorateError
from bot.policy import Policies, Policy
from bot.policy.file_lines import line_of, quoted
from bot.policy.in_words import rule_in_words
from bot.policy.loader import DEFAULT_FILE, load_council
from bot.policy.seats_named import why_seat

HOW = "Check that file with: quorate policy check FILE"


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
    """Each rule in force that can ask for the seat: in a sentence, and where it stands, with its source."""
    if seat not in policy.seats:
        raise QuorateError(f"No seat is called {seat}. {_like(policy, seat)}")
    rule = policy.seats[seat]
    yield f"{seat}: {rule.label} ({rule.agency}), policy {policy.version}"
    files = [(file.name, file.read_text(encoding="utf-8-sig")) for file in (council_file, DEFAULT_FILE) if file]
    keys = why_seat(policy, seat)
    for key in keys:
        yield f"  {rule_in_words(policy, key)}"
        place = f"seats.{seat}" if key == "seats.treats" else key
        yield f"      {next(_stands(files, place), '')}"
    if not keys:
        yield "  No rule asks for it: it sits when a case names it as working with the family, or when it refers."
    yield f"To change it, write the same key in the council's own file. {HOW}"


def _stands(files: list[tuple[str, str]], key: str) -> Iterator[str]:
    """The line that holds now: the council's own where it has this very rule, else the shipped one."""
    for name, text in files:
        number = line_of(text, key)
        heading = "" if number is None else text.splitlines()[number - 1].partition("#")[0].strip()
        # Only the heading of the section: the council changed another key of it and left this one alone.
        if number is not None and (not heading.startswith("[") or heading.strip("[]") == key.partition("[")[0]):
            yield f"{name} line {number}  {quoted(text, number)}"


def _like(policy: Policy, seat: str) -> str:
    near = get_close_matches(seat, policy.seats, n=3, cutoff=0.6)
    near += [name for name, rule in policy.seats.items() if seat in name or seat in rule.label.lower()]
    if near:
        return f"Did you mean {' or '.join(dict.fromkeys(near))}?"
    return f"There are: {', '.join(sorted(policy.seats))}."
