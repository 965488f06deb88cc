"""The composition root: reads the settings, finds the channels, and puts everything together, once."""

from __future__ import annotations

import importlib
import os
import pkgutil
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any

from dotenv import dotenv_values
from pydantic import ValidationError
from pydantic_settings import BaseSettings
from pydantic_settings.exceptions import SettingsError

import adapters
from bot.app.bus import Bus
from bot.app.calendar_round import Feeds
from bot.app.conversation.measured import Allowance, MeasuredConversation
from bot.app.links import Links
from bot.app.ports import AdapterSettings, Clock, LeadsToPages, Plug, ServesPages
from bot.app.seals import Seals
from bot.audit_keeping import audit_jobs
from bot.contact_sheets import EVERY, keeping
from bot.domain.errors import QuorateError
from bot.policy import Policies, PolicyError, load_policies
from bot.running import NotStarted, Runtime, unless_outdated
from bot.setting_names import PREFIX, described, in_words, misspelt
from bot.settings import Settings
from bot.storage import Storage, StorageError, open_storage
from bot.web.heartbeat import Heartbeat
from scheduling.ticker import Job, Ticker

CALENDAR_TICK = timedelta(minutes=1)
LOOK_TICK = timedelta(minutes=1)
RETENTION_TICK = timedelta(minutes=5)
AUDIT_TICK = timedelta(minutes=1)
MEASURE_TICK = timedelta(seconds=15)
NO_COUNCIL = "No council has a policy file in the folder QUORATE_POLICY_DIR. `quorate init` writes one to start from."
NO_CHANNEL = "No channel is set up: fill in the settings of Slack, of Teams or of e-mail in .env."
NO_PAGES = "QUORATE_WEB_ADDRESS is empty: messages would lead to pages that nobody serves. Write QUORATE_BASE_URL's."
OTHER_ADDRESS = "QUORATE_WEB_ADDRESS and QUORATE_BASE_URL differ: links would lead elsewhere. Write the same in both."
NO_BASE_URL = "QUORATE_BASE_URL is empty: messages could not lead to the page where they are answered."


class Unreadable(QuorateError):
    """The settings cannot be read; the message has a line for each."""


@dataclass(frozen=True, slots=True)
class Configuration:
    """Settings as they were read, safe or not, and the channels that somebody has configured."""

    settings: Settings
    channels: tuple[tuple[Plug, AdapterSettings], ...]
    warnings: tuple[str, ...] = ()

    def policies(self) -> Policies:
        """Every council's policy. PolicyError with a line for each problem."""
        return load_policies(self.settings.policy_dir)

    def refusals(self) -> list[str]:
        """Why the process must not start, a plain sentence each; empty when it may."""
        found = self.settings.unsafe()
        try:
            found += [] if self.policies().councils else [NO_COUNCIL]
        except PolicyError as error:
            found += [str(problem) for problem in error.problems]
        if not self.channels:
            found.append(NO_CHANNEL)
        return found + self._links() + [each for _, settings in self.channels for each in settings.unsafe()]

    def _links(self) -> list[str]:
        """Why the links in our messages would lead nowhere."""
        own = self.settings.base_url.rstrip("/")
        pages = [each.pages_at for _, each in self.channels if isinstance(each, ServesPages)]
        found = [] if all(each == own for each in pages) else [OTHER_ADDRESS]
        if any(isinstance(each, LeadsToPages) for _, each in self.channels):
            found += [NO_BASE_URL] if not own else [] if pages else [NO_PAGES]
        return found


def discover_plugs(named: Collection[str] | None = None) -> Iterator[Plug]:
    """The plug of every folder in `adapters/` that has one, by name; of these alone when some are named."""
    for found in sorted(pkgutil.iter_modules(adapters.__path__), key=lambda each: each.name):
        if named is not None and found.name not in named:
            continue
        plug = getattr(importlib.import_module(f"adapters.{found.name}"), "plug", None)
        if plug is not None:
            yield plug


def load(
    env_file: Path | None = None,
    *,
    given: Mapping[str, Mapping[str, Any]] | None = None,
    extra_plugs: Sequence[Plug] = (),
) -> Configuration:
    """Read the environment, and `env_file` or else `.env` here. `given` overrides both: by channel, or "core".

    Raises Unreadable, in words, for what cannot be read; what is unsafe is read, and told by `refusals`.
    """
    if env_file is not None and not env_file.is_file():
        raise Unreadable(f"The settings file {env_file.name} is not there. `quorate init` writes one.")
    file, over = env_file or Path(".env"), given or {}
    wrong: list[str] = []
    core = _read(Settings, file, over.get("core", {}), wrong)
    names = {*os.environ, *(_names_in(file) if file.is_file() else ())}
    plugs = [*discover_plugs(_mentioned(names) | over.keys()), *extra_plugs]
    read = [(plug, _read(plug.settings, file, over.get(plug.name, {}), wrong)) for plug in plugs]
    if wrong:
        raise Unreadable("\n".join(wrong))
    wanted = tuple((plug, settings) for plug, settings in read if settings.wanted())
    if misspelt(names, _known(plugs)):
        plugs = [*discover_plugs(), *extra_plugs]
    return Configuration(core, wanted, tuple(misspelt(names, _known(plugs))))


def settings_models(extra_plugs: Sequence[Plug] = ()) -> list[tuple[str, type[BaseSettings]]]:
    """Every group of settings there is: the core's, then each channel's."""
    return _models([*discover_plugs(), *extra_plugs])


