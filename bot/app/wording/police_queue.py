"""The desk's queue: a line for each request, answered where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.app.cards import Block, Button, Card, Heading, Item, Text, Tone
from bot.app.wording.police import answers, request_subject, steps
from bot.app.wording.times import moment
from bot.domain.meeting import Meeting
from bot.domain.police_request import PoliceRequest
from bot.policy import Policy

# With their buttons so many lines fit a message of either tool; on one's own page, which holds much else, fewer.
PAGE, ON_PAGE = 10, 3
TITLE = "Police requests"
FIRST_PAGE = "0"
NO_DESK = "You serve no police desk. Nothing was changed. If you should, ask whoever keeps your agency's directory."


@dataclass(frozen=True, slots=True)
class QueueLine:
    """One open request with what its line says. `names`: of whoever has done something, by id."""

    request: PoliceRequest
    meeting: Meeting
    policy: Policy
    desk: str
    names: Mapping[str, str]

    def name(self, person_id: str | None) -> str:
        """A name; nobody's who must not be told."""
        return self.names.get(person_id or "", "somebody")


@dataclass(frozen=True, slots=True)
class DeskQueue:
    """All open requests to somebody's desks, the most pressing first."""

    lines: tuple[QueueLine, ...]
    now: datetime

    @property
    def seats(self) -> frozenset[str]:
        """The seats asked for."""
        return frozenset(each.request.seat_id for each in self.lines)


def queue_card(queue: DeskQueue, start: int) -> Card:
    """One page of the queue, from its place `start` on."""
    if not queue.lines:
        nothing = "No request is open. Nobody waits for your desk."
        return Card(TITLE, f"{TITLE}: none open", (Text(nothing, "good"),))
    start = start if 0 <= start < len(queue.lines) else 0
    counted = _counted(len(queue.lines))
    items = [queue_item(each, queue.now) for each in queue.lines[start : start + PAGE]]
    back = (Button("Back to the start", "desk_queue", FIRST_PAGE),) if start else ()
    first = " The most pressing comes first." if len(queue.lines) > 1 else ""
    order = Text(f"{counted}.{first}", "quiet")
    return Card(TITLE, f"{TITLE}: {counted}", (order, *items, *_more(len(queue.lines), start + PAGE)), back)


def at_home(queue: DeskQueue | None) -> list[Block]:
    """The most pressing, on one's own page."""
    if queue is None or not queue.lines:
        return []
    items = [queue_item(each, queue.now) for each in queue.lines[:ON_PAGE]]
    return [Heading(f"Your police desk: {_counted(len(queue.lines))}"), *items, *_more(len(queue.lines), ON_PAGE)]


def _counted(many: int) -> str:
    return f"{many} open request{'' if many == 1 else 's'}"


def _more(count: int, end: int) -> tuple[Item, ...]:
    left = count - end
    return (Item(f"And {left} more.", (Button("Show next", "desk_queue", str(end)),)),) if left > 0 else ()


def queue_item(line: QueueLine, now: datetime) -> Item:
    """Whose meeting, which unit, how soon, by when, and where it stands."""
    request, policy = line.request, line.policy
    soon = policy.urgency(request.urgency).label
    stands = steps(request, line.name, now, policy.police_request.reason)
    late: Tone = "warning" if request.needed_by <= now else "plain"
    words = (
        f"{policy.council.name}, {line.meeting.reference}: {policy.seat(request.unit).label}. {soon}. "
        f"Needed by {moment(request.needed_by)}. {stands[:1].upper()}{stands[1:]}."
    )
    see = Button("Open", "open_request", request_subject(request))
    return Item(words, (*answers(request), see), late)
