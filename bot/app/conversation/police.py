"""A police desk's buttons and forms. A verb here is a promise: old cards keep their buttons."""

from __future__ import annotations

import re

from bot.app import commands as c
from bot.app import questions as q
from bot.app.cards import Option
from bot.app.conversation import inputs
from bot.app.conversation.form_taking import Submission
from bot.app.conversation.inputs import Search, Values
from bot.app.conversation.pressing import STALE, Act, Look, Press, pair
from bot.app.conversation.talk import Talk
from bot.app.replies import Reply

_SUBJECT = re.compile(r"([\w-]{1,64})\.(\d{1,6})(?:/([A-Za-z0-9._-]{1,64}))?")


def request(subject: str) -> tuple[str, int, str]:
    """The request, the revision that the person saw, and the officer who was named then ("" for none)."""
    found = _SUBJECT.fullmatch(subject)
    if found is None:
        raise STALE
    return found[1], int(found[2]), found[3] or ""


def _page(subject: str) -> q.ShowDeskQueue:
    if not re.fullmatch(r"\d{1,6}", subject):
        raise STALE
    return q.ShowDeskQueue(int(subject))


def _show(subject: str) -> q.ShowRequest:
    return q.ShowRequest(*request(subject))


def _form(verb: str) -> Look:
    return Look(lambda subject: q.ShowRequestForm(*request(subject), verb))


def _officers(talk: Talk, subject: str) -> Search:
    async def search(words: str) -> tuple[Option, ...]:
        found: tuple[Option, ...] = await talk.ask(q.SearchOfficers(*request(subject), words))
        return found

    return search


async def _name(talk: Talk, subject: str, values: Values) -> Reply:
    person = await inputs.person(values, "person", _officers(talk, subject), required=False)
    name, phone, email = (inputs.one(values, each) for each in ("name", "phone", "email"))
    command = c.NameOfficer(*request(subject), person, name, phone, email)
    return await talk.act(command, _show(subject))


async def _refuse(talk: Talk, subject: str, values: Values) -> Reply:
    command = c.RefuseRequest(*request(subject), inputs.one(values, "code"), inputs.one(values, "words"))
    return await talk.act(command, _show(subject))


POLICE_PRESSES: dict[str, Press] = {
    "desk_queue": Look(_page),
    "open_request": Look(_show),
    "acknowledge": Act(lambda subject: c.AcknowledgeRequest(*request(subject)), _show),
    "take_request": Act(lambda subject: c.TakeRequest(*request(subject)), _show),
    "name_officer": _form("name_officer"),
    "refuse_request": _form("refuse_request"),
    "why_refused": Look(lambda subject: q.ShowWhyRefused(*pair(subject))),
}

POLICE_SUBMISSIONS: dict[str, Submission] = {
    "name_officer": Submission(_name, lambda subject: q.ShowRequestForm(*request(subject), "name_officer")),
    "refuse_request": Submission(_refuse, lambda subject: q.ShowRequestForm(*request(subject), "refuse_request")),
}
