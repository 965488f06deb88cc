"""A request's stages, the order of the queue, and what the report makes of it: for any requests there may be."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.app.reports.of_police import PoliceReport, as_csv, as_object, counts_of, in_words, police_report
from bot.domain.police_request import CountedRequest, PoliceRequest, Stage, most_pressing
from bot.policy import load_policies

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
RULE = load_policies(None).default.police_request
MINUTES = st.integers(0, 10_000)


def request(asked: int = 60, needed: int = 60, number: int = 0) -> PoliceRequest:
    """Asked so many minutes ago, needed so many minutes later than it was asked."""
    at = NOW - timedelta(minutes=asked)
    return PoliceRequest(
        f"r{number}", "EXMP", "m", "s", "d", 1, "police_missing", "24h", at, at + timedelta(minutes=needed)
    )


@given(st.lists(st.tuples(MINUTES, st.integers(-60, 10_000)), max_size=30))
def test_whoever_has_used_up_more_of_its_own_time_never_comes_later(times: list[tuple[int, int]]) -> None:
    requests = [request(*each, number) for number, each in enumerate(times)]
    ordered = most_pressing(requests, NOW)
    assert sorted(each.id for each in ordered) == sorted(each.id for each in requests)
    assert all(one.used_up(NOW) >= other.used_up(NOW) for one, other in pairwise(ordered))
    assert most_pressing(reversed(requests), NOW) == ordered, "whatever the order they were read in"


def test_the_example_of_the_guide_holds() -> None:
    hour, days = request(40, 60, 1), request(24 * 60, 72 * 60, 2)
    assert [round(each.used_up(NOW), 2) for each in most_pressing([days, hour], NOW)] == [0.67, 0.33]


STEPS = st.lists(st.sampled_from(["acknowledge", "claim", "assign", "accept", "free", "refuse"]), max_size=8)


@given(STEPS)
def test_whatever_happens_the_steps_stand_in_order_and_say_who(steps: list[str]) -> None:
    each = request()
    for minute, step in enumerate(steps):
        at = NOW + timedelta(minutes=minute)
        match step:
            case "acknowledge":
                each.acknowledge("a", at)
            case "claim":
                each.claim("a", at)
            case "assign":
                each.assign("o", "a", at)
            case "accept":
                each.accept("o", at)
            case "free":
                each.free()
            case "refuse":
                each.refuse("a", at, "other", "")
    came = [at for at in (each.requested_at, each.acknowledged_at, each.assigned_at, each.accepted_at) if at]
    assert came == sorted(came)
    assert (each.accepted_at is None) or (each.assigned_to_id is not None and each.refused_at is None)
    assert (each.assigned_at is None) == (each.assigned_to_id is None)
    assert each.stage is (Stage.REFUSED if steps and steps[-1] == "refuse" else each.stage)
    assert each.waits == (each.stage in (Stage.REQUESTED, Stage.ACKNOWLEDGED, Stage.ASSIGNED))


@st.composite
def counted(draw: st.DrawFn) -> CountedRequest:
    """Any request that may be in the table."""
    asked = NOW - timedelta(minutes=draw(MINUTES))
    seen, named, came = (
        asked + timedelta(minutes=each) for each in sorted(draw(st.tuples(MINUTES, MINUTES, MINUTES)))
    )
    far, closed = draw(st.integers(0, 4)), draw(st.booleans())
    return CountedRequest(
        draw(st.sampled_from(["EXMP", "OTHR"])),
        draw(st.sampled_from(["One desk", "=Two desk"])),
        draw(st.sampled_from(["emergency", "24h"])),
        asked,
        seen if far else None,
        named if far in (2, 3) else None,
        came if far == 3 else None,
        came if far == 4 else None,
        "no_officer" if far == 4 else "",
        NOW if closed else None,
    )


def report(rows: list[CountedRequest]) -> PoliceReport:
    return police_report(rows, lambda _: RULE, NOW)


@given(st.lists(counted(), max_size=20))
def test_every_request_is_counted_once_in_every_grouping(rows: list[CountedRequest]) -> None:
    groups = report(rows).groups
    whole = groups[0].counts
    assert whole.requests == len(rows)
    assert whole.requests == whole.accepted + whole.refused + whole.closed + whole.open
    assert whole.accepted <= whole.assigned <= whole.acknowledged <= whole.requests
    assert sum(whole.reasons.values()) == whole.refused
    for by in ("desk", "council", "urgency"):
        for figure in ("requests", "acknowledged", "assigned", "accepted", "refused", "closed", "open"):
            apart = [getattr(each.counts, figure) for each in groups if each.by == by]
            assert sum(apart) == getattr(whole, figure), (by, figure)


@given(st.lists(counted(), max_size=20))
def test_a_share_lies_between_none_and_all_and_is_left_out_where_nothing_is_known(rows: list[CountedRequest]) -> None:
    whole = counts_of(rows, lambda _: RULE, NOW)
    for share in (whole.acknowledged_in_time, whole.assigned_in_time, whole.accepted_in_time):
        assert share is None or 0 <= share <= 1
    assert (whole.minutes_to_accepted is None) == (whole.accepted == 0)


def test_medians_and_shares_of_a_small_table() -> None:
    def row(seen: int | None, came: int | None, closed: bool = False) -> CountedRequest:
        asked = NOW - timedelta(hours=3)
        at = [None if each is None else asked + timedelta(minutes=each) for each in (seen, came)]
        end = asked + timedelta(minutes=10) if closed else None
        return CountedRequest("EXMP", "Desk", "same_day", asked, at[0], at[1], at[1], None, "", end)

    whole = counts_of([row(10, 50), row(20, 90), row(None, None), row(None, None, closed=True)], lambda _: RULE, NOW)
    assert (whole.minutes_to_acknowledged, whole.minutes_to_accepted) == (15.0, 70.0)
    assert whole.acknowledged_in_time == 0.333, "one in time, one late, one never; one closed before its time"
    assert whole.accepted_in_time == 0.333
    assert (whole.open, whole.closed) == (1, 1)


@given(st.lists(counted(), max_size=8))
def test_the_table_and_the_object_say_the_same_and_nothing_runs_in_a_spreadsheet(rows: list[CountedRequest]) -> None:
    made = report(rows)
    table = list(csv.DictReader(io.StringIO(as_csv(made))))
    assert len(table) == len(as_object(made)["groups"]) == len(list(in_words(made)))
    for line, group in zip(table, as_object(made)["groups"], strict=True):
        assert not line["name"].startswith("=")
        assert int(line["requests"]) == group["requests"]
        assert line["minutes_to_accepted"] == ("" if group["accepted"] == 0 else str(group["minutes_to_accepted"]))
