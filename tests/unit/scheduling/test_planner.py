"""When a meeting can decide, by examples that a manager would recognise."""

from datetime import datetime, timedelta

import pytest

from scheduling.availability import Intervals
from scheduling.board import prepare
from scheduling.planner import Candidate, SeatDemand, Slot, plan, plan_on, replan
from tests.unit.scheduling.office import utc

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
NINE = utc("2026-03-11 09:00")
FIVE = utc("2026-03-11 17:00")


def free(*pairs: str) -> Intervals:
    """Free times like "09:00-10:30" on the day of the tests."""
    return Intervals.of(*(tuple(utc(f"2026-03-11 {time}") for time in pair.split("-")) for pair in pairs))  # type: ignore[misc]


def seat(name: str, *people: Candidate, required: bool = True, share: str = "") -> SeatDemand:
    return SeatDemand(name, required, people, frozenset(share.split()))


def at(text: str) -> datetime:
    return utc(f"2026-03-11 {text}")


def best(*demands: SeatDemand, until: datetime = FIVE, **options: timedelta) -> Slot:
    found = plan(demands, NINE, until, HOUR, **options).best
    assert found is not None
    return found


def test_it_meets_when_everyone_required_is_first_free_together() -> None:
    slot = best(
        seat("police", Candidate("p", 0, free("09:00-10:30", "12:00-15:00"))),
        seat("health", Candidate("h", 0, free("10:00-11:00", "13:10-16:00"))),
    )
    assert slot.start == at("13:10")
    assert slot.seats == {"police": "p", "health": "h"}
    assert slot.reason == "earliest time: every required seat is free"


def test_nobody_hands_over_to_a_colleague_in_mid_meeting() -> None:
    early, late = Candidate("early", 0, free("09:00-09:30")), Candidate("late", 0, free("09:30-12:00"))
    assert best(seat("police", early, late)).start == at("09:30")


def test_a_meeting_may_end_exactly_at_the_deadline() -> None:
    person = Candidate("p", 0, free("09:00-17:00"))
    assert best(seat("police", person), until=at("10:00")).start == at("09:00")


def test_a_meeting_that_would_end_a_minute_late_is_not_offered() -> None:
    person = Candidate("p", 0, free("09:00-17:00"))
    assert plan([seat("police", person)], NINE, at("09:59"), HOUR).best is None


def test_a_start_off_the_grid_is_rounded_up_not_down() -> None:
    person = Candidate("p", 0, free("09:02-17:00"))
    assert best(seat("police", person)).start == at("09:05")
    window_opens_late = plan([seat("police", person)], at("09:31") + timedelta(seconds=1), FIVE, HOUR).best
    assert window_opens_late is not None
    assert window_opens_late.start == at("09:35")


def test_an_empty_window_gives_no_slot() -> None:
    person = Candidate("p", 0, free("09:00-17:00"))
    assert plan([seat("police", person)], FIVE, NINE, HOUR).best is None


def test_nobody_sits_in_two_seats_unless_the_policy_allows_it() -> None:
    one = Candidate("one", 0, free("09:00-12:00"))
    alone = best(seat("named_nurse", one), seat("mash_health", one))
    assert len(alone.missing) == 1
    both = best(seat("named_nurse", one, share="mash_health"), seat("mash_health", one))
    assert both.seats == {"named_nurse": "one", "mash_health": "one"}
    assert both.missing == ()


def test_a_person_wanted_twice_goes_where_nobody_else_can() -> None:
    one, other = Candidate("one", 0, free("09:00-12:00")), Candidate("other", 5, free("09:00-12:00"))
    slot = best(seat("named_nurse", one, other), seat("mash_health", one))
    assert slot.seats == {"named_nurse": "other", "mash_health": "one"}


def test_a_later_time_with_two_people_beats_a_sooner_one_at_which_one_is_wanted_twice() -> None:
    one, other = Candidate("one", 0, free("09:00-10:00")), Candidate("other", 0, free("11:00-12:00"))
    perhaps = Candidate("perhaps", 0, Intervals(), unknown=free("11:00-12:00"))
    slot = best(seat("named_nurse", one, other), seat("mash_health", one, perhaps))
    assert (slot.start, slot.missing, slot.unknown) == (at("11:00"), (), ("mash_health",))


def test_three_seats_and_people_in_a_ring_are_all_filled() -> None:
    a, b, c = (Candidate(name, 0, free("09:00-12:00")) for name in "abc")
    slot = best(seat("x", a, b), seat("y", b, c), seat("z", a))
    assert slot.seats == {"z": "a", "x": "b", "y": "c"}


