"""The parts of a card that are read. Text stands in TextRuns, which know no markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from adapters.teams.rendering.buttons import Origin, action_sets, actions
from adapters.teams.rendering.literal import address, label, markdown, one_line, run
from adapters.teams.rendering.measure import Json, Measure
from bot.app.cards import Block, Divider, Facts, Heading, Item, Link, Text, Tone

COLOURS: dict[Tone, Json] = {
    "plain": {},
    "quiet": {"isSubtle": True},
    "good": {"color": "good", "weight": "bolder"},
    "warning": {"color": "warning", "weight": "bolder"},
    "urgent": {"color": "attention", "weight": "bolder"},
}


def text_run(text: str, **look: object) -> Json:
    """One run of literal text."""
    return {"type": "TextRun", "text": text, **look}


def paragraph(*runs: Json, **place: object) -> Json:
    """Runs that wrap together."""
    return {"type": "RichTextBlock", "inlines": list(runs), **place}


def title_of(text: str, measure: Measure) -> Json:
    """The line that opens the card."""
    return paragraph(text_run(one_line(text, min(measure.line, 200)) or " ", weight="bolder", size="medium"))


BESIDE = 10
"""A longer label beside a line leaves no room for the line on a telephone; it goes under it."""


def elements(blocks: Iterable[Block], measure: Measure, origin: Origin) -> list[Json]:
    """The blocks in order; a divider becomes a line above what follows it."""
    found: list[Json] = []
    divided = False
    for block in blocks:
        if isinstance(block, Divider):
            divided = True
            continue
        for each in _element(block, measure, origin):
            found.append({**each, "separator": True} if divided else each)
            divided = False
    return found


def _element(block: Block, measure: Measure, origin: Origin) -> Iterator[Json]:
    match block:
        case Heading(text):
            yield paragraph(text_run(one_line(text, measure.line) or " ", weight="bolder"), spacing="medium")
        case Text(text, tone):
            yield from lines(text, tone, measure)
        case Facts(rows):
            yield from (_fact(name, value, measure) for name, value in rows)
        case Item(text, buttons, tone):
            look = COLOURS[tone]
            words, sets = (
                text_run(run(text, measure.line) or " ", **look),
                action_sets(actions(buttons, measure, origin)),
            )
            if len(buttons) == 1 and len(buttons[0].label) <= BESIDE and not buttons[0].confirm:
                yield _side_by_side(paragraph(words), sets)
            else:
                yield from (paragraph(words, spacing="medium"), *sets)
        case Divider():
            return


def _side_by_side(line: Json, sets: list[Json]) -> Json:
    """A line and its one short button: half the height, so that a plan of many people is seen at once."""
    left = {"type": "Column", "width": "stretch", "verticalContentAlignment": "center", "items": [line]}
    right = {"type": "Column", "width": "auto", "verticalContentAlignment": "center", "items": sets}
    return {"type": "ColumnSet", "spacing": "small", "columns": [left, right]}


def lines(text: str, tone: Tone, measure: Measure) -> Iterator[Json]:
    """A paragraph a line, for not every client breaks lines inside a run."""
    spacing = "default"
    for line in run(text, measure.text).split("\n"):
        if line.strip():
            yield paragraph(text_run(line, **COLOURS[tone]), spacing=spacing)
            spacing = "small"
        else:
            spacing = "medium"


def _fact(name: str, value: str | Link, measure: Measure) -> Json:
    if isinstance(value, Link):
        where = address(value.url)
        if where:
            shown = f"**{markdown(name, measure.label)}:** [{markdown(value.label, measure.line) or 'link'}]({where})"
            return {"type": "TextBlock", "text": shown, "wrap": True, "spacing": "small"}
        value = value.label
    title = text_run(f"{label(name, measure.label)}: ", weight="bolder")
    return paragraph(title, text_run(run(value, measure.line) or "–"), spacing="small")
