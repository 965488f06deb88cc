"""The forms of the longer answers to an invitation, one question each."""

from __future__ import annotations

from bot.app.cards import Block, Field, Form, Heading, Option, Text
from bot.app.view import MeetingView
from bot.app.wording.invitation import press
from bot.domain.invitation import Invitation

_DAY_AND_TIME = (Field("date", "Day", "date", required=True), Field("time", "Time", "time", required=True))


def answer_form(verb: str, view: MeetingView, invitation: Invitation) -> Form:
    """The form behind one of the buttons of somebody who can't come, or adds their own reference."""
    title, submit, hint, fields = _FORMS[verb]
    blocks: tuple[Block, ...] = (Heading(view.meeting.reference), *((Text(hint, "quiet"),) if hint else ()))
    return Form(verb, title, press(invitation, view.meeting), blocks, fields, submit)


def phone_answer_form(view: MeetingView, invitation: Invitation) -> Form:
    """What somebody said by phone; it is shown as heard by whoever writes it down."""
    options = (Option("yes", "They will come"), Option("no", "They can't come"))
    fields = (Field("said", "What they said", "choice", required=True, options=options),)
    person = view.people[invitation.person_id]
    blocks: tuple[Block, ...] = (Heading(person.name), Text(f"Number: {person.phone or 'not known'}", "quiet"))
    return Form("phone_answer", "Answered by phone", press(invitation, view.meeting), blocks, fields, "Write it down")


_FORMS: dict[str, tuple[str, str, str, tuple[Field, ...]]] = {
    "deputy": (
        "Send a colleague",
        "Ask them",
        "They are asked at once and must answer themselves.",
        (Field("person", "Colleague of your agency", "person", required=True),),
    ),
    "suggest_time": (
        "Another time",
        "Tell the convenor",
        "Only the convenor can move the meeting.",
        _DAY_AND_TIME,
    ),
    "not_me": (
        "The right person",
        "Send",
        "Find them, or write their name, agency and number.",
        (
            Field("person", "Who it is", "person"),
            Field("name", "Or their name", max_length=100),
            Field("agency", "Their agency", max_length=100),
            Field("phone", "Their number", max_length=30),
        ),
    ),
    "promise_information": (
        "Our information",
        "Promise it",
        "The convenor will have your information by then.",
        _DAY_AND_TIME,
    ),
    "our_reference": (
        "Our reference",
        "Save",
        "A number or code of your own system. Never a name.",
        (Field("reference", "Our reference", required=True, max_length=40),),
    ),
}
