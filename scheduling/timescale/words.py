"""The vocabulary of days, months, numbers and units, with the ways people misspell them."""

from __future__ import annotations

from collections.abc import Iterable

WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "mon monday mondy munday",
            "tue tues tuesday teusday tuseday",
            "wed weds wednes wednesday wedensday wensday wednsday wenesday",
            "thu thur thurs thursday thurday thrusday thursdy",
            "fri friday firday frday fryday",
            "sat saturday saterday",
            "sun sunday",
        )
    )
    for name in names.split()
}
# "sat" and "sun" and "mon" and "wed" are also English words, so alone they need a cue before them.
SHORT_WEEKDAYS = frozenset({"sat", "sun", "wed", "mon"})

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january",
            "feb february febuary feburary",
            "mar march mach",
            "apr april aprl",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}
MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)

_UNITS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "ninety": 90}
NUMBERS = {word: number for number, word in enumerate((_UNITS + " seventeen eighteen nineteen").split(), start=1)}
NUMBERS |= _TENS | {
    f"{ten}{joint}{unit}": value + number
    for ten, value in _TENS.items()
    for number, unit in enumerate(_UNITS.split()[:9], start=1)
    for joint in ("-", " ", "")
}


def word_set(words: str) -> frozenset[str]:
    """A set from words written in a row."""
    return frozenset(words.split())


def alternation(words: Iterable[str]) -> str:
    """A regular expression for any of these words, longest first."""
    return "|".join(sorted(words, key=len, reverse=True))


_PLAIN = str.maketrans("‐‑‒–—―−’‘ʼ“”\u00a0\u202f\u2009", "-------'''\"\"   ")


def plain(text: str) -> str:
    """The text in lower case with plain dashes, quotes and spaces; never longer or shorter than it was."""
    straight = text.translate(_PLAIN)
    lower = straight.lower()
    if len(lower) == len(text):
        return lower
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in straight)
