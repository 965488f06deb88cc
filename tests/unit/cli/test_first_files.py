"""`quorate init` and `.env.example`."""

from __future__ import annotations

import re
from pathlib import Path

from cryptography.fernet import Fernet

from bot.setting_names import described
from bot.shell.first_settings import settings_text, write_first_files
from bot.wiring import load, settings_models

EXAMPLE = Path(__file__).parents[3] / ".env.example"


def test_the_example_names_every_setting_as_it_is() -> None:
    """To renew it: quorate init --show > .env.example"""
    assert EXAMPLE.read_text(encoding="utf-8") == settings_text(settings_models())


def test_every_setting_is_described() -> None:
    for _, model in settings_models():
        for each in described(model):
            assert each.words, each.name
            assert re.search(rf"^#?{each.name}=", EXAMPLE.read_text(encoding="utf-8"), re.MULTILINE)


def test_the_example_itself_is_refused() -> None:
    configuration = load(EXAMPLE)
    assert any("QUORATE_KEYS is empty" in each for each in configuration.refusals())


def test_the_first_files_hold_a_fresh_key_and_are_for_their_owner_alone(tmp_path: Path) -> None:
    write_first_files(tmp_path / "one", settings_models())
    write_first_files(tmp_path / "two", settings_models())
    keys = {load(tmp_path / each / ".env").settings.key_list() for each in ("one", "two")}
    assert len(keys) == 2
    assert all(Fernet(key[0]) for key in keys)
    assert (tmp_path / "one" / ".env").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "one" / "policy" / "EXMP.toml").is_file()


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("QUORATE_PORT=9001\n")
    said = write_first_files(tmp_path, settings_models())
    assert (tmp_path / ".env").read_text() == "QUORATE_PORT=9001\n"
    assert said[0] == ".env is there already and was left as it is."


def test_what_init_writes_can_be_used_once_a_channel_is_filled_in(tmp_path: Path) -> None:
    write_first_files(tmp_path, settings_models())
    given = {
        "core": {"policy_dir": tmp_path / "policy"},
        "slack": {"signing_secret": "8f742231b10e8888abcd99yyy", "bot_tokens": {"T0COUNCIL1": "xoxb-1234567890-a"}},
    }
    assert load(tmp_path / ".env", given=given).refusals() == []
