"""`quorate calendar …` and what doctor says of calendars, as an administrator meets them."""

from __future__ import annotations

import asyncio
import io
import os
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.cli import main
from bot.domain.people import Person
from bot.storage import open_storage
from tests.unit.calendar.feeds import calendar, event

SECRET = "nobody-but-anna-may-see-this"
FEED = calendar(event("DTSTART:20260101T090000Z", "DTEND:20260101T100000Z", "RRULE:FREQ=DAILY"))


class Serves(BaseHTTPRequestHandler):
    """Answers with one feed, whatever is asked; nothing under /gone."""

    def do_GET(self) -> None:
        gone = self.path.startswith("/gone")
        self.send_response(404 if gone else 200)
        self.end_headers()
        if not gone:
            self.wfile.write(FEED)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Shell:
    """Runs one command, with this on its standard input, and keeps what it said."""

    def __init__(
        self, patch: pytest.MonkeyPatch, capture: pytest.CaptureFixture[str], origin: str, database: str, key: str
    ) -> None:
        self._patch, self._capture, self.origin = patch, capture, origin
        self._database, self._key = database, key
        self.told = ""

    def __call__(self, *words: str, typed: str = "") -> int:
        self._patch.setattr(sys, "argv", ["quorate", "calendar", *words])
        self._patch.setattr(sys, "stdin", io.StringIO(typed))
        with pytest.raises(SystemExit) as ended:
            main()
        captured = self._capture.readouterr()
        self.told = captured.out + captured.err
        assert SECRET not in self.told
        return ended.value.code if isinstance(ended.value.code, int) else 0

    def employs(self, person_id: str, name: str) -> None:
        async def add() -> None:
            storage = open_storage(self._database, (self._key,))
            await storage.migrate()
            async with storage.units.write() as uow:
                await uow.people.add(Person(person_id, name, "health", ("EXMP",), ("health_visitor",)))
                await uow.commit()
            await storage.close()

        asyncio.run(add())


@pytest.fixture
def origin() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Serves)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def quorate(origin: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> Shell:
    for name in [each for each in os.environ if each.upper().startswith("QUORATE_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "policy").mkdir()
    database, key = f"sqlite:///{tmp_path / 'quorate.db'}", Fernet.generate_key().decode()
    for name, value in (("DATABASE_URL", database), ("KEYS", key), ("CALENDAR_HOSTS", origin)):
        monkeypatch.setenv(f"QUORATE_{name}", value)
    shell = Shell(monkeypatch, capfd, origin, database, key)
    shell.employs("hv1", "Anna Visitor")
    return shell


def test_a_calendar_is_kept_read_listed_and_forgotten_and_its_address_is_never_shown(quorate: Shell) -> None:
    assert quorate("add", "hv1", typed=f"{quorate.origin}/{SECRET}.ics\n") == 0
    assert quorate.told.startswith("Saved.\nThe calendar read ")
    assert "Busy times: 2" in quorate.told
    assert quorate("list") == 0
    assert quorate.told.startswith("Anna Visitor (hv1): read ")
    assert quorate("read", "hv1") == 0
    assert quorate("remove", "hv1") == 0
    assert quorate("list") == 0
    assert quorate.told == "Nobody's calendar is read.\n"
    assert quorate("read", "hv1") == 2
    assert quorate.told.startswith("No calendar of 'hv1' is kept.")


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (f"https://elsewhere.example/{SECRET}", "its server is not in QUORATE_CALENDAR_HOSTS. Nothing was saved."),
        (f"http://elsewhere.example/{SECRET}", "its address does not begin with https. Nothing was saved."),
        (SECRET, "that is not the address of a calendar. Nothing was saved."),
        ("", "that is not the address of a calendar. Nothing was saved."),
    ],
)
def test_an_address_that_would_never_be_read_is_not_kept(quorate: Shell, address: str, words: str) -> None:
    assert quorate("add", "hv1", typed=address) == 2
    assert words in quorate.told
    assert quorate("list") == 0
    assert quorate.told == "Nobody's calendar is read.\n"


def test_what_cannot_be_read_now_is_said_with_what_to_do(quorate: Shell) -> None:
    assert quorate("add", "hv1", typed=f"{quorate.origin}/gone/{SECRET}.ics") == 2
    assert "could not be read: the server answered 404." in quorate.told
    assert "Ask Anna Visitor for a new address, then run `quorate calendar add hv1`." in quorate.told
    assert quorate("list") == 0
    assert quorate.told == "Anna Visitor (hv1): has not been read yet: the server answered 404.\n"


def test_without_allowed_servers_nothing_is_kept(quorate: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QUORATE_CALENDAR_HOSTS")
    assert quorate("add", "hv1", typed=f"{quorate.origin}/{SECRET}.ics") == 2
    assert "QUORATE_CALENDAR_HOSTS is empty" in quorate.told


def test_somebody_who_is_not_in_the_directory_has_no_calendar(quorate: Shell) -> None:
    assert quorate("add", "hv9", typed=f"{quorate.origin}/{SECRET}.ics") == 2
    assert "Nobody in the directory has that id." in quorate.told