def _models(plugs: Sequence[Plug]) -> list[tuple[str, type[BaseSettings]]]:
    models: list[tuple[str, type[BaseSettings]]] = [("core", Settings)]
    for plug in plugs:
        if isinstance(plug.settings, type) and issubclass(plug.settings, BaseSettings):
            models.append((plug.name, plug.settings))
    return models


def build(configuration: Configuration, *, clock: Clock | None = None) -> Runtime:
    """Everything put together and nothing started. NotStarted, with a sentence for each reason, when it is unsafe."""
    refusals = configuration.refusals()
    if refusals:
        raise NotStarted(refusals)
    settings = configuration.settings
    storage = open_database(configuration)
    opened = {plug.name: plug.open(own) for plug, own in configuration.channels}
    channels = {name: adapter.channel for name, adapter in opened.items() if adapter.channel is not None}
    feeds = open_feeds(configuration)
    bus = Bus(storage.units, configuration.policies(), channels, clock, feeds, open_links(settings))
    auditor = bus.watch.auditor
    auditor.late_after, auditor.release = timedelta(seconds=2 * settings.tick_seconds), release()
    return Runtime(
        bus=bus,
        front=MeasuredConversation(bus, Allowance(settings.person_a_minute)),
        adapters=opened,
        channels=channels,
        storage=storage,
        ticker=_ticker(bus, settings),
        tick_seconds=settings.tick_seconds,
        shutdown_seconds=settings.shutdown_seconds,
        calendars=feeds.reader if feeds else None,
        heartbeat=Heartbeat(settings.heartbeat_url, settings.heartbeat_seconds) if settings.heartbeat_url else None,
    )


def release() -> str:
    """Which release this is."""
    return version("quorate")


def open_database(configuration: Configuration) -> Storage:
    """The database alone, not yet connected. NotStarted when its address or a key cannot be used."""
    settings = configuration.settings
    try:
        return open_storage(settings.database_url.get_secret_value(), settings.key_list())
    except StorageError as error:
        raise NotStarted([str(error)]) from None


def open_links(settings: Settings) -> Links | None:
    """What makes links to our own pages; None when our own address from outside is not set."""
    base_url = settings.base_url.rstrip("/")
    return Links(Seals(settings.key_list()), base_url) if base_url else None


def open_feeds(configuration: Configuration) -> Feeds | None:
    """The reader of free/busy calendars, with nothing read yet; None when no server is allowed."""
    settings = configuration.settings
    if not settings.calendar_hosts:
        return None
    # Fetching and iCalendar take a while to load, and most commands need neither.
    from adapters.calendar.reader import open_reader

    every, ahead = timedelta(minutes=settings.calendar_minutes), timedelta(days=settings.calendar_days)
    return Feeds(open_reader(settings.calendar_hosts), every, ahead)


def open_core(configuration: Configuration, feeds: Feeds | None = None) -> tuple[Bus, Storage]:
    """The bus without channels, for what an operator does from the shell; the running process delivers."""
    unsafe = configuration.settings.unsafe()
    if unsafe:
        raise NotStarted(unsafe)
    storage = open_database(configuration)
    return Bus(storage.units, configuration.policies(), {}, feeds=feeds), storage


def _ticker(bus: Bus, settings: Settings) -> Ticker:
    async def deliver() -> None:
        await bus.deliver()

    async def chase() -> None:
        await bus.chase()

    async def calendars() -> None:
        await bus.read_calendars()

    async def self_audit() -> None:
        await bus.audit_itself()

    async def look_again() -> None:
        await bus.look_again()

    every = timedelta(seconds=settings.tick_seconds)
    jobs: dict[str, tuple[timedelta, Job]] = {
        "deliver": (every, deliver),
        "chase": (every, chase),
        "look_again": (LOOK_TICK, look_again),
        "retention": (RETENTION_TICK, bus.purge_nightly),
        **audit_jobs(bus),
        "self_audit": (AUDIT_TICK, self_audit),
        "measure": (MEASURE_TICK, bus.measure),
    }
    if settings.contact_sheet_dir:
        jobs["contact_sheets"] = EVERY, keeping(bus, Path(settings.contact_sheet_dir))
    if bus.feeds is not None:
        jobs["calendars"] = CALENDAR_TICK, calendars
    return Ticker({name: (every, unless_outdated(bus, job)) for name, (every, job) in jobs.items()})


def _mentioned(names: Collection[str]) -> set[str]:
    """The channels of which any setting is written; the others stay unread, for they take long to load."""
    ours = (each.upper().split("_") for each in names if each.upper().startswith(PREFIX))
    return {parts[1].lower() for parts in ours}


def _names_in(file: Path) -> list[str]:
    try:
        return list(dotenv_values(file))
    except UnicodeDecodeError:
        return []


def _known(plugs: Sequence[Plug]) -> list[str]:
    return [each.name for _, model in _models(plugs) for each in described(model)]


def _read(model: Any, file: Path, given: Mapping[str, Any], wrong: list[str]) -> Any:
    """The settings of one group; what cannot be read is added to `wrong`."""
    try:
        return model(_env_file=file, **given)
    except ValidationError as error:
        wrong += in_words(error, model)
    except SettingsError as error:
        wrong += [f"{_named(error, model)} cannot be read: write it as JSON, as the comment beside it shows."]
    except UnicodeDecodeError:
        wrong += [f"{file.name} is not UTF-8 text: save it as UTF-8."]
    return None


def _named(error: SettingsError, model: type[BaseSettings]) -> str:
    """The setting that could not be parsed: the library names its field in quotes."""
    message, prefix = str(error), str(model.model_config.get("env_prefix", ""))
    names = [each.name for each in described(model)]
    return next((name for name in names if f'"{name[len(prefix) :].lower()}"' in message), "A setting")
