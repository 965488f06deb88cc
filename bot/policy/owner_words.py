"""What people call a part at a meeting: "HV", "OIC", "school". A word leads to seats, or to an agency."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import model_validator

from bot.policy.seat_rules import Agency
from bot.policy.shape import Codes, Section, matching

OwnerWord = Annotated[
    str, matching(r"[a-z0-9][a-z0-9 &'-]{0,39}", "use small letters, digits and spaces, at most 40 of them")
]
_ARTICLE = re.compile(r"(?:the|a|an|our)\s+")
_DASHES = re.compile(r"[-‐‑‒–—_]+")
_DROPPED = re.compile(r"[.'’`´*\"“”]")


class OwnerPart(Section):
    """Whom a word means: whoever sits in one of these seats, or speaks for this agency.

    An agency is no owner: it leads to a person only where exactly one speaks for it. With neither, the word means
    nobody in particular ("all agencies"), and the owner is always asked for.
    """

    seats: Codes = ()
    agency: Agency | None = None

    @model_validator(mode="after")
    def _one_of_the_two(self) -> OwnerPart:
        if self.seats and self.agency is not None:
            raise ValueError("give seats or an agency, not both")
        return self


OwnerWords = dict[OwnerWord, OwnerPart]


def as_said(words: str) -> str:
    """A word as it is compared: small letters, without dots, dashes and articles."""
    plain = " ".join(_DASHES.sub(" ", _DROPPED.sub("", words.casefold())).split())
    return _ARTICLE.sub("", plain, count=1) if _ARTICLE.match(plain) else plain
