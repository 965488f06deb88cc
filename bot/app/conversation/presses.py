"""Every button: what it does, and what is shown then. A verb here is a promise: old cards keep their buttons."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from bot.app import commands as c
from bot.app import questions as q
from bot.app.cards import Card, Text
from bot.app.conversation.acting import ACTION_PRESSES
from bot.app.conversation.feeds import FEED_PRESSES
from bot.app.conversation.not_as_agreed import NOT_AS_AGREED_PRESSES
from bot.app.conversation.pasting import PASTE_PRESSES
from bot.app.conversation.police import POLICE_PRESSES
from bot.app.conversation.pressing import STALE, Act, Look, Press, pair
from bot.app.conversation.pressing import invitation as invitation
from bot.app.conversation.ringing import RINGING_PRESSES
from bot.app.conversation.talk import Talk
from bot.app.replies import Reply, Say, Show
from bot.app.wording.talk import LEFT_AS_DRAFT, OUT_OF_IT


def leave_of(subject: str) -> tuple[str, str]:
    """The person, and the leave of theirs ("" for a new one), that a button or form is about."""
    found = re.fullmatch(r"([A-Za-z0-9._-]{1,64})/([\w-]{0,64})", subject)
    if found is None:
        raise STALE
    return found[1], found[2]


def whose(subject: str) -> str:
    """The desk or person whose offered times a button or form is about."""
    if not re.fullmatch(r"[A-Za-z0-9._-]{1,64}", subject):
        raise STALE
    return subject


async def withdraw_slots(talk: Talk, subject: str) -> Reply:
    """No time is offered any more from now on."""
    return await talk.act(c.OfferSlots("", talk.now(), None, whose(subject)), q.ShowOffer(subject))


def _overdue(subject: str) -> q.ShowOverdue:
    found = re.fullmatch(r"(all|mine|theirs)\.(\d{1,6})", subject)
    if found is None:
        raise STALE
    return q.ShowOverdue(found[1], int(found[2]))


def _show(subject: str) -> q.ShowInvitation:
    return q.ShowInvitation(*invitation(subject))


def _move_to(subject: str) -> c.MoveMeeting:
    meeting_id, _, at = subject.partition("@")
    try:
        return c.MoveMeeting(meeting_id, datetime.strptime(at, "%Y%m%dT%H%MZ").replace(tzinfo=UTC))
    except ValueError:
        raise STALE from None


async def _keep_draft(talk: Talk, subject: str) -> Reply:
    await talk.ask(q.ShowPlan(subject))
    return Say(LEFT_AS_DRAFT)


async def _connected(talk: Talk, subject: str) -> Reply:
    await talk.do(c.TellConnection(*invitation(subject)))
    return Show(Card("Quorate", OUT_OF_IT, (Text(OUT_OF_IT, "quiet"),)))


def _form(verb: str) -> Look:
    return Look(lambda subject: q.ShowAnswerForm(*invitation(subject), verb))


def _meeting_form(verb: str) -> Look:
    return Look(lambda subject: q.ShowMeetingForm(subject, verb))


PRESSES: dict[str, Press] = {
    **ACTION_PRESSES,
    **PASTE_PRESSES,
    **POLICE_PRESSES,
    **NOT_AS_AGREED_PRESSES,
    **FEED_PRESSES,
    **RINGING_PRESSES,
    "home": Look(lambda _: q.ShowHome()),
    "overdue": Look(_overdue),
    "today": Look(lambda _: q.ShowToday()),
    "help": Look(lambda _: q.ShowHelp()),
    "convene": Look(lambda _: q.ShowConvene()),
    "held_by_phone": Look(lambda _: q.ShowConvene(by_phone=True)),
    "open_meeting": Look(q.ShowMeeting),
    "open_invitation": Look(_show),
    # the plan
    "swap": Look(lambda subject: q.ShowSwap(*pair(subject))),
    "choose_time": _meeting_form("choose_time"),
    "facts": Look(q.ShowFacts),
    "keep_draft": _keep_draft,
    "without_full": Act(lambda subject: c.PlanFullMeeting(subject, False), q.ShowMeeting),
    "with_full": Act(lambda subject: c.PlanFullMeeting(subject, True), q.ShowMeeting),
    # the convenor
    "move": _meeting_form("move"),
    "move_to": Act(_move_to, lambda subject: q.ShowMeeting(subject.partition("@")[0])),
    "take_back": Act(lambda subject: c.TakeBack(*pair(subject)), lambda subject: q.ShowMeeting(pair(subject)[0])),
    "recorder": _meeting_form("recorder"),
    "handover": _meeting_form("handover"),
    "cancel": _meeting_form("cancel"),
    "was_held": _meeting_form("was_held"),
    "phone_answer": Look(lambda subject: q.ShowPhoneAnswer(*invitation(subject))),
    "take_over": Act(lambda subject: c.AnswerHandover(subject, True), q.ShowMeeting),
    "handing_over": Look(lambda _: q.ShowHandingOver()),
    "hand_to_night": Act(lambda _: c.HandToNight(), lambda _: q.ShowHandingOver()),
    "take_line": Act(c.TakeLine, q.ShowOffered),
    "refuse_handover": Act(lambda subject: c.AnswerHandover(subject, False), lambda _: q.ShowHome()),
    # an invitation
    "accept": Act(lambda subject: c.AcceptInvitation(*invitation(subject)), _show),
    "decline": Act(lambda subject: c.DeclineInvitation(*invitation(subject)), _show),
    "information_sent": Act(lambda subject: c.SendInformation(*invitation(subject)), _show),
    "deputy": _form("deputy"),
    "suggest_time": _form("suggest_time"),
    "not_me": _form("not_me"),
    "promise_information": _form("promise_information"),
    "our_reference": _form("our_reference"),
    "connected": _connected,
    # one's own time
    "away": Look(lambda _: q.ShowLeaveForm()),
    "change_leave": Look(lambda subject: q.ShowLeaveForm(*leave_of(subject))),
    "end_leave": Act(
        lambda subject: c.EndLeave(*leave_of(subject)), lambda subject: q.ShowLeave(leave_of(subject)[0])
    ),
    "offer_times": Look(lambda _: q.ShowOfferForm()),
    "change_slots": Look(lambda subject: q.ShowOfferForm(whose(subject))),
    "withdraw_slots": withdraw_slots,
    "digest_hour": Look(lambda _: q.ShowDigestHour()),
}
