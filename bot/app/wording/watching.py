"""What Quorate says about itself, to whoever looks after it: never a case, a person or a reference."""

from __future__ import annotations

from bot.app.cards import Card, Text
from bot.policy import Policy

MEANS = {
    "overdue": "Something due was not chased in time.",
    "timer_lost": "Something awaited had lost its time and would never be chased.",
    "claim_stuck": "A message was taken up for sending and never sent.",
    "notice_lost": "A message waits that nothing would ever send.",
    "seat_forgotten": "A required seat is empty and nobody is asked or awaited.",
    "police_forgotten": "A police request is open and nothing chases it.",
    "invitee_untold": "Somebody was asked to a meeting and no message is on its way.",
    "action_forgotten": "An open action is chased by nothing.",
    "action_undated": "An open action without a date is chased by nothing.",
    "two_cards": "Somebody has two live messages for one seat.",
    "told_after_leaving": "A message waits for somebody who has left or was taken off.",
    "told_though_out": "A message waits for somebody who must stay out of the case.",
    "no_cause": "A message waits that no meeting or invitation stands behind.",
    "line_forgotten": "A handover is not taken and nothing chases it.",
    "put_aside": "Work failed again and again and was put aside.",
    "audit_unlinked": "Entries of the audit wait for their place in its chain.",
    "check_failed": "Quorate could not look at part of its own work.",
}
RIGHT_AGAIN = "This is right again. You need do nothing."
LISTED = "Please tell whoever runs the server: the command quorate quarantine list says which, and what to do."
LOGGED = "Please tell whoever runs the server: the log says which, in the lines with self_audit."


def alarm_card(policy: Policy, check: str, many: int) -> Card:
    """What was promised and not done. Nothing but a count may be said of it here."""
    means = MEANS.get(check, "Quorate found something wrong with its own work.")
    if not many:
        title = f"{policy.council.name}: Quorate is right again"
        return Card(title, f"Quorate: {RIGHT_AGAIN}", (Text(means, "quiet"), Text(RIGHT_AGAIN, "good")))
    count = "" if many == 1 else f" There are {many} of them."
    words = f"{means}{count} It is saved, and Quorate could not put it right by itself."
    title, see_to_it = f"{policy.council.name}: Quorate needs looking at", LISTED if check == "put_aside" else LOGGED
    return Card(title, "Quorate needs looking at.", (Text(words, "warning"), Text(see_to_it)))
