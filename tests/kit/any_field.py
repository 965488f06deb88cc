"""Fields of every kind, with whatever words and options a test makes up."""

from __future__ import annotations

from typing import get_args

from hypothesis import strategies as st

from bot.app.cards import Field, FieldKind, Option

KINDS: tuple[FieldKind, ...] = get_args(FieldKind)


def any_field(words: st.SearchStrategy[str], options: st.SearchStrategy[list[Option]]) -> st.SearchStrategy[Field]:
    """One field, whether or not its value fits its kind; `words` wherever it has some."""
    return st.builds(
        Field,
        name=st.from_regex(r"[a-z_]{1,12}", fullmatch=True),
        label=words,
        kind=st.sampled_from(KINDS),
        required=st.booleans(),
        value=st.one_of(words, st.lists(words, max_size=3).map(tuple)),
        options=options.map(tuple),
        hint=words,
        placeholder=words,
        error=words,
    )
