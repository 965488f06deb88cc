"""Every form: what its values become, which form to show again when they cannot be taken, and what is shown then."""

from __future__ import annotations

from collections.abc import Callable

from bot.app import commands as c
from bot.app import questions as q
from bot.app.cards import Option
from bot.app.conversation import inputs
from bot.app.conversation.acting import ACTION_SUBMISSIONS
from bot.app.conversation.convening import convene, held, held_by_phone, send
from bot.app.conversation.diaries import period_of, settle_leave, tell_leave
from bot.app.conversation.form_taking import Submission, searching
from bot.app.conversation.from_message import MESSAGE_SUBMISSIONS
from bot.app.conversation.inputs import Search, Values
from bot.app.conversation.not_as_agreed import NOT_AS_AGREED_SUBMISSIONS
from bot.app.conversation.offering import offer_slots
from bot.app.conversation.pasting import PASTE_SUBMISSIONS
from bot.app.conversation.police import POLICE_SUBMISSIONS
from bot.app.conversation.presses import invitation, leave_of, whose
from bot.app.conversation.pressing import pair
from bot.app.conversation.talk import Talk
from bot.app.replies import Reply, Say
from bot.app.wording.nudges import HOUR_SAVED
from bot.domain.errors import Invalid


async def _choose_time(talk: Talk, meeting_id: str, values: Values) -> Reply:
    return await talk.act(c.ChooseTime(meeting_id, inputs.instant(values)), q.ShowPlan(meeting_id))


async def _move(talk: Talk, meeting_id: str, values: Values) -> Reply:
    return await talk.act(c.MoveMeeting(meeting_id, inputs.instant(values)), q.ShowMeeting(meeting_id))


async def _cancel(talk: Talk, meeting_id: str, values: Values) -> Reply:
    return await talk.act(c.CancelMeeting(meeting_id, inputs.one(values, "reason")), q.ShowMeeting(meeting_id))


async def _was_held(talk: Talk, meeting_id: str, values: Values) -> Reply:
    happened_at, there, lines = await held(talk, values, searching(talk, meeting_id))
    return await talk.act(c.TellMeetingHeld(meeting_id, happened_at, there, lines), q.ShowMeeting(meeting_id))


async def _recorder(talk: Talk, meeting_id: str, values: Values) -> Reply:
    person = await inputs.person(values, "person", searching(talk, meeting_id))
    return await talk.act(c.NameRecorder(meeting_id, person), q.ShowMeeting(meeting_id))


async def _handover(talk: Talk, meeting_id: str, values: Values) -> Reply:
    person = await inputs.person(values, "person", searching(talk, meeting_id, "social_care"))
    return await talk.act(c.OfferHandover(meeting_id, person), q.ShowMeeting(meeting_id))


async def _swap(talk: Talk, subject: str, values: Values) -> Reply:
    meeting_id, seat_id = pair(subject)
    person = inputs.one(values, "known")
    person = person or await inputs.person(values, "person", searching(talk, meeting_id))
    return await talk.act(c.SwapPerson(meeting_id, seat_id, person), q.ShowMeeting(meeting_id))


async def _phone_answer(talk: Talk, subject: str, values: Values) -> Reply:
    said = inputs.one(values, "said")
    if said not in ("yes", "no"):
        raise Invalid({"said": "Choose what they said."})
    meeting_id = await talk.ask(q.MeetingOfInvitation(*invitation(subject)))
    command = c.RecordPhoneAnswer(*invitation(subject), accepted=said == "yes")
    return await talk.act(command, q.ShowMeeting(meeting_id))


def _colleagues(talk: Talk, subject: str, *, own_agency: bool) -> Search:
    async def search(words: str) -> tuple[Option, ...]:
        question = q.SearchDeputies(*invitation(subject), words, own_agency)
        found: tuple[Option, ...] = await talk.ask(question)
        return found

    return search


def _answered(subject: str) -> q.ShowInvitation:
    return q.ShowInvitation(*invitation(subject))


