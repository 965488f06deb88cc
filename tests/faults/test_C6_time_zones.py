"""C6: whoever travels, and wherever the server stands, everybody reads the time in London and is told so."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfoNotFoundError

import pytest

from bot.shell import edge as shell_edge
from bot.storage import Storage
from tests.kit.world import World, at, read

NO_TZDATA = "import sys; sys.modules['tzdata'] = None; sys.argv = ['quorate', {}]; from bot.cli import main; main()"


@pytest.fixture(params=["UTC", "America/Los_Angeles", "Pacific/Auckland"])
def server_zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """This process believes that it stands there."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", request.param)
        time.tzset()
        yield request.param
    time.tzset()


async def test_C6_wherever_the_server_stands_the_card_shows_london_time_and_says_so(
    storage: Storage, tmp_path: Path, server_zone: str
) -> None:
    world = await World(storage, tmp_path, at(10, 10, 20)).with_everybody()
    await world.called("planned")
    (meeting,) = await world.rows("meetings")
    assert meeting.deadline == at(13, 17), server_zone
    shown = read(world.people["hv1"].card("EXMP-SM-1"))
    assert f"When: Tue 10 March, {meeting.starts_at:%H:%M} to {meeting.ends_at:%H:%M}, UK time" in shown


async def test_C6_in_summer_the_card_shows_the_summer_clock(
    storage: Storage, tmp_path: Path, server_zone: str
) -> None:
    world = await World(storage, tmp_path, at(10, 10, 20).replace(month=7, day=7)).with_everybody()
    await world.called("planned")
    (meeting,) = await world.rows("meetings")
    shown = read(world.people["hv1"].card("EXMP-SM-1"))
    hour = meeting.starts_at.hour + 1
    assert f"When: Tue 7 July, {hour:02}:{meeting.starts_at:%M} to " in shown, server_zone


@pytest.mark.parametrize("command", ["serve", "doctor"])
def test_C6_without_time_zone_data_nothing_starts(command: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", NO_TZDATA.format(repr(command))],
        cwd=tmp_path,
        env={**os.environ, "PYTHONTZPATH": "", "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr.strip()) == (2, shell_edge.NO_ZONES)


def test_C6_missing_time_zone_data_is_told(capfd: pytest.CaptureFixture[str]) -> None:
    def broken() -> None:
        raise ZoneInfoNotFoundError("Europe/London")

    with pytest.raises(SystemExit) as ended:
        shell_edge.told_plainly(broken)
    assert ended.value.code == 2
    assert "pip install tzdata" in capfd.readouterr().err
