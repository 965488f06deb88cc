"""The forms about one's time: leave, who covers, and times offered in advance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.app.cards import Block, Field, Form, Option, Text
from bot.app.wording.diaries import stretch
from bot.domain.diary import Leave, OfferedSlots
from scheduling.london import local_day

_COVER = Field("covered_by", "Covered by", "person", hint="A colleague of the same agency. Empty: nobody.")
INSTANT = "%Y%m%dT%H%MZ"


def leave_form(person_id: str, name: str, leave: Leave | None, cover: str) -> Form:
    """From when, until when, who covers; `name` is whose leave it is, "" one's own; `leave` is what is changed."""
    covers = leave.covered_by_id if leave and leave.covered_by_id and cover else ""
    fields = (
        Field(
            "from", "First day away", "date", value=_day(leave.starts_at if leave else None), hint="Empty: from now."
        ),
        Field("until", "Back on", "date", value=_day(leave.ends_at if leave else None), hint="Empty: not known yet."),
        replace(_COVER, value=covers, options=(Option(covers, cover),) if covers else ()),
    )
    blocks: tuple[Block, ...] = (Text(f"{name} is away."),) if name else ()
    return Form("tell_leave", "Time away", f"{person_id}/{leave.id if leave else ''}", blocks, fields, "Save")


def cover_form(person_id: str, name: str, starts_at: datetime, ends_at: datetime | None, now: datetime) -> Form:
    """What is clear is said, what is not is asked: who covers, and with "?" who is away."""
    leave = Leave("", person_id, starts_at, ends_at, None, "", now)
    asks_who = person_id == "?"
    who = "They are" if asks_who else f"{name} is" if name else "You are"
    fields = (Field("person", "Who is away", "person", required=True), _COVER) if asks_who else (_COVER,)
    subject = f"{person_id}@{starts_at:{INSTANT}}@{f'{ends_at:{INSTANT}}' if ends_at else ''}"
    said = Text(f"{who} away {stretch(leave, now, mine=not name and not asks_who)}.")
    return Form("settle_leave", "Time away", subject, (said,), fields, "Save")


def offer_form(who: str, choices: Sequence[Option], offer: OfferedSlots | None) -> Form:
    """Days and hours in words, from when, until when; with `choices`, for whom."""
    whom = Field("who", "For whom", "choice", required=True, options=tuple(choices))
    fields = (
        Field(
            "words",
            "Days and hours",
            required=True,
            value=offer.works if offer else "",
            placeholder="Tuesday and Thursday 10:00-12:00",
            max_length=200,
        ),
        Field("from", "First day", "date", value=_day(offer.starts_at if offer else None), hint="Empty: from today."),
        Field("until", "Last day", "date", value=_last_day(offer), hint="Empty: until you say otherwise."),
    )
    hint = Text("Bank holidays do not count.", "quiet")
    return Form("offer_slots", "Offer times", who, (hint,), ((whom, *fields) if choices else fields), "Save")


def _day(at: datetime | None) -> str:
    return local_day(at).isoformat() if at else ""


def _last_day(offer: OfferedSlots | None) -> str:
    return _day(offer.ends_at - timedelta(seconds=1)) if offer and offer.ends_at else ""
