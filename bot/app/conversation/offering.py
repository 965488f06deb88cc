"""Times offered in advance, typed or through a form: by a desk's members for the desk, by anybody for themselves."""

from __future__ import annotations

from datetime import date, time, timedelta

from bot.app import commands as c
from bot.app import questions as q
from bot.app.cards import Option
from bot.app.conversation import inputs
from bot.app.conversation.diaries import NOT_A_DAY
from bot.app.conversation.inputs import Values
from bot.app.conversation.presses import whose, withdraw_slots
from bot.app.conversation.talk import Talk
from bot.app.replies import Reply, Say
from bot.app.wording.diaries import DOUBTS, NO_DESK, NO_HOURS, NO_SLOT, NOT_YOUR_AGENCY, TWICE, WHICH_DESK
from bot.domain.errors import Invalid
from scheduling.london import local_day, wall_to_utc
from scheduling.offered import Listed, Offered, read_offer

_WRONG = {"NOT_READ": NO_HOURS, "HALF_DAY": TWICE, "NO_SLOT": NO_SLOT}
_DAY = timedelta(days=1)


async def offers(talk: Talk, text: str) -> Reply | None:
    """A typed line about offered times; None when it speaks of something else."""
    office = talk.bus.policies.default.working_time()
    read = read_offer(text, talk.now().replace(second=0, microsecond=0), office)
    if read is None:
        return None
    if isinstance(read, Listed):
        return await talk.look(q.ShowOffer())
    desks: tuple[Option, ...] = await talk.ask(q.OwnDesks())
    if read.agency:
        named = tuple(each for each in desks if each.label.lower() == read.agency.lower())
        refused = None if named else _not_theirs(talk, read.agency, desks)
        if refused is not None:
            return Say(refused, "warning") if refused else None
        desks = named or desks
    mine = isinstance(read, Offered) and read.mine
    who = talk.person.id if mine or not desks else desks[0].value if len(desks) == 1 else ""
    if isinstance(read, Offered):
        return await _offered(talk, read, who)
    return await (withdraw_slots(talk, who) if who else talk.look(q.ShowOffer()))


def _not_theirs(talk: Talk, agency: str, desks: tuple[Option, ...]) -> str | None:
    """Why nothing can be offered under this name: None when it can, "" when it is no agency at all."""
    said = agency.lower()
    if said == _plain(talk.person.agency):
        return None if desks else NO_DESK
    known = {_plain(seat.agency) for seat in talk.bus.policies.default.seats.values()}
    return NOT_YOUR_AGENCY if said in known else ""


def _plain(agency: str) -> str:
    return agency.replace("_", " ")


async def _offered(talk: Talk, read: Offered, who: str) -> Reply:
    if who and not read.ask:
        return await _kept(talk, c.OfferSlots(read.works, read.starts_at, read.ends_at, who))
    known: Values = {"words": read.works}
    if local_day(read.starts_at) > local_day(talk.now()):
        known["from"] = local_day(read.starts_at).isoformat()
    if read.ends_at is not None and not read.ask:
        known["until"] = local_day(read.ends_at - _DAY).isoformat()
    wrong = {} if not read.ask else {"words": _WRONG[read.ask]} if read.ask in _WRONG else DOUBTS[read.ask]
    return await talk.wrong(q.ShowOfferForm(who), Invalid(wrong or {"who": WHICH_DESK}), known)


async def _kept(talk: Talk, command: c.OfferSlots) -> Reply:
    return await talk.act(command, q.ShowOffer(command.who))


async def offer_slots(talk: Talk, subject: str, values: Values) -> Reply:
    """The form: days and hours in words, and from when until when."""
    who = inputs.one(values, "who") or whose(subject)
    now = talk.now().replace(second=0, microsecond=0)
    read = read_offer(f"offer {inputs.one(values, 'words')}", now, talk.bus.policies.default.working_time())
    if not isinstance(read, Offered):
        raise Invalid({"words": NO_HOURS})
    if read.ask in _WRONG:
        raise Invalid({"words": _WRONG[read.ask]})
    first, last = _day(values, "from"), _day(values, "until")
    starts_at = max(now, wall_to_utc(first, time(0))) if first else read.starts_at
    ends_at = wall_to_utc(last + _DAY, time(0)) if last else read.ends_at
    return await _kept(talk, c.OfferSlots(read.works, starts_at, ends_at, who))


def _day(values: Values, name: str) -> date | None:
    typed = inputs.one(values, name)
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError:
        raise Invalid({name: NOT_A_DAY}) from None
