"""The folder is found by its plug, served by the whole process, and lacks nothing when it is installed."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from bot.wiring import build
from tests.contract.serve.ground import configured, served
from tests.contract.web.paper_browser import Read

OURS = "https://quorate.example"


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


async def test_a_process_with_pages_alone_serves_them(tmp_path: Path) -> None:
    configuration = configured(tmp_path, {"web": {"address": OURS}}, base_url=OURS)
    assert configuration.refusals() == []
    assert build(configuration).adapters["web"].channel is None
    async with served(configuration) as (client, _):
        answer = await client.get("/q/open")
        assert answer.status_code == 403
        assert Read(answer.text).heading == "Which message did you come from?"


def test_an_address_without_tls_keeps_the_process_from_starting(tmp_path: Path) -> None:
    configuration = configured(tmp_path, {"web": {"address": "http://quorate.example"}})
    assert any("QUORATE_WEB_ADDRESS" in each for each in configuration.refusals())


@pytest.mark.parametrize("base_url", ["", "https://quorate.example.org", "https://quorate.example/"])
def test_links_that_would_lead_elsewhere_keep_it_from_starting(tmp_path: Path, base_url: str) -> None:
    configuration = configured(tmp_path, {"web": {"address": OURS}}, base_url=base_url)
    assert any("differ" in each for each in configuration.refusals()) is (base_url != f"{OURS}/")


def test_the_templates_are_part_of_the_package() -> None:
    inside = {each.name for each in (files("adapters.web") / "templates").iterdir()}
    assert {"base.html", "parts.html", "step.html", "style.css"} <= inside
