"""What the convenor said of the case, and the meeting with its seats."""

from __future__ import annotations

from collections.abc import Iterator

from bot.app.export.items import A_PARENT, ANOTHER_CHILD, KEPT_OUT, REFERRER, SOMEBODY_ELSE, Item, Names
from bot.app.staying_out import reference_of
from bot.app.view import MeetingView
from bot.domain.meeting import Meeting


def of_case(meeting: Meeting, names: Names, about: str) -> Iterator[Item]:
    """The facts. `about` is the child's reference that was asked for, "" where a meeting's was."""
    who, at, facts = meeting.convenor_id, meeting.raised_at, meeting.facts
    for child in facts.children:
        own = reference_of(child.reference) == about if about else child.part == "subject"
        says = {
            "reference": child.reference, "age": child.age.text if child.age else "", "where": child.setting,
            "moves by itself": child.mobile, "school known": child.school_known, "home": child.home_authority,
            "in scope": child.in_scope, "part": child.part,
        }  # fmt: skip
        yield names.item("child", at, who, says, *(() if own else (ANOTHER_CHILD,)))
    for service in facts.known_services:
        known = {"service": service.service, "about": service.about, "active": service.active}
        adult = () if service.about == "child" else (A_PARENT,)
        yield names.item("known service", at, who, known | {"worker": names.name(service.person_id)}, *adult)
    if facts.concerns:
        yield names.item("concerns", at, who, {"concerns": sorted(facts.concerns)}, SOMEBODY_ELSE)
    if facts.referrer:
        yield names.item("referrer", facts.received_at, who, {"referrer": facts.referrer}, REFERRER)


def of_the_meeting(view: MeetingView, names: Names) -> Iterator[Item]:
    """When and how it was convened, who must not be told, and who was to sit."""
    meeting = view.meeting
    says = {
        "reference": meeting.reference, "urgency": meeting.urgency, "state": str(meeting.state),
        "begins": meeting.starts_at, "meet by": meeting.deadline, "called": meeting.called_at,
        "held": meeting.happened_at, "entered": meeting.entered_at, "closed": meeting.closed_at,
        "convenor": names.name(meeting.convenor_id), "note-taker": names.name(meeting.recorder_id),
        "reason": meeting.reason, "follows": view.follows.reference if view.follows else "",
    }  # fmt: skip
    who = meeting.convenor_id
    yield names.item("meeting", meeting.raised_at, who, says)
    for out in (*map(names.name, meeting.excluded), *meeting.excluded_names):
        yield names.item("not to be told", None, who, {"who": out}, KEPT_OUT)
    for seat in view.seats:
        desk = view.desks.get(seat.desk_id or "")
        sits = {
            "seat": view.label(seat), "required": seat.required, "why": seat.why, "child": seat.child,
            "who": desk.name if desk else names.name(seat.person_id), "why this person": seat.person_why,
            "named": seat.named_elsewhere,
        }  # fmt: skip
        yield names.item("seat", None, who, sits, *((SOMEBODY_ELSE,) if seat.named_elsewhere else ()))
