"""What somebody typed or sent, without what no database keeps: PostgreSQL takes no NUL, and neither half a letter."""

from __future__ import annotations

import re

from bot.app.cards import Value

# Of control characters only tabs and line ends mean anything; half of a surrogate pair is what a cut emoji leaves.
_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def keepable(text: str) -> str:
    """The same text, less what cannot be kept."""
    return _UNFIT.sub("", text)


def keepable_values(values: dict[str, Value]) -> dict[str, Value]:
    """The same for all that a form brings."""
    return {
        name: keepable(value) if isinstance(value, str) else tuple(map(keepable, value))
        for name, value in values.items()
    }
