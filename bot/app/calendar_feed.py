"""The feed of one's own meetings: a secret address each, ended by its owner, and empty of whatever is over."""

from __future__ import annotations

import secrets
from hashlib import sha256
from secrets import compare_digest

from bot.app.calendar_entries.feed_file import as_feed
from bot.app.calendar_entries.owed import host_of
from bot.app.cards import CalendarEntry, Card
from bot.app.commands import Command, EndFeed, MakeFeed, ReadFeed
from bot.app.links import FEED
from bot.app.ports import Feed
from bot.app.questions import Question, ShowFeed
from bot.app.view import MeetingView, view_meeting
from bot.app.wording import calendar_feed as words
from bot.app.wording.calendar_entry import entry_title, entry_where, entry_words
from bot.app.work import Handler, Work
from bot.domain.errors import Refusal
from bot.domain.feed import CalendarFeed
from bot.domain.meeting import MeetingState
from bot.domain.people import Person

LONGEST_SECRET = 100


def hash_of(secret: str) -> str:
    """What is kept of a secret. It has 256 random bits, so nobody finds it by trying, and a plain hash is enough."""
    return sha256(f"calendar feed 1 {secret}".encode()).hexdigest()


async def make(_: MakeFeed, work: Work) -> str:
    """The address, this once; any before it is over."""
    person = await work.acting_person()
    if work.links is None:
        raise Refusal("no_links", words.NO_ADDRESS)
    await _end_all(work, person)
    secret = secrets.token_urlsafe(32)
    await work.uow.calendar_feeds.add(CalendarFeed(hash_of(secret), person.id, work.now))
    await work.note("feed_made", person.id, _council(person))
    return f"{work.links.base_url}{FEED}{secret}.ics"


async def end(_: EndFeed, work: Work) -> None:
    """It leads nowhere from now on."""
    person = await work.acting_person()
    if await _end_all(work, person):
        await work.note("feed_ended", person.id, _council(person))


async def _end_all(work: Work, person: Person) -> bool:
    await work.uow.people.lock(person.id)
    rows = await work.uow.calendar_feeds.where(person_id=person.id, ended_at=None)
    for row in rows:
        row.ended_at = work.now
        await work.uow.calendar_feeds.save(row)
    return bool(rows)


async def read(command: ReadFeed, work: Work) -> Feed | None:
    """The file as it should be now; None for an address that leads nowhere, whatever the reason."""
    wanted = hash_of(command.secret[:LONGEST_SECRET])
    row = await work.uow.calendar_feeds.lock(wanted)
    person = await work.person(row.person_id) if row is not None and row.ended_at is None else None
    if row is None or person is None or not compare_digest(row.id, wanted):
        return None
    if not row.count(work.now, work.policy(_council(person)).calendar.feed_reads_an_hour):
        return Feed(b"", "", busy=True)
    await work.uow.calendar_feeds.save(row)
    file = as_feed(await _entries(person, work))
    return Feed(file, f'"{sha256(file).hexdigest()[:32]}"')


async def _entries(person: Person, work: Work) -> list[CalendarEntry]:
    found = []
    for meeting in await work.uow.open_meetings_of(person.id):
        if meeting.state is not MeetingState.CALLED:
            continue
        view = await view_meeting(work.uow, work.policies, meeting, work.now)
        if person.id not in view.meeting.excluded and _in_it(view, person):
            found += _entry(view, person, host_of(work))
    return sorted(found, key=lambda each: (each.starts_at, each.uid))


def _in_it(view: MeetingView, person: Person) -> bool:
    """Who calls it, and who has said that they come to it as it stands."""
    revision = view.meeting.revision
    comes = any(each.person_id == person.id and each.counts_for(revision) for each in view.invitations)
    return comes or view.meeting.convenor_id == person.id


def _entry(view: MeetingView, person: Person, host: str) -> list[CalendarEntry]:
    meeting, joining = view.meeting, view.policy.calendar.feed_join_link
    if meeting.starts_at is None or meeting.ends_at is None:
        return []
    entry = CalendarEntry(
        uid=f"{meeting.id}.feed@{host}",
        sequence=meeting.revision - 1,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        title=entry_title(view),
        where=entry_where(view) if joining else "",
        words=entry_words(view, awaited=False, joining=joining),
        organiser=view.policy.council.name,
        attendee=person.name,
        stamped_at=meeting.called_at or meeting.raised_at,
    )
    return [entry]


async def show(_: ShowFeed, work: Work) -> Card:
    """Whether there is one."""
    person = await work.acting_person()
    rows = await work.uow.calendar_feeds.where(person_id=person.id, ended_at=None)
    return words.feed_card(rows[0].made_at if rows else None)


def _council(person: Person) -> str:
    return next(iter(person.councils), "")


HANDLERS: dict[type[Command], Handler] = {MakeFeed: make, EndFeed: end, ReadFeed: read}
ANSWERS: dict[type[Question], Handler] = {ShowFeed: show}
