"""Who was sent what about a meeting, who was shown words about it, and everything else that the audit tells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.app.export.items import Item, MeetingExport, Names
from bot.app.mistaken import WRONG_PERSON
from bot.app.work import Work
from bot.domain.audit import READ_DETAIL
from bot.domain.meeting import Meeting


async def sent(work: Work, meeting: Meeting, names: Names) -> list[Item]:
    """The messages that reached somebody, with the tool they came in. Cards say nothing of the case itself."""
    found = []
    for each in await work.uow.notices.where(meeting_id=meeting.id, order="created_at"):
        if each.first_sent_at is not None:
            says = {
                "to": names.name(each.person_id), "agency": names.agency(each.person_id), "what": str(each.kind),
                "code": each.code, "in": each.channel, "brought up to date": each.sent_at,
            }  # fmt: skip
            found.append(names.item("message", each.first_sent_at, "quorate", says))
    return found


async def read(work: Work, meeting: Meeting, names: Names) -> list[Item]:
    """Who was shown words about the case, what, and when."""
    return [
        names.item("reading", each.at, each.actor_id, {"what": each.detail.get("question", ""), "in": each.channel})
        for each in await work.uow.readings_of(meeting.id)
    ]


async def history(work: Work, meeting: Meeting, names: Names) -> list[Item]:
    """What was done, by whom and when: codes and counts, with people by name."""
    entries = await work.uow.audit.where(meeting_id=meeting.id, order="at")
    return [
        names.item(each.verb, each.at, each.actor_id, {"in": each.channel, **_named(each.detail.items(), names)})
        for each in entries
        if each.verb != READ_DETAIL
    ]


def incidents(meeting: MeetingExport) -> list[Item]:
    """For the data protection officer: whoever was asked by mistake, each message and reading of theirs, and when."""
    return [
        replace(
            each,
            says={
                **each.says,
                "messages shown": _theirs(meeting.sent, each),
                "readings": _theirs(meeting.read, each),
            },
        )
        for each in meeting.history
        if each.kind == WRONG_PERSON
    ]


def _theirs(shown: Iterable[Item], incident: Item) -> list[dict[str, object]]:
    who = incident.says.get("person")
    theirs = (each for each in shown if who in (each.says.get("to"), each.whose))
    return [{"what": each.says.get("what", ""), "at": each.at, "in": each.says.get("in", "")} for each in theirs]


def _named(detail: Iterable[tuple[str, object]], names: Names) -> dict[str, object]:
    return {key: names.name(value) if isinstance(value, str) else value for key, value in detail}
