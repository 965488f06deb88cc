"""The form that calls a meeting, and the plan to look at before anything is sent."""

from __future__ import annotations

from dataclasses import replace

from bot.app.cards import Block, Button, Facts, Field, Form, Heading, Item, Option, Text
from bot.app.view import MeetingView
from bot.app.wording.asked import INFORM, UNREACHED, seated
from bot.app.wording.full_meeting import then_the_full
from bot.app.wording.invitation import follows
from bot.app.wording.meeting_forms import HELD_FIELDS, meeting_form
from bot.app.wording.times import moment, span
from bot.app.wording.why import NOBODY, NOBODY_IN_TIME, TAKEN_MEANWHILE, other_time_in_short
from bot.domain.meeting import MeetingState, OtherTime, Seat
from bot.domain.people import Person
from bot.domain.ranking import COVERS, HOLDS, RECORD
from bot.policy import Policy
from bot.policy.sufficiency import sufficiency_of_meeting

OWN = ("social_care", "police")
BY_PHONE = Button("It has already happened by phone", "held_by_phone")


def convene_form(policy: Policy, councils: tuple[tuple[str, str], ...]) -> Form:
    """Two questions are needed; everything else may wait and is asked again when it matters."""
    example = policy.council.case_reference_example
    council = [
        Field(
            "council", "Council", "choice", True, councils[0][0], tuple(Option(code, name) for code, name in councils)
        )
    ]
    fields = [
        Field(
            "references",
            "Case reference",
            required=True,
            placeholder=example,
            hint="Several children: one reference each, with a comma between. Never a name.",
        ),
        Field(
            "urgency",
            "How soon",
            "choice",
            required=True,
            options=tuple(Option(key, each.label) for key, each in policy.urgencies.items()),
        ),
        *_may_wait(policy),
    ]
    return Form(
        verb="convene",
        title="Strategy meeting",
        blocks=(Text("Two answers are enough. Leave the rest empty if it is not known yet.", "quiet"),),
        fields=tuple((council if len(councils) > 1 else []) + fields),
        submit="Plan it",
        buttons=(BY_PHONE,),
    )


def _may_wait(policy: Policy) -> list[Field]:
    concerns = tuple(Option(key, each.label) for key, each in policy.concerns.items())
    seats = tuple(Option(key, each.label) for key, each in policy.seats.items() if each.agency not in OWN)
    referrers = tuple(Option(key, each.label) for key, each in policy.seats.items() if not key.startswith("chair_"))
    return [
        Field("ages", "Ages", hint="In the same order, such as: 4 months, 3 years, unborn 24 weeks"),
        Field("concerns", "Concerns", "choices", options=concerns),
        Field("services", "Services that work with the child or family", "choices", options=seats),
        Field("workers", "People who know the child", "people", hint="The most appropriate people are asked first."),
        Field("referrer", "Who referred", "choice", options=referrers),
        Field(
            "not_told",
            "Who must not be told",
            "people",
            hint="They are never asked, found or told. Related to the case, or named in it.",
        ),
    ]


def plan_form(
    view: MeetingView,
    unreachable: dict[str, str],
    other_times: tuple[tuple[OtherTime, str], ...],
    prompts: tuple[str, ...],
    full: MeetingView | None = None,
) -> Form:
    """Time and why; each seat, who and why; gaps; who cannot be reached; other times, each with its reason."""
    meeting = view.meeting
    options = [_other_time(view, other, when) for other, when in other_times]
    planned = ""
    if meeting.starts_at is not None and meeting.ends_at is not None:
        planned = meeting.starts_at.isoformat()
        options = [Option(planned, span(meeting.starts_at, meeting.ends_at)), *options]
    fields = (Field("starts_at", "Time", "choice", True, planned, tuple(options)),)
    blocks = (
        *follows(view),
        *_time(view, full),
        *_seats(view, unreachable),
        *then_the_full(view, full),
        *((Heading("Worth finding out"), Text("\n".join(prompts), "quiet")) if prompts else ()),
    )
    another = Button("Another time", "choose_time", meeting.id)
    more = (Button("Add what is known", "facts", meeting.id), _leave(view))
    if not options:
        # There is nothing to send yet: the one thing to do is to choose a time.
        form = meeting_form(meeting.id, "choose_time")
        return replace(form, title="The plan", blocks=blocks, buttons=more)
    return Form(
        verb="send",
        title="The plan",
        subject=meeting.id,
        blocks=blocks,
        fields=fields,
        submit="Send both" if _sends_both(view, full) else "Send invitations",
        buttons=(another, *more),
        version=f"{len(view.seats)}{meeting.starts_at:%d%H%M}" if meeting.starts_at else "",
    )


def _sends_both(view: MeetingView, full: MeetingView | None) -> bool:
    return _first_unsent(view) or (full is not None and full.meeting.starts_at is not None)


def _first_unsent(view: MeetingView) -> bool:
    return view.follows is not None and view.follows.state is MeetingState.DRAFT


def _leave(view: MeetingView) -> Button:
    """Out of this plan without sending it: back to the first meeting's, or kept for later."""
    if view.follows is not None and _first_unsent(view):
        return Button(f"Back to {view.follows.reference}", "open_meeting", view.follows.id)
    return Button("Keep as a draft", "keep_draft", view.meeting.id)


def _other_time(view: MeetingView, other: OtherTime, when: str) -> Option:
    return Option(other.starts_at.isoformat(), f"{when}, {other_time_in_short(view.policy, other)}")


