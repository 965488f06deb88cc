"""The self-audit's checks in SQL: each starts from what is open and finds by an index what a promise lacks.

Every statement gives `subject`, `council` and `meeting`, at most `most` rows; with `only` about one subject alone.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, FromClause, Integer, String, and_, bindparam, func, or_, select, text, true

from bot.domain.action import ActionState
from bot.domain.handover import LineState
from bot.domain.invitation import Answer
from bot.domain.meeting import MeetingState
from bot.domain.notice import NoticeKind, NoticeState
from bot.domain.obligation import AWAITED, Awaited, ObligationState
from bot.storage.mapping import (
    ACTIONS,
    FAILING,
    HANDOVER_LINES,
    INVITATIONS,
    MEETINGS,
    NOTICES,
    PEOPLE,
    POLICE_REQUESTS,
    SEATS,
)
from bot.storage.prepared import Once
from bot.storage.tables.meetings import STILL_OPEN
from bot.storage.tables.owed import LOST
from bot.storage.timers import OBLIGATIONS, TIMER

PAGE = 500
_MEETING, _SEAT, _ASKED, _ACTION = MEETINGS.table, SEATS.table, INVITATIONS.table, ACTIONS.table
_NOTICE, _PERSON, _OWED = NOTICES.table, PEOPLE.table, OBLIGATIONS.table
_REQUEST, _LINE, _FAILING = POLICE_REQUESTS.table, HANDOVER_LINES.table, FAILING.table
_MOST, _ONLY = bindparam("most", type_=Integer()), bindparam("only", type_=String())
_LATE, _NOW = (bindparam(name, type_=_MEETING.c.raised_at.type) for name in ("late", "now"))
_AFTER = bindparam("after", type_=_ACTION.c.due_at.type)
_GONE = (NoticeState.FAILED, NoticeState.MOOT)


def _found(
    subject: ColumnElement[Any], of: FromClause, joined: FromClause, *which: ColumnElement[bool], more: Any = None
) -> Once:
    """A check: its subjects, of this table, among these rows."""
    chosen = select(subject.label("subject"), of.c.council.label("council"), _meeting_of(of).label("meeting"))
    chosen = chosen.select_from(joined).where(*which, or_(_ONLY == "", subject == _ONLY))
    return Once((chosen if more is None else more(chosen)).limit(_MOST))


def _meeting_of(of: FromClause) -> ColumnElement[Any]:
    return of.c.id if of is _MEETING else of.c.meeting_id


def _awaited(subject: ColumnElement[Any], *kinds: Awaited) -> ColumnElement[bool]:
    """Something is awaited about it, from whomever."""
    which = [_OWED.c.subject_id == subject, _OWED.c.state.in_(AWAITED)]
    return select(_OWED.c.id).where(*which, _OWED.c.kind.in_(kinds) if kinds else true()).exists()


def _with_meeting(of: FromClause) -> FromClause:
    return of.join(_MEETING, _MEETING.c.id == of.c.meeting_id)


_TO_COME = and_(_MEETING.c.state == MeetingState.CALLED, _MEETING.c.ends_at > _NOW)
_COMES = (
    select(_ASKED.c.id)
    .where(
        _ASKED.c.seat_id == _SEAT.c.id,
        _ASKED.c.answer == Answer.ACCEPTED,
        _ASKED.c.answered_revision == _MEETING.c.revision,
    )
    .exists()
)
_SOMEBODY_ASKED = (
    select(_ASKED.c.id)
    .join(_OWED, and_(_OWED.c.subject_id == _ASKED.c.id, _OWED.c.state.in_(AWAITED)))
    .where(_ASKED.c.seat_id == _SEAT.c.id, _ASKED.c.answer != Answer.WITHDRAWN)
    .exists()
)
_CARD = (
    select(_NOTICE.c.id)
    .where(
        _NOTICE.c.subject_id == _ASKED.c.id,
        _NOTICE.c.kind.in_((NoticeKind.INVITATION, NoticeKind.INFORMATION)),
        _NOTICE.c.state != NoticeState.MOOT,
        _NOTICE.c.retired.is_(False),
    )
    .exists()
)
_CHASED = _awaited(_ACTION.c.id, Awaited.ACTION, Awaited.COMPLETE_ACTION)
_CLOSED_RECORD = _MEETING.c.state == MeetingState.CLOSED
_ON_PAGE = (
    select(_ACTION.c.id.label("id"))
    .where(text(STILL_OPEN), _ACTION.c.due_at > _AFTER)
    .order_by(_ACTION.c.due_at)
    .limit(PAGE)
    .subquery()
)
_FIRST_POST = and_(
    _NOTICE.c.urgent.in_((True, False)),
    _NOTICE.c.claimable_at.is_not(None),
    _NOTICE.c.state.in_((NoticeState.PENDING, NoticeState.RETRY)),
    _NOTICE.c.post_id == "",
)
_TAKEN_BACK = (
    select(_ASKED.c.id).where(_ASKED.c.id == _NOTICE.c.subject_id, _ASKED.c.answer == Answer.WITHDRAWN).exists()
)
_NO_MEETING = and_(
    _NOTICE.c.meeting_id != "", ~select(_MEETING.c.id).where(_MEETING.c.id == _NOTICE.c.meeting_id).exists()
)
_NO_INVITATION = and_(
    _NOTICE.c.kind == NoticeKind.INVITATION,
    ~select(_ASKED.c.id).where(_ASKED.c.id == _NOTICE.c.subject_id).exists(),
)

CHECKS: dict[str, Once] = {
    "overdue": _found(_OWED.c.id, _OWED, TIMER.join(_OWED, _OWED.c.id == TIMER.c.id), TIMER.c.due_at <= _LATE),
    "timer_lost": _found(
        _OWED.c.id,
        _OWED,
        OBLIGATIONS.read.get_final_froms()[0].join(_MEETING, _MEETING.c.id == _OWED.c.meeting_id),
        _MEETING.c.state.in_((MeetingState.CALLED, MeetingState.HELD)),
        _OWED.c.state == ObligationState.OPEN,
        TIMER.c.id.is_(None),
    ),
    "claim_stuck": _found(
        _NOTICE.c.id,
        _NOTICE,
        _NOTICE,
        _NOTICE.c.urgent.in_((True, False)),
        _NOTICE.c.claimable_at <= _LATE,
        _NOTICE.c.state == NoticeState.CLAIMED,
    ),
    "notice_lost": _found(_NOTICE.c.id, _NOTICE, _NOTICE, text(LOST)),  # type: ignore[arg-type]  # a condition as the index has it
    "seat_forgotten": _found(
        _SEAT.c.id,
        _SEAT,
        _with_meeting(_SEAT),
        _TO_COME,
        _SEAT.c.required.is_(True),
        _SEAT.c.closed.is_(False),
        ~_COMES,
        ~_awaited(_SEAT.c.id),
        ~_SOMEBODY_ASKED,
    ),
    "police_forgotten": _found(
        _REQUEST.c.id,
        _REQUEST,
        _with_meeting(_REQUEST).join(_SEAT, _SEAT.c.id == _REQUEST.c.seat_id),
        _TO_COME,
        _REQUEST.c.closed_at.is_(None),
        _REQUEST.c.accepted_at.is_(None),
        _REQUEST.c.refused_at.is_(None),
        _SEAT.c.closed.is_(False),
        ~_COMES,
        ~_awaited(_REQUEST.c.seat_id),
        ~_SOMEBODY_ASKED,
    ),
    "invitee_untold": _found(
        _ASKED.c.id,
        _ASKED,
        _with_meeting(_ASKED),
        _TO_COME,
        _ASKED.c.answer == Answer.NONE,
        _ASKED.c.asked_at <= _NOW,
        ~_CARD,
    ),
    "action_forgotten": _found(
        _ACTION.c.id,
        _ACTION,
        _with_meeting(_ACTION),
        _CLOSED_RECORD,
        _ACTION.c.state == ActionState.OPEN,
        or_(_ACTION.c.id == _ONLY, _ACTION.c.id.in_(select(_ON_PAGE.c.id))),
        ~_CHASED,
    ),
    "action_undated": _found(
        _ACTION.c.id,
        _ACTION,
        _with_meeting(_ACTION),
        _CLOSED_RECORD,
        text(STILL_OPEN),  # type: ignore[arg-type]  # a condition as the index has it
        _ACTION.c.due_at.is_(None),
        ~_CHASED,
    ),
    "two_cards": _found(
        _NOTICE.c.subject_id,
        _NOTICE,
        _with_meeting(_NOTICE),
        _TO_COME,
        _NOTICE.c.kind == NoticeKind.INVITATION,
        _NOTICE.c.retired.is_(False),
        _NOTICE.c.state.not_in(_GONE),
        more=lambda chosen: chosen.group_by(
            _NOTICE.c.subject_id, _NOTICE.c.council, _NOTICE.c.meeting_id, _NOTICE.c.person_id, _NOTICE.c.channel
        ).having(func.count() > 1),
    ),
    "told_after_leaving": _found(
        _NOTICE.c.id,
        _NOTICE,
        _NOTICE.join(_PERSON, _PERSON.c.id == _NOTICE.c.person_id),
        _FIRST_POST,
        or_(_PERSON.c.left_at.is_not(None), and_(_NOTICE.c.claimable_at <= _LATE, _TAKEN_BACK)),
    ),
    "no_cause": _found(_NOTICE.c.id, _NOTICE, _NOTICE, _FIRST_POST, or_(_NO_MEETING, _NO_INVITATION)),
    "line_forgotten": _found(
        _LINE.c.id, _LINE, _with_meeting(_LINE), _LINE.c.state == LineState.OFFERED, ~_awaited(_LINE.c.id)
    ),
    "put_aside": _found(_FAILING.c.id, _FAILING, _FAILING, _FAILING.c.aside_at.is_not(None)),
}
END_OF_PAGE = Once(
    select(_ACTION.c.due_at)
    .where(text(STILL_OPEN), _ACTION.c.due_at > _AFTER)
    .order_by(_ACTION.c.due_at)
    .offset(PAGE - 1)
    .limit(1)
)
