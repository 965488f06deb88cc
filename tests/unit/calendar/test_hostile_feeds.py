"""Feeds that were made to hang, to fill the memory, or to break whatever reads them."""

from __future__ import annotations

import asyncio
import gzip
import json
import signal
import sys
import time
import tracemalloc
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.calendar.feed import busy_times, unpacked
from adapters.calendar.fetching import Feed
from adapters.calendar.troubles import NotRead
from adapters.calendar.workroom import WorkLimits, Workroom
from tests.unit.calendar.feeds import END, NOW, calendar, event, spans

AT_NINE = ("DTSTART:20260311T090000Z", "DTEND:20260311T093000Z")
# Each looks for a 30 February in every year there will ever be.
NEVER = [event(*AT_NINE, "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", uid=str(number)) for number in range(1000)]


def why(feed: bytes) -> str:
    with pytest.raises(NotRead) as trouble:
        busy_times(feed, NOW, END)
    return trouble.value.code


@pytest.fixture
async def workroom() -> AsyncIterator[Workroom]:
    opened = Workroom(WorkLimits(seconds=1))
    yield opened
    await opened.close()


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("FREQ=SECONDLY", "too_often"),
        ("FREQ=MINUTELY;COUNT=1000000000", "too_often"),
        ("FREQ=HOURLY;INTERVAL=2", "too_often"),
        ("FREQ=DAILY;BYHOUR=1,2,3,4,5,6;BYMINUTE=0,10,20,30,40", "too_often"),
        ("FREQ=BANANA", "too_often"),
        ("COUNT=3", "too_often"),
        ("FREQ=DAILY;INTERVAL=0", "broken"),
        ("FREQ=DAILY;COUNT=x", "broken"),
        ("FREQ=DAILY;UNTIL=soon", "broken"),
        ("FREQ=WEEKLY;BYDAY=XX", "broken"),
    ],
)
def test_a_rule_that_would_never_end_or_makes_no_sense_is_refused(rule: str, code: str) -> None:
    assert why(calendar(event(*AT_NINE, f"RRULE:{rule}"))) == code


def test_a_huge_count_of_days_is_read_no_further_than_the_window() -> None:
    daily = event(*AT_NINE, "RRULE:FREQ=DAILY;COUNT=999999999")
    assert len(spans(calendar(daily))) == 27


@pytest.mark.parametrize(
    ("feed", "code"),
    [
        (b"", "not_a_calendar"),
        (b"<!doctype html><title>Sign in</title>", "not_a_calendar"),
        (b"\0" * 1000, "not_a_calendar"),
        (calendar(event(*AT_NINE))[:-30], "broken"),
        (calendar(event(*AT_NINE)) + b"BEGIN:VCALENDAR\r\n", "broken"),
        (calendar(event("SUMMARY:\0", *AT_NINE)), "broken"),
        (calendar(event("SUMMARY:when?")), "broken"),
        (calendar(event("DTSTART:tomorrow")), "broken"),
        (calendar(event("DTSTART:20260231T090000Z")), "broken"),
        (calendar(event("DTSTART")), "broken"),
        (calendar(event("DTSTART:20260311T090000Z", "DURATION:PT")), "broken"),
        (calendar(event("DTSTART:99991231T235959", "DURATION:P99999D")), "broken"),
        (calendar(event("DTSTART;TZID=Nowhere/Odd:20260311T090000")), "unknown_zone"),
        (calendar(event("DTSTART;TZID=../../../etc/passwd:20260311T090000")), "unknown_zone"),
        (calendar("END:VEVENT"), "broken"),
        (calendar("BEGIN:X\r\n" * 200_000), "broken"),
        (calendar(event("RDATE:" + "20260311T090000Z," * 20_000)), "broken"),
        (calendar("BEGIN:VFREEBUSY\r\nFREEBUSY:20260311T140000Z/PT1H\r\nEND:VFREEBUSY"), "broken"),
    ],
)
def test_what_cannot_be_read_is_told_apart(feed: bytes, code: str) -> None:
    assert why(feed) == code


def test_a_huge_line_that_is_not_needed_is_passed_over() -> None:
    feed = calendar(event(*AT_NINE, "DESCRIPTION:" + "ward round " * 300_000, 'X-OPEN;PARAM="' + ";" * 500_000))
    began = time.perf_counter()
    assert spans(feed) == ["11 09:00-09:30"]
    assert time.perf_counter() - began < 3


