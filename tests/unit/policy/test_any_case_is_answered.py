"""Whatever JSON arrives as a case: a plan, or every field that cannot be read by name. Never an error of ours."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.case import CaseFacts
from bot.domain.errors import Invalid, Refusal
from bot.policy.seating import seats_for
from bot.policy.sufficiency import sufficiency
from tests.unit.policy.builders import DEFAULT, case

ANYTHING: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
    max_leaves=8,
)


def perhaps(*right: Any) -> st.SearchStrategy[Any]:
    """Mostly a right value, now and then anything."""
    return st.sampled_from(right) | st.sampled_from(right) | ANYTHING


CHILD = st.fixed_dictionaries(
    {},
    optional={
        "age": perhaps("P9Y", "P4M", "P999Y", "unborn:24w", "P0D", "P5Y", "p5y"),
        "setting": perhaps("home", "inpatient", "moon"),
        "mobile": perhaps(True, False),
        "school_known": perhaps(True, False),
        "home_authority": perhaps("this", "other", "Slough"),
        "in_scope": perhaps(True, False),
    },
)
SERVICE = st.fixed_dictionaries(
    {"service": perhaps("gp", "camhs", "nursery")},
    optional={"about": perhaps("child", "mother", "sibling", "aunt"), "active": perhaps(True, False)},
)
TIMES = perhaps(
    "2026-03-10T10:00:00+00:00", "2026-03-29T01:30:00+00:00", "2000-01-01T00:00:00+14:00",
    "2100-12-31T23:59:59-12:00", "2026-03-10T10:00:00", "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59Z", "2024-02-29T12:00:00Z",
)  # fmt: skip
RAW = st.fixed_dictionaries(
    {"received_at": TIMES, "urgency": perhaps(*DEFAULT.urgencies, "soon")},
    optional={
        "child": CHILD | ANYTHING,
        "siblings": st.lists(CHILD, max_size=3) | ANYTHING,
        "concerns": st.lists(perhaps(*DEFAULT.concerns, "negelct"), max_size=4) | ANYTHING,
        "known_services": st.lists(SERVICE, max_size=4) | ANYTHING,
        "referrer": perhaps("school", "gp", "parent", "ambulance"),
    },
)


def read(raw: dict[str, Any]) -> CaseFacts | dict[str, str]:
    """The facts, or what is wrong with them by field."""
    try:
        return CaseFacts.from_json(raw)
    except Invalid as invalid:
        return invalid.fields


@settings(deadline=None)  # the first bank holidays of a year take a while
@given(RAW)
def test_any_case_is_planned_or_its_fields_are_named(raw: dict[str, Any]) -> None:
    facts = read(raw)
    if isinstance(facts, dict):
        assert facts
        assert all(facts.values())
        return
    assert facts.received_at.tzinfo is UTC
    if facts.urgency not in DEFAULT.urgencies:
        with pytest.raises(Refusal, match="Choose how soon from: emergency, "):
            DEFAULT.out_of_hours(facts)
        return
    night = DEFAULT.out_of_hours(facts)
    assert DEFAULT.deadline(facts).due >= facts.received_at
    assert seats_for(facts, DEFAULT, out_of_hours=night).required
    assert not sufficiency(facts, DEFAULT, (), (), out_of_hours=night).enough


@pytest.mark.parametrize("urgency", DEFAULT.urgencies)
@pytest.mark.parametrize("at", [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)])
def test_a_time_beyond_every_calendar_is_refused_in_words(urgency: str, at: datetime) -> None:
    with pytest.raises(Refusal, match="this century"):
        DEFAULT.out_of_hours(case(urgency=urgency, at=at))
