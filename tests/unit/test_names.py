"""When a name that was typed is, or may be, somebody's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.names import near_name, same_name


@pytest.mark.parametrize("typed", ["priya nair", "Nair, Dr Priya", "PRIYA NAÏR", "Ms Priya Nair"])
def test_the_same_name_however_it_is_written(typed: str) -> None:
    assert same_name(typed, "Priya Nair")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Priya Nayr", "Priya Nair"),
        ("Imran Kahn", "Imran Khan"),
        ("Grace Oby", "Grace Obi"),
        ("P. Nair", "Priya Nair"),
        ("Nair", "Priya Nair"),
        ("Hanna Smith", "Hannah Smith"),
    ],
)
def test_a_name_that_may_be_somebodys_is_asked_about(typed: str, name: str) -> None:
    assert near_name(typed, name)
    assert not same_name(typed, name)


@pytest.mark.parametrize("typed", ["Anita Smith", "Priya", "N"])
def test_another_name_is_not(typed: str) -> None:
    assert not near_name(typed, "Ann Smith")


@given(st.text(max_size=20), st.text(max_size=20))
def test_nothing_that_is_typed_raises(one: str, other: str) -> None:
    near_name(one, other)
    assert same_name(one, other) == same_name(other, one)
