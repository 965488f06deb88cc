"""An action's history as text: dates put off, a later date asked for, given back, done and come again."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from bot.domain.action import Extension, GivenBack, LongerAsked, Outcome, Turn
from bot.storage.columns import Form, dump

_time = datetime.fromisoformat


def _write_extensions(extensions: tuple[Extension, ...]) -> str:
    return dump(
        [
            [e.at.isoformat(), e.by_id, e.was.isoformat(), e.now.isoformat(), e.reason, e.agreed_by_id]
            for e in extensions
        ]
    )


def _read_extensions(text: str) -> tuple[Extension, ...]:
    # The first release kept no `agreed_by_id`.
    return tuple(
        Extension(_time(at), by, _time(was), _time(now), why, *agreed)
        for at, by, was, now, why, *agreed in json.loads(text)
    )


def _write_longer(asked: LongerAsked) -> str:
    return dump(
        [asked.at.isoformat(), asked.by_id, asked.until.isoformat(), asked.expected, asked.words, asked.reason]
    )


def _read_longer(text: str) -> LongerAsked:
    at, by_id, until, *more = json.loads(text)
    return LongerAsked(_time(at), by_id, _time(until), *more)


def _write_given_back(given: tuple[GivenBack, ...]) -> str:
    return dump([[each.at.isoformat(), each.by_id, each.reason] for each in given])


def _read_given_back(text: str) -> tuple[GivenBack, ...]:
    return tuple(GivenBack(_time(at), by_id, reason) for at, by_id, reason in json.loads(text))


def _write_turns(turns: tuple[Turn, ...]) -> str:
    return dump([_turn(each) for each in turns])


def _turn(turn: Turn) -> list[Any]:
    due = turn.due_at.isoformat() if turn.due_at else ""
    return [due, turn.done_at.isoformat(), turn.by_id, turn.outcome or "", turn.words]


def _read_turns(text: str) -> tuple[Turn, ...]:
    return tuple(
        Turn(_time(due) if due else None, _time(done), by_id, Outcome(outcome) if outcome else None, words)
        for due, done, by_id, outcome, words in json.loads(text)
    )


EXTENSIONS = Form(_write_extensions, _read_extensions, ())
LONGER = Form(_write_longer, _read_longer, None)
GIVEN_BACK = Form(_write_given_back, _read_given_back, ())
TURNS = Form(_write_turns, _read_turns, ())
