"""Two letters swapped in a word that matters ("workign dyas"), put right without moving anything else."""

from __future__ import annotations

import re

from scheduling.timescale.words import MONTHS, NUMBERS, WEEKDAYS, word_set

_WORDS = word_set(
    """
    after afternoon before business close conference daily days discharge evening every following fortnight
    fortnightly hour hours immediately later latest midday minutes month monthly months morning next noon ongoing
    play possible prior school soon today tomorrow tonight until urgent urgently week weekly weeks within working
    """
)
_SHORTEST, _MOST = 4, 12
_KNOWN = {
    word
    for word in (*_WORDS, *WEEKDAYS, *MONTHS, *(number for number, n in NUMBERS.items() if n <= _MOST))
    if len(word) >= _SHORTEST
}
# "There" is no slip for "three".
_ENGLISH = frozenset({"there", "minuets"})
_SWAPPED = {
    word[:i] + word[i + 1] + word[i] + word[i + 2 :]: word
    for word in sorted(_KNOWN)
    for i in range(1, len(word) - 1)
    if word[i] != word[i + 1] and word[:i] + word[i + 1] + word[i] + word[i + 2 :] not in _KNOWN | _ENGLISH
}
_WORD = re.compile(r"[a-z]{4,14}")


def mended(text: str) -> str:
    """The same lower-case text, as long as it was, with swapped letters put back in words of time."""
    return _WORD.sub(_mend, text)


def _mend(found: re.Match[str]) -> str:
    return _SWAPPED.get(found[0], found[0])
