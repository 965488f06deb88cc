"""The first files of an installation: a commented `.env` with a fresh key, and a council's policy to start from."""

from __future__ import annotations

import os
import textwrap
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

from pydantic_settings import BaseSettings

from bot.domain.errors import QuorateError
from bot.setting_names import Described, described

FIRST_COUNCIL = "EXMP.toml"
_WIDTH = 108
_ABOUT = """\
# Settings of Quorate. `quorate init` writes this file with a fresh key; `quorate doctor` says what is still missing.
# A line that begins with # is not used: what stands there is the default. Keep this file to yourself (mode 600).
"""
_HEADINGS = {"core": "Quorate itself"}
_AFTER = "leave everything empty and Quorate runs without it"


def settings_text(groups: Iterable[tuple[str, type[BaseSettings]]], keys: str = "") -> str:
    """Every setting with its description; those without a default are there to be filled in."""
    parts = [_ABOUT]
    for name, model in groups:
        heading = _HEADINGS.get(name) or f"{name.capitalize()}: {_AFTER}"
        parts.append(f"\n# --- {heading} {'-' * max(3, _WIDTH - len(heading) - 6)}\n")
        parts += [_entry(each, keys if each.name == "QUORATE_KEYS" else "") for each in described(model)]
    return "".join(parts)


def _entry(setting: Described, value: str) -> str:
    words = textwrap.fill(setting.words, _WIDTH, initial_indent="# ", subsequent_indent="# ", break_long_words=False)
    line = f"#{setting.name}={setting.default}" if setting.default else f"{setting.name}={value}"
    return f"\n{words}\n{line}\n"


def write_first_files(folder: Path, groups: Iterable[tuple[str, type[BaseSettings]]]) -> list[str]:
    """Write what is not there yet, and say what was done. Nothing is ever overwritten."""
    from cryptography.fernet import Fernet

    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "policy").mkdir(exist_ok=True)
        text = settings_text(groups, Fernet.generate_key().decode())
        example = files("bot.policy").joinpath("council.example.toml").read_text(encoding="utf-8")
        return [
            _written(folder / ".env", text, ".env", "a fresh key is in it: keep a copy apart from the database"),
            _written(folder / "policy" / FIRST_COUNCIL, example, f"policy/{FIRST_COUNCIL}", _MAKE_IT_YOURS),
        ]
    except OSError as error:
        raise QuorateError(
            f"The files could not be written ({error.strerror}). No half of one was left. Make room, or name a "
            "folder of your own, and try again."
        ) from None


_MAKE_IT_YOURS = "an invented council: change it to yours, and name the file after its code"


def _written(file: Path, text: str, name: str, words: str) -> str:
    try:
        opened = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return f"{name} is there already and was left as it is."
    try:
        with os.fdopen(opened, "w", encoding="utf-8") as out:
            out.write(text)
    except OSError:
        # Half a file would be left as it is by the next try, and its key be lost.
        file.unlink()
        raise
    return f"{name} was written: {words}."
