"""Leave and offered times in plain words: what was understood, in full, and how to change it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.app.cards import Block, Button, Card, Heading, Item, Text
from bot.app.wording.times import clock, day, moment
from bot.domain.diary import Leave, OfferedSlots
from bot.domain.invitation import Invitation
from bot.domain.meeting import Meeting
from scheduling.london import local_clock, local_day

_MIDNIGHT = time(0)
_JUST_NOW = timedelta(minutes=1)
TELL_LEAVE = Button("I'll be away", "away")
OFFER = Button("Offer times", "offer_times")
EXAMPLE = "away until Monday, covered by Priya Nair"

NOT_MANAGER = (
    "Only their manager can say that for somebody. Nothing was saved. Ask the person, or their manager, to type it."
)
NOT_FOUND = "Nobody of that name is among your people. Nothing was saved. Check the spelling."
SEVERAL_OF_THAT_NAME = "More than one of your people has that name. Nothing was saved. Write the whole name."
NOT_COVERING = "Choose a colleague of the same agency, or leave it empty."
NO_HOURS = "I could not read the days and hours. Write them like: Tuesday and Thursday 10:00-12:00."
NO_SLOT = "No such day comes in that time. Check the days."
TWICE = "Is that morning or afternoon? Write it like 14:00-16:00 or 2-4pm."
NOT_YOUR_AGENCY = "You can offer times for your own agency only. Nothing was saved."
WHICH_DESK = "You serve more than one desk. Choose for whom."
NO_DESK = "You serve no desk of that agency. Nothing was saved. For yourself, type: I can do Tuesday 10-12."

DOUBTS: dict[str, dict[str, str]] = {
    "NOT_READ": {"until": f"I could not read when. Choose the days, or type it like: {EXAMPLE}."},
    "NO_END": {"until": "Until when? Choose the day."},
    "PAST_END": {"until": "That is already past. Choose a later day."},
    "BACKWARDS": {"until": "That is before it begins. Choose a later day."},
    "TOO_LONG": {"until": "That is over 12 months. Choose an earlier day, or leave it empty."},
    "DOUBTFUL_DAY": {"from": "The day and the date do not agree. Choose the day."},
    "SEVERAL": {"from": "One stretch of days at a time. Choose the first, then tell me the next."},
    "AMBIGUOUS": {"until": "Is that a date or a number of days? Choose the day."},
    "HALF_DAY": {"from": "Is that morning or afternoon? Type it like: away Friday 2-4pm."},
}
"""Why leave, or the span of an offer, cannot be taken as it is: what is said beside which question."""


def away_too(name: str, leave: Leave, now: datetime) -> str:
    """Somebody who is away themselves cannot cover."""
    return f"{name} is away {stretch(leave, now, mine=False)}. Choose somebody else, or leave it empty."


def date_words(at: datetime, now: datetime) -> str:
    """The day, with its year when that is not this year."""
    other = local_day(at).year != local_day(now).year
    return f"{day(at)} {local_day(at).year}" if other else day(at)


def stretch(leave: Leave, now: datetime, *, mine: bool = True) -> str:
    """From when until when, in full: "from now until Mon 16 March, 09:00"."""
    starts, ends = leave.starts_at, leave.ends_at
    today, first = local_day(now), local_day(starts)
    if ends is None:
        end = "until you say you are back" if mine else "until further notice"
    elif local_clock(ends) == _MIDNIGHT:
        last = ends - timedelta(seconds=1)
        if local_day(last) == first and starts > now and local_clock(starts) == _MIDNIGHT:
            return f"all day on {date_words(starts, now)}"
        same = local_day(last) == today
        end = f"to the end of {'today, ' if same else ''}{date_words(last, now)}"
    elif local_day(ends) == first and starts > now:
        begins = clock(starts) if local_clock(starts) != _MIDNIGHT else ""
        return f"on {date_words(starts, now)}, {f'{begins} to' if begins else 'until'} {clock(ends)}"
    else:
        end = f"until {date_words(ends, now)}, {clock(ends)}"
    return f"{_begins(starts, now)}{end}"


def _begins(starts: datetime, now: datetime) -> str:
    if starts <= now:
        return "from now " if now - starts < _JUST_NOW else ""
    hour = "" if local_clock(starts) == _MIDNIGHT else f", {clock(starts)}"
    return f"from {date_words(starts, now)}{hour} "


def leave_item(leave: Leave, cover: str, now: datetime, name: str = "") -> Item:
    """One leave, with what can be done about it; `name` is whose it is, "" one's own."""
    who = f"{name} is" if name else "You are"
    covers = f"{cover} covers." if cover else "Nobody covers."
    subject = f"{leave.person_id}/{leave.id}"
    under_way = leave.starts_at <= now
    ends = ("They are back" if name else "I am back") if under_way else "Cancel this leave"
    buttons = (Button("Change", "change_leave", subject), Button(ends, "end_leave", subject))
    return Item(f"{who} away {stretch(leave, now, mine=not name)}. {covers}", buttons)