def test_the_caseload_holder_is_preferred_at_the_same_time() -> None:
    holder, rota = Candidate("holder", 0, free("09:00-12:00")), Candidate("rota", 3, free("09:00-12:00"))
    assert best(seat("health_visitor", rota, holder)).seats == {"health_visitor": "holder"}


def test_it_waits_for_the_caseload_holder_only_as_long_as_the_policy_says() -> None:
    holder, rota = Candidate("holder", 0, free("11:00-17:00")), Candidate("rota", 3, free("09:00-17:00"))
    demand = seat("health_visitor", holder, rota)
    assert best(demand).seats == {"health_visitor": "rota"}
    assert best(demand, prefer_wait=2 * HOUR).start == at("11:00")
    assert best(demand, prefer_wait=2 * HOUR - MINUTE).start == at("09:00")


def test_better_people_later_are_offered_as_an_alternative() -> None:
    holder, rota = Candidate("holder", 0, free("15:00-17:00")), Candidate("rota", 3, free("09:00-17:00"))
    others = plan([seat("health_visitor", holder, rota)], NINE, FIVE, HOUR).alternatives
    assert ("more appropriate people" in others[0].reason, others[0].start) == (True, at("15:00"))


def test_unknown_is_better_than_busy_and_worse_than_free() -> None:
    unknown = Candidate("u", 0, Intervals(), unknown=free("09:00-17:00"))
    slot = best(seat("police", unknown), seat("health", Candidate("h", 0, free("09:00-17:00"))))
    assert (slot.start, slot.unknown, slot.missing) == (at("09:00"), ("police",), ())
    assert "not known whether free: police" in slot.reason
    known_later = Candidate("k", 9, free("16:00-17:00"))
    assert best(seat("police", unknown, known_later)).start == at("16:00")


def test_at_one_time_someone_known_to_be_free_sits_before_a_better_person_who_may_not_be() -> None:
    holder = Candidate("holder", 0, Intervals(), unknown=free("09:00-17:00"))
    rota = Candidate("rota", 3, free("09:00-17:00"))
    slot = best(seat("health_visitor", holder, rota))
    assert (slot.seats, slot.unknown) == ({"health_visitor": "rota"}, ())


def test_when_nothing_covers_all_the_best_partial_cover_says_who_is_missing_and_what_would_help() -> None:
    slot = best(
        seat("police", Candidate("p", 0, free("09:00-12:00"))),
        seat("health", Candidate("h", 0, free("10:00-12:00"))),
        seat("gp", Candidate("g", 0, free("14:00-15:00"))),
        seat("midwife"),
    )
    assert (slot.start, slot.missing) == (at("10:00"), ("gp", "midwife"))
    assert "nobody for gp is free then; the first could be Wed 11 Mar, 14:00" in slot.reason
    assert "nobody for midwife is free in time: add a deputy or ask for information" in slot.reason


def test_a_seat_left_empty_because_its_only_person_sits_elsewhere_says_so() -> None:
    one = Candidate("one", 0, free("09:00-12:00"))
    reason = best(seat("named_nurse", one), seat("mash_health", one)).reason
    assert "is needed in another seat" in reason


def test_advised_seats_never_delay_the_meeting() -> None:
    slot = best(
        seat("police", Candidate("p", 0, free("09:00-17:00"))),
        seat("housing", Candidate("x", 0, free("16:00-17:00")), required=False),
    )
    assert (slot.start, slot.advised_missing) == (at("09:00"), ("housing",))


def test_it_is_never_empty_while_anybody_at_all_is_free() -> None:
    slot = best(seat("police"), seat("housing", Candidate("x", 0, free("16:00-17:00")), required=False))
    assert (slot.start, slot.missing, slot.seats) == (at("16:00"), ("police",), {"housing": "x"})


def test_up_to_five_other_times_are_offered_each_with_a_reason() -> None:
    offered = plan([seat("police", Candidate("p", 0, free("09:00-17:00")))], NINE, FIVE, HOUR)
    assert len(offered.alternatives) == 5
    assert all(slot.reason for slot in offered.alternatives)
    starts = [slot.start for slot in offered.alternatives]
    assert starts == sorted(starts)
    gaps = [later - sooner for sooner, later in zip([NINE, *starts], starts, strict=False)]
    assert all(gap >= timedelta(minutes=30) for gap in gaps), "half an hour apart at least"
    assert starts[-1] >= at("12:00"), "and spread over the day, for five times in one morning are hardly a choice"


