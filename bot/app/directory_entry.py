"""One row of a directory file, cell by cell: what it says, and what is wrong with it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from typing import get_args

from bot.app.current_directory import Case
from bot.app.spreadsheet import Row
from bot.policy import Policies
from bot.policy.seat_rules import Agency
from scheduling.rota import BadPattern, parse_pattern

AGENCIES: tuple[str, ...] = get_args(Agency)
PERSON, DESK = "person", "desk"
# These stand for the shell and for Quorate itself wherever it is kept who did something.
RESERVED = frozenset({"operator", "quorate"})
NOT_FOR_DESKS = ("caseload", "team", "desk", "manager", "agency_contact", "email", "slack", "teams", "accounts")
LONGEST = {"caseload": 4000, "name": 100, "team": 100, "email": 254}
LONGEST_OTHER = 200
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
EMAIL = re.compile(r"[a-z0-9][a-z0-9._%+'-]*@[a-z0-9-]+(\.[a-z0-9-]+)+")
PHONE = re.compile(r"(?=(?:\D*\d){7})[+0][0-9 ()-]{5,24}(?: ?(?:ext|x)\.? ?[0-9]{1,6})?")
_SLACK = re.compile(r"([TE][A-Z0-9]{2,20})(?:/([UW][A-Z0-9]{2,20}))?")
_TEAMS = re.compile(r"([0-9a-z][0-9a-z-]{2,63})(?:/([0-9a-z][0-9a-z-]{2,63}))?")
_ELSEWHERE = re.compile(r"([a-z]{2,20}):([\w.-]{1,64})(?:/([\w.@-]{1,64}))?", re.ASCII)
_AT_ONCE = re.compile(r"[1-9][0-9]{0,2}", re.ASCII)
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_SHOWN = re.compile(r"(?!.*\d{6})[A-Za-z0-9_.-]{1,40}")


@dataclass(slots=True)
class Entry:
    """A row as read. `accounts` are (channel, tenant, account); the account is "" until the platform says it."""

    number: int
    kind: str = PERSON
    id: str = ""
    name: str = ""
    agency: str = ""
    councils: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    cases: tuple[Case, ...] = ()
    team: str = ""
    desks: tuple[str, ...] = ()
    manager: str = ""
    agency_contact: str = ""
    phone: str = ""
    email: str = ""
    accounts: tuple[tuple[str, str, str], ...] = ()
    hours: str = ""
    at_once: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def label(self) -> str:
        """How the row is named in a problem: its number, and its id when that is fit to be shown."""
        return f"Row {self.number} ({self.id})" if self.id else f"Row {self.number}"


def read_entry(row: Row, policies: Policies) -> Entry:
    """Read every cell; whatever cannot be read is left empty and said in `wrong`, never repeated word for word."""
    entry = Entry(row.number)
    cells = {header: _cell(entry, header, cell) for header, cell in row.cells.items()}
    _who(entry, cells)
    _where(entry, cells, policies)
    _links(entry, cells)
    if entry.kind == DESK:
        for header in NOT_FOR_DESKS:
            if cells.get(header):
                entry.wrong.append(f"a desk has no {header}, leave it empty")
    else:
        _cases(entry, cells.get("caseload", ""), policies)
        _reach(entry, cells)
    entry.at_once = _at_once(entry, cells.get("at_once", ""))
    entry.phone = _matching(entry, cells, "phone", PHONE, "the number with its leading 0, such as 01632 960123")
    entry.hours = _hours(entry, cells.get("hours", ""))
    return entry


def _cell(entry: Entry, header: str, cell: str) -> str:
    text = cell.strip()
    # Almost every cell is printable; only spaces other than the usual one need a closer look.
    if not cell.isprintable() and any(unicodedata.category(letter) in _HIDDEN for letter in cell):
        entry.wrong.append(f"{header} has a line break or a hidden character, write it anew on one line")
        return ""
    # A spreadsheet would run these as a formula when the directory is exported again (OWASP ASVS 1.2.10).
    if text[:1] in ("=", "@", "-") or (text[:1] == "+" and header != "phone"):
        entry.wrong.append(f"{header} begins like a formula, write plain text")
        return ""
    if len(text) > LONGEST.get(header, LONGEST_OTHER):
        entry.wrong.append(f"{header} is too long, write at most {LONGEST.get(header, LONGEST_OTHER)} letters")
        return ""
    return text


def _who(entry: Entry, cells: dict[str, str]) -> None:
    kind = cells.get("kind", "").lower() or PERSON
    if kind not in (PERSON, DESK):
        entry.wrong.append("kind is not known, write person or desk")
        kind = PERSON
    entry.kind, wanted = kind, cells.get("id", "")
    if not wanted:
        entry.wrong.append("no id, write the staff id")
    elif not _ID.fullmatch(wanted):
        entry.wrong.append("id cannot be used, write letters, digits, dots and dashes only, such as sw-01")
    elif wanted.lower() in RESERVED:
        entry.wrong.append("id is one that Quorate uses itself, write another")
    else:
        entry.id = wanted
    entry.name, entry.team = cells.get("name", ""), cells.get("team", "")
    if not entry.name:
        entry.wrong.append("no name, write it")
    agency = cells.get("agency", "").lower().replace(" ", "_")
    if agency in AGENCIES:
        entry.agency = agency
    else:
        entry.wrong.append(
            _unknown("agency", agency, AGENCIES) if agency else f"no agency, write one of: {', '.join(AGENCIES)}"
        )


def _where(entry: Entry, cells: dict[str, str], policies: Policies) -> None:
    councils = _words(cells.get("councils", "").upper())
    entry.councils = tuple(each for each in councils if each in policies.by_council)
    entry.wrong += [
        _unknown("council", each, policies.councils) for each in councils if each not in policies.by_council
    ]
    if not councils:
        entry.wrong.append(f"no council, write one of: {', '.join(policies.councils)}")
    seats, rules = _words(cells.get("seats", "").lower()), [policies.of(code).seats for code in entry.councils]
    entry.seats = tuple(each for each in seats if any(each in rule for rule in rules))
    if entry.councils and len(entry.seats) < len(seats):
        known = {seat for rule in rules for seat in rule}
        entry.wrong += [_unknown("seat", each, known) for each in seats if each not in known]


def _links(entry: Entry, cells: dict[str, str]) -> None:
    entry.desks = _words(cells.get("desk", ""))
    entry.manager, entry.agency_contact = cells.get("manager", ""), cells.get("agency_contact", "")


def _cases(entry: Entry, text: str, policies: Policies) -> None:
    found: list[Case] = []
    for place, word in enumerate(_words(text), 1):
        code, colon, reference = word.partition(":")
        if not colon:
            code, reference = (entry.councils[0] if len(entry.councils) == 1 else ""), word
        code = code.upper()
        if code not in entry.councils:
            example = entry.councils[0] if entry.councils else "EXMP"
            entry.wrong.append(
                f"caseload entry {place} names no council of this person, write it like {example}:reference"
            )
        elif not policies.of(code).case_reference_ok(reference):
            # Not repeated: it may be a child's name.
            example = policies.of(code).council.case_reference_example
            entry.wrong.append(f"caseload entry {place} is no case reference of {code}, write it like {example}")
        else:
            found.append((code, reference))
    entry.cases = tuple(dict.fromkeys(found))


def _reach(entry: Entry, cells: dict[str, str]) -> None:
    cells["email"] = cells.get("email", "").lower()
    entry.email = _matching(entry, cells, "email", EMAIL, "one work address, such as a.khan@council.example")
    team, tenant = "the team id, such as T0123ABCD", "the tenant id: 32 digits and letters with dashes"
    entry.accounts = (
        *_account(entry, "slack", cells.get("slack", "").upper(), _SLACK, team),
        *_account(entry, "teams", cells.get("teams", "").lower(), _TEAMS, tenant),
        *_elsewhere(entry, cells.get("accounts", "")),
    )


def _matching(entry: Entry, cells: dict[str, str], header: str, pattern: re.Pattern[str], example: str) -> str:
    text = cells.get(header, "")
    if text and not pattern.fullmatch(text):
        entry.wrong.append(f"{header} cannot be used, write {example}")
        return ""
    return text


def _account(
    entry: Entry, header: str, text: str, pattern: re.Pattern[str], example: str
) -> list[tuple[str, str, str]]:
    found = pattern.fullmatch(text)
    if text and not found:
        entry.wrong.append(f"{header} cannot be used, write {example}")
    return [(header, found[1], found[2] or "")] if found else []


def _elsewhere(entry: Entry, text: str) -> list[tuple[str, str, str]]:
    """Accounts in any other channel: the name of its folder, its tenant, and the account if it is known."""
    found = [_ELSEWHERE.fullmatch(word) for word in re.split(r"[\s;]+", text) if word]
    if not all(found):
        entry.wrong.append("accounts cannot be used, write channel:tenant/account, such as paper:exampleshire/tray-1")
    return [(each[1], each[2], each[3] or "") for each in found if each]


def _hours(entry: Entry, text: str) -> str:
    if not text:
        return "always" if entry.kind == DESK else ""
    if not _readable(text):
        entry.wrong.append('hours cannot be read, write them like "Mon-Fri 09:00-17:00", or "always"')
        return ""
    return text


def _at_once(entry: Entry, text: str) -> int:
    """How many meetings a desk takes at one time; empty leaves it to the policy."""
    if text and entry.kind != DESK:
        entry.wrong.append("a person has no at_once, leave it empty")
    elif text and not _AT_ONCE.fullmatch(text):
        entry.wrong.append("at_once cannot be read, write how many meetings the desk takes at one time, such as 2")
    elif text:
        return int(text)
    return 0


@lru_cache(maxsize=1024)
def _readable(text: str) -> bool:
    try:
        parse_pattern(text)
    except BadPattern:
        return False
    return True


def _words(text: str) -> tuple[str, ...]:
    if not text:
        return ()
    return tuple(dict.fromkeys(each for each in re.split(r"[\s;,]+", text) if each))


def _unknown(kind: str, word: str, known: Iterable[str]) -> str:
    """What is not known, with the nearest that is. A cell that may be something else entirely is not repeated."""
    names = sorted(known)
    near = get_close_matches(word, names, n=1, cutoff=0.6) if len(word) <= 40 else []
    instead = (
        f"write {near[0]}" if near else f"write one of: {', '.join(names)}" if len(names) <= 12 else "see the policy"
    )
    return f'unknown {kind} "{word}", {instead}' if _SHOWN.fullmatch(word) else f"unknown {kind}, {instead}"
