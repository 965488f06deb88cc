"""What the core asks of the outside: channels to reach people, and how a channel's folder plugs in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal, Protocol, runtime_checkable

from starlette.routing import BaseRoute

from bot.app.cards import Card, Option, Value
from bot.app.replies import Reply, Say
from bot.domain.calendar_answer import CalendarAnswer
from bot.domain.people import Address, Identity


@dataclass(frozen=True, slots=True)
class Sent:
    """The channel took it. `account` and `conversation` are what it learnt about the address, if anything."""

    post_id: str
    account: str = ""
    conversation: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Retry:
    """Not now. `in_doubt` means that the platform may have taken it all the same."""

    after: timedelta
    reason: str = ""
    in_doubt: bool = False


# The reason of a `Retry` with which a channel keeps within its platform's limits: nothing was given to the platform.
OWN_RATE = "own_rate"


@dataclass(frozen=True, slots=True)
class Refused:
    """This card cannot be sent or updated this way, ever; the address itself may be well. `reason` is a code.

    An update refused with reason "gone" (the post no longer exists) is sent anew.
    """

    reason: str


@dataclass(frozen=True, slots=True)
class Unreachable:
    """The address is dead for now (blocked, uninstalled, deactivated). `reason` is a code.

    `everybody`: not this person alone, but all of that tenant (an access token withdrawn, the app switched off).
    """

    reason: str
    everybody: bool = False


Delivery = Sent | Retry | Refused | Unreachable


class Channel(Protocol):
    """A way to reach people. It never raises for what a network or a platform does: it says it."""

    name: str

    async def send(self, to: Address, card: Card) -> Delivery:
        """Post the card to this address alone, never where others can read it."""
        ...

    async def update(self, to: Address, post_id: str, card: Card) -> Delivery:
        """Bring a posted card up to date, in place."""
        ...

    async def verified_email(self, identity: Identity) -> str | None:
        """The e-mail address the platform itself vouches for, lower case; "" when it vouches for none.

        None when the platform did not answer: then the person is neither known nor unknown.
        """
        ...


@runtime_checkable
class Paced(Protocol):
    """A channel that keeps within its platform's limits."""

    def wait(self, to: Address, *, urgent: bool) -> float:
        """Seconds until a post to this address may go, taking nothing; what is not urgent leaves room for what is."""
        ...


@runtime_checkable
class Probing(Protocol):
    """A channel that can see whether an address is alive again without writing to anybody."""

    async def probe(self, to: Address) -> Delivery | None:
        """`Sent` (with what was learnt, and no post) when it is; None when that can't be seen for this address."""
        ...


@runtime_checkable
class Letters(Protocol):
    """A channel whose posts stay as they were sent, and in which nothing can be pressed: e-mail, or paper.

    Delivery gives it cards with a `letter`, and calls `update` only when the card's `turn` has changed: then another
    letter goes out, after the one with this `post_id`, and its own id is the result's.
    """

    letters: Literal[True]


Came = Literal["open", "expired", "over", "unknown"]


@dataclass(frozen=True, slots=True)
class Opened:
    """Where a link leads, before anybody has proved who they are: nothing of the case, nor whose it is.

    "open": a code can be asked for, and goes to the address that `sent_to` hints at ("d•••@school.example").
    "expired": it was ours; a new one can be asked for, to the same address. "over": what it was about is no longer
    with that person. "unknown": not one of ours. `words` say so, and what to do; `ring` is whom to ring ("" when that
    is not known).
    """

    came: Came
    words: str
    council_name: str = ""
    sent_to: str = ""
    ring: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody who came through a link and proved that they read the mail it was sent to. `token` is the proof, for
    a cookie; it holds until `ends_at` (UTC). `who` acts, by way of `Front`; `notice_id` is what the link leads to.
    """

    token: str
    who: Identity
    notice_id: str
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Feed:
    """A person's own meetings as a calendar fetches them: `text/calendar; charset=utf-8`, with its `etag`.

    `busy`: fetched too often in this hour (429); then there is no file.
    """

    body: bytes
    etag: str
    busy: bool = False


class Doors(Protocol):
    """The part of `Front` for those who have no account in any tool: letters out, links in.

    Nothing here changes anything about a case. The answers are plain words, as with `Front`.
    """

    async def opened(self, link: str) -> Opened:
        """What stands behind a link, as far as anybody may know who has it. Changes nothing, however often."""
        ...

    async def send_code(self, link: str) -> Reply:
        """Mail a short code to the address that the link was sent to; a few times an hour at most."""
        ...

    async def send_again(self, link: str) -> Reply:
        """Mail the present message, with a fresh link, to the address that this link was sent to."""
        ...

    async def prove(self, link: str, code: str) -> Visit | Say:
        """A visit for the right code, once; else what was wrong with it and what to do."""
        ...

    async def visiting(self, token: str) -> Visit | None:
        """The visit with this token while it lasts, and while the address is still the person's."""
        ...

    async def visited(self, visit: Visit) -> Reply:
        """The card that the visit's link leads to, as it stands now."""
        ...

    def seal(self, *words: str) -> str:
        """Our seal on words that a page shows and gets back; never proof of who sends them."""
        ...

    def sealed(self, seal: str, *words: str) -> bool:
        """True when these words carry our seal."""
        ...

    async def calendar_answer(self, answer: CalendarAnswer, key: str) -> Say | None:
        """Somebody answered by their calendar's own buttons: it counts like a click, or changes nothing.

        The words to mail back to `answer.sender`, once; None when there is nothing to say, or nobody to say it to.
        `key` is the letter's own id, the same whenever it is read again.
        """
        ...

    async def feed(self, secret: str) -> Feed | None:
        """The feed at `/calendar/<secret>.ics`; None when that leads nowhere (404, whatever the reason)."""
        ...

    async def undelivered(self, mark: str, reason: str, key: str) -> None:
        """A letter with this `mark` has come back for good (`reason` is a code): it moves on to the next address."""
        ...


