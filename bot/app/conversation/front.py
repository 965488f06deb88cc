"""Who speaks, and where their words, clicks and forms go. Unknown people learn politely whom to ring."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace

import structlog

from bot.app import commands as c
from bot.app import questions as q
from bot.app.access import may_convene
from bot.app.bus import Bus, Repeated
from bot.app.cards import Card, Option, Text, Value
from bot.app.conversation.course import happening
from bot.app.conversation.diaries import away, whose_cover
from bot.app.conversation.doors import UNKNOWN_ACTOR, ByLink
from bot.app.conversation.keepable import keepable, keepable_values
from bot.app.conversation.not_told import NOT_TOLD, offered
from bot.app.conversation.offering import offers
from bot.app.conversation.police import request
from bot.app.conversation.presses import PRESSES, invitation
from bot.app.conversation.pressing import Look, pair
from bot.app.conversation.submissions import SUBMISSIONS
from bot.app.conversation.talk import Talk
from bot.app.conversation.while_quiet import answered, shown
from bot.app.replies import Reply, Say, Show
from bot.app.wording.talk import ALREADY, DID_NOT_UNDERSTAND, NOT_UNDERSTOOD, WHO_ARE_YOU, not_registered
from bot.app.work import Actor
from bot.domain.errors import Invalid, QuorateError, Refusal
from bot.domain.people import Address, Identity, Person

log = structlog.get_logger()

_COMMAND = re.compile(r"^/?strategy[- ]?meeting\b", re.IGNORECASE)
_MEETING = re.compile(r"[a-z]{2,8}-sm-\d{1,9}", re.IGNORECASE)
AGENCY_ONLY = frozenset({"deputy"})


class Conversation(ByLink):
    """Implements `ports.Front` on the bus."""

    def __init__(self, bus: Bus) -> None:
        self.bus = bus

    async def recognises(self, who: Identity) -> bool:
        """True when the account is bound to a person."""
        return await self.bus.known(who) is not None

    async def lists(self, who: Identity) -> bool:
        """True when the directory itself names this very account, not only its owner's e-mail address."""
        known = await self.bus.known(who)
        return known is not None and known[1].listed

    async def said(self, who: Identity, text: str, key: str) -> Reply:
        """A typed line. Nothing typed is ever repeated back: it may hold a name."""
        return await self._turn(who, key, lambda talk: _said(talk, keepable(text)))

    def looks(self, verb: str) -> bool:
        """True when the button only shows something."""
        return isinstance(PRESSES.get(verb), Look)

    async def pressed(self, who: Identity, verb: str, subject: str, values: dict[str, Value], key: str) -> Reply:
        """A button."""
        press = PRESSES.get(verb)
        if press is None:
            return Say(NOT_UNDERSTOOD, "warning")
        return await self._turn(who, key, lambda talk: press(talk, keepable(subject)))

    async def submitted(self, who: Identity, verb: str, subject: str, values: dict[str, Value], key: str) -> Reply:
        """A form."""
        submission = SUBMISSIONS.get(verb)
        if submission is None:
            return Say(NOT_UNDERSTOOD, "warning")
        subject, values = keepable(subject), keepable_values(values)

        async def take(talk: Talk) -> Reply:
            try:
                return await submission.take(talk, subject, values)
            except Invalid as invalid:
                return await talk.wrong(submission.form(subject), invalid, values, subject)

        return await self._turn(who, key, take)

    async def options(self, who: Identity, verb: str, subject: str, field: str, query: str) -> tuple[Option, ...]:
        """People whose name fits, as far as the form's meeting allows; nothing for somebody unknown."""
        subject, query = keepable(subject), keepable(query)
        if len(query.strip()) < 2:
            return ()
        try:
            person = await self._person(who)
            if person is None:
                return ()
            found: tuple[Option, ...] = await self.bus.ask(
                await self._search(verb, subject, field, query, person, who), Actor(person.id, who.channel)
            )
        except QuorateError:
            return ()
        return offered(found, query) if field == NOT_TOLD else found

    async def home(self, who: Identity) -> Card:
        """The person's own page."""
        try:
            person = await self._person(who)
            if person is None:
                return Card("Quorate", "Quorate", (Text(self._stranger()),))
            card: Card = await self.bus.ask(q.ShowHome(), Actor(person.id, who.channel))
        except QuorateError as wrong:
            return Card("Quorate", "Quorate", (Text(str(wrong), "warning"),))
        return shown(self.bus, card)

    async def reached(self, who: Identity, key: str) -> Reply:
        """The app is there for this person: remember how to write to them, and say what can be done."""
        return await self._turn(who, key, lambda talk: talk.look(q.ShowHelp()), fresh=True)

    async def lost_everybody(self, channel: str, tenant: str, reason: str, key: str) -> None:
        """A whole organisation's tool refuses us from now on."""
        try:
            await self.bus.do(c.LoseTenant(channel, tenant, reason), UNKNOWN_ACTOR, key)
        except QuorateError as wrong:
            log.warning("organisation not lost", reason=type(wrong).__name__)

    async def lost(self, who: Identity, key: str) -> None:
        """The app is gone for this person."""
        try:
            await self.bus.do(c.LoseAddress(who), UNKNOWN_ACTOR, key)
        except QuorateError as wrong:
            log.info("address not lost", reason=type(wrong).__name__)

    async def _turn(
        self, who: Identity, key: str, take: Callable[[Talk], Awaitable[Reply]], *, fresh: bool = False
    ) -> Reply:
        try:
            person = await self._person(who, fresh=fresh)
            if person is None:
                return Say(self._stranger(), "warning")
            return answered(self.bus, await take(Talk(self.bus, person, Actor(person.id, who.channel), key)))
        except Repeated:
            return Say(ALREADY)
        except QuorateError as wrong:
            return Say(str(wrong), "warning")

    async def _person(self, who: Identity, *, fresh: bool = False) -> Person | None:
        """The person bound to the account; else the one whose work address the platform vouches for, now bound."""
        known = await self.bus.known(who)
        if known is not None and not fresh and not _to_refresh(known[1], who):
            return known[0]
        channel = self.bus.channels.get(who.channel)
        if known is None and not who.email and channel is not None:
            email = await channel.verified_email(who)
            if email is None:
                raise Refusal("not_answered", WHO_ARE_YOU)
            who = replace(who, email=email.lower())
        if known is None and not who.email:
            return None
        await self.bus.do(c.BindAddress(who), UNKNOWN_ACTOR)
        bound = await self.bus.known(who)
        return bound[0] if bound else None

    async def _search(
        self, verb: str, subject: str, field: str, query: str, person: Person, who: Identity
    ) -> q.Question:
        if verb in ("deputy", "not_me"):
            return q.SearchDeputies(*invitation(subject), query, verb in AGENCY_ONLY)
        if verb == "name_officer":
            return q.SearchOfficers(*request(subject), query)
        if verb == "swap":
            return q.SearchForSeat(pair(subject)[0], query)
        if verb in ("handover", "recorder", "pad", "was_held"):
            return q.SearchForSeat(subject, query, "social_care" if verb == "handover" else "")
        if verb in ("correct", "owner"):
            meeting_id = await self.bus.ask(q.MeetingOfAction(subject), Actor(person.id, who.channel))
            return q.SearchForSeat(meeting_id, query)
        if verb == "convene" and subject and field != NOT_TOLD:
            return q.SearchForSeat(subject.partition(".")[0], query)
        if verb in ("tell_leave", "settle_leave"):
            return q.SearchOwnPeople(query) if field == "person" else q.SearchCover(query, whose_cover(subject))
        return q.SearchPeople(query)

    def _stranger(self) -> str:
        return not_registered([self.bus.policies.of(each) for each in self.bus.policies.councils])


