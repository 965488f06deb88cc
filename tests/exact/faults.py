"""Faults to plant in the planner and what it stands on, each a small change that a person might make."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """`old` becomes `new` in one module of `scheduling`; `families`: the cases that should show it, from
    number `first` on."""

    name: str
    what: str
    module: str
    old: str
    new: str
    families: tuple[str, ...]
    first: int = 0


FAULTS = (
    Fault(
        "duration_dropped", "a meeting is thought to last a minute", "board",
        "grid.startable(free, duration)", "grid.startable(free, timedelta(minutes=1))", ("exact_fit", "plain"),
    ),
    Fault(
        "or_before_duration", "people are combined before the duration is applied", "board",
        "tuple(cells(candidate.free) for candidate in demand.candidates) for demand in demands",
        "tuple(grid.startable(Intervals.from_minutes(span for each in demand.candidates for span in each.free.spans)"
        ", duration) for _ in demand.candidates) for demand in demands", ("exact_fit", "plain"),
    ),
    Fault(
        "a_start_too_many", "the last start ends after the deadline", "availability",
        "room // size + 1", "room // size + 2", ("at_the_edges",),
    ),
    Fault(
        "a_start_too_few", "a meeting may not end exactly at the deadline", "availability",
        "room // size + 1", "room // size", ("at_the_edges",),
    ),
    Fault(
        "deadline_rounded_up", "a deadline's seconds count as a minute", "availability",
        "room = minute_floor(deadline)", "room = minute_ceil(deadline)", ("at_the_edges",),
    ),
    Fault(
        "earliest_rounded_down", "the first start lies before the window", "availability",
        "-(-minute_ceil(earliest) // size) * size", "minute_ceil(earliest) // size * size", ("at_the_edges",),
    ),
    Fault(
        "seconds_lost", "a window that opens half a minute past opens on the minute", "availability",
        "-(-minute_ceil(earliest) // size)", "-(-minute_floor(earliest) // size)", ("at_the_edges", "plain"),
    ),
    Fault(
        "start_rounded_down", "work that starts off the grid is taken to start on it", "availability",
        "-((origin - start) // step)", "(start - origin) // step", ("off_grid",),
    ),
    Fault(
        "end_rounded_up", "work that ends off the grid is taken to end on it", "availability",
        "after = (end - before) // step", "after = -((before - end) // step)", ("off_grid",),
    ),
    Fault(
        "busy_ignored", "what is taken counts as free", "availability",
        "if not self.spans or not other.spans:", "if True:", ("plain",),
    ),
    Fault(
        "touching_apart", "nobody can sit from one spell of free time into the next", "availability",
        "start <= joined[-1][1]", "start < joined[-1][1]", ("exact_fit",),
    ),
    Fault(
        "latest_not_earliest", "of equal times the last is taken", "availability",
        "(mask & -mask).bit_length() - 1", "mask.bit_length() - 1", ("plain",),
    ),
    Fault(
        "holiday_ignored", "bank holidays are working days", "bank_holidays",
        "return day in _england(day.year)", "return False", ("bank_holidays",),
    ),
    Fault(
        "holidays_of_scotland", "the holidays of another country", "bank_holidays",
        'subdiv="ENG"', 'subdiv="SCT"', ("bank_holidays",),
    ),
    Fault(
        "rota_never_closed", "a closed office's shifts stay", "rota",
        "if closed is None or not closed(day):\n            spans.extend", "if True:\n            spans.extend",
        ("bank_holidays",),
    ),
    Fault(
        "night_shift_lost", "a shift that began the evening before is lost", "rota",
        "local_day(start) - timedelta(days=1), local_day(end)", "local_day(start), local_day(end)",
        ("autumn", "spring"),
    ),
    Fault(
        "wrong_zone", "London's clock is taken for UTC", "london",
        'ZoneInfo("Europe/London")', 'ZoneInfo("UTC")', ("inside_hours", "spring"),
    ),
    Fault(
        "second_of_two", "an hour that comes twice is taken the second time", "london",
        "return _clock_change(day) if first > second else first",
        "return _clock_change(day) if first > second else second", ("autumn",),
    ),
    Fault(
        "skipped_hour_early", "a skipped time is an hour early", "london",
        "return _clock_change(day) if first > second else first", "return min(first, second)", ("spring",),
    ),
    Fault(
        "double_use", "one person sits in two seats at once", "seating",
        "return one != other and other not in may_share[one] and one not in may_share[other]", "return False",
        ("one_for_two",),
    ),
    Fault(
        "sharing_ignored", "two seats that may be shared are not", "seating",
        "return one != other and other not in may_share[one] and one not in may_share[other]", "return one != other",
        ("one_for_two",),
    ),
    Fault(
        "sharing_one_sided", "only one of the two seats can say that they may be shared", "seating",
        " and one not in may_share[other]", "", ("one_for_two",),
    ),
    Fault(
        "greedy_seating", "whoever is asked first keeps the seat", "assignment",
        "height[row] += far", "height[row] += 0", ("crowded", "one_for_two"),
    ),
    Fault(
        "too_short_a_list", "only one candidate of each seat is looked at", "search",
        "if len(known) >= enough:", "if known:", ("crowded", "one_for_two"),
    ),
    Fault(
        "shortage_overcounted", "rivals for the same people are thought to leave one seat more empty", "shortage",
        "at_least[len(seats) - count] |= cells", "at_least[min(len(group), len(seats) - count + 1)] |= cells",
        ("rivalry",), 24,
    ),
    Fault(
        "sharing_counted_as_rivalry", "seats that may be shared are thought to be rivals", "shortage",
        "return one.seat not in other.may_share and other.seat not in one.may_share", "return True", ("rivalry",),
    ),
    Fault(
        "tiers_ignored", "the caseload holder is no better than the rota", "search",
        "cost = (0, first, second, candidate.tier)", "cost = (0, first, second, 0)", ("waiting", "crowded"),
    ),
    Fault(
        "advised_before_time", "an advised seat delays the meeting", "search",
        "return Choice(cell, seating, (cost[0], unknown), cost[3])",
        "return Choice(cell, seating, (cost[0], unknown + cost[4]), cost[3])", ("plain", "waiting"),
    ),
    Fault(
        "unknown_is_free", "a calendar that nobody knows counts as free", "search",
        "unknown = int(not known)", "unknown = 0", ("perhaps",),
    ),
    Fault(
        "unknown_is_busy", "somebody whose calendar is not known is never asked", "search",
        "elif maybe[index] >> cell & 1:", "elif False:", ("perhaps",),
    ),
    Fault(
        "waits_at_any_price", "it waits for better people though a seat is lost by it", "search",
        "if choice.shortfall == first.shortfall and choice.tiers < best.tiers:", "if choice.tiers < best.tiers:",
        ("waiting",),
    ),
    Fault(
        "waits_too_long", "it waits a start longer than the policy says", "search",
        "last = first.cell + wait //", "last = first.cell + 1 + wait //", ("waiting",),
    ),
    Fault(
        "waits_for_nothing", "it waits although nobody is more appropriate", "search",
        "and choice.tiers < best.tiers", "and choice.tiers <= best.tiers", ("waiting",),
    ),
    Fault(
        "moves_needlessly", "planning again moves a meeting that could stay", "planner",
        "kept.shortfall[0] <= moved.shortfall[0]", "kept.shortfall[0] < moved.shortfall[0]", ("planned_again",),
    ),
    Fault(
        "moves_for_certainty", "planning again moves a meeting because a calendar is not known", "planner",
        "kept.shortfall[0] <= moved.shortfall[0]", "kept.shortfall <= moved.shortfall", ("planned_again",),
    ),
    Fault(
        "people_changed_needlessly", "planning again puts in better people for those who could stay", "search",
        "changed = int(before is not None and before != candidate.id)", "changed = 0", ("planned_again",),
    ),
    Fault(
        "keeps_what_is_too_late", "planning again keeps a time past its deadline", "planner",
        " and previous.start + duration <= deadline:", ":", ("planned_again",),
    ),
    Fault(
        "best_offered_again", "the other times repeat the best", "planner",
        "allowed = search.anybody() & ~_around(best.cell, apart)", "allowed = search.anybody()", ("plain",),
    ),
    Fault(
        "late_not_said", "a time after the deadline is offered as any other", "slots",
        "late=why is Why.AFTER_DEADLINE", "late=False", ("too_late",),
    ),
    Fault(
        "late_too_soon", "what is offered as too late is not the first that is", "planner",
        "origin = grid.origin + grid.cells * grid.step", "origin = grid.origin + (grid.cells + 1) * grid.step",
        ("too_late",),
    ),
)  # fmt: skip
