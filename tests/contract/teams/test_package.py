"""The app package that an administrator uploads."""

from __future__ import annotations

import io
import json
import struct
import zipfile
import zlib

import pytest

from adapters.teams import teams_package

APP = "6f2d9c1e-4b0a-4f57-9f3e-2a1b8c7d6e5f"


def unpacked(name: str = "Quorate") -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(teams_package(APP, APP, "https://quorate.council.example/", name))) as package:
        assert package.testzip() is None
        return {path: package.read(path) for path in package.namelist()}


def test_the_manifest_asks_for_the_personal_scope_alone() -> None:
    manifest = json.loads(unpacked()["manifest.json"])
    (bot,) = manifest["bots"]
    assert bot["scopes"] == ["personal"]
    commands = [each["title"] for each in bot["commandLists"][0]["commands"]]
    assert commands == ["strategy-meeting", "home", "mine", "overdue", "help"]
    assert manifest["validDomains"] == ["quorate.council.example"]
    assert (manifest["id"], bot["botId"]) == (APP, APP)


def test_texts_keep_to_the_lengths_of_the_schema() -> None:
    manifest = json.loads(unpacked("A very long name of an app that somebody chose")["manifest.json"])
    assert len(manifest["name"]["short"]) <= 30
    assert len(manifest["description"]["short"]) <= 80
    assert all(len(each["description"]) <= 128 for each in manifest["bots"][0]["commandLists"][0]["commands"])


@pytest.mark.parametrize(("path", "side"), [("color.png", 192), ("outline.png", 32)])
def test_the_icons_are_pictures_of_the_right_size(path: str, side: int) -> None:
    picture = unpacked()[path]
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", picture[16:24]) == (side, side)
    rows = zlib.decompress(picture[41 : 41 + struct.unpack(">I", picture[33:37])[0]])
    assert len(rows) == side * (side * 4 + 1)
    if path == "outline.png":
        pixels = [rows[y * (side * 4 + 1) + 1 :][: side * 4] for y in range(side)]
        assert {bytes(row[i : i + 3]) for row in pixels for i in range(0, side * 4, 4)} == {b"\xff\xff\xff"}


def test_the_same_settings_give_the_same_package_and_http_is_refused() -> None:
    assert teams_package(APP, APP, "https://q.example", "Quorate") == teams_package(
        APP, APP, "https://q.example", "Quorate"
    )
    with pytest.raises(ValueError, match="https"):
        teams_package(APP, APP, "http://q.example", "Quorate")
