"""`quorate audit` as somebody types it; and what the running process does by itself."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.app.bus import Bus
from bot.audit_keeping import audit_jobs
from bot.cli import main
from bot.storage import Storage, open_storage
from tests.faults.tampering import entry, tamper, written
from tests.kit.databases import KEYS
from tests.kit.world import World

Typed = Callable[..., tuple[int, str]]


@pytest.fixture
def typed(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], sqlite_url: str, tmp_path: Path
) -> Typed:
    """Types `quorate audit …`; the exit code, and everything that was printed."""
    (tmp_path / "policies").mkdir()
    settings = tmp_path / "settings.env"
    settings.write_text(
        f"QUORATE_DATABASE_URL={sqlite_url}\nQUORATE_KEYS={KEYS[0]}\nQUORATE_POLICY_DIR={tmp_path / 'policies'}\n"
    )

    def type_it(*words: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["quorate", "audit", *words, "--env-file", str(settings)])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capfd.readouterr()
        return int(ended.value.code or 0), out + err

    return type_it


async def ten(url: str) -> None:
    storage = open_storage(url, KEYS)
    await written(storage.units, *(entry(number) for number in range(1, 11)))
    await storage.close()


def test_I6_the_command_says_what_is_wrong_and_where_and_ends_with_1(typed: Typed, sqlite_url: str) -> None:
    asyncio.run(ten(sqlite_url))
    code, said = typed("verify")
    assert code == 1
    assert "10 entries are waiting for a link for over a minute. Start Quorate, or run `quorate audit head`." in said
    code, head = typed("head")
    assert code == 0
    assert head.startswith("10:")
    code, said = typed("verify", "--head", head)
    assert (code, "The audit is whole: 10 entries" in said) == (0, True)
    tamper(sqlite_url, "UPDATE audit SET actor_id = 'ola' WHERE id = 'e000003'")
    code, said = typed("verify")
    assert code == 1
    assert "Entry e000003 at position 3 is not as it was linked" in said
    assert "Without --head nobody can tell" in said
    tamper(sqlite_url, "DELETE FROM audit WHERE id > 'e000008'", "DELETE FROM audit_link WHERE position > 8")
    code, said = typed("verify", "--head", head)
    assert (code, "The chain ends at position 8. It once reached 10" in said) == (1, True)
    code, said = typed("verify", "--json", "--head", head)
    found = json.loads(said)
    assert (code, found["ok"], found["head"]["position"]) == (1, False, 8)
    assert [each["wrong"] for each in found["faults"]] == ["changed", "cut_off"]


@pytest.mark.parametrize("head", ["10", "10:abc", f"-1:{'0' * 64}", f"{'0' * 64}:10"])
def test_I6_a_head_that_is_none_is_a_mistake_and_not_a_finding(typed: Typed, head: str) -> None:
    code, said = typed("verify", f"--head={head}")
    assert (code, "A head is written POSITION:HASH" in said) == (2, True)


async def test_I6_the_running_process_links_and_writes_its_head_to_the_log(storage: Storage, tmp_path: Path) -> None:
    bus: Bus = World(storage, tmp_path).bus
    await written(storage.units, entry(1))
    jobs = audit_jobs(bus)
    await jobs["audit"][1]()
    with capture_logs() as logs:
        await jobs["audit_head"][1]()
    head = await bus.audit_head()
    assert head.position == 1
    assert [(each["event"], each["position"], each["hash"]) for each in logs] == [("audit_head", 1, head.hash)]
    assert jobs["audit"][0].total_seconds() <= 10
    assert jobs["audit_head"][0].total_seconds() <= 3600
