"""Everything the self-audit looks for, and how it is put right where it may be; in words: `wording.watching`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.app.self_audit import repairs
from bot.app.work import Work
from bot.domain.watching import Amiss

Repair = Callable[[Amiss, Work], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class Check:
    """Without `repair` somebody has to see to it."""

    name: str
    repair: Repair | None = None


CHECKS: tuple[Check, ...] = (
    Check("overdue"),
    Check("timer_lost", repairs.set_timer),
    Check("claim_stuck", repairs.take_claim_back),
    Check("notice_lost", repairs.take_claim_back),
    Check("seat_forgotten", repairs.await_seat),
    Check("police_forgotten", repairs.await_police),
    Check("invitee_untold", repairs.send_invitation),
    Check("action_forgotten", repairs.await_action),
    Check("action_undated", repairs.await_action),
    Check("two_cards", repairs.keep_one_card),
    Check("told_after_leaving", repairs.retire),
    Check("told_though_out", repairs.retire),
    Check("no_cause"),
    Check("line_forgotten", repairs.await_line),
    Check("put_aside"),
    Check("audit_unlinked"),
)
