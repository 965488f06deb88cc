"""Blocks that name their parts: "Action: … Owner: … By: …", on one line or several."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.app.minutes.columns import Column

_LABEL = re.compile(
    r"(?:^|(?<=[\s.;,(|–—-]))"
    r"(?:(?P<action>actions?(?: points?| agreed| required)?(?:\s?\d{1,3})?|tasks?|recommendation(?:\s?\d{1,3})?)"
    r"|(?P<owner>(?:action )?owners?|by whom|who(?:m)?|lead(?: (?:professional|agency|officer))?"
    r"|(?:person )?responsib(?:le|ility)|responsible person|assigned to|action by|allocated to)"
    r"|(?P<when>(?:by )?when|by(?: date)?|time ?scales?|time ?frame|deadline|due(?: date| by)?|target(?: date)?|date"
    r"|complet(?:e|ed|ion)(?: by| date)?))"
    r"\s*:\s*",
    re.IGNORECASE,
)
_KINDS = {"action": Column.ACTION, "owner": Column.OWNER, "when": Column.WHEN}


@dataclass(frozen=True, slots=True)
class Labelled:
    """The parts of one line, by their labels; `before` stood before the first label."""

    before: str
    parts: tuple[tuple[Column, str], ...]

    def part(self, column: Column) -> str:
        """What stands behind this label."""
        return " ".join(text for each, text in self.parts if each is column and text)

    def names(self, column: Column) -> bool:
        """True when the label is there, with words behind it or without."""
        return any(each is column for each, _ in self.parts)


def labelled(text: str) -> Labelled | None:
    """The line by its labels; None when it has none."""
    found = list(_LABEL.finditer(text))
    if not found:
        return None
    ends = [*(each.start() for each in found[1:]), len(text)]
    parts = tuple(
        (_KINDS[str(each.lastgroup)], _trimmed(_KINDS[str(each.lastgroup)], text[each.end() : end]))
        for each, end in zip(found, ends, strict=True)
    )
    return Labelled(text[: found[0].start()].strip(" ;|,(-–—"), parts)


def _trimmed(column: Column, text: str) -> str:
    return text.strip(" ;|,-–—" if column is Column.ACTION else " ;|,-–—.")
