"""Messages and cards as a person sees them, in plain text."""

from collections.abc import Iterator

from .conversations import Posted, card_of
from .entry import label_of
from .form import Form
from .markdown import links as markdown_links
from .markdown import plain
from .people import Json


def read(shown: Posted | Json | Form) -> str:
    """A message, an activity or a card, line by line, as it is on the screen now."""
    if isinstance(shown, Form):
        return "\n".join(_card_lines(shown))
    activity = shown.activity if isinstance(shown, Posted) else shown
    if isinstance(shown, Posted) and shown.deleted:
        return ""
    if activity.get("type") == "AdaptiveCard":
        return read(Form(activity))
    lines = [plain(activity["text"])] if activity.get("text") else []
    card = card_of(activity)
    return "\n".join([*lines, *(_card_lines(Form(card)) if card else ())])


def preview(activity: Json) -> str:
    """What the pop-up notification shows: the summary, else the first text."""
    if activity.get("summary"):
        return str(activity["summary"])
    return next((line for line in read(activity).splitlines() if line), "Sent a card")


def links(activity: Json) -> list[str]:
    """Every address a person could open from a message: in its texts and behind its buttons."""
    card = card_of(activity)
    found = markdown_links(str(activity.get("text") or ""))
    if card is None:
        return found
    form = Form(card)
    for pane in form.panes():
        for part in form.elements(pane):
            for text in (part.get("text"), *(fact.get("value") for fact in part.get("facts") or [])):
                found += markdown_links(str(text or ""))
    return found + [str(b.action["url"]) for b in form.buttons() if b.action["type"] == "Action.OpenUrl"]


def _card_lines(form: Form) -> Iterator[str]:
    for pane in form.panes():
        for part in form.elements(pane):
            yield from _part_lines(part, form)
        yield from _button_line(pane.card.get("actions") or [])


def _part_lines(part: Json, form: Form) -> Iterator[str]:
    kind = str(part.get("type"))
    if kind == "TextBlock":
        yield plain(str(part["text"]))
    elif kind == "RichTextBlock":
        yield "".join(run if isinstance(run, str) else str(run["text"]) for run in part["inlines"])
    elif kind == "FactSet":
        yield from (f"{plain(str(fact['title']))}: {plain(str(fact['value']))}" for fact in part["facts"])
    elif kind == "Image" and part.get("altText"):
        yield f"[picture: {part['altText']}]"
    elif kind == "ActionSet":
        yield from _button_line(part["actions"])
    elif kind.startswith("Input."):
        yield _field_line(part, form)


def _field_line(field: Json, form: Form) -> str:
    star = " *" if field.get("isRequired") else ""
    value = form.value(field)
    if field["type"] == "Input.ChoiceSet":
        titles = {str(choice["value"]): choice["title"] for choice in field.get("choices") or []}
        chosen = value.split(",") if value else []
        value = ", ".join(str(titles.get(one, one)) for one in chosen)
        if field.get("style") == "expanded":
            value = " ".join(f"({'x' if v in chosen else ' '}) {title}" for v, title in titles.items())
    if field["type"] == "Input.Toggle":
        mark = "x" if value == str(field.get("valueOn", "true")) else " "
        return f"[{mark}] {field.get('title', '')}{star}"
    return f"{label_of(field)}{star}: {value or '____'}"


def _button_line(actions: list[Json]) -> Iterator[str]:
    if actions:
        yield " ".join(f"[{action.get('title', '')}]" for action in actions)
