"""What a sweep of many must know of those who owe what is due: who is plainly here, and which lists they have."""

from __future__ import annotations

from sqlalchemy import and_, bindparam, exists, literal_column, or_, select, text

from bot.app.nudging.told import AGAIN, LOST, SHOWING
from bot.domain.notice import NoticeKind
from bot.storage.columns import Utc
from bot.storage.mapping import ACTIONS, LEAVE, NOTICES, PEOPLE, ROTA_LINES
from bot.storage.one_of import Many, is_one_of
from bot.storage.queries.of_live_cards import ALIVE
from bot.storage.queries.of_nudges import lately

_ACTION, _LEAVE, _NOTICE, _PERSON, _LINE = (each.table for each in (ACTIONS, LEAVE, NOTICES, PEOPLE, ROTA_LINES))
_NOW, _SINCE, _PEOPLE = bindparam("now", type_=Utc), bindparam("since", type_=Utc), bindparam("people", type_=Many())
_AWAY = exists().where(
    _LEAVE.c.person_id == _PERSON.c.id,
    _LEAVE.c.starts_at <= _NOW,
    or_(_LEAVE.c.ends_at.is_(None), _LEAVE.c.ends_at > _NOW),
)
_ON_A_ROTA = exists().where(_LINE.c.person_id == _PERSON.c.id, _LINE.c.ends_at > _NOW)
_SHOWN = and_(
    or_(_NOTICE.c.kind.in_(SHOWING), _NOTICE.c.dedupe.startswith(AGAIN)),
    _NOTICE.c.state.not_in(LOST),
    lately(_SINCE, bindparam("oldest", type_=Utc)),
)
_IN_VAIN = and_(
    _NOTICE.c.kind == NoticeKind.DIGEST, _NOTICE.c.state.in_(LOST), _NOTICE.c.subject_id >= bindparam("today")
)
# Whoever was shown an action, or chased for anything else, may be shown no more today; a list that came to nothing
# today needs another one.
_TOLD = exists().where(_NOTICE.c.person_id == _PERSON.c.id, or_(_SHOWN, _IN_VAIN))
# A look at each person's rows: told to look for all people at once, SQLite builds tables for a handful of them.
HERE = select(_PERSON.c.id, _PERSON.c.digest_at, _PERSON.c.works).where(
    is_one_of(_PERSON.c.id, _PEOPLE), _PERSON.c.left_at.is_(None), ~_AWAY, ~_ON_A_ROTA, ~_TOLD
)
QUIET = select(_ACTION.c.id).where(_ACTION.c.quiet_until > _NOW)
# As text, not as a parameter: only then can the partial index be used.
_LIVE = (_NOTICE.c.kind == literal_column(f"'{NoticeKind.DIGEST}'"), text("NOT notice.retired"))
DIGESTS = select(_NOTICE.c.id, _NOTICE.c.person_id, _NOTICE.c.subject_id).where(
    is_one_of(_NOTICE.c.person_id, _PEOPLE), *_LIVE, _NOTICE.c.state.in_(ALIVE)
)
DIGESTS_HELD = DIGESTS.with_for_update(skip_locked=True)