def _to_refresh(address: Address, who: Identity) -> bool:
    """True when the account writes again after having been lost, or from a conversation that we do not know."""
    return address.state != "live" or (bool(who.conversation) and who.conversation != address.conversation)


async def _said(talk: Talk, text: str) -> Reply:
    words = _COMMAND.sub("", text.strip()).strip().lower()
    convenes = any(may_convene(talk.person, council) for council in talk.person.councils)
    if words in ("", "new", "phone"):
        if not convenes:
            return await talk.look(q.ShowHome())
        return await talk.look(q.ShowConvene(by_phone=words == "phone"))
    if _MEETING.fullmatch(words):
        return await talk.look(q.FindMeeting(words))
    question = SAYINGS.get(words.rstrip("!.?"))
    if question is not None:
        return await talk.look(question)
    typed = _COMMAND.sub("", text.strip()).strip()
    told = await happening(talk, typed) or await away(talk, typed) or await offers(talk, typed)
    if told is not None:
        return told
    shown = await talk.ask(q.ShowHelp())
    return Show(replace(shown, blocks=(Text(DID_NOT_UNDERSTAND, "warning"), *shown.blocks)))


SAYINGS: dict[str, q.Question] = {
    "help": q.ShowHelp(),
    "hi": q.ShowHelp(),
    "hello": q.ShowHelp(),
    "home": q.ShowHome(),
    "overdue": q.ShowOverdue(),
    "calendar": q.ShowFeed(),
    "desk": q.ShowDeskQueue(),
    "mine": q.ShowMine(),
    "handover": q.ShowHandingOver(),
}
