"""An export as files: everything as JSON, the actions as a table, and a page that a person can read."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from html import escape
from typing import Any

from bot.app.export.items import CaseExport, Item
from bot.app.reports.sheet import harmless
from bot.app.wording.times import full

ACTION_COLUMNS = (
    "meeting", "number", "action", "owner", "timescale", "due", "state", "done", "done by", "what changed",
    "in their words", "whose information", "agency", "look first",
)  # fmt: skip
_PARTS = (
    ("incidents", "Asked by mistake"),
    ("held", "What is held"), ("actions", "Actions"), ("sent", "Who was sent what"), ("read", "Who read it"),
    ("history", "What was done, and by whom"),
)  # fmt: skip
_STYLE = (
    "body{font:16px/1.4 sans-serif;margin:2rem;max-width:70rem}table{border-collapse:collapse;width:100%}"
    "td,th{border:1px solid #767676;padding:.3rem .5rem;text-align:left;vertical-align:top}"
    ".look{background:#fff3c4;font-weight:bold}"
)
LOOK = "Not to be handed on as it is: somebody must look at every line marked “look first”, and strike out what is "
LOOK += "not theirs to have."


def as_json(export: CaseExport) -> str:
    """Everything, for programs; times are ISO 8601."""
    return json.dumps(asdict(export), ensure_ascii=False, indent=1, default=_plain)


def as_csv(export: CaseExport) -> str:
    """The actions, RFC 4180. What a spreadsheet would run is made harmless (OWASP: CSV injection)."""
    out = io.StringIO(newline="")
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(ACTION_COLUMNS)
    for meeting in export.meetings:
        for item in meeting.actions:
            said = [_text(item.says.get(name, "")) for name in ACTION_COLUMNS[1:11]]
            cells = (meeting.reference, *said, item.whose, item.agency, "; ".join(item.review))
            rows.writerow(harmless(cell) for cell in cells)
    return out.getvalue()


def as_page(export: CaseExport) -> str:
    """Everything, for a person; nothing in it runs, and nothing is fetched."""
    return "\n".join(_page(export))


def _page(export: CaseExport) -> Iterator[str]:
    title = f"What Quorate holds: {escape(export.asked_for)}"
    yield '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
    yield f"<title>{title}</title><style>{_STYLE}</style></head><body>"
    yield f"<h1>{title}</h1><p>{escape(export.council_name)}, {full(export.at)}. Confidential.</p>"
    yield f"<p>{escape(LOOK)}</p>"
    for meeting in export.meetings:
        yield f"<h2>{escape(meeting.reference)}</h2>"
        for name, heading in _PARTS:
            yield from _table(heading, getattr(meeting, name))
    yield from _table("Beyond the meetings", export.case)
    yield from _table("Deleted when its time was over", export.deleted)
    yield "</body></html>"


def _table(heading: str, items: Iterable[Item]) -> Iterator[str]:
    items = tuple(items)
    if not items:
        return
    yield f"<h3>{escape(heading)}</h3><table>"
    yield "<tr><th>What</th><th>When</th><th>Whose</th><th>Says</th><th>Look first</th></tr>"
    for item in items:
        whose = f"{item.whose} ({item.agency})" if item.agency else item.whose
        said = "<br>".join(f"{escape(name)}: {escape(_text(value))}" for name, value in item.says.items())
        look = f'<td class="look">{escape("; ".join(item.review))}</td>' if item.review else "<td></td>"
        when = full(item.at) if item.at else ""
        yield f"<tr><td>{escape(item.kind)}</td><td>{when}</td><td>{escape(whose)}</td><td>{said}</td>{look}</tr>"
    yield "</table>"


def _text(value: Any) -> str:
    """A value in words."""
    if isinstance(value, datetime):
        return full(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return ", ".join(f"{name}: {_text(each)}" for name, each in value.items() if each not in (None, ""))
    if isinstance(value, (list, tuple)):
        return "; ".join(_text(each) for each in value)
    return str(value)


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
