"""P5: everything held about a case is handed out once, whole, with whose it is and who read it; purged, nothing."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.app.commands import ExportCase
from bot.app.export.items import KEPT_OUT, CaseExport, Item, MeetingExport
from bot.app.export.sheets import ACTION_COLUMNS, as_csv, as_json, as_page
from bot.app.work import OPERATOR
from bot.cli import main
from bot.domain.errors import Refusal
from bot.storage import Storage, open_storage
from tests.faults.retention import CANARY, WORDS, played_out, years_later
from tests.kit.databases import KEYS
from tests.kit.world import POLICY, TUESDAY, World

NONE = "No meeting about that case is here"


@pytest.fixture
async def world(storage: Storage, tmp_path: Path) -> World:
    return await World(storage, tmp_path).with_everybody()


async def exported(world: World, case: str = CANARY) -> CaseExport:
    found: CaseExport = await world.bus.do(ExportCase(case, ""), OPERATOR)
    return found


async def test_P5_an_export_says_whose_each_thing_is_who_was_sent_it_and_who_read_it(world: World) -> None:
    await played_out(world)
    (meeting,) = (export := await exported(world)).meetings
    (action,) = meeting.actions
    assert action.says["action"] == WORDS
    assert (action.whose, action.agency) == ("Sam Carter", "social_care")
    assert {each.says["to"] for each in meeting.sent} >= {"Sam Carter", "Priya Nair", "Pat Constable"}
    assert "Sam Carter" in {each.whose for each in meeting.read}, "who saw the case's words"
    assert "accepted" in {each.kind for each in meeting.history if each.whose == "Priya Nair"}
    assert CANARY in as_json(export)
    assert WORDS in as_page(export)
    (noted,) = await world.rows("audit", verb="exported")
    assert noted.actor_id == "operator"


async def test_P5_whoever_was_kept_out_of_the_case_is_marked_to_be_looked_at(world: World) -> None:
    await world.called(reference=CANARY, not_told="Grace Obi")
    export = await exported(world)
    told = [each for each in export.meetings[0].held if "Grace Obi" in str(each.says)]
    assert told
    assert all(KEPT_OUT in each.review for each in (*told, *export.case))


async def test_P5_a_purged_case_is_in_no_export_but_its_receipt_is(world: World) -> None:
    await played_out(world)
    years_later(world)
    await world.bus.purge(OPERATOR)
    export = await exported(world)
    assert export.meetings == ()
    (gone,) = export.deleted
    assert gone.says["meetings"] == ["EXMP-SM-1"]
    assert WORDS not in as_json(export)
    with pytest.raises(Refusal, match=NONE):
        await exported(world, "EXMP-SM-1")


async def test_P5_another_childs_case_is_no_part_of_it(world: World) -> None:
    await played_out(world)
    await world.called(reference="CSC-888002", urgency="planned")
    assert [each.reference for each in (await exported(world)).meetings] == ["EXMP-SM-1"]
    with pytest.raises(Refusal, match=NONE):
        await exported(world, "CSC-999999")


def held(words: str) -> CaseExport:
    action = Item("action", TUESDAY, words, words, {"number": 1, "action": words, "owner": words}, (words,))
    meeting = MeetingExport("EXMP-SM-1", (), (action,), (), (), ())
    return CaseExport(TUESDAY, "EXMP", words, words, (meeting,), (), ())


@given(st.builds(str.__add__, st.sampled_from(["=", "+", "-", "@", "\t", "\r", "\n", ""]), st.text(max_size=20)))
def test_A8_no_cell_of_an_export_is_taken_for_a_formula(words: str) -> None:
    headers, cells = list(csv.reader(io.StringIO(as_csv(held(words)), newline="")))
    assert tuple(headers) == ACTION_COLUMNS
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))]
    assert cells[2].removeprefix("'") == words.removeprefix("'"), "and every word is still there"


@given(st.text(max_size=20))
def test_A8_nothing_on_the_page_of_an_export_runs(words: str) -> None:
    page = as_page(held(f"<script>{words}</script><img src=x onerror=alert(1)>"))
    assert "<script" not in page
    assert "<img" not in page


class Typed:
    """Types `quorate …` and keeps what came of it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], settings: Path) -> None:
        self.patch, self.capture, self.settings = monkeypatch, capsys, settings
        self.out = self.err = ""

    def __call__(self, *words: str) -> int:
        self.patch.setattr(sys, "argv", ["quorate", *words, "--env-file", str(self.settings)])
        with pytest.raises(SystemExit) as ended:
            main()
        self.out, self.err = self.capture.readouterr()
        code: Any = ended.value.code
        return code if isinstance(code, int) else 0


@pytest.fixture
def typed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], database_url: str, tmp_path: Path
) -> Typed:
    policies = tmp_path / "policies"
    policies.mkdir()
    settings = tmp_path / "settings.env"
    settings.write_text(
        f"QUORATE_DATABASE_URL={database_url}\nQUORATE_KEYS={KEYS[0]}\nQUORATE_POLICY_DIR={policies}\n"
    )

    async def play() -> None:
        storage = open_storage(database_url, KEYS)
        try:
            await played_out(await World(storage, policies).with_everybody())
        finally:
            await storage.close()

    asyncio.run(play())
    (policies / "EXMP.toml").write_text(POLICY)
    return Typed(monkeypatch, capsys, settings)


@pytest.fixture
def lax(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The system takes no permission away from what is written: what is missing was never given."""
    before, restore = os.umask(0), os.umask
    monkeypatch.setattr(os, "umask", lambda mode: mode)
    yield
    restore(before)


@pytest.mark.usefixtures("lax")
def test_P5_an_export_is_for_one_account_alone_and_writes_nothing_over(typed: Typed, tmp_path: Path) -> None:
    folder = tmp_path / "handed out"
    assert typed("export", "--case", CANARY, "--to", str(folder)) == 0, typed.err
    assert sorted(each.name for each in folder.iterdir()) == ["actions.csv", "case.html", "everything.json"]
    assert {stat.S_IMODE(each.stat().st_mode) for each in folder.iterdir()} == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    whole = json.loads((folder / "everything.json").read_text())
    assert whole["meetings"][0]["actions"][0]["says"]["action"] == WORDS
    assert typed("export", "--case", CANARY, "--to", str(folder)) == 2
    assert "there already" in typed.err
    assert CANARY not in typed.out + typed.err
    assert json.loads((folder / "everything.json").read_text()) == whole
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".")] == []


def test_P5_a_hold_is_placed_listed_and_released_from_the_shell(typed: Typed) -> None:
    assert typed("hold", CANARY) == 2
    assert "--reason" in typed.err
    assert typed("hold", CANARY, "--reason", "An inquiry asks for it") == 0, typed.err
    assert typed("hold", "list", "--json") == 0
    (listed,) = json.loads(typed.out)
    assert (listed["meetings"], listed["reason"]) == (["EXMP-SM-1"], "An inquiry asks for it")
    assert typed("release", "EXMP-SM-1") == 0, typed.err
    assert typed("release", "EXMP-SM-1") == 2
    assert typed("hold", "list") == 0
    assert typed.out == "No case is on hold.\n"