def test_what_is_nested_without_end_is_passed_over() -> None:
    deep = "BEGIN:X\r\n" * 100_000 + event(*AT_NINE, uid="inner") + "\r\n" + "END:X\r\n" * 100_000
    assert spans(calendar(deep, event("DTSTART:20260312T090000Z", "DURATION:PT1H"))) == ["12 09:00-10:00"]


def test_ten_thousand_events_take_a_few_seconds_at_most() -> None:
    many = (
        event(f"DTSTART;TZID=GMT Standard Time:202603{11 + n % 15}T{n % 24:02}0000", "DURATION:PT30M", uid=str(n))
        for n in range(10_000)
    )
    began = time.perf_counter()
    assert len(spans(calendar(*many))) == 120
    assert time.perf_counter() - began < 5


def test_a_small_file_that_unpacks_to_a_huge_one_is_stopped_at_the_limit() -> None:
    bomb = gzip.compress(bytes(100_000_000))
    tracemalloc.start()
    with pytest.raises(NotRead) as trouble:
        unpacked(bomb, "gzip", 1_000_000)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert trouble.value.code == "too_big"
    assert most < 5_000_000
    assert unpacked(gzip.compress(b"BEGIN"), "gzip", 5) == b"BEGIN"


@pytest.mark.parametrize(
    ("body", "packed"),
    [(b"plain", "gzip"), (gzip.compress(b"cut")[:-3], "gzip"), (b"x", "br"), (b"x", "gzip, gzip")],
    # gzip writes the time into its head: an id made of the bytes would be another in each process.
    ids=["not packed", "cut short", "unknown", "twice"],
)
def test_what_is_packed_wrongly_is_broken(body: bytes, packed: str) -> None:
    with pytest.raises(NotRead) as trouble:
        unpacked(body, packed, 1000)
    assert trouble.value.code == "broken"


async def test_a_bomb_ends_its_own_process_and_the_next_feed_is_read(workroom: Workroom) -> None:
    turns = 0

    async def counts() -> None:
        nonlocal turns
        while True:
            await asyncio.sleep(0.01)
            turns += 1

    others = asyncio.create_task(counts())
    with pytest.raises(NotRead) as trouble:
        await workroom.read(Feed(calendar(*NEVER), "", ""), NOW, END)
    others.cancel()
    assert trouble.value.code == "too_slow"
    assert turns > 20, "everybody else went on meanwhile"
    answer = await workroom.read(Feed(calendar(event(*AT_NINE)), "", ""), NOW, END)
    assert len(answer["busy"]) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="there is no alarm")
async def test_a_bomb_ends_even_when_nobody_is_left_to_end_it() -> None:
    feed = calendar(*NEVER)
    asked = {"length": len(feed), "packed": "", "size": 9, "seconds": 1, "start": 1773133200, "end": 1775552400}
    alone = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "adapters.calendar.worker", "900000000", stdin=PIPE, stdout=PIPE
    )
    async with asyncio.timeout(15):
        told, _ = await alone.communicate(json.dumps(asked).encode() + b"\n" + feed)
    assert (told, alone.returncode) == (b"", -signal.SIGALRM)


async def test_a_feed_that_wants_too_much_memory_is_refused() -> None:
    small = Workroom(WorkLimits(seconds=10, memory=150_000_000, size=1_000_000_000))
    assert (await small.read(Feed(calendar(), "", ""), NOW, END))["busy"] == []
    huge = gzip.compress(calendar("X-PICTURE:" + "0" * 120_000_000), 1)
    with pytest.raises(NotRead) as trouble:
        await small.read(Feed(huge, "gzip", ""), NOW, END)
    assert trouble.value.code in ("too_big", "broken")
    await small.close()


async def test_a_reading_that_is_called_off_leaves_nothing_in_the_pipe(workroom: Workroom) -> None:
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.3):
            await workroom.read(Feed(calendar(*NEVER), "", ""), NOW, END)
    answer = await workroom.read(Feed(calendar(), "", ""), NOW, END)
    assert answer["busy"] == []


async def test_the_process_that_reads_knows_no_setting_of_ours(
    workroom: Workroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUORATE_KEYS", "a key that nobody else may have")
    await workroom.read(Feed(calendar(), "", ""), NOW, END)
    process = workroom._process
    assert process is not None
    environment = _environment_of(process.pid)
    if environment is None:
        pytest.skip("this system does not show a process's environment")
    assert b"QUORATE" not in environment


def _environment_of(pid: int) -> bytes | None:
    shown = Path(f"/proc/{pid}/environ")
    return shown.read_bytes() if shown.exists() else None
