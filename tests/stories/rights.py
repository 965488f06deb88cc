"""Who may press what and send what, at a called meeting: plain data, looked at line by line.

Somebody who must not be told, whose invitation was withdrawn, or who has no part may do nothing about the meeting.
A stranger is of a council that Quorate does not serve. A meeting that is offered to nobody is taken by nobody.
"""

from __future__ import annotations

from typing import Any

EVERYBODY = "convenor manager chair recorder invited desk withdrawn excluded owner owners_manager colleague stranger"
RUNS = "convenor manager chair"
RECORDS = "convenor manager chair recorder"
ANSWERS = "convenor manager chair recorder owner owners_manager"
OWNS_OR_RUNS = "convenor manager chair owner"
HEARS_OF = "convenor manager chair recorder invited desk owner owners_manager"
OWN = "invited"
OWNER = "owner"
AGREES = "chair owners_manager"
CONVENES = "convenor manager chair excluded colleague"
NOBODY = ""
LEAVE = "invited owners_manager"
DESK = "desk"
TAKES_PART = "convenor manager chair recorder invited desk"

MAY: dict[str, str] = {
    "press home": EVERYBODY,
    "press overdue": EVERYBODY,
    "press today": EVERYBODY,
    "press digest_hour": EVERYBODY,
    "submit digest_hour": EVERYBODY,
    "press help": EVERYBODY,
    "press feed": EVERYBODY,
    "press new_feed": EVERYBODY,
    "press end_feed": EVERYBODY,
    "press convene": CONVENES,
    "press held_by_phone": CONVENES,
    "press open_meeting": TAKES_PART,
    "press open_invitation": OWN,
    "press swap": RUNS,
    "press choose_time": RUNS,
    "press facts": RUNS,
    "press keep_draft": RUNS,
    "press with_full": RUNS,
    "press without_full": RUNS,
    "press move": RUNS,
    "press move_to": RUNS,
    "press recorder": RUNS,
    "press handover": RUNS,
    "press cancel": RUNS,
    "press was_held": RUNS,
    "press phone_answer": RUNS,
    "press take_back": RUNS,
    "press take_over": NOBODY,
    "press rang_yes": RUNS,
    "press rang_no": RUNS,
    "press rang_nobody": RUNS,
    "press rang_message": RUNS,
    "press rang_told": RUNS,
    "press rang_on_its_way": RUNS,
    "press rang_sent": RUNS,
    "press rang_seat_nobody": RUNS,
    "press rang_seat_message": RUNS,
    "press refuse_handover": NOBODY,
    "press handing_over": CONVENES,
    "press hand_to_night": CONVENES,
    "press take_line": NOBODY,
    "press accept": OWN,
    "press decline": OWN,
    "press information_sent": OWN,
    "press deputy": OWN,
    "press suggest_time": OWN,
    "press not_me": OWN,
    "press promise_information": OWN,
    "press our_reference": OWN,
    "press connected": OWN,
    "press desk_queue": DESK,
    "press open_request": DESK,
    "press acknowledge": DESK,
    "press take_request": DESK,
    "press name_officer": DESK,
    "press refuse_request": DESK,
    "press why_refused": RUNS,
    "submit name_officer": DESK,
    "submit refuse_request": DESK,
    "press pad": RECORDS,
    "press read_back": RECORDS,
    "press paste": RECORDS,
    "press correct": RECORDS,
    "press remove_action": RECORDS,
    "press words": ANSWERS,
    "press more": ANSWERS,
    "press quick_time": ANSWERS,
    "press timescale": ANSWERS,
    "press put_off": ANSWERS,
    "press owner": ANSWERS,
    "press agree_longer": AGREES,
    "press keep_date": AGREES,
    "press why": ANSWERS,
    "press give_back": OWNER,
    "press give_to": ANSWERS,
    "press snooze": OWNER,
    "press done": ANSWERS,
    "press yes_time": ANSWERS,
    "press yes_on_pad": ANSWERS,
    "press split": RECORDS,
    "press happened": HEARS_OF,
    "press end_recurring": OWNS_OR_RUNS,
    "press tick": EVERYBODY,
    "press actions": RUNS,
    "press copy": RUNS,
    "press away": EVERYBODY,
    "press change_leave": LEAVE,
    "press end_leave": LEAVE,
    "press offer_times": EVERYBODY,
    "press change_slots": DESK,
    "press withdraw_slots": DESK,
    "submit convene": RUNS,
    "submit held_by_phone": CONVENES,
    "submit was_held": RUNS,
    "submit send": RUNS,
    "submit choose_time": RUNS,
    "submit move": RUNS,
    "submit cancel": RUNS,
    "submit recorder": RUNS,
    "submit handover": RUNS,
    "submit swap": RUNS,
    "submit phone_answer": RUNS,
    "submit deputy": OWN,
    "submit suggest_time": OWN,
    "submit not_me": OWN,
    "submit promise_information": OWN,
    "submit our_reference": OWN,
    "submit pad": RECORDS,
    "submit correct": RECORDS,
    "submit close_record": RECORDS,
    "submit paste": RECORDS,
    "submit make_action": NOBODY,
    "submit timescale": ANSWERS,
    "submit put_off": ANSWERS,
    "submit owner": ANSWERS,
    "submit done": ANSWERS,
    "submit give_back": OWNER,
    "submit snooze": OWNER,
    "submit tick": ANSWERS,
    "submit split": RECORDS,
    "submit happened": HEARS_OF,
    "submit end_recurring": OWNS_OR_RUNS,
    "submit tell_leave": LEAVE,
    "submit settle_leave": LEAVE,
    "submit offer_slots": DESK,
}

OF_AN_INVITATION = """accept decline information_sent deputy suggest_time not_me promise_information our_reference
    open_invitation phone_answer connected rang_yes rang_no rang_nobody rang_message rang_told rang_on_its_way
    rang_sent""".split()  # noqa: SIM905  verbs read better as words
OF_A_REQUEST = """open_request acknowledge take_request name_officer
    refuse_request""".split()  # noqa: SIM905  verbs read better as words
OF_AN_ACTION = """correct remove_action words more timescale put_off owner done split happened end_recurring why
    give_back snooze""".split()  # noqa: SIM905  verbs read better as words
"""Buttons and forms whose subject is an invitation, a request to a desk, or an action."""

VALUES: dict[str, Any] = {
    "references": "CSC-204233",
    "urgency": "planned",
    "date": "2026-03-12",
    "time": "10:00",
    "said": "yes",
    "reference": "PO-1",
    "words": "Visit",
    "timescale": "5 working days",
    "reason": "None",
    "owner": "hv2",
    "known": "hv2",
    "person": "hv2",
    "done": (),
    "outcome": "safer",
    "other_words": "Call",
    "until": "20260310T103000Z",
    "attended": ("sam",),
    "code": "no_officer",
    "name": "Jo Jones",
    "phone": "01632 960555",
}
"""What everybody writes into every form."""
