"""Adaptive Cards as Teams draws them: Microsoft's own renderer with a host configuration like that of Teams."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

PACKAGE = "adaptivecards@3.0.5"
FONT = "'Segoe UI','Liberation Sans',Arial,sans-serif"


def _colours(**colours: str) -> dict[str, Any]:
    return {name: {"default": value, "subtle": value} for name, value in colours.items()}


HOST = {
    "fontFamily": FONT,
    "fontSizes": {"small": 12, "default": 14, "medium": 14, "large": 18, "extraLarge": 24},
    "fontWeights": {"lighter": 200, "default": 400, "bolder": 600},
    "spacing": {"small": 8, "default": 12, "medium": 16, "large": 20, "extraLarge": 24, "padding": 16},
    "separator": {"lineThickness": 1, "lineColor": "#EEEEEE"},
    "supportsInteractivity": True,
    "actions": {
        "maxActions": 6,
        "spacing": "default",
        "buttonSpacing": 8,
        "showCard": {"actionMode": "inline", "inlineTopMargin": 16},
        "actionsOrientation": "horizontal",
        "actionAlignment": "left",
    },
    "containerStyles": {
        "default": {
            "backgroundColor": "#FFFFFF",
            "foregroundColors": {
                **_colours(accent="#6264A7", good="#237B4B", warning="#8A5C00", attention="#C4314B", light="#FFFFFF"),
                "default": {"default": "#242424", "subtle": "#616161"},
            },
        }
    },
}
STYLE = f"""
body{{font-family:{FONT};margin:0;background:#f5f5f5}}
.shown{{margin:0 0 14px;background:#fff;border:1px solid #ddd}}
.shown>h6{{font:11px monospace;color:#06c;margin:0;padding:4px}}
.preview{{font-size:12px;color:#777;padding:0 4px}}
.ac-pushButton{{font:600 14px {FONT};background:#fff;border:1px solid #d1d1d1;border-radius:4px;
 height:32px;padding:0 12px;margin-bottom:6px;max-width:100%}}
.ac-pushButton.style-positive{{background:#5b5fc7;color:#fff}}.ac-pushButton.style-destructive{{color:#c4314b}}
.ac-input{{font:14px {FONT};box-sizing:border-box;max-width:100%;padding:6px;border:1px solid #d1d1d1}}
select.ac-input,textarea.ac-input{{width:100%}}
"""
DRAW = """
AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
  const plain = text.replace(/[*][*](.+?)[*][*]/g, '<b>$1</b>').replace(/\\[(.+?)\\]\\((.+?)\\)/g, '<a>$1</a>');
  result.outputHtml = plain.replace(/\\\\(.)/g, '$1'); result.didProcess = true;
};
for (const each of CARDS) {
  const place = document.getElementById(each.name);
  const card = new AdaptiveCards.AdaptiveCard();
  card.hostConfig = new AdaptiveCards.HostConfig(HOST);
  card.parse(each.card);
  place.appendChild(card.render());
}
"""


def installed(folder: Path) -> Path:
    """The renderer's script, from its registry."""
    npm = shutil.which("npm")
    assert npm, "no npm here: install Node"
    command = [npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder), PACKAGE]
    subprocess.run(command, check=True, timeout=180)
    return folder / "node_modules" / "adaptivecards" / "dist" / "adaptivecards.js"


def script(cards: dict[str, dict[str, Any]]) -> str:
    """What draws the cards into the places of their names."""
    listed = [{"name": name, "card": card} for name, card in cards.items()]
    return f"const CARDS = {_json(listed)};\nconst HOST = {_json(HOST)};\n{DRAW}"


def _json(value: Any) -> str:
    return json.dumps(value).replace("</", "<\\/")