async def _deputy(talk: Talk, subject: str, values: Values) -> Reply:
    deputy = await inputs.person(values, "person", _colleagues(talk, subject, own_agency=True))
    return await talk.act(c.SendDeputy(*invitation(subject), deputy), _answered(subject))


async def _suggest_time(talk: Talk, subject: str, values: Values) -> Reply:
    return await talk.act(c.SuggestTime(*invitation(subject), inputs.instant(values)), _answered(subject))


async def _not_me(talk: Talk, subject: str, values: Values) -> Reply:
    person = await inputs.person(values, "person", _colleagues(talk, subject, own_agency=False), required=False)
    name, agency, phone = (inputs.one(values, each) for each in ("name", "agency", "phone"))
    if not person and not (name and agency and phone):
        raise Invalid({"name": "Find the person above, or write name, agency and number."})
    command = c.NameRightPerson(*invitation(subject), person, name, agency, phone)
    return await talk.act(command, _answered(subject))


async def _promise(talk: Talk, subject: str, values: Values) -> Reply:
    return await talk.act(c.PromiseInformation(*invitation(subject), inputs.instant(values)), _answered(subject))


async def _our_reference(talk: Talk, subject: str, values: Values) -> Reply:
    reference = inputs.one(values, "reference")
    if not reference or not any(letter.isdigit() for letter in reference):
        raise Invalid({"reference": "Write a number or code of your own system. Never a name."})
    return await talk.act(c.AddAgencyReference(*invitation(subject), reference), _answered(subject))


async def _digest_hour(talk: Talk, _: str, values: Values) -> Reply:
    at = await talk.do(c.ChooseDigestHour(inputs.one(values, "at")))
    return Say(HOUR_SAVED.format(at=at), "good")


def _form(verb: str) -> Callable[[str], q.Question]:
    return lambda subject: q.ShowAnswerForm(*invitation(subject), verb)


def _meeting_form(verb: str) -> Callable[[str], q.Question]:
    return lambda subject: q.ShowMeetingForm(subject, verb)


def _facts_so_far(subject: str) -> q.Question:
    meeting_id = subject.partition(".")[0]
    return q.ShowFacts(meeting_id) if meeting_id else q.ShowConvene()


SUBMISSIONS: dict[str, Submission] = {
    **ACTION_SUBMISSIONS,
    **PASTE_SUBMISSIONS,
    **POLICE_SUBMISSIONS,
    **MESSAGE_SUBMISSIONS,
    **NOT_AS_AGREED_SUBMISSIONS,
    "convene": Submission(convene, _facts_so_far),
    "held_by_phone": Submission(held_by_phone, lambda _: q.ShowConvene(by_phone=True)),
    "send": Submission(send, q.ShowPlan),
    "choose_time": Submission(_choose_time, _meeting_form("choose_time")),
    "move": Submission(_move, _meeting_form("move")),
    "cancel": Submission(_cancel, _meeting_form("cancel")),
    "was_held": Submission(_was_held, _meeting_form("was_held")),
    "recorder": Submission(_recorder, _meeting_form("recorder")),
    "handover": Submission(_handover, _meeting_form("handover")),
    "swap": Submission(_swap, lambda subject: q.ShowSwap(*pair(subject))),
    "phone_answer": Submission(_phone_answer, lambda subject: q.ShowPhoneAnswer(*invitation(subject))),
    "deputy": Submission(_deputy, _form("deputy")),
    "suggest_time": Submission(_suggest_time, _form("suggest_time")),
    "not_me": Submission(_not_me, _form("not_me")),
    "promise_information": Submission(_promise, _form("promise_information")),
    "our_reference": Submission(_our_reference, _form("our_reference")),
    "tell_leave": Submission(tell_leave, lambda subject: q.ShowLeaveForm(*leave_of(subject))),
    "settle_leave": Submission(settle_leave, lambda subject: q.ShowCoverForm(*period_of(subject))),
    "digest_hour": Submission(_digest_hour, lambda _: q.ShowDigestHour()),
    "offer_slots": Submission(offer_slots, lambda subject: q.ShowOfferForm(whose(subject))),
}
