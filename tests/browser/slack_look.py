"""Block Kit as HTML: every block the project sends, plainly drawn with Slack's proportions. An unknown one fails."""

from __future__ import annotations

from html import escape
from typing import Any

Json = dict[str, Any]

STYLE = """
body{font:15px/1.46 'Liberation Sans',Arial,sans-serif;color:#1d1c1d;margin:0;background:#fff}
.shown{padding:10px;margin:0 0 14px;border:1px solid #ddd}
.shown>h6{font:11px monospace;color:#06c;margin:0 0 6px}
.preview{font-size:12px;color:#777;border-left:3px solid #ccc;padding-left:6px;margin-bottom:6px}
.header{font-size:18px;font-weight:900;margin:4px 0}
.section{display:flex;gap:12px;justify-content:space-between;align-items:flex-start;margin:6px 0}
.section>p{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}
.section>.side{flex:none;max-width:45%}
.context{font-size:13px;color:#616061;margin:4px 0;white-space:pre-wrap}
.rich{margin:6px 0}.rich div{white-space:pre-wrap;overflow-wrap:anywhere}.rich a{color:#1264a3}
.actions{display:flex;flex-wrap:wrap;gap:8px;margin:6px 0}
button{font:bold 14px 'Liberation Sans',Arial;background:#fff;border:1px solid #bbb;border-radius:4px;height:34px;
 padding:0 12px;max-width:100%;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
button.primary{background:#007a5a;color:#fff}button.danger{background:#e01e5a;color:#fff}
.input{margin:12px 0}.input>b{display:block}.input i{font-weight:normal;color:#616061;font-style:normal}
.box{border:1px solid #888;border-radius:4px;padding:6px 10px;color:#666;white-space:pre-wrap}
.box.filled{color:#000}.long{min-height:56px}.hint{font-size:13px;color:#616061}
.bar{display:flex;justify-content:space-between;font-weight:900;font-size:18px;border-bottom:1px solid #ddd;
 margin:-10px -10px 8px;padding:8px 10px}.bar span{white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.foot{display:flex;justify-content:flex-end;gap:8px;border-top:1px solid #ddd;margin:8px -10px -10px;padding:8px 10px}
hr{border:0;border-top:1px solid #ddd}
"""


def surface(payload: Json) -> str:
    """A message, a modal or the Home tab."""
    inside = "".join(_block(each) for each in payload["blocks"])
    if payload.get("type") != "modal":
        preview = f"<div class=preview>{escape(payload['text'])}</div>" if "text" in payload else ""
        return preview + inside
    bar = f"<div class=bar><span>{_words(payload['title'])}</span><span>×</span></div>"
    submit = f"<button class=primary>{_words(payload['submit'])}</button>" if "submit" in payload else ""
    return f"{bar}{inside}<div class=foot><button>{_words(payload['close'])}</button>{submit}</div>"


def _words(text: Json) -> str:
    return escape(text["text"])


def _block(block: Json) -> str:
    match block["type"]:
        case "header":
            return f"<div class=header>{_words(block['text'])}</div>"
        case "section":
            side = f"<div class=side>{_element(block['accessory'])}</div>" if "accessory" in block else ""
            return f"<div class=section><p>{_words(block['text'])}</p>{side}</div>"
        case "context":
            return f"<div class=context>{' '.join(_words(each) for each in block['elements'])}</div>"
        case "divider":
            return "<hr>"
        case "actions":
            return f"<div class=actions>{''.join(_element(each) for each in block['elements'])}</div>"
        case "rich_text":
            return f"<div class=rich>{''.join(map(_line, block['elements']))}</div>"
        case "input":
            return _input(block)
    raise AssertionError(f"no look for {block['type']}")


def _line(section: Json) -> str:
    return f"<div>{''.join(map(_run, section['elements']))}</div>"


def _run(run: Json) -> str:
    if run["type"] == "link":
        return f"<a>{escape(run.get('text', run['url']))}</a>"
    words = escape(run["text"])
    return f"<b>{words}</b>" if run.get("style", {}).get("bold") else words


def _input(block: Json) -> str:
    optional = " <i>(optional)</i>" if block["optional"] else ""
    hint = f"<div class=hint>{_words(block['hint'])}</div>" if "hint" in block else ""
    return f"<div class=input><b>{_words(block['label'])}{optional}</b>{_element(block['element'])}{hint}</div>"


def _element(element: Json) -> str:
    kind = element["type"]
    if kind == "button":
        return f"<button class={element.get('style', 'plain')}>{_words(element['text'])}</button>"
    if kind in ("radio_buttons", "checkboxes"):
        chosen = [
            each["value"] for each in element.get("initial_options", [element.get("initial_option", {})]) if each
        ]
        marks = ("◉", "○") if kind == "radio_buttons" else ("☑", "☐")
        rows = (_choice(each, marks[each["value"] not in chosen]) for each in element["options"])
        return "".join(rows)
    known = [element[each]["text"]["text"] for each in ("initial_option",) if each in element]
    known += [each["text"]["text"] for each in element.get("initial_options", [])]
    known += [element[each] for each in ("initial_value", "initial_date", "initial_time") if each in element]
    empty = element.get("placeholder", {}).get(
        "text", {"datepicker": "Pick a date", "timepicker": "Pick a time"}.get(kind, "")
    )
    look = f"box{' long' if element.get('multiline') else ''}{' filled' if known else ''}"
    arrow = " ▾" if "select" in kind else ""
    return f"<div class='{look}'>{escape(', '.join(known) or empty) or '&nbsp;'}{arrow}</div>"


def _choice(option: Json, mark: str) -> str:
    told = f"<div class=hint>{_words(option['description'])}</div>" if "description" in option else ""
    return f"<div>{mark} {_words(option['text'])}{told}</div>"
