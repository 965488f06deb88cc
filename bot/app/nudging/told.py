"""What people have been told lately, or soon will be: nobody is shown the same twice, or chased too often."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from bot.app.work import Work
from bot.domain.action import Action
from bot.domain.notice import Notice, NoticeKind, NoticeState
from scheduling.london import local_day, wall_to_utc

AGAIN = "again:"
"""Begins the `dedupe` of everything that chases somebody for what is no action."""
CHASING = (NoticeKind.DIGEST, NoticeKind.NUDGE, NoticeKind.UNTIMED, NoticeKind.UNANSWERED)
SHOWING = (NoticeKind.NUDGE, NoticeKind.UNTIMED, NoticeKind.UNANSWERED, NoticeKind.ACTIONS)
"""What chases somebody, or shows them an action, besides their lists."""
LOST = (NoticeState.MOOT, NoticeState.FAILED)
_LOOK_BACK = timedelta(days=1)


def came_at(notice: Notice) -> datetime:
    """When it came, or will."""
    return notice.first_sent_at or notice.due_at


def chases(notice: Notice) -> bool:
    """True for whatever counts against the day's few chasing messages; urgent ones do not."""
    return not notice.urgent and (notice.kind in CHASING or notice.dedupe.startswith(AGAIN))


@dataclass(slots=True)
class Told:
    """The messages of some people, by person: those of the last day, and those that wait to be sent."""

    now: datetime
    by_person: dict[str, list[Notice]] = field(default_factory=dict)

    def take(self, notices: Iterable[Notice]) -> None:
        """Count these too."""
        for each in notices:
            self.by_person.setdefault(each.person_id, []).append(each)

    def of(self, person_id: str) -> list[Notice]:
        """What is with the person or on its way: nothing that came to nothing."""
        return [each for each in self.by_person.get(person_id, ()) if each.state not in LOST]

    def digest_of(self, person_id: str, day: date) -> Notice | None:
        """The person's list of that day."""
        mine = (each for each in self.of(person_id) if each.kind is NoticeKind.DIGEST)
        return next((each for each in mine if each.subject_id == day.isoformat()), None)

    def count(self, person_id: str, day: date) -> int:
        """How often the person has been chased on that London day, or will be."""
        return sum(chases(each) and local_day(came_at(each)) == day for each in self.of(person_id))

    def shown_at(self, person_id: str, action: Action, *, in_lists: bool = True) -> datetime | None:
        """When this action was last put before the person; None when not lately. `in_lists`: lists count."""
        shown = [came_at(each) for each in self.of(person_id) if _shows(each, action, in_lists=in_lists)]
        return max((at for at in shown if at <= self.now), default=None)


def _shows(notice: Notice, action: Action, *, in_lists: bool) -> bool:
    match notice.kind:
        case NoticeKind.NUDGE:
            return notice.subject_id == action.id
        case NoticeKind.UNTIMED:
            return notice.subject_id == action.meeting_id
        case NoticeKind.ACTIONS:
            return notice.subject_id == action.meeting_id and notice.person_id == action.owner_id
        case NoticeKind.DIGEST:
            return in_lists
    return False


def lately(now: datetime) -> datetime:
    """Since when a message counts as come lately."""
    return min(now - _LOOK_BACK, wall_to_utc(local_day(now), time(0)))


async def read_told(work: Work, people: Collection[str]) -> Told:
    """Read it for these people."""
    told = Told(work.now)
    told.take(await work.uow.told_lately(sorted(people), lately(work.now)) if people else [])
    return told
