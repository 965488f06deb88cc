"""A card in front of a person: what is visible, what they filled in, what a press would send."""

from collections.abc import Iterator
from dataclasses import dataclass

from .entry import Filled, complaint, label_of, typed
from .people import Json

ELEMENT_LISTS = ("body", "items", "columns", "rows", "cells")


@dataclass(frozen=True)
class Pane:
    """The card itself, or a card unfolded by `Action.ShowCard` inside it."""

    card: Json
    parent: "Pane | None" = None

    def lineage(self) -> Iterator["Pane"]:
        """This pane and those around it, whose inputs belong to its buttons too."""
        yield self
        if self.parent is not None:
            yield from self.parent.lineage()


@dataclass(frozen=True)
class Button:
    """Something that can be pressed."""

    label: str
    action: Json
    pane: Pane


class Form:
    """Holds the state of one card on somebody's screen; a replaced card makes a new one."""

    def __init__(self, card: Json) -> None:
        self.root = Pane(card)
        self._values: dict[str, str] = {}
        self._unfolded: list[Json] = []
        self._shown: dict[str, bool] = {}

    def panes(self) -> Iterator[Pane]:
        """The card and what has been unfolded."""
        yield from self._unfold(self.root)

    def elements(self, pane: Pane, *, hidden: bool = False) -> Iterator[Json]:
        """The elements of a pane from top to bottom, containers before what they hold."""
        yield from self._walk(pane.card, hidden)

    def fields(self, pane: Pane, *, hidden: bool = False) -> list[Json]:
        """The inputs of a pane."""
        found = self.elements(pane, hidden=hidden)
        return [part for part in found if str(part.get("type")).startswith("Input.")]

    def visible_fields(self) -> list[Json]:
        """Every input a person can see now."""
        return [field for pane in self.panes() for field in self.fields(pane)]

    def buttons(self) -> list[Button]:
        """Everything that can be pressed now."""
        return [button for pane in self.panes() for button in self._buttons(pane)]

    def value(self, field: Json) -> str:
        """What an input holds, as it would be sent; empty when nothing."""
        off = field.get("valueOff", "false") if field.get("type") == "Input.Toggle" else ""
        return self._values.get(str(field["id"]), str(field.get("value", off)))

    def fill(self, label: str, value: Filled) -> None:
        """Fill in the input with this label; AssertionError names those there are."""
        fields = [field for field in self.visible_fields() if label_of(field) == label]
        if not fields:
            labels = ", ".join(repr(label_of(field)) for field in self.visible_fields()) or "none"
            raise AssertionError(f"no input is labelled {label!r}; visible inputs: {labels}")
        self._values[str(fields[0]["id"])] = typed(fields[0], value)

    def complaints(self, button: Button) -> list[str]:
        """What the client says instead of sending, for each input that is missing or wrong.

        Hidden inputs are checked as well: the client's own library does so.
        """
        fields = self._gathered_fields(button)
        return [message for field in fields if (message := complaint(field, self.value(field)))]

    def gathered(self, button: Button) -> Json:
        """The action's data with the inputs merged over it; empty inputs are left out."""
        data = dict(button.action.get("data") or {}) if not isinstance(button.action.get("data"), str) else {}
        for field in self._gathered_fields(button):
            if value := self.value(field):
                data[str(field["id"])] = value
        return data

    def unfold(self, action: Json) -> None:
        """`Action.ShowCard`: show its card, or fold it again."""
        if action in self._unfolded:
            self._unfolded.remove(action)
        else:
            self._unfolded.append(action)

    def toggle(self, action: Json) -> None:
        """`Action.ToggleVisibility`: show or hide the elements it names."""
        for target in action.get("targetElements") or []:
            name, wanted = (
                (target, None) if isinstance(target, str) else (target["elementId"], target.get("isVisible"))
            )
            now = next((self.is_visible(p) for p in self._walk(self.root.card, True) if p.get("id") == name), True)
            self._shown[name] = (not now) if wanted is None else bool(wanted)

    def is_visible(self, part: Json) -> bool:
        """Whether an element is shown, by itself or after a toggle."""
        return self._shown.get(str(part.get("id")), bool(part.get("isVisible", True)))

    def _gathered_fields(self, button: Button) -> list[Json]:
        if str(button.action.get("associatedInputs", "auto")).lower() == "none":
            return []
        return [field for pane in button.pane.lineage() for field in self.fields(pane, hidden=True)]

    def _unfold(self, pane: Pane) -> Iterator[Pane]:
        yield pane
        for button in self._buttons(pane):
            if button.action in self._unfolded:
                yield from self._unfold(Pane(button.action["card"], pane))

    def _buttons(self, pane: Pane) -> Iterator[Button]:
        actions = [pane.card.get("selectAction"), *(pane.card.get("actions") or [])]
        for part in self.elements(pane):
            actions += [part.get("selectAction"), part.get("inlineAction"), *(part.get("actions") or [])]
        for action in actions:
            if action and action.get("isEnabled", True):
                yield Button(str(action.get("title", "")), action, pane)

    def _walk(self, node: Json, hidden: bool) -> Iterator[Json]:
        for name in ELEMENT_LISTS:
            for child in node.get(name) or []:
                if hidden or self.is_visible(child):
                    yield child
                    yield from self._walk(child, hidden)
