"""Nobody is out of reach: the next address, the desk, the telephone; and what stopped working is looked at again."""

from bot.app.reaching.cut_off import cut_off
from bot.app.reaching.elsewhere import send_elsewhere_too, too_late
from bot.app.reaching.not_reached import not_reached
from bot.app.reaching.ringing import (
    chase_call,
    put_card,
    ring_about,
    ring_about_the_end,
    ring_again_about_the_time,
)
from bot.app.reaching.to_ring import lines_to_ring
from bot.app.reaching.usable import (
    CUT_OFF,
    DEAD,
    DOUBTED,
    LIVE,
    UNBOUND,
    best_of,
    lay_aside,
    next_look,
    proven,
    revive,
)
from bot.app.reaching.who_hears import who_runs

__all__ = [
    "CUT_OFF",
    "DEAD",
    "DOUBTED",
    "LIVE",
    "UNBOUND",
    "best_of",
    "chase_call",
    "cut_off",
    "lay_aside",
    "lines_to_ring",
    "next_look",
    "not_reached",
    "proven",
    "put_card",
    "revive",
    "ring_about",
    "ring_about_the_end",
    "ring_again_about_the_time",
    "send_elsewhere_too",
    "too_late",
    "who_runs",
]