def _time(view: MeetingView, full: MeetingView | None) -> list[Block]:
    meeting = view.meeting
    rows = [("Reference", meeting.reference)]
    if meeting.starts_at is not None and meeting.ends_at is not None:
        rows.append(("First" if full else "When", span(meeting.starts_at, meeting.ends_at)))
    rows.append(("Meet by", moment(meeting.deadline)))
    blocks: list[Block] = [Facts(tuple(rows))]
    blocks += [
        Text(line, "warning" if line in (TAKEN_MEANWHILE, NOBODY) else "plain") for line in meeting.reason.split("\n")
    ]
    if meeting.starts_at is not None and meeting.starts_at > meeting.deadline:
        blocks.append(Text("This is after the deadline.", "warning"))
    if meeting.starts_at is not None and view.room is None:
        blocks.append(
            Text(f"No room is free then. People will be told to ring you, {view.convenor.phone}.", "warning")
        )
    return blocks


def _health(view: MeetingView) -> list[Block]:
    """Said before anybody is asked: if everybody came, health would still not be enough, and what would cure it."""
    coming = [seat for seat in view.open_seats() if not _empty(seat) and seat.name not in view.closed]
    night = view.policy.meets_out_of_hours(view.meeting)
    outlook = sufficiency_of_meeting(view.meeting.facts, view.policy, coming, (), out_of_hours=night)
    if outlook.enough:
        return []
    cure = " ".join(outlook.cure or outlook.missing)
    return [Text(f"Even if everybody comes, health is not enough to decide. {cure}", "warning")]


def _seats(view: MeetingView, unreachable: dict[str, str]) -> list[Block]:
    """What needs the convenor first; those whom nobody waits for last, in one line where there is nobody to ask."""
    needed = [seat for seat in view.open_seats() if seat.required]
    if view.meeting.starts_at is None:
        return [Text(f"Needed: {', '.join(seated(view, seat) for seat in needed)}.", "quiet")]
    sort_out = [seat for seat in needed if _empty(seat) or (seat.person_id or "") in unreachable]
    well = [seat for seat in needed if seat not in sort_out]
    told = [seat for seat in view.open_seats() if seat.name in view.closed and not _empty(seat)]
    also = [seat for seat in view.open_seats() if not seat.required and not _empty(seat) and seat not in told]
    nobody = [seated(view, seat) for seat in view.open_seats() if not seat.required and _empty(seat)]
    blocks: list[Block] = []
    for heading, seats, more in (
        ("Needs you", sort_out, _health(view)),
        ("Who is asked", well, []),
        (INFORM, told, []),
        ("Also asked, not waited for", also, []),
    ):
        if seats or more:
            blocks += [Heading(heading), *(_seat(view, seat, unreachable) for seat in seats), *more]
    if nobody:
        blocks.append(Text(f"Advised, but nobody to ask: {', '.join(nobody)}.", "quiet"))
    return blocks


def _empty(seat: Seat) -> bool:
    return seat.person_id is None and seat.desk_id is None


def _seat(view: MeetingView, seat: Seat, unreachable: dict[str, str]) -> Item:
    label = seated(view, seat)
    subject = f"{view.meeting.id}/{seat.id}"
    if _empty(seat):
        words = f"{label}: {seat.person_why or NOBODY_IN_TIME}."
        return Item(words, (Button("Choose somebody", "swap", subject),), "warning")
    change = (Button("Change", "swap", subject),)
    who = view.desks[seat.desk_id].name if seat.desk_id else view.name(seat.person_id)
    why = seat.person_why or _why(view, seat)
    why = ", ".join(filter(None, (why, "not known whether free" if seat.unsure else "")))
    why = f" ({why})" if why else ""
    problem = unreachable.get(seat.person_id or seat.desk_id or "", "")
    words = f"{label}: {who}{why}."
    return Item(f"{words} {problem}", change, "warning") if problem else Item(words, change)


def _why(view: MeetingView, seat: Seat) -> str:
    """Why this person, where it matters: whether somebody from health knows the child."""
    if seat.desk_id:
        return "whoever is on shift"
    if seat.person_id == view.meeting.convenor_id:
        return "you"
    if seat.tier == HOLDS:
        return "knows the child"
    if seat.tier == COVERS:
        return "same team as the person who knows the child"
    if seat.tier == RECORD:
        return "can read the child's record"
    rule = view.policy.seat(seat.name)
    return "on the rota, does not know the child" if rule.health and not rule.always_open else ""


def cannot_be_reached(person: Person, reason: str) -> str:
    """Why a message will not arrive, and what to do instead."""
    ring = f"Please ring {person.phone}." if person.phone else "No number is known either."
    return f"Cannot be reached here: {UNREACHED.get(reason, 'no message gets through')}. {ring}"


def swap_form(view: MeetingView, seat: Seat, options: tuple[Option, ...]) -> Form:
    """Who else could fill this seat: those the directory knows first, then anybody by search."""
    known = (Field("known", "Somebody who can fill it", "choice", options=options),) if options else ()
    search = Field("person", "Or find somebody", "person")
    subject = f"{view.meeting.id}/{seat.id}"
    return Form(
        "swap", "Who fills this seat", subject, (Heading(seated(view, seat)),), (*known, search), "Use this person"
    )


def phone_meeting_form(policy: Policy, councils: tuple[tuple[str, str], ...]) -> Form:
    """It has already happened: who, when, and what was decided to be done."""
    form = convene_form(policy, councils)
    kept = [
        field for field in form.fields if field.name in ("council", "references", "urgency", "concerns", "services")
    ]
    return Form("held_by_phone", "Held by phone", fields=(*kept, *HELD_FIELDS), submit="Record it")
