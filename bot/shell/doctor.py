"""`quorate doctor`: looks at everything that has to be right before people depend on it."""

from __future__ import annotations

import asyncio
import http.client
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from bot.app.current_directory import CurrentDirectory, read_current
from bot.app.ports import AdapterSettings, Finding, Plug
from bot.app.rota.unstaffed import unstaffed
from bot.app.standstill import is_quiet
from bot.app.wording.standstill import MEND, quiet_since
from bot.contact_sheets import newest
from bot.domain.errors import QuorateError
from bot.domain.installation import Installation
from bot.policy import PolicyError
from bot.shell.calendar_feeds import calendar_findings
from bot.shell.directory_findings import directory_findings, tenant_findings
from bot.shell.reach_findings import not_reached_finding, rota_findings
from bot.storage import Storage, StorageError
from bot.wiring import Configuration, Unreadable, load, open_database
from scheduling.london import local_day
from scheduling.working_time import bank_holiday_data_age_warning

_ANSWERS_WITHIN = 20.0
_CLOCK_WITHIN = 5
_MOST_SKEW = 60.0


async def examine(env_file: Path | None) -> list[Finding]:
    """Every finding, right or wrong. Never raises for what it finds."""
    try:
        configuration = load(env_file)
    except Unreadable as wrong:
        return [Finding("settings", False, line, "Correct it in .env.") for line in str(wrong).splitlines()]
    findings = [*_settings(configuration), *_here(), contact_sheet_finding(configuration.settings.contact_sheet_dir)]
    findings += await _database(configuration)
    for plug, settings in configuration.channels:
        findings += await _channel(plug, settings)
    return findings


def _settings(configuration: Configuration) -> Iterator[Finding]:
    refusals = configuration.refusals()
    for line in (*refusals, *configuration.warnings):
        yield Finding("settings", False, line, "Correct it in .env, or in the policy file it names.")
    if not refusals:
        names = ", ".join(plug.name for plug, _ in configuration.channels)
        yield Finding("settings", True, f"Quorate may start, with: {names}.")


def _here() -> Iterator[Finding]:
    summer = datetime(2026, 7, 1, 12, tzinfo=ZoneInfo("Europe/London")).utcoffset()
    if summer is not None and summer.total_seconds() == 3600:
        yield Finding("time zones", True, "London's clock changes are known.")
    else:
        yield Finding(
            "time zones", False, "London's clock changes are not known.", "Run: pip install --upgrade tzdata"
        )
    old = bank_holiday_data_age_warning(datetime.now(UTC).date())
    if old:
        yield Finding("bank holidays", False, old, "Run: pip install --upgrade holidays")
    else:
        yield Finding("bank holidays", True, "The bank holiday calendar is up to date.")


def contact_sheet_finding(folder: str) -> Finding:
    """Whether the sheet for when Quorate is down is written, and when it last was."""
    about = "contact sheet"
    if not folder:
        return Finding(about, True, "Off: set QUORATE_CONTACT_SHEET_DIR, so that work goes on when Quorate is down.")
    mend = "Start Quorate, or let its account write to the folder QUORATE_CONTACT_SHEET_DIR."
    try:
        last = newest(Path(folder))
    except OSError as error:
        return Finding(about, False, f"The folder cannot be read ({error.strerror}).", mend)
    if last is None:
        return Finding(about, False, "On, and none has been written yet.", mend)
    if last < local_day(datetime.now(UTC)) - timedelta(days=1):
        return Finding(about, False, f"The newest is of {last:%d %B %Y}.", mend)
    return Finding(about, True, f"On; the newest is of {last:%d %B %Y}.")


async def _database(configuration: Configuration) -> list[Finding]:
    try:
        storage = open_database(configuration)
    except QuorateError as wrong:
        return [Finding("database", False, str(wrong), "Correct QUORATE_DATABASE_URL or QUORATE_KEYS in .env.")]
    try:
        findings = await storage.check()
        if all(each.ok for each in findings):
            findings += await _directory(configuration, storage)
        return findings
    finally:
        await storage.close()


async def _directory(configuration: Configuration, storage: Storage) -> list[Finding]:
    try:
        policies = configuration.policies()
        async with storage.units.read() as uow:
            quiet = await is_quiet(uow)
            current: CurrentDirectory = await read_current(uow, waiting=False)
            hosts = configuration.settings.calendar_hosts
            calendars = await calendar_findings(uow, policies, datetime.now(UTC), hosts)
            gaps = await unstaffed(uow, datetime.now(UTC))
    except PolicyError:
        return []
    except StorageError as wrong:
        return [Finding("directory", False, str(wrong), "Mend the database first.")]
    channels = [plug.name for plug, _ in configuration.channels]
    found = [*directory_findings(current, policies, channels), *rota_findings(gaps)]
    found += [each for name in channels if (each := not_reached_finding(current, name))]
    for plug, settings in configuration.channels:
        allowed = getattr(settings, "tenants", None)
        if allowed:
            found += tenant_findings(current, plug.name, allowed)
    return [*found, *calendars, *quiet_findings(quiet)]


def quiet_findings(row: Installation | None) -> Iterator[Finding]:
    """That nothing is sent, while that is so."""
    if row is not None and row.quiet_since is not None:
        yield Finding("messages", False, quiet_since(row.quiet_since), MEND)


async def _channel(plug: Plug, settings: AdapterSettings) -> list[Finding]:
    """The channel's own checks, and how far our clock is from the platform's."""
    if settings.unsafe():
        return []
    adapter = plug.open(settings)
    about = plug.name.capitalize()
    try:
        async with asyncio.timeout(_ANSWERS_WITHIN):
            findings = await adapter.check()
    except TimeoutError:
        findings = [Finding(about, False, "The platform does not answer.", "Check the network and the proxy.")]
    finally:
        await adapter.stop()
    url = next((value for name, value in vars(settings).items() if name.endswith("_url") and value), "")
    return [*findings, *await asyncio.to_thread(_clock, about, url)]


def _clock(about: str, url: str) -> list[Finding]:
    """Both platforms refuse what is signed five minutes away; a server that does not answer is not judged."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return []
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname, parts.port, timeout=_CLOCK_WITHIN)
    try:
        connection.request("HEAD", parts.path or "/")
        theirs = parsedate_to_datetime(connection.getresponse().getheader("Date") or "")
    except (OSError, http.client.HTTPException, ValueError, TypeError):
        return []
    finally:
        connection.close()
    away = abs((datetime.now(UTC) - theirs).total_seconds())
    if away <= _MOST_SKEW:
        return [Finding(f"{about} clock", True, "This machine's clock agrees with the platform's.")]
    words = f"This machine's clock is {away:.0f} seconds from the platform's, which refuses more than 300."
    return [Finding(f"{about} clock", False, words, "Turn on time synchronisation (NTP).")]
