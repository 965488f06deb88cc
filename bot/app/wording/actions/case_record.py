"""The copy for the case record: plain text for each child, words and all, for the council's own system."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.app.cards import Block, Card, Heading, Text
from bot.app.view import MeetingView
from bot.app.wording.actions.outcomes import for_the_child
from bot.app.wording.several_dates import earlier_dates
from bot.app.wording.times import due, moment
from bot.domain.action import Action, ActionState, Outcome
from bot.domain.people import Person


def part(view: MeetingView, person: Person) -> str:
    """The seats that somebody fills, in plain words."""
    seats = [view.label(view.seat(seat_id)) for seat_id, each in view.filled.items() if each.person_id == person.id]
    return ", ".join(seats)


def case_record(view: MeetingView, owners: Mapping[str, str]) -> Card:
    """Plain text for each child, to copy into the case record."""
    blocks: list[Block] = []
    meeting = view.meeting
    held = meeting.happened_at or meeting.starts_at
    entered = f" Entered {moment(meeting.entered_at)}." if meeting.entered_at and meeting.entered_at != held else ""
    there = "; ".join(f"{person.name} ({part(view, person)})" for person in view.attending()) or "nobody recorded"
    stand = [each for each in view.actions if each.state is not ActionState.DROPPED]
    lines = [
        f"{each.number}. {_sentence(each.words)} Owner: {owners.get(each.owner_id or '', 'nobody yet')}. "
        f"{_when_said(each)}"
        for each in stand
    ]
    quorate = "Quorate." if view.quorum.met else "Not quorate."
    when = moment(held) if held else "time not known"
    first = [f"Strategy meeting {meeting.reference}", f"Held {when}.{entered} {quorate}", f"Present: {there}"]
    body = "\n".join([*first, "Actions:", *(lines or ["None."])])
    for child in meeting.facts.in_scope:
        blocks += [Heading(f"Case {child.reference}"), Text(body)]
    return Card("For the case record", f"{meeting.reference}: text to copy", tuple(blocks))


def _sentence(words: str) -> str:
    return words if not words or words.endswith((".", "!", "?")) else f"{words}."


def _when_said(action: Action) -> str:
    by = f"By {due(action.due_at)}{earlier_dates(action)}." if action.due_at else "No time agreed yet."
    turns = [_done(turn.done_at, turn.outcome, turn.words) for turn in action.turns]
    if action.state is not ActionState.DONE or action.done_at is None:
        return " ".join([by, *turns])
    if action.comes_again:
        why = _sentence(action.outcome_words)
        return " ".join([*turns, f"No longer needed since {moment(action.done_at)}. {why}".strip()])
    return f"{by} {_done(action.done_at, action.outcome, action.outcome_words)}"


def _done(at: datetime, outcome: Outcome | None, words: str) -> str:
    return f"Done {moment(at)}.{for_the_child(outcome)} {_sentence(words)}".strip()
