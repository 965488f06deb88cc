"""P2: no secret of ours is ever shown: not in a log, an answer, a refusal, a finding or a figure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot.wiring import load, settings_models
from tests.kit.loopback import visitor
from tests.kit.nursery import Nursery
from tests.kit.sealed_rows import new_key
from tests.kit.served import Ground, as_env
from tests.kit.world import POLICY

CANARY = "canary"
_LINK = re.compile(r"/[a-z]#([A-Za-z0-9_.-]{20,})")


def secrets_of(env_file: Path) -> set[str]:
    """Every secret that these settings hold; a database's password, and each key by itself."""
    configuration = load(env_file)
    found: set[str] = set(configuration.settings.key_list())
    for settings in (configuration.settings, *(each for _, each in configuration.channels)):
        for value in vars(settings).values():
            for each in value.values() if isinstance(value, dict) else (value,):
                if isinstance(each, SecretStr):
                    found.add(each.get_secret_value())
    address = configuration.settings.database_url.get_secret_value()
    password = re.search(r"//[^:/@]+:([^@]+)@", address)
    return {each for each in found - {address} if each} | ({password[1]} if password else set())


def shown(secrets: set[str], said: str) -> set[str]:
    """Those of the secrets that stand in this, or most of them."""
    return {each for each in secrets if each in said or each[4:24] in said}


async def test_P2_a_process_at_work_shows_no_secret(standing: Ground) -> None:
    process = await standing.serve(settings={"log_level": "debug", "health_port": 0})
    secrets = secrets_of(standing.folder / "1.env")
    assert len(secrets) >= 4
    await standing.convenes()
    await standing.until("notices", count=3)
    answers = []
    async with visitor(base_url=process.address) as client:
        for path in ("/readyz", "/healthz", "/metrics", "/", "/nowhere"):
            answers.append(await client.get(path))
        for path in ("/slack/events", "/teams/messages"):
            forged = {"x-slack-signature": "v0=00", "x-slack-request-timestamp": "1", "authorization": "Bearer a.b.c"}
            answers.append(await client.post(path, headers=forged, content=b"{"))
    said = "".join(f"{each.headers}{each.text}" for each in answers)
    links = {
        found for person in standing.cast.people for text in standing.chat(person) for found in _LINK.findall(text)
    }
    await process.stop()
    assert not shown(secrets, said)
    assert not shown(secrets | links, process.log())


def _canaries(wrong: dict[str, dict[str, Any]]) -> Iterator[tuple[str, str, Any]]:
    """Every secret setting there is, with a canary in it."""
    for group, model in settings_models():
        for name, field in model.model_fields.items():
            if "SecretStr" not in str(field.annotation) or name in wrong.get(group, {}):
                continue
            canary = f"{CANARY}-{group}-{name}-0123456789"
            yield group, name, {"T0CANARY1": canary} if "dict" in str(field.annotation) else canary


def settings(folder: Path, **wrong: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """A canary in each secret setting, nothing listening anywhere, and what is `wrong` besides."""
    (folder / "policy").mkdir(exist_ok=True)
    (folder / "policy" / "EXMP.toml").write_text(POLICY)
    nowhere = "http://127.0.0.1:1"
    given: dict[str, dict[str, Any]] = {
        "core": {"policy_dir": folder / "policy", "base_url": "https://quorate.example"},
        "slack": {"api_base_url": f"{nowhere}/api/", "team": "T0CANARY2"},
        "teams": {"app_id": "an-app", "home_tenant": "a-tenant", "tenants": "a-tenant", "login_authority": nowhere}
        | {"openid_metadata_url": nowhere, "service_hosts": nowhere},
        "email": {"smtp_host": "127.0.0.1", "smtp_port": 1, "smtp_security": "none", "smtp_user": "quorate"}
        | {"sender": "Meetings <meetings@council.example>", "imap_host": "127.0.0.1", "imap_port": 1}
        | {"imap_security": "none", "imap_user": "quorate"},
        "web": {"address": "https://quorate.example"},
    }
    for group, name, canary in _canaries(wrong):
        given[group][name] = canary
    for group, values in wrong.items():
        given[group] |= values
    return given


WRONG: dict[str, dict[str, dict[str, Any]]] = {
    "a database that is not there": {"core": {"database_url": f"postgresql://q:{CANARY}-d@127.0.0.1:1/q"}},
    "an address that cannot be read": {"core": {"database_url": f"postgresql://q:{CANARY}-d@host:port/q"}},
    "no database of ours": {"core": {"database_url": f"mysql://q:{CANARY}-d@127.0.0.1/q"}},
    "a key that is none": {"core": {"keys": f"{CANARY}-key", "database_url": f"postgresql://q:{CANARY}-d@host/q"}},
    "tokens that are no JSON": {"slack": {"bot_tokens": f"T0CANARY1={CANARY}-token"}},
    "a number that is none": {"email": {"smtp_port": "lots"}, "teams": {"tenants": ""}},
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG.keys())
async def test_P2_a_refused_start_and_the_doctor_show_no_secret(
    wrong: dict[str, dict[str, Any]], tmp_path: Path, nursery: Nursery
) -> None:
    given = settings(tmp_path, **wrong)
    key = new_key()
    if "keys" not in wrong.get("core", {}):
        given["core"]["keys"] = key
    given["core"].setdefault("database_url", f"postgresql://quorate:{CANARY}-database@127.0.0.1:1/quorate")
    env_file, log = tmp_path / ".env", tmp_path / "said"
    env_file.write_text(as_env(given), encoding="utf-8")
    commands: Sequence[Sequence[str]] = (["serve"], ["doctor"], ["doctor", "--json"], ["migrate"], ["rekey"])
    for words in commands:
        ended = nursery.start("quorate", [*words, "--env-file", str(env_file)], log).wait(60)
        assert ended in (1, 2), (words, log.read_text())
    said = log.read_text()
    assert "Traceback" not in said
    assert CANARY not in said.replace("T0CANARY", "")
    assert not shown({key}, said)
