"""A whole card or form, made to fit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from adapters.teams.rendering.blocks import elements, paragraph, text_run, title_of
from adapters.teams.rendering.buttons import STYLES, VERB, Origin, action_sets, actions
from adapters.teams.rendering.inputs import known_names, question
from adapters.teams.rendering.literal import label, one_line
from adapters.teams.rendering.measure import ENVELOPE, LARGEST, STEPS, Json, Measure, size
from bot.app.cards import Block, Card, Form, Item, Text

MORE_AT_HOME = "This is too long for one message. Type home to see all of it."
SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json"


@dataclass(frozen=True, slots=True)
class Rendered:
    """An Adaptive Card and the line that stands for it in a notification."""

    json: Json
    summary: str


def card_json(card: Card, *, answered: bool = False) -> Rendered:
    """The card, at most 27 KB. What does not fit is left out from the end, and the card says so."""
    origin = Origin(answered=answered)

    def draw(measure: Measure) -> Json:
        body = [title_of(card.title, measure), *_shown(card.blocks, measure, origin)]
        return _document(body, actions(card.buttons[: measure.buttons], measure, origin), card.summary)

    return Rendered(_fitting(draw, len(card.blocks)), _summary(card.summary))


def in_short(card: Card) -> Card:
    """The same with its summary in place of its words, and the buttons that belong to all of it."""
    blocks = (Text(card.summary), Text(MORE_AT_HOME, "quiet"))
    return replace(card, title=card.title[:200], blocks=blocks, buttons=card.buttons[:6])


def form_json(form: Form, *, answered: bool = False) -> Rendered:
    """The form as a card. Its notification says no more than that there is something to answer."""
    names = tuple(pair for field in form.fields for pair in known_names(field))
    kinds = tuple((field.name, field.kind) for field in form.fields)
    whole = Origin(kinds, names, answered, carries=True)
    # Where lines of the form have buttons of their own, what was typed must survive them, so that the client
    # must not insist on answers; elsewhere it may, and the other buttons then leave the inputs alone.
    insists = not any(isinstance(block, Item) and block.buttons for block in form.blocks)
    blocked = insists and any(field.required for field in form.fields)
    origin = Origin(answered=answered) if blocked else whole

    def draw(measure: Measure) -> Json:
        body = [title_of(form.title, measure), *_shown(form.blocks, measure, origin)]
        for field in form.fields:
            body += question(field, measure, insists=insists)
        send = {
            "type": "Action.Execute",
            "title": label(form.submit, measure.label) or "Save",
            "verb": VERB + form.verb,
            "data": whole.data(form.subject, submits=True),
            **STYLES["primary"],
        }
        return _document(body, [send, *actions(form.buttons, measure, origin)], "")

    return Rendered(_fitting(draw, len(form.blocks)), _summary(""))


def _shown(blocks: tuple[Block, ...], measure: Measure, origin: Origin) -> Iterator[Json]:
    yield from elements(blocks[: measure.blocks], measure, origin)
    left_out = len(blocks) - measure.blocks
    if left_out > 0:
        more = f"… and {left_out} more – type home"
        yield paragraph(text_run(more, isSubtle=True), spacing="medium")


def _document(body: list[Json], buttons: list[Json], summary: str) -> Json:
    rows = action_sets(buttons)
    return {
        "$schema": SCHEMA,
        "type": "AdaptiveCard",
        "version": "1.5",
        "fallbackText": label(f"{_summary(summary)}. Update Teams to see the whole message.", 300),
        "body": body if len(rows) < 2 else [*body, *rows],
        **({"actions": buttons} if len(rows) == 1 else {}),
    }


def _summary(text: str) -> str:
    return one_line(text, 200).replace("<", "‹").replace(">", "›") or "Quorate has answered"


def _fitting(draw: Callable[[Measure], Json], blocks: int) -> Json:
    """The fullest drawing that is small enough; words are shortened before anything is left out."""
    room = LARGEST - ENVELOPE
    for measure in STEPS:
        drawn = draw(measure)
        if size(drawn) <= room:
            return drawn
    return _fewer(draw, blocks, room)


def _fewer(draw: Callable[[Measure], Json], blocks: int, room: int) -> Json:
    tightest = STEPS[-1]
    low, high = 0, blocks
    while low < high:
        middle = (low + high + 1) // 2
        if size(draw(replace(tightest, blocks=middle))) <= room:
            low = middle
        else:
            high = middle - 1
    for fewer in (
        replace(tightest, blocks=low),
        replace(tightest, blocks=0, options=20, value=300),
        replace(tightest, blocks=0, options=5, value=50, buttons=20, line=40),
    ):
        drawn = draw(fewer)
        if size(drawn) <= room:
            break
    return drawn
