"""A process that has read all our code once, and divides itself for each program that a test starts.

Reading the code is most of what a start costs. Run as a program it takes a line of JSON at a time on its input:
`{"program": "serve", "words": [clock file, env file], "out": file, "err": file, "in": file, "failpoint": ""}` is
answered with a process id (other programs: "quorate" with any command's words, and any module), `{"poll": id}` with
its exit code, or null while it runs.
"""

from __future__ import annotations

import atexit
import functools
import gc
import json
import os
import runpy
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


class Nursery:
    """The test's end of it."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._running = subprocess.Popen(
            [sys.executable, "-m", "tests.kit.nursery"],
            cwd=ROOT,
            env={**without_ours(), "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def serve(self, clock: Path, env_file: Path, log: Path, failpoint: str = "") -> Born:
        """Start a Quorate."""
        return self.start("serve", [str(clock), str(env_file)], log, failpoint=failpoint)

    def start(
        self,
        program: str,
        words: Sequence[str],
        out: Path,
        *,
        err: Path | None = None,
        given: Path | None = None,
        failpoint: str = "",
    ) -> Born:
        """Start any program; what it says goes to `out`, its errors too without an `err`. `given` is its input."""
        streams = {"out": str(out), "err": str(err or out), "in": str(given or os.devnull)}
        wish = {"program": program, "words": list(words), "failpoint": failpoint, **streams}
        return Born(self, int(self.ask(wish)))

    def ask(self, wish: dict[str, Any]) -> Any:
        """One line there, one line back."""
        assert self._running.stdin
        assert self._running.stdout
        with self._turn:
            self._running.stdin.write(json.dumps(wish) + "\n")
            self._running.stdin.flush()
            return json.loads(self._running.stdout.readline())

    def close(self) -> None:
        """It ends, and takes nobody with it: whoever started a Quorate ends it."""
        assert self._running.stdin
        assert self._running.stdout
        self._running.stdin.close()
        self._running.wait(10)
        self._running.stdout.close()


@functools.cache
def the_nursery() -> Nursery:
    """From which every process of this test run comes."""
    made = Nursery()
    atexit.register(made.close)
    return made


class Born:
    """One process, as `subprocess.Popen` would show it."""

    def __init__(self, nursery: Nursery, pid: int) -> None:
        self._nursery, self.pid = nursery, pid
        self._code: int | None = None

    def poll(self) -> int | None:
        """Its exit code, negative for a signal; None while it runs."""
        if self._code is None:
            self._code = self._nursery.ask({"poll": self.pid})
        return self._code

    def send_signal(self, number: int) -> None:
        """To a process that has ended: nothing."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """At once."""
        self.send_signal(signal.SIGKILL)

    def wait(self, timeout: float = 30.0) -> int:
        """Its exit code, once it has ended. TimeoutError when it does not."""
        ends = time.monotonic() + timeout
        while time.monotonic() < ends:
            if (code := self.poll()) is not None:
                return code
            time.sleep(0.01)
        raise TimeoutError


def without_ours() -> dict[str, str]:
    """The environment without any setting of Quorate's; what is compiled may be kept, as it is on a server."""
    left = ("QUORATE_", "PYTHONDONTWRITEBYTECODE")
    return {name: value for name, value in os.environ.items() if not name.startswith(left)}


def _divide(wish: dict[str, Any]) -> int:
    pid = os.fork()
    if pid:
        return pid
    code = 70
    try:
        _become(wish)
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 1
    except BaseException as error:  # noqa: BLE001 - the end of a process: its log says why, its exit code that
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
    finally:
        sys.stderr.flush()
        os._exit(code)


def _become(wish: dict[str, Any]) -> None:
    from bot.cli import main as quorate
    from tests.kit.serve_at import serve_at

    os.setsid()
    for stream, name in ((1, "out"), (2, "err")):
        os.dup2(os.open(wish[name], os.O_WRONLY | os.O_CREAT | os.O_APPEND), stream)
    os.dup2(os.open(wish["in"], os.O_RDONLY), 0)
    _arm(wish["failpoint"])
    program, words = wish["program"], wish["words"]
    sys.argv = [program, *words]
    if program == "serve":
        clock, env_file = words
        serve_at(Path(clock), Path(env_file))
    elif program == "quorate":
        quorate()
    else:
        runpy.run_module(program, run_name="__main__")


def _arm(failpoint: str) -> None:
    """The setting is read when the code is, which was before this process divided itself."""
    from bot import failpoints

    if not failpoint:
        return
    unarmed = failpoints.reach
    failpoints.armed = failpoints.Armed(failpoint)
    for module in list(sys.modules.values()):
        if getattr(module, "reach", None) is unarmed:
            vars(module)["reach"] = failpoints.armed.reached


def _exit_code(pid: int) -> int | None:
    done, status = os.waitpid(pid, os.WNOHANG)
    return os.waitstatus_to_exitcode(status) if done else None


def main() -> None:
    """Read the code, then do as each line says, until there are no more."""
    import bot.cli
    import bot.shell.rekey_command
    import bot.wiring
    import tests.kit.serve_at  # noqa: F401 - read for whoever is born later
    from scheduling.bank_holidays import england_bank_holiday

    for _ in bot.wiring.discover_plugs():
        pass
    england_bank_holiday(date(2026, 3, 10))
    # What is here is shared by all that are born; none of them needs to look through it again.
    gc.freeze()
    for line in sys.stdin:
        wish = json.loads(line)
        print(json.dumps(_exit_code(wish["poll"]) if "poll" in wish else _divide(wish)), flush=True)


if __name__ == "__main__":
    main()
