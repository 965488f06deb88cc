"""A process that has read all our code once, and divides itself for each Quorate that a test starts.

Reading the code is most of what a start costs. Run as a program it takes a line of JSON at a time on its input:
`{"serve": [clock file, env file], "failpoint": "", "log": file}` is answered with a process id (so is "quorate": any
command's words, in the place of "serve"), `{"poll": id}` with its exit code, or null while it runs.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


class Nursery:
    """The test's end of it. One test's loop asks it at a time."""

    def __init__(self) -> None:
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
        pid = self.ask({"serve": [str(clock), str(env_file)], "failpoint": failpoint, "log": str(log)})
        return Born(self, int(pid))

    def quorate(self, words: Sequence[str], log: Path, failpoint: str = "") -> Born:
        """Start any command, as an operator does."""
        return Born(self, int(self.ask({"quorate": list(words), "failpoint": failpoint, "log": str(log)})))

    def ask(self, wish: dict[str, Any]) -> Any:
        """One line there, one line back."""
        assert self._running.stdin
        assert self._running.stdout
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


class Born:
    """One Quorate, as `subprocess.Popen` would show it."""

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
    """The environment without any setting of Quorate's."""
    return {name: value for name, value in os.environ.items() if not name.startswith("QUORATE_")}


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
    log = os.open(wish["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for stream in (1, 2):
        os.dup2(log, stream)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    _arm(wish["failpoint"])
    if "quorate" in wish:
        sys.argv = ["quorate", *wish["quorate"]]
        quorate()
        return
    clock, env_file = wish["serve"]
    serve_at(Path(clock), Path(env_file))


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

    for _ in bot.wiring.discover_plugs():
        pass
    for line in sys.stdin:
        wish = json.loads(line)
        print(json.dumps(_exit_code(wish["poll"]) if "poll" in wish else _divide(wish)), flush=True)


if __name__ == "__main__":
    main()
