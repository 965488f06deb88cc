"""Coming through a link: a code mailed to the address that the link was sent to proves who it is.

Whoever merely holds the link (a colleague it was forwarded to, a scanner, a robot that presses buttons) can have
mail sent to its owner and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import compare_digest

from bot.app.cards import Card
from bot.app.commands import Command, EndVisit, ProveVisit, SendAgain, SendCode
from bot.app.letters import whom_to_ring
from bot.app.links import Claims, Links, VisitClaims
from bot.app.notices import card_for
from bot.app.ports import Opened, Visit
from bot.app.questions import OpenLink, Question, ShowVisited, WhoVisits
from bot.app.second_person import ended
from bot.app.wording import visiting as words
from bot.app.work import Handler, Work, there
from bot.domain.errors import Refusal
from bot.domain.link_code import LinkCode
from bot.domain.notice import Notice, NoticeKind
from bot.domain.people import Address, Identity, Person
from bot.policy import Policy
from bot.policy.work_rules import LinkRule

ONE_HOUR, ONE_DAY = timedelta(hours=1), timedelta(days=1)
AGAIN = "again"
"""The `turn` of a letter that must go out once more."""


@dataclass(frozen=True, slots=True)
class _Behind:
    """Whose message a link leads to."""

    claims: Claims
    notice: Notice
    person: Person
    address: Address


async def send_code(command: SendCode, work: Work) -> None:
    """Owe a code to the address, unless it has had too many this hour, or this day."""
    behind = await _still_open(command.link, work)
    policy = work.policy(behind.notice.council)
    # Behind a lock: two requests at one instant count each other.
    there(await work.uow.addresses.lock(behind.address.id))
    if await _too_many(behind.address, policy.links, work):
        raise Refusal("too_many_codes", words.TOO_MANY_CODES.format(ring=_whom(policy)))
    row = LinkCode(
        work.new_id(),
        behind.notice.id,
        behind.address.id,
        behind.person.id,
        work.now,
        work.now + timedelta(minutes=policy.links.code_minutes),
    )
    await work.uow.link_codes.add(row)
    await work.tell(
        behind.person.id,
        NoticeKind.CODE,
        row.id,
        behind.notice.council,
        f"code:{row.id}",
        meeting_id=behind.notice.meeting_id,
        urgent=True,
    )
    await work.note("code_sent", behind.notice.id, behind.notice.council, behind.notice.meeting_id)


async def _too_many(address: Address, rule: LinkRule, work: Work) -> bool:
    """True when an address has had its codes of this hour, or of this day."""
    rows = await work.uow.link_codes.where(address_id=address.id, order="-made_at", limit=rule.codes_a_day)
    return any(
        len([each for each in rows if each.made_at > work.now - span]) >= most
        for span, most in ((ONE_HOUR, rule.codes_an_hour), (ONE_DAY, rule.codes_a_day))
    )


async def send_again(command: SendAgain, work: Work) -> None:
    """The same letter once more, with a fresh link; a few times an hour at most, as codes are."""
    found, behind = await _found(command.link, work)
    if behind is None or found.came not in ("open", "expired"):
        raise Refusal(found.came, found.words)
    notice = there(await work.uow.notices.lock(behind.notice.id))
    policy = work.policy(notice.council)
    most = policy.links.codes_an_hour
    rows = await work.uow.audit.where(subject_id=notice.id, verb="sent_again", order="-at", limit=most)
    if len([each for each in rows if each.at > work.now - ONE_HOUR]) == most:
        raise Refusal("too_many", words.TOO_MANY_LETTERS.format(ring=_whom(policy)))
    # Also where nothing in it has changed: whoever asks has lost it, or its link has ended.
    notice.turn, notice.shown = AGAIN, ""
    await work.uow.notices.save(notice)
    await work.refresh(id=notice.id)
    await work.note("sent_again", notice.id, notice.council, notice.meeting_id)


async def prove(command: ProveVisit, work: Work) -> Visit | str:
    """A visit for the right code. A wrong one is counted, and that must be kept: so the answer is in words."""
    behind = await _still_open(command.link, work)
    policy, links = work.policy(behind.notice.council), _links(work)
    rows = await work.uow.link_codes.where(
        notice_id=behind.notice.id, address_id=behind.address.id, order="-made_at", limit=1
    )
    row = await work.uow.link_codes.lock(rows[0].id) if rows else None
    if row is None or not row.open_at(work.now, policy.links.code_tries):
        return words.DEAD_CODE
    row.tries += 1
    typed = "".join(each for each in command.code if each in "0123456789")
    right = compare_digest(typed.encode(), links.code(row.id).encode())
    if right:
        row.used_at = work.now
    await work.uow.link_codes.save(row)
    if not right:
        return words.WRONG_CODE
    await work.note("visit_proved", behind.notice.id, behind.notice.council, behind.notice.meeting_id)
    return _visit(row, links, work.now + timedelta(minutes=policy.links.visit_minutes))


async def end_visit(command: EndVisit, work: Work) -> None:
    """On a shared computer: what was kept of the visit, wherever, opens nothing any more."""
    claims = _links(work).read_visit(command.token)
    row = await work.uow.link_codes.lock(claims.code_id) if claims else None
    if row is not None and row.used_at is not None:
        row.end()
        await work.uow.link_codes.save(row)
        notice = there(await work.uow.notices.get(row.notice_id))
        await work.note("visit_ended", notice.id, notice.council, notice.meeting_id)


async def opened(question: OpenLink, work: Work) -> Opened:
    """As much as anybody may know who holds the link; nothing is written."""
    found, _ = await _found(question.link, work)
    return found


async def who_visits(question: WhoVisits, work: Work) -> Visit | None:
    """The visit, while it lasts and while the address is still that person's."""
    links = _links(work)
    claims = links.read_visit(question.token)
    if claims is None or work.now >= claims.ends_at:
        return None
    row = await work.uow.link_codes.get(claims.code_id)
    if row is None or row.used_at is None:
        return None
    person, address = await work.person(row.person_id), await work.uow.addresses.get(row.address_id)
    if person is None or address is None or not _good(address, person):
        return None
    return _visit(row, links, claims.ends_at)


