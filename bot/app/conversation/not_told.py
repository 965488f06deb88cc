"""Who must not be told, as the convenor types it: in the directory, asked about when near, else a name."""

from __future__ import annotations

from bot.app.cards import Option
from bot.app.conversation.inputs import Search, Unclear, Values, several
from bot.app.wording.facts import NAMED
from bot.app.wording.talk import LIKE_IT
from bot.domain.names import near_name, same_name, searched

NOT_TOLD = "not_told"
# Enough of a word to find it with a typing mistake behind.
STEM = 3


async def kept_out(values: Values, search: Search) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Ids of those in the directory, and the names of those who are not.

    The same full name, in any order or spelling, is that person. A name that may be somebody's is asked about.
    """
    clear: dict[str, Option] = {}
    asked: dict[str, Option] = {}
    for typed in several(values, NOT_TOLD):
        if typed.startswith(NAMED):
            clear[typed] = as_typed(typed.removeprefix(NAMED))
            continue
        found = await _like(typed, search)
        sure = [each for each in found if each.value == typed or same_name(each.label, typed)]
        near = sure if len(sure) > 1 else [] if sure else [*found, as_typed(typed)] if found else []
        asked.update({each.value: each for each in near})
        for each in (sure[:1] or [as_typed(typed)]) if not near else ():
            clear[each.value] = each
    if asked:
        options = {NOT_TOLD: tuple((clear | asked).values())}
        raise Unclear({NOT_TOLD: LIKE_IT}, options, {NOT_TOLD: tuple(clear)})
    names = tuple(each.removeprefix(NAMED) for each in clear if each.startswith(NAMED))
    return tuple(each for each in clear if not each.startswith(NAMED)), names


async def _like(typed: str, search: Search) -> list[Option]:
    """Those who have this name, or may have: by all of its words first, then by each, and by how it begins."""
    found = {each.value: each for each in await search(typed)}
    if typed in found:
        return [found[typed]]
    words = searched(typed)
    tried = dict.fromkeys([words, *words.split(), *(word[:STEM] for word in words.split())])
    for words in tried:
        if len(words) > 1:
            found |= {each.value: each for each in await search(words)}
    return [each for each in found.values() if same_name(each.label, typed) or near_name(each.label, typed)]


def as_typed(name: str) -> Option:
    """Somebody who is not in the directory."""
    return Option(NAMED + name, name, "not in the directory")


def offered(found: tuple[Option, ...], typed: str) -> tuple[Option, ...]:
    """What a search box offers: those found, and the name as it stands, for somebody who is not among them."""
    name = " ".join(typed.split())
    return (*found, as_typed(name)) if not any(same_name(each.label, name) for each in found) else found
