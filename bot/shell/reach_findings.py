"""Whom a tool does not reach, and shifts that nobody who can be reached is on: by name, for an administrator."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.app.current_directory import CurrentDirectory
from bot.app.ports import Finding
from bot.domain.people import Address, Person

TOOLS = {"slack": "Slack", "teams": "Teams", "email": "e-mail"}
WHY = {
    "not_installed": "has not added Quorate",
    "uninstalled": "has removed Quorate",
    "blocked": "has blocked Quorate",
    "cut_off": "their organisation refuses Quorate",
    "tenant_not_allowed": "their organisation is not on the list",
}
CLOSED = ("deactivated", "user_disabled", "user_not_found", "users_not_found", "account_gone")
_MEND = "`quorate directory unreached` names everybody; ask their administrator to install Quorate for them."
_NAMED = 5


def unreached(current: CurrentDirectory, channel: str) -> list[tuple[Person, str]]:
    """Everybody here with an address in this tool that reaches nobody now, and why; by name."""
    here = sorted((each for each in current.people.values() if each.here), key=lambda each: (each.name, each.id))
    return [
        (person, _why(each))
        for person in here
        for each in current.addresses.get(person.id, ())
        if each.channel == channel and (each.state == "dead" or _never(each)) and each.reason != "replaced"
    ]


def _never(address: Address) -> bool:
    """Teams writes to nobody whom it does not know: there has been no conversation, and no account to open one."""
    return address.channel == "teams" and not address.account and not address.conversation


def _why(address: Address) -> str:
    if address.state != "dead":
        return WHY["not_installed"]
    if address.reason in CLOSED:
        return "the account is closed"
    return WHY.get(address.reason, "messages do not arrive")


def not_reached_finding(current: CurrentDirectory, channel: str) -> Finding | None:
    """One finding for a tool in which the directory has anybody; None for any other."""
    about = f"{channel} people"
    if not any(each.channel == channel for known in current.addresses.values() for each in known):
        return None
    lost = unreached(current, channel)
    if not lost:
        return Finding(about, True, f"Everybody with an address in {_tool(channel)} can be written to there.")
    named = "; ".join(_line(*each) for each in lost[:_NAMED])
    more = f"; and {len(lost) - _NAMED} more" if len(lost) > _NAMED else ""
    return Finding(about, False, f"Not reached in {_tool(channel)}: {named}{more}.", _MEND)


def unreached_lines(current: CurrentDirectory, channels: Sequence[str]) -> Iterator[str]:
    """The whole list, tool by tool."""
    for channel in channels:
        lost = unreached(current, channel)
        if lost:
            yield f"Not reached in {_tool(channel)}: {len(lost)}"
            yield from (f"  {_line(*each)}" for each in lost)


def rota_findings(gaps: Mapping[str, Sequence[str]]) -> Iterator[Finding]:
    """One for each rota with a gap."""
    for rota, lines in gaps.items():
        yield Finding(f"rota {rota}", False, lines[0], "Put somebody else on, and run `quorate rota import` again.")


def _tool(channel: str) -> str:
    return TOOLS.get(channel, channel)


def _line(person: Person, why: str) -> str:
    return f"{person.name} ({person.id}): {why}"