async def show_visited(question: ShowVisited, work: Work) -> object:
    """One's own message as it reads now."""
    notice, person = await work.uow.notices.get(question.notice_id), await work.acting_person()
    if notice is None or notice.person_id != person.id:
        raise Refusal("not_yours", words.UNKNOWN)
    card = await card_for(notice, person, work)
    if card is None:
        raise Refusal("over", words.OVER)
    return card


async def _found(link: str, work: Work) -> tuple[Opened, _Behind | None]:
    """What a link leads to, and as much of it as whoever holds the link may know."""
    behind = await _behind(link, work)
    if behind is None:
        return Opened("unknown", words.UNKNOWN), None
    policy = work.policy(behind.notice.council)
    name, ring = policy.council.name, whom_to_ring(policy)
    if behind.notice.retired:
        return Opened("over", words.NEWER, name, ring=ring), behind
    card = await _as_it_stands(behind, work)
    if card is None or not card.all_buttons():
        return Opened("over", words.OVER, name, ring=ring), behind
    hint = words.hint_of(behind.address.email)
    if work.now < behind.claims.ends_at and behind.claims.turn == card.turn:
        return Opened("open", words.OPEN, name, hint, ring), behind
    if behind.notice.address_id not in (None, behind.address.id):
        # Another letter could go only to where the message is now.
        return Opened("over", words.NEWER, name, ring=ring), behind
    return Opened("expired", words.EXPIRED, name, hint, ring), behind


async def _behind(link: str, work: Work) -> _Behind | None:
    """What a link of ours leads to; None for anything else, also for what is gone or was sent elsewhere."""
    claims = _links(work).read(link)
    notice = await work.uow.notices.get(claims.notice_id) if claims else None
    address = await work.uow.addresses.get(claims.address_id) if claims else None
    person = await work.uow.people.get(notice.person_id) if notice else None
    if claims is None or notice is None or address is None or person is None or address.person_id != person.id:
        return None
    return _Behind(claims, notice, person, address)


async def _as_it_stands(behind: _Behind, work: Work) -> Card | None:
    """The message now; None once it is no longer with that person, or the address no longer theirs."""
    if not behind.person.here or not _good(behind.address, behind.person):
        return None
    return await card_for(behind.notice, behind.person, work)


async def _still_open(link: str, work: Work) -> _Behind:
    """What an open link leads to; refuses, in the words of its page, any other."""
    found, behind = await _found(link, work)
    if found.came != "open" or behind is None:
        raise Refusal(found.came, found.words)
    return behind


def _whom(policy: Policy) -> str:
    return whom_to_ring(policy) or "the convenor"


def _good(address: Address, person: Person) -> bool:
    return address.person_id == person.id and bool(address.email) and not ended(address)


def _visit(row: LinkCode, links: Links, ends_at: datetime) -> Visit:
    token = links.visit(VisitClaims(row.id, ends_at))
    return Visit(token, Identity("web", "", "", address_id=row.address_id), row.notice_id, ends_at)


def _links(work: Work) -> Links:
    if work.links is None:
        raise Refusal("no_links", words.UNKNOWN)
    return work.links


HANDLERS: dict[type[Command], Handler] = {
    SendCode: send_code,
    SendAgain: send_again,
    ProveVisit: prove,
    EndVisit: end_visit,
}
ANSWERS: dict[type[Question], Handler] = {OpenLink: opened, WhoVisits: who_visits, ShowVisited: show_visited}
