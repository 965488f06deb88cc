"""A letter as HTML that any mail program shows: no table, no picture, no script, nothing fetched from anywhere.

Colours and spaces are written on each element, for programs that drop a style sheet; the sheet only adds darkness.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import groupby

from adapters.email.rendering.passages import Passage
from bot.app.cards import Tone

_FONT = "font-family:Arial,Helvetica,sans-serif;font-size:18px;line-height:1.4"
_BREAK = "overflow-wrap:anywhere;word-wrap:break-word"
_TONES: dict[Tone, str] = {
    "plain": "",
    "quiet": "color:#484f56;font-size:16px;",
    "good": "border-left:6px solid #00703c;padding-left:12px;",
    "warning": "border-left:6px solid #b35900;padding-left:12px;",
    "urgent": "border-left:6px solid #d4351c;padding-left:12px;font-weight:bold;",
}
_DARK = (
    "@media (prefers-color-scheme:dark){.q-page{background:#1b1d1f!important;color:#f3f2f1!important}"
    ".q-page p,.q-page li,.q-page h1,.q-page h2{color:#f3f2f1!important}.q-page a{color:#9fc9f3!important}"
    ".q-page a.q-go{color:#ffffff!important}}"
)
# Hidden, and long enough that a list of messages shows nothing of what stands below.
_PADDING = "&#847;&zwnj;&nbsp;" * 90


def as_html(written: Sequence[Passage], preview: str) -> str:
    """The whole document. `preview` is what a list of messages may show beside the subject."""
    title = next((each.words for each in written if each.kind == "title"), "")
    inner = "\n".join(
        _list(list(group)) if kind == "item" else "\n".join(_element(each) for each in group)
        for kind, group in groupby(written, key=lambda each: each.kind)
    )
    return f"""<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>{escape(title)}</title>
<style>{_DARK}</style>
</head>
<body class="q-page" style="margin:0;padding:0;background:#ffffff;color:#0b0c0c;">
<div class="q-preview" aria-hidden="true" style="display:none;max-height:0;overflow:hidden;mso-hide:all;">\
{escape(preview)}{_PADDING}</div>
<div class="q-page" style="max-width:600px;margin:0 auto;padding:20px;{_FONT};{_BREAK};background:#ffffff;\
color:#0b0c0c;">
{inner}
</div>
</body>
</html>
"""


def _element(passage: Passage) -> str:
    words = _words(passage.words)
    match passage.kind:
        case "title":
            return f'<h1 style="margin:0 0 16px;font-size:24px;line-height:1.25;">{words}</h1>'
        case "heading":
            return f'<h2 style="margin:24px 0 8px;font-size:19px;line-height:1.3;">{words}</h2>'
        case "fact":
            value = f'<a href="{escape(passage.url)}" style="color:#1d70b8;">{words}</a>' if passage.url else words
            return f'<p style="margin:0 0 6px;"><strong>{_words(passage.label)}:</strong> {value}</p>'
        case "page":
            return (
                '<p style="margin:20px 0;"><a class="q-go" style="display:inline-block;background:#00703c;'
                "border:solid #00703c;border-width:12px 22px;color:#ffffff;font-weight:bold;text-decoration:none;"
                f'" href="{escape(passage.url)}">{words}</a></p>'
            )
        case "foot":
            return f'<p style="margin:12px 0 0;{_TONES["quiet"]}">{words}</p>'
        case "rule":
            return '<hr style="border:0;border-top:1px solid #b1b4b6;margin:20px 0;">'
    return f'<p style="margin:0 0 14px;{_TONES[passage.tone]}">{words}</p>'


def _list(items: Sequence[Passage]) -> str:
    lines = [f'<li style="margin:0 0 10px;{_TONES[each.tone]}">{_words(each.words)}</li>' for each in items]
    return '<ul style="margin:0 0 14px;padding-left:24px;">\n' + "\n".join(lines) + "\n</ul>"


def _words(text: str) -> str:
    return escape(text).replace("\n", "<br>\n")
