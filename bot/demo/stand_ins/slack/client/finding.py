"""Finding the button or field a person means, by what they see."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.demo.stand_ins.slack.client.reading import label_of, shown
from bot.demo.stand_ins.slack.records import Json
from bot.demo.stand_ins.slack.rules.blocks import elements_of

BUTTONS = frozenset({"button"})


@dataclass(frozen=True)
class Control:
    """A button or field on a surface: what it is called, and the text it stands beside."""

    block: Json
    element: Json
    names: tuple[str, ...]
    beside: str

    @property
    def kind(self) -> str:
        """Its element type."""
        return str(self.element["type"])

    @property
    def where(self) -> tuple[str, str]:
        """Block id and action id."""
        return self.block["block_id"], self.element["action_id"]

    @property
    def clicks(self) -> bool:
        """Whether using it tells the app at once, rather than when the form is submitted."""
        return self.block["type"] != "input" or bool(self.block.get("dispatch_action"))


def controls_in(blocks: Iterable[Json]) -> list[Control]:
    """Everything on a surface that can be used, from the top."""
    found: list[Control] = []
    above = ""
    for block in blocks:
        own = shown(block.get("text")) if block["type"] in ("section", "header") else ""
        above = own or above
        for _, element in elements_of(block):
            names = [shown(block["label"])] if block["type"] == "input" else [label_of(element)]
            if own and element["type"] != "button":
                names.append(own)
            found.append(Control(block, element, tuple(one for one in names if one), above))
    return found


def _called(control: Control, name: str) -> bool:
    wanted = name.strip().casefold()
    return control.element["action_id"] == name or wanted in (one.strip().casefold() for one in control.names)


def candidates(blocks: Iterable[Json], name: str, *, buttons: bool, beside: str | None = None) -> list[Control]:
    """The buttons (or the fields) of this name."""
    return [
        one
        for one in controls_in(blocks)
        if (one.kind in BUTTONS) == buttons
        and _called(one, name)
        and (beside is None or beside.casefold() in one.beside.casefold())
    ]


def visible(blocks: Iterable[Json], *, buttons: bool) -> str:
    """What there is instead, for the error message."""
    names = [
        " / ".join(one.names) or one.element["action_id"]
        for one in controls_in(blocks)
        if (one.kind in BUTTONS) == buttons
    ]
    return ", ".join(f"“{one}”" for one in names) or "nothing"
