"""Who could fill each seat, and the earliest time at which they can decide: the rows made ready for the planner."""

from bot.app.planning.diary_rows import on_shift
from bot.app.planning.holding import hold_free, hold_people, seated_ids, still_free, taken_elsewhere
from bot.app.planning.informants import asked_until, best_informant
from bot.app.planning.plan import Choice, better_time, plan_again, plan_meeting, seats_needed_too
from bot.app.planning.rooms import free_room
from bot.app.planning.who import Candidates, candidates, put, team_around

__all__ = [
    "Candidates",
    "Choice",
    "asked_until",
    "best_informant",
    "better_time",
    "candidates",
    "free_room",
    "hold_free",
    "hold_people",
    "on_shift",
    "plan_again",
    "plan_meeting",
    "put",
    "seated_ids",
    "seats_needed_too",
    "still_free",
    "taken_elsewhere",
    "team_around",
]