class Front(Doors, Protocol):
    """What every adapter speaks to. An adapter checks the signature, the tenant and the form of a request, then
    passes on who signed it and what they did; it never decides anything.

    `key` is the platform's own delivery key (unique a delivery, the same on a retry). The answer is always a
    reply in plain words, also for somebody unknown or not entitled: these calls raise only for a lost database.
    """

    async def recognises(self, who: Identity) -> bool:
        """True when the account is bound to a person; otherwise the first call may ask the platform for them."""
        ...

    async def said(self, who: Identity, text: str, key: str) -> Reply:
        """A line typed to us: the words after the slash command, or a message in the one-to-one chat."""
        ...

    def looks(self, verb: str) -> bool:
        """True when a button with this verb only shows something: then an address may lead to it."""
        ...

    async def pressed(self, who: Identity, verb: str, subject: str, values: dict[str, Value], key: str) -> Reply:
        """A button was pressed; `values` are the inputs of the form or card it stood on, as typed so far."""
        ...

    async def submitted(self, who: Identity, verb: str, subject: str, values: dict[str, Value], key: str) -> Reply:
        """A form was sent. `values` holds every field by name; an empty field is "" or ()."""
        ...

    async def options(self, who: Identity, verb: str, subject: str, field: str, query: str) -> tuple[Option, ...]:
        """What to offer while somebody types in a `person` or `people` field of the form `verb`."""
        ...

    async def home(self, who: Identity) -> Card:
        """The person's own page: waiting for me, waiting for others, overdue."""
        ...

    async def reached(self, who: Identity, key: str) -> Reply:
        """The app was installed or opened for this person: remember how to write to them, and say hello."""
        ...

    async def lost_everybody(self, channel: str, tenant: str, reason: str, key: str) -> None:
        """The platform says that it is over for a whole tenant (app removed, token withdrawn): all are moved on."""
        ...

    async def lost(self, who: Identity, key: str) -> None:
        """The app was removed for this person: the address is dead."""
        ...


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of a check: what was looked at, whether it is right, and how to mend it when it is not."""

    about: str
    ok: bool
    words: str
    mend: str = ""


class Adapter(Protocol):
    """A channel with its way in. `routes` are ASGI routes (Starlette) of the one web host."""

    @property
    def channel(self) -> Channel | None:
        """The way out; None for a way in alone (pages behind links): nobody is written to there."""
        ...

    def routes(self, front: Front) -> Sequence[BaseRoute]:
        """The addresses at which this platform calls us."""
        ...

    async def start(self, front: Front) -> None:
        """Open what is not a route (Slack's Socket Mode); called once the web host is ready."""
        ...

    async def stop(self) -> None:
        """Finish what is under way and close every connection."""
        ...

    async def check(self) -> list[Finding]:
        """Look at credentials and the platform, for `quorate doctor`. Never raises for what it finds."""
        ...


class AdapterSettings(Protocol):
    """An adapter's own settings, read from the environment under its own prefix."""

    def wanted(self) -> bool:
        """True when anything of this channel is set: an adapter nobody configured stays out."""
        ...

    def unsafe(self) -> list[str]:
        """Why the process must not start with these settings, a plain sentence each."""
        ...


@runtime_checkable
class LeadsToPages(Protocol):
    """Settings of a channel whose messages hold links to our own pages: it needs our own address from outside."""

    leads_to_pages: Literal[True]


class Plug(Protocol):
    """What a folder of `adapters/` exports as `plug`; wiring finds it there, so a channel is one folder."""

    name: str
    settings: Callable[..., AdapterSettings]

    def open(self, settings: Any) -> Adapter:
        """Build the adapter from settings that are safe."""
        ...


@dataclass(frozen=True, slots=True)
class BusyTime:
    """A span (UTC) that a calendar says is busy; `unsure` when only tentatively. There is nothing else to it."""

    starts_at: datetime
    ends_at: datetime
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class CalendarRead:
    """What a calendar says from now until `until`, in order, none overlapping; `fingerprint` marks this version."""

    times: tuple[BusyTime, ...]
    until: datetime
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class CalendarSame:
    """The server vouches that nothing has changed since the version with this fingerprint."""


@dataclass(frozen=True, slots=True)
class CalendarTrouble:
    """It could not be read. `code` says why (docs/calendars.md), and never anything of the address."""

    code: str


class CalendarReader(Protocol):
    """Reads free/busy addresses. It never raises for what a network, a server or a feed does: it says it."""

    def refuses(self, address: str) -> str:
        """A trouble's code when this address would never be fetched, "" when it would be tried."""
        ...

    async def read(
        self, address: str, fingerprint: str, start: datetime, end: datetime
    ) -> CalendarRead | CalendarSame | CalendarTrouble:
        """What the calendar says about [start, end); with a `fingerprint`, only when it is another version."""
        ...

    async def close(self) -> None:
        """Call off what is under way (trouble "stopped") and end whatever it runs."""
        ...


Clock = Callable[[], datetime]
