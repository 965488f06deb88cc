"""The two forms of a police desk: which officer comes, and why nobody can."""

from __future__ import annotations

from bot.app.cards import Block, Card, Field, Form, Heading, Option, Text
from bot.app.view import MeetingView
from bot.app.wording.police import desk_name, request_subject
from bot.app.wording.times import moment
from bot.domain.police_request import PoliceRequest


def request_form(verb: str, view: MeetingView, request: PoliceRequest) -> Form:
    """The form behind "Name an officer" or "We can't"."""
    return _refuse_form(view, request) if verb == "refuse_request" else _name_form(view, request)


def _opening(view: MeetingView, request: PoliceRequest, words: str) -> tuple[Block, ...]:
    what = f"{view.policy.council.name}: {view.meeting.reference}"
    return (Heading(what), Text(f"Needed by {moment(request.needed_by)}. {words}", "quiet"))


def _name_form(view: MeetingView, request: PoliceRequest) -> Form:
    words = "Find them, or write their name and number. They are asked at once; with only a number, by phone."
    fields = (
        Field("person", "Find an officer", "person"),
        Field("name", "Or write their name", max_length=100),
        Field("phone", "Their number", max_length=30),
        Field("email", "Their work e-mail, if you know it", max_length=254),
    )
    subject = request_subject(request)
    return Form("name_officer", "Name an officer", subject, _opening(view, request, words), fields, "Ask them")


def _refuse_form(view: MeetingView, request: PoliceRequest) -> Form:
    words = "The convenor hears at once, and somebody else is asked. You can still say yes later."
    reasons = tuple(Option(code, label[:1].upper() + label[1:]) for code, label in _reasons(view).items())
    fields = (
        Field("code", "Why", "choice", required=True, options=reasons),
        Field("words", "More, for the convenor only", "long_text", max_length=500, hint="Leave out names."),
    )
    subject = request_subject(request)
    return Form("refuse_request", "We can't", subject, _opening(view, request, words), fields, "Tell them")


def _reasons(view: MeetingView) -> dict[str, str]:
    return view.policy.police_request.reasons


def why_refused_card(view: MeetingView, request: PoliceRequest) -> Card:
    """What the desk said, in its own words."""
    said_by = f"{desk_name(view, request)}, {view.name(request.refused_by_id)}"
    reason = view.policy.police_request.reason(request.refused_code)
    words = request.refused_words or "They said no more than that."
    title = f"{view.meeting.reference}: why police can't come"
    return Card(title, title, (Text(f"{said_by}: {reason}."), Text(words)))
