"""The outcomes of a telephone call, a click each. A verb here is a promise: old cards keep their buttons."""

from __future__ import annotations

from bot.app import commands as c
from bot.app import questions as q
from bot.app.conversation.pressing import Act, Press, invitation, pair
from bot.domain.phone import CallOutcome


def _calls(subject: str) -> q.ShowCallsAbout:
    return q.ShowCallsAbout(*invitation(subject))


def _rang(outcome: CallOutcome) -> Act:
    return Act(lambda subject: c.TellCall(*invitation(subject), outcome), _calls)


def _said(*, yes: bool) -> Act:
    return Act(lambda subject: c.RecordPhoneAnswer(*invitation(subject), accepted=yes), _calls)


def _informs(*, sent: bool) -> Act:
    return Act(lambda subject: c.TellInformationByPhone(*invitation(subject), sent=sent), _calls)


def _rang_for_seat(outcome: CallOutcome) -> Act:
    return Act(lambda subject: c.TellSeatCall(*pair(subject), outcome), lambda subject: q.ShowCalls(pair(subject)[0]))


RINGING_PRESSES: dict[str, Press] = {
    "rang_yes": _said(yes=True),
    "rang_no": _said(yes=False),
    "rang_nobody": _rang(CallOutcome.NO_ANSWER),
    "rang_message": _rang(CallOutcome.MESSAGE_LEFT),
    "rang_told": _rang(CallOutcome.TOLD),
    "rang_on_its_way": _informs(sent=False),
    "rang_sent": _informs(sent=True),
    "rang_seat_nobody": _rang_for_seat(CallOutcome.NO_ANSWER),
    "rang_seat_message": _rang_for_seat(CallOutcome.MESSAGE_LEFT),
}
