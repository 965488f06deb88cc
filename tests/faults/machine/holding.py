"""What must always hold, whatever has happened: looked for in the database, in every tool and in the log."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import Any

from bot.app.audit_verifying import verify
from bot.app.wording.talk import UNEXPECTED
from bot.domain.audit import Head
from bot.domain.invitation import Answer
from bot.domain.meeting import Meeting
from tests.kit.world import REFERENCE, Somebody, World, read

EXCLUDED = "Eve Excluded"
WORDS = "Words 12345"
"""What people write into every free field: of a case, so that it stands in no preview, log or address."""
PRIVATE = (REFERENCE, EXCLUDED, WORDS)
_AGENCIES = {
    "social_worker": "social_care",
    "chair_team_manager": "social_care",
    "police_child_abuse": "police",
    "health_visitor": "health",
}


class Holding:
    """Looks after each step; `gone` says how often each message of whoever was removed had changed by then."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.gone: dict[str, tuple[int, ...]] = {}
        self.log: list[dict[str, Any]] = []
        self._heads: list[Head] = []

    async def look(self) -> None:
        """AssertionError with the invariant's number."""
        await self.world.sweep()
        owed = await self.world.rows("obligations")
        late = [each.kind for each in owed if each.state == "open" and each.due_at <= self.world.clock]
        assert not late, f"I1: {late}"
        await self._each_card_once()
        for meeting in await self.world.rows("meetings"):
            await self._meeting(meeting, owed)
        await self._audit_only_grows()
        self._nothing_private()
        await self._nothing_without_cause()
        self._nothing_afterwards()

    async def _each_card_once(self) -> None:
        notices = await self.world.rows("notices")
        assert not [each for each in notices if each.state == "claimed"], "a delivery broke"
        assert not await self.world.rows("audit", verb="set_aside"), "a step broke"
        shown = [each for each in notices if each.kind == "invitation" and not each.retired]
        live = Counter((each.subject_id, each.channel) for each in shown if each.state not in ("failed", "moot"))
        assert all(count <= 1 for count in live.values()), "I2"
        for somebody in self.world.people.values():
            assert UNEXPECTED not in somebody.said

    async def _audit_only_grows(self) -> None:
        await self.world.bus.link_audit()
        verified = await verify(self.world.storage.units, self.world.clock, self._heads[-1:])
        assert verified.well, f"I6: {verified.faults}"
        self._heads.append(verified.head)

    def _nothing_private(self) -> None:
        for tool in self.world.tools.values():
            for card in chain.from_iterable(post.versions for post in tool.posts.values()):
                self._public(card.summary, f"the preview of {card.title!r}")
                if card.letter is not None and card.letter.page is not None:
                    self._public(card.letter.page.url, "an address")
        for line in self.log:
            self._public(repr(line), "the log")
        self.log.clear()

    @staticmethod
    def _public(words: str, where: str) -> None:
        assert not [each for each in PRIVATE if each in words], f"I7: {where}: {words}"

    async def _nothing_without_cause(self) -> None:
        """Before every message that somebody has, a claim of a notice to them was saved."""
        claimed: Counter[str] = Counter()
        for notice in await self.world.rows("notices"):
            claimed[notice.person_id] += notice.fence
        whose = {each.identity.account: who for who, each in self.world.people.items()}
        whose |= {f"{who}@example.org": who for who in whose.values()}
        posted = Counter(whose[post.account] for tool in self.world.tools.values() for post in tool.posts.values())
        assert all(count <= claimed[who] for who, count in posted.items()), f"I8: {posted} {claimed}"

    def _nothing_afterwards(self) -> None:
        for who, versions in self.gone.items():
            now = tuple(len(post.versions) for post in self.world.people[who].posts)
            assert now == versions, f"I10: {who} has left"
        assert not self.world.people["exc"].posts, "I10: excluded"

    async def _meeting(self, meeting: Meeting, owed: list[Any]) -> None:
        world = self.world
        going_on = {each.subject_id for each in owed if each.state in ("open", "escalated")}
        if meeting.state == "closed":
            for action in await world.rows("actions", state="open", meeting_id=meeting.id):
                assert action.id in going_on, f"I5: action {action.number} is nobody's business"
        if meeting.state != "called":
            return
        asked = await world.rows("invitations", meeting_id=meeting.id)
        filled = {each.seat_id for each in asked if each.counts_for(meeting.revision)}
        seats = await world.rows("seats", closed=False, meeting_id=meeting.id)
        there = {_AGENCIES.get(seat.name, "") for seat in seats if seat.id in filled}
        convenor: Somebody = world.people[meeting.convenor_id]
        shown = read(convenor.card(meeting.reference + ":"))
        enough = {"social_care", "police", "health"} <= there
        cards = await world.rows("notices", kind="convenor", meeting_id=meeting.id, retired=False)
        # While their tool fails, what it shows is as old as that: it is tried again.
        up_to_date = all(each.state == "sent" for each in cards)
        assert enough or not up_to_date or "Quorate:" not in shown, "I3"
        if meeting.ends_at is not None and meeting.ends_at > world.clock:
            for seat in seats:
                waiting = {
                    each.id for each in asked if each.seat_id == seat.id and each.answer is not Answer.WITHDRAWN
                }
                assert not seat.required or seat.id in filled or going_on & {seat.id, *waiting}, f"I4: {seat.name}"
