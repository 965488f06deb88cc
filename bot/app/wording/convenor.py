"""The convenor's card: whether it is quorate, what needs them first, then who waits, comes, or can't come."""

from __future__ import annotations

from bot.app.cards import Block, Button, Card, Facts, Heading, Item, Link, Text
from bot.app.view import MeetingView
from bot.app.wording.asked import Posts as Posts
from bot.app.wording.asked import people_lines
from bot.app.wording.full_meeting import how_the_full_stands
from bot.app.wording.invitation import follows, how_to_join
from bot.app.wording.police import police_lines
from bot.app.wording.times import moment, span
from bot.domain.meeting import MeetingState


def convenor_card(view: MeetingView, posts: Posts) -> Card:
    """The whole state of a called meeting, for the person who must get it to happen."""
    meeting = view.meeting
    when = moment(meeting.starts_at) if meeting.starts_at else ""
    title = f"{meeting.reference}: {when}" if when else meeting.reference
    blocks = [quorum_line(view), *_better_time(view), *follows(view), *_facts(view), *police_lines(view)]
    blocks += [*how_the_full_stands(view), *people_lines(view, posts), *_handover(view), *_written_already(view)]
    return Card(title, f"{meeting.reference}: {counted(view)}", tuple(blocks), _buttons(view))


def quorum_line(view: MeetingView) -> Text:
    """Quorate or not, who is missing, and what would cure it."""
    if view.meeting.state is MeetingState.CANCELLED:
        return Text("This meeting is cancelled. Everybody asked has been told.", "quiet")
    if view.meeting.state in (MeetingState.HELD, MeetingState.CLOSED):
        return Text("This meeting has been held.", "quiet")
    if view.quorum.met:
        words = "Quorate: social care, police and health are coming."
        others = [view.policy.seat(name).label for name in view.quorum.empty_seats]
        more = f" Still to answer: {', '.join(others)}." if others else ""
        return Text(words + more, "good")
    missing = ", ".join(each.replace("_", " ") for each in view.quorum.missing)
    cure = " ".join(view.health.cure) if "health" in view.quorum.missing and _health_came(view) else ""
    return Text(f"Not quorate yet. Missing: {missing}. {cure}".strip(), "warning")


def _better_time(view: MeetingView) -> list[Block]:
    """A time at which more of those needed could come; only the convenor moves the meeting."""
    meeting = view.meeting
    times = [each for each in meeting.offered if each.starts_at > view.now]
    if not times or not meeting.open_to_answers or all(each.id in view.filled for each in view.open_seats()):
        return []
    at, missing = times[0].starts_at, times[0].missing
    who = "more of those needed" if missing else "everybody needed"
    move = Button(f"Move to {moment(at)}", "move_to", f"{meeting.id}@{at:%Y%m%dT%H%MZ}")
    return [Item(f"Nobody is left to ask for this time. On {moment(at)} {who} could come.", (move,), "warning")]


def _health_came(view: MeetingView) -> bool:
    return any(view.policy.seat(view.seat(seat_id).name).agency == "health" for seat_id in view.filled)


def counted(view: MeetingView) -> str:
    """How many of those needed are coming, and whether that is enough to decide."""
    if not view.meeting.open_to_answers:
        return str(view.meeting.state)
    required = [seat for seat in view.open_seats() if seat.required]
    coming = sum(seat.id in view.filled for seat in required)
    state = "quorate" if view.quorum.met else "not quorate yet"
    return f"{coming} of {len(required)} needed are coming, {state}"


def _facts(view: MeetingView) -> list[Block]:
    meeting = view.meeting
    rows: list[tuple[str, str | Link]] = [("Council", view.policy.council.name)]
    if meeting.happened_at and meeting.entered_at:
        rows.append(("Held", f"{moment(meeting.happened_at)}, entered {moment(meeting.entered_at)}"))
    elif meeting.starts_at and meeting.ends_at:
        rows.append(("When", span(meeting.starts_at, meeting.ends_at)))
    if meeting.open_to_answers:
        late = meeting.starts_at is not None and meeting.starts_at > meeting.deadline
        rows.append(("Meet by", moment(meeting.deadline) + (". This is later." if late else "")))
        rows += how_to_join(view)
    if meeting.recorder_id:
        rows.append(("Note-taker", view.name(meeting.recorder_id)))
    rows += [(f"{each.agency.replace('_', ' ').capitalize()} reference", each.reference) for each in view.references]
    return [Facts(tuple(rows))]


def _handover(view: MeetingView) -> list[Block]:
    if view.meeting.handover_to_id is None:
        return []
    words = f"Offered to {view.name(view.meeting.handover_to_id)}. It is yours until they accept."
    return [Heading("Handing over"), Text(words)]


def _written_already(view: MeetingView) -> list[Block]:
    """Somebody may have written them in their own notes. The card has as many buttons below as a telephone shows."""
    if view.meeting.state is not MeetingState.CALLED:
        return []
    paste = Button("Paste a whole plan", "paste", view.meeting.id)
    return [Item("Are the actions written down already?", (paste,))]


def _buttons(view: MeetingView) -> tuple[Button, ...]:
    subject, state = view.meeting.id, view.meeting.state
    if state is MeetingState.CALLED:
        return (
            Button("Write the actions", "pad", subject, "primary" if _has_begun(view) else "plain"),
            Button("Change the time", "move", subject),
            Button("Add what is known", "facts", subject),
            Button("Choose a note-taker", "recorder", subject),
            Button("Hand over", "handover", subject),
            Button("Cancel the meeting", "cancel", subject, "danger"),
        )
    if state in (MeetingState.HELD, MeetingState.CLOSED):
        paste = Button("Paste a whole plan", "paste", subject)
        pad = (Button("Write the actions", "pad", subject, "primary"), paste) if state is MeetingState.HELD else ()
        return (
            *pad,
            Button("Copy for the case record", "copy", subject),
            Button("See the actions", "actions", subject),
        )
    return ()


def _has_begun(view: MeetingView) -> bool:
    """Until then nothing is to be written down."""
    return view.meeting.starts_at is not None and view.meeting.starts_at <= view.now
