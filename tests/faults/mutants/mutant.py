"""One protection taken away: where, how, and which test then fails."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

ROOT = Path(__file__).parents[3]
PATIENCE = 300
_COPIED = ("bot", "adapters", "scheduling", "tests", "benchmarks", "docs")
_FILES = ("pyproject.toml", "README.md", ".env.example", ".importlinter", "constraints.txt")
_NOT_COPIED = shutil.ignore_patterns("__pycache__", ".hypothesis", "*.pyc")


@dataclass(frozen=True, slots=True)
class Mutant:
    """In `file`, `old`, which stands there once, becomes `new`: `test` fails, and `means` says what would happen.

    `test` is a pytest id without its parameters: those of both databases run, or `only` those whose parameters
    have this in their name, where one database tells as much as two.
    """

    row: str
    file: str
    old: str
    new: str
    test: str
    means: str
    only: str = ""

    def applied(self, text: str) -> str:
        """The file without its protection. ValueError when `old` does not stand there exactly once."""
        if text.count(self.old) != 1:
            raise ValueError(f"{self.row}: {self.file} has {text.count(self.old)} times {self.old!r}")
        return text.replace(self.old, self.new)


def known_mutants() -> list[Mutant]:
    """Every mutant of the modules beside this one, by row."""
    package = Path(__file__).parent
    modules = [import_module(f"{__package__}.{each.name}") for each in iter_modules([str(package)])]
    found = [each for module in modules for each in getattr(module, "MUTANTS", ())]
    return sorted(found, key=lambda each: (each.row, each.test))


def copy_of_the_source(folder: Path) -> Path:
    """A copy in which a protection can be taken away without touching ours."""
    for name in _COPIED:
        shutil.copytree(ROOT / name, folder / name, ignore=_NOT_COPIED)
    for name in _FILES:
        if (ROOT / name).exists():
            shutil.copy(ROOT / name, folder / name)
    return folder


def killed(mutant: Mutant, source: Path) -> tuple[bool, str]:
    """Whether the row's test fails without the protection, and the end of what it printed. `source` is a copy."""
    file = source / mutant.file
    whole = file.read_text()
    file.write_text(mutant.applied(whole))
    try:
        done = _tested(mutant, source)
    except subprocess.TimeoutExpired:
        return True, "The test did not end."
    finally:
        file.write_text(whole)
    # 1: some test failed. Anything else (no such test, a broken import) proves nothing.
    return done.returncode == 1 and " error" not in done.stdout.splitlines()[-1], done.stdout[-1500:]


def passes_alone(mutant: Mutant, source: Path) -> tuple[bool, str]:
    """Whether its test passes by itself while nothing is taken away: one that does not proves nothing."""
    try:
        done = _tested(mutant, source)
    except subprocess.TimeoutExpired:
        return False, "The test did not end."
    return done.returncode == 0, done.stdout[-1500:]


def _tested(mutant: Mutant, source: Path) -> subprocess.CompletedProcess[str]:
    arguments = ["-m", "pytest", "-n", "0", "-x", "-p", "no:cacheprovider", "-m", "", "-k", mutant.only, mutant.test]
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=source,
        env={**os.environ, "PYTHONPATH": str(source), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
