"""What a round of answers shows: how many were taken, and how long they took."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks.generator import Answer, Answers

# Requests a second: some thirty-six times what all of England sends at its peak (P9: ten times that is 11).
CALM = 40.0


def taken(answer: Answer) -> bool:
    """True when the answer says that it is done. One that comes later, by a call of ours, says only that it waits."""
    return answer.status == 200 and answer.saved and not answer.not_saved


@dataclass(frozen=True, slots=True)
class Round:
    """Milliseconds within which half, and 99 of 100, were answered; how many were taken and how many not."""

    p50: float
    p99: float
    taken: int
    not_taken: int


def answered(answer: Answer) -> bool:
    """True for any answer of a baseline: it keeps nothing."""
    return answer.status == 200


def seen(answers: Answers, well: Callable[[Answer], bool] = taken) -> Round:
    """Every answer counts, also that nothing was saved; `well` says which are taken."""
    times = sorted(each.seconds * 1000 for each in answers.each)
    done = sum(well(each) for each in answers.each)
    return Round(_at(times, 0.5), _at(times, 0.99), done, len(times) - done)


def middle(rounds: Sequence[Round]) -> Round:
    """The median round of each figure, and all requests."""
    return Round(
        statistics.median(each.p50 for each in rounds),
        statistics.median(each.p99 for each in rounds),
        sum(each.taken for each in rounds),
        sum(each.not_taken for each in rounds),
    )


def _at(times: Sequence[float], share: float) -> float:
    return times[min(len(times) - 1, int(len(times) * share))]
