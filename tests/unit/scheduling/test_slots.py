"""What each time offered says of itself: as data, and in words a tired manager understands."""

from datetime import datetime, timedelta

from scheduling.availability import Intervals
from scheduling.planner import Candidate, Plan, SeatDemand, Slot, Why, plan, replan
from tests.unit.scheduling.office import utc

HOUR = timedelta(hours=1)


def at(text: str) -> datetime:
    return utc(f"2026-03-11 {text}")


def free(*pairs: str) -> Intervals:
    return Intervals.of(*((at(pair[:5]), at(pair[6:])) for pair in pairs))


def seat(name: str, *people: Candidate, share: str = "") -> SeatDemand:
    return SeatDemand(name, True, people, frozenset(share.split()))


def planned(*demands: SeatDemand, until: str = "17:00", **more: object) -> Plan:
    return plan(demands, at("09:00"), at(until), HOUR, **more)  # type: ignore[arg-type]


POLICE = seat("police", Candidate("p", 0, free("09:00-17:00")))
LATE_GP = seat("gp", Candidate("g", 0, free("14:00-17:00")))


def test_an_earliest_time_says_that_every_seat_is_free() -> None:
    best = planned(POLICE).best
    assert best is not None
    assert (best.why, best.reason) == (Why.EARLIEST, "earliest time: every required seat is free")


def test_a_sooner_time_says_who_it_goes_without_and_when_they_first_could() -> None:
    sooner = planned(POLICE, LATE_GP).alternatives[0]
    assert (sooner.why, sooner.missing, sooner.first_times) == (Why.SOONER, ("gp",), {"gp": at("14:00")})
    assert sooner.reason == "sooner: nobody for gp is free then; the first could be Wed 11 Mar, 14:00"


def test_waiting_says_for_which_seats_and_the_sooner_time_what_it_costs() -> None:
    visitor = seat("health_visitor", Candidate("h", 0, free("11:00-17:00")), Candidate("r", 3, free("09:00-17:00")))
    offered = planned(POLICE, visitor, prefer_wait=2 * HOUR)
    assert offered.best is not None
    assert (offered.best.why, offered.best.better) == (Why.WAITED, ("health_visitor",))
    assert offered.best.reason == "waits for more appropriate people: health visitor; every required seat is free"
    sooner = offered.alternatives[0]
    assert (sooner.why, sooner.worse) == (Why.SOONER, ("health_visitor",))
    assert sooner.reason == "sooner: less appropriate people for health visitor; every required seat is free"


def test_better_people_are_offered_even_where_another_seat_can_never_have_its_best() -> None:
    never = Candidate("n", 0, Intervals())
    chair = seat("chair", never, Candidate("c", 1, free("09:00-17:00")))
    visitor = seat("health_visitor", Candidate("h", 0, free("15:00-17:00")), Candidate("r", 3, free("09:00-17:00")))
    better = planned(chair, visitor).alternatives[0]
    assert (better.why, better.better, better.start) == (Why.BETTER_PEOPLE, ("health_visitor",), at("15:00"))


def test_when_no_time_fills_every_seat_one_after_the_deadline_is_offered_last_and_marked() -> None:
    offered = planned(POLICE, LATE_GP, until="13:00", beyond=at("17:00"))
    assert offered.best is not None
    assert (offered.best.late, offered.best.missing) == (False, ("gp",))
    assert "nobody for gp is free before the deadline; the first could be Wed 11 Mar, 14:00" in offered.best.reason
    *others, last = offered.alternatives
    assert len(offered.alternatives) == 5
    assert not any(slot.late for slot in others)
    assert (last.late, last.why, last.start, last.missing) == (True, Why.AFTER_DEADLINE, at("14:00"), ())
    assert last.reason == "after the deadline: every required seat is free"


def test_nothing_after_the_deadline_is_offered_when_a_time_before_it_fills_every_seat() -> None:
    offered = planned(POLICE, LATE_GP, until="15:00", beyond=at("17:00"))
    assert not any(slot.late for slot in offered.alternatives)


def test_nothing_after_the_deadline_is_offered_with_a_seat_empty_or_past_the_horizon() -> None:
    for beyond, demands in ((at("14:30"), (POLICE, LATE_GP)), (at("17:00"), (POLICE, LATE_GP, seat("midwife")))):
        assert not any(s.late for s in planned(*demands, until="13:00", beyond=beyond).alternatives)


def test_when_nobody_at_all_can_come_in_time_there_is_no_best_but_what_comes_after() -> None:
    offered = planned(LATE_GP, until="13:00", beyond=at("17:00"))
    assert offered.best is None
    assert [(slot.start, slot.late) for slot in offered.alternatives] == [(at("14:00"), True)]


def test_a_seat_whose_only_person_sits_elsewhere_says_so_as_data_too() -> None:
    one = Candidate("one", 0, free("09:00-12:00"))
    best = planned(seat("named_nurse", one), seat("mash_health", one)).best
    assert best is not None
    assert list(best.first_times.values()) == [best.start]


def test_no_reason_names_a_person() -> None:
    named = Candidate("someone@example.org", 0, free("10:00-11:00"))
    offered = planned(seat("police", named), LATE_GP, beyond=at("17:00"))
    assert offered.best is not None
    assert not any("someone" in slot.reason for slot in (offered.best, *offered.alternatives))


def test_a_kept_time_off_the_grid_is_not_offered_again_beside_itself() -> None:
    before = Slot(at("10:07"), at("11:07"), {"police": "p"}, (), (), {}, "")
    again = replan(before, [POLICE], at("09:00"), at("17:00"), HOUR)
    assert again.best is not None
    assert (again.best.start, again.best.why) == (at("10:07"), Why.SAME_TIME)
    assert all(abs(slot.start - at("10:07")) >= timedelta(minutes=25) for slot in again.alternatives)
    assert again.alternatives[0].why is Why.SOONER


def test_a_time_kept_at_the_very_start_of_an_unrounded_window_has_nothing_sooner() -> None:
    before = Slot(at("09:02"), at("10:02"), {"police": "p"}, (), (), {}, "")
    again = replan(before, [POLICE], at("09:01"), at("17:00"), HOUR)
    assert again.best is not None
    assert again.best.start == at("09:02")
    assert all(slot.start > at("09:02") for slot in again.alternatives)


def test_planning_again_offers_what_comes_after_the_deadline() -> None:
    before = Slot(at("10:00"), at("11:00"), {"police": "p", "gp": "gone"}, (), (), {}, "")
    again = replan(before, [POLICE, LATE_GP], at("09:00"), at("13:00"), HOUR, beyond=at("17:00"))
    assert again.best is not None
    assert again.best.start == at("10:00")
    assert again.alternatives[-1].late