def leave_card(
    rows: Sequence[tuple[Leave, str]],
    now: datetime,
    name: str = "",
    meetings: Sequence[tuple[Invitation, Meeting]] = (),
    covering: Sequence[str] = (),
) -> Card:
    """All leave of one person; for the person themselves also the meetings in it, and for whom they cover then."""
    if not rows:
        words = f"{name} is not away." if name else "You are not away. You are asked to meetings as usual."
        return Card("Time away", words, (Text(words, "good"),), () if name else (TELL_LEAVE,))
    items = tuple(leave_item(leave, cover, now, name) for leave, cover in rows)
    blocks: list[Block] = list(items)
    if meetings:
        blocks += [Heading("Meetings in that time"), *(_meeting(each, meeting) for each, meeting in meetings)]
    blocks += [Text(f"You were to cover for {each} then. Please tell them.", "warning") for each in covering]
    return Card("Time away", items[0].text, tuple(blocks))


def _meeting(invitation: Invitation, meeting: Meeting) -> Item:
    when = moment(meeting.starts_at) if meeting.starts_at else ""
    subject = f"{invitation.id}.{meeting.revision}"
    opens = Button("Open", "open_invitation", subject)
    if invitation.counts_for(meeting.revision):
        text = f"You said yes to {meeting.reference} on {when}. If you can't come, please say so."
        return Item(text, (Button("I can't come after all", "decline", subject), opens))
    text = f"You are asked to {meeting.reference} on {when}. Please answer."
    come = Button("I'll come", "accept", subject, "primary")
    return Item(text, (come, Button("I can't come", "decline", subject), opens))


def works_words(works: str) -> str:
    """A kept pattern as people read it: "Tue 10:00–12:00 and Thu 10:00–12:00"; days of the same hours together."""
    parts = [part.strip().replace("-", "–").split(" ", 1) for part in works.split(";") if part.strip()]
    if len(parts) > 2 and len({each[-1] for each in parts}) == 1:
        return f"{_joined([each[0] for each in parts])}, {parts[0][-1]}"
    return _joined([" ".join(each) for each in parts])


def _joined(words: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


@dataclass(frozen=True, slots=True)
class Offering:
    """What one desk or person (`who`) offers, with the next slots; `name` "" is oneself."""

    who: str
    name: str
    rows: Sequence[OfferedSlots]
    coming: Sequence[tuple[datetime, datetime]]


def offer_card(offerings: Sequence[Offering], now: datetime) -> Card:
    """What is offered in advance, and the next slots with their dates."""
    made = [each for each in offerings if each.rows]
    if not made:
        name = offerings[0].name if len(offerings) == 1 else ""
        words = f"{name} offers no times in advance." if name else "You offer no times in advance."
        return Card("Offered times", words, (Text(words),), (OFFER,))
    blocks: list[Block] = []
    for each in made:
        blocks += [Text(_offer(each.name, row, now)) for row in each.rows]
        blocks.append(_next(each, now))
    return Card("Offered times", _offer(made[0].name, made[0].rows[0], now), tuple(blocks))


def _next(offering: Offering, now: datetime) -> Item:
    nearest = "; ".join(f"{date_words(start, now)}, {clock(start)} to {clock(end)}" for start, end in offering.coming)
    withdraw = Button("Withdraw", "withdraw_slots", offering.who, confirm="Withdraw these times?")
    return Item(f"Next: {nearest or 'none'}.", (Button("Change", "change_slots", offering.who), withdraw))


def _offer(name: str, row: OfferedSlots, now: datetime) -> str:
    first, last = max(local_day(now), local_day(row.starts_at)), row.ends_at
    if last is None:
        ends = "until you say otherwise"
    else:
        last -= timedelta(seconds=1)
        ends = f"to the end of {date_words(last, now)}"
    when = f"from {'today' if first == local_day(now) else date_words(row.starts_at, now)}, {ends}"
    if last is not None and local_day(last) == first:
        when = f"on {date_words(last, now)} only"
    return f"{name or 'You'} can come {works_words(row.works)}, {when}."
