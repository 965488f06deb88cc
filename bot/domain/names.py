"""When a name that was typed is somebody's: the same person's, whatever its order, accents or titles; or nearly."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher

# [A] Alike enough that a typing mistake may lie between: "Hanna" and "Hannah", not "Ann" and "Anita".
ALIKE = 0.8
# What stands in the place of a name that must not be shown.
SOMEBODY_ELSE = "somebody else"
_TITLES = frozenset(
    {"dr", "mr", "mrs", "ms", "miss", "mx", "prof", "professor", "sir", "dame", "lady", "lord", "rev"}
)
_APOSTROPHES = re.compile(r"['’ʼ`´]")
_WORD = re.compile(r"[^\W_]+")


def words_of(name: str) -> tuple[str, ...]:
    """A name's words in small letters and one order: without accents, apostrophes, hyphens or titles."""
    apart = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    words = _WORD.findall(_APOSTROPHES.sub("", plain))
    # Somebody may be called nothing but Dame.
    return tuple(sorted([each for each in words if each not in _TITLES] or words))


def searched(name: str) -> str:
    """What to search the directory for: the words, cut where an apostrophe or hyphen may stand in one spelling."""
    return " ".join(each for each in _WORD.findall(name.casefold()) if each not in _TITLES)


def same_name(one: str, other: str) -> bool:
    """True for the same full name: "Nair, Dr Priya" is Priya Nair."""
    words = words_of(one)
    return bool(words) and words == words_of(other)


def near_name(one: str, other: str) -> bool:
    """True when one may stand for the other: an initial, a part of it, a typing mistake. Ask, never assume."""
    shorter, longer = sorted((words_of(one), words_of(other)), key=len)
    left = list(longer)
    for word in shorter:
        fitting = next((each for each in left if _may_be(word, each)), None)
        if fitting is None:
            return False
        left.remove(fitting)
    # An initial alone is everybody's.
    return any(len(word) > 1 for word in shorter)


def _may_be(one: str, other: str) -> bool:
    if 1 in (len(one), len(other)):
        return one[0] == other[0]
    return one == other or _one_slip(one, other) or SequenceMatcher(None, one, other).ratio() >= ALIKE


def _one_slip(one: str, other: str) -> bool:
    """One letter more, less, other or in the other's place: in a short word that is much of it ("Nayr", "Kahn")."""
    while one and other and one[0] == other[0]:
        one, other = one[1:], other[1:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    return max(len(one), len(other)) <= 1 or (len(one) == 2 and one == other[::-1])
