"""The people at an invented meeting."""

from __future__ import annotations

from bot.app.minutes import Owners, Present
from bot.policy import load_policies

POLICY = load_policies(None).default


def somebody(name: str, *seats: str) -> Present:
    agencies = frozenset(POLICY.seat(seat).agency for seat in seats)
    return Present(name.lower().replace(" ", "."), name, frozenset(seats), agencies)


SAM = somebody("Sam Carter", "social_worker")
TESS = somebody("Tess Manager", "chair_team_manager")
PRIYA = somebody("Priya Nair", "health_visitor")
PAT = somebody("Pat Constable", "police_child_abuse")
ADE = somebody("Dr Ade Bello", "paediatrician_on_call")
EVERYBODY = (SAM, TESS, PRIYA, PAT, ADE)


def owners(*present: Present) -> Owners:
    labels = {name: seat.label for name, seat in POLICY.seats.items()}
    return Owners(present or EVERYBODY, POLICY.owner_words, labels)


KNOWS = owners().knows