def test_other_times_are_near_one_another_where_only_those_have_everybody() -> None:
    both = (
        seat("police", Candidate("p", 0, free("09:00-12:00"))),
        seat("health", Candidate("h", 0, free("09:00-17:00"))),
    )
    offered = plan(list(both), NINE, FIVE, HOUR)
    everybody = [slot.start for slot in offered.alternatives if not slot.missing]
    assert len(everybody) == 3
    assert everybody[-1] <= at("11:00")


def test_a_sooner_time_without_somebody_is_offered_beside_a_full_one() -> None:
    offered = plan(
        [
            seat("police", Candidate("p", 0, free("09:00-17:00"))),
            seat("gp", Candidate("g", 0, free("15:00-17:00"))),
        ],
        NINE,
        FIVE,
        HOUR,
    )
    assert offered.best is not None
    assert (offered.best.start, offered.best.missing) == (at("15:00"), ())
    assert (offered.alternatives[0].start, offered.alternatives[0].missing) == (at("09:00"), ("gp",))


def declined() -> tuple[Slot, list[SeatDemand]]:
    police = seat("police", Candidate("p", 1, free("09:00-17:00")), Candidate("q", 2, free("09:00-17:00")))
    health = seat("health", Candidate("h", 0, free("10:00-17:00")), Candidate("i", 1, free("12:00-17:00")))
    return best(police, health), [police, health]


def test_a_decline_is_filled_at_the_same_time_if_it_can_be() -> None:
    previous, (police, health) = declined()
    without = SeatDemand("police", True, police.candidates[1:])
    again = replan(previous, [without, health], NINE, FIVE, HOUR).best
    assert again is not None
    assert (again.start, again.seats) == (previous.start, {"police": "q", "health": "h"})
    assert again.reason.startswith("same time as before")


def test_a_better_person_who_has_become_free_does_not_push_out_the_one_invited() -> None:
    previous, (police, health) = declined()
    better = SeatDemand("police", True, (Candidate("new", 0, free("09:00-17:00")), *police.candidates))
    again = replan(previous, [better, health], NINE, FIVE, HOUR).best
    assert again is not None
    assert again.seats == previous.seats


def test_it_moves_only_when_that_fills_more_required_seats() -> None:
    previous, (police, health) = declined()
    without = SeatDemand("health", True, health.candidates[1:])
    again = replan(previous, [police, without], NINE, FIVE, HOUR).best
    assert again is not None
    assert (again.start, again.seats) == (at("12:00"), {"police": "p", "health": "i"})
    nobody = SeatDemand("health", True, ())
    stays = replan(previous, [police, nobody], NINE, FIVE, HOUR).best
    assert stays is not None
    assert (stays.start, stays.missing) == (previous.start, ("health",))


def test_a_time_now_past_its_deadline_is_not_kept() -> None:
    previous, demands = declined()
    moved = replan(previous, demands, at("11:30"), FIVE, HOUR).best
    assert moved is not None
    assert moved.start == at("11:30")


def test_a_time_off_the_grid_can_be_kept() -> None:
    previous, demands = declined()
    odd = Slot(at("10:07"), at("11:07"), previous.seats, (), (), {}, "moved by the convenor")
    again = replan(odd, demands, NINE, FIVE, HOUR).best
    assert again is not None
    assert again.start == at("10:07")


def test_a_prepared_board_gives_the_same_plan_and_is_cheap_to_ask_again() -> None:
    _, demands = declined()
    board = prepare(demands, NINE, FIVE, HOUR, 5 * MINUTE)
    assert plan_on(board) == plan(demands, NINE, FIVE, HOUR)
    assert board.grid.start_of(board.earliest()) == at("10:00")
    assert board.grid.start_of(board.spare(1).earliest_without(board.free[1][0])) == at("12:00")


@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25"])
def test_a_meeting_across_a_clock_change_lasts_as_long_as_any_other(day: str) -> None:
    night = utc(f"{day} 00:00")
    person = Candidate("p", 0, Intervals.of((night, night + 90 * MINUTE)))
    slot = plan([seat("police", person)], night + 30 * MINUTE, night + 4 * HOUR, HOUR).best
    assert slot is not None
    assert (slot.start, slot.end) == (night + 30 * MINUTE, night + 90 * MINUTE)
