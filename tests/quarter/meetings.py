"""A meeting as people hold it: called, or told after a call; its actions written down, its record closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from bot.app.cards import Button, Card, Form, Item
from bot.domain.meeting import Meeting, MeetingState
from scheduling.london import LONDON, local_day
from tests.kit.world import Somebody, World
from tests.quarter.cast import Character
from tests.quarter.hands import Hands
from tests.quarter.said import deed, time_words

OPEN = (MeetingState.CALLED, MeetingState.HELD)


@dataclass(frozen=True, slots=True)
class Planned:
    """A meeting to be: when somebody turns to it, how, and the kinds of its actions.

    `how` is "called" or "by phone"; `writes` "typed", "pasted" or "told" (in the form of a call).
    """

    at: datetime
    urgency: str
    how: str
    writes: str
    kinds: tuple[str, ...]
    by_another: bool
    case: str


class Meetings:
    """Holds them. What cannot be done just now (nobody free, no room) is counted, and nothing is forced."""

    def __init__(self, world: World, cast: dict[str, Character], hands: Hands, lots: Random) -> None:
        self.world, self.cast, self.hands, self.lots = world, cast, hands, lots
        self.excluded_names: dict[int, str] = {}
        self.not_held = 0

    def at_work(self, job: str) -> list[Character]:
        """Those of this job who have not left."""
        return [each for each in self.cast.values() if each.job == job and not each.gone]

    async def begin(self, planned: Planned) -> str | None:
        """Call it, or tell of the call; the meeting's id, None when it came to nothing."""
        convenor = self.lots.choice(self.at_work("sw")).who
        before = {each.id for each in await self.world.rows("meetings")}
        if planned.how == "called":
            await self._call(convenor, planned)
        else:
            await self._tell(convenor, planned)
        made = [each for each in await self.world.rows("meetings", order="number") if each.id not in before]
        if not made or made[0].state not in OPEN:
            self.not_held += 1
            return None
        return str(made[0].id)

    async def _call(self, convenor: Somebody, planned: Planned) -> None:
        await convenor.types("")
        out = self.lots.choice(self.at_work("hv")).who.person.name if self.lots.random() < 0.4 else ""
        facts = {"references": planned.case, "urgency": planned.urgency, "ages": "3 years", "not_told": out}
        await self.hands.send(convenor, **facts, concerns=("physical_injury",))
        if isinstance(convenor.shown, Form) and convenor.shown.verb == "send":
            await self.hands.send(convenor)
        await self._first_answers()

    async def _first_answers(self) -> None:
        """Most of those who are asked answer at once; the others when they next look, or never."""
        for obligation in await self.world.rows("invitations", answer="none"):
            one = self.cast[obligation.person_id]
            if one.gone or self.lots.random() < 0.2:
                continue
            buttons = [each for post in one.who.posts[-3:] for each in post.card.all_buttons()]
            desks = [each for each in buttons if obligation.desk_id and each.verb == "take_request"]
            own = [each for each in buttons if each.verb == "accept" and each.subject.startswith(obligation.id)]
            wanted = own or desks
            if wanted:
                await self.hands.press(one.who, wanted[-1])

    async def _tell(self, convenor: Somebody, planned: Planned) -> None:
        await convenor.types("phone")
        held = self.world.clock.astimezone(LONDON) - timedelta(minutes=40)
        jobs = ("tm", "pc", "hv", "paed")
        there = tuple(self.lots.choice(self.at_work(job)).id for job in jobs)
        lines = [self._line(kind) for kind in planned.kinds] if planned.writes == "told" else []
        await self.hands.send(
            convenor,
            references=planned.case,
            urgency=planned.urgency,
            date=f"{held:%Y-%m-%d}",
            time=f"{held:%H:%M}",
            attended=there,
            actions="\n".join(lines),
        )

    def _line(self, kind: str) -> str:
        owner = self.lots.choice(self.at_work(self.lots.choice(("sw", "pc", "hv")))).who.person.name
        return f"{owner} to {deed(self.lots)} {time_words(kind, self.lots, local_day(self.world.clock))}".strip()

    async def write(self, meeting_id: str, planned: Planned) -> bool:
        """The actions are written down and the record is closed; False when the meeting is over already."""
        meeting = await self._meeting(meeting_id)
        if meeting is None or meeting.state not in OPEN:
            return False
        writer = self.cast[meeting.convenor_id].who
        if planned.by_another:
            writer = await self._another(writer, meeting) or writer
        if not await self._press(writer, "pad", meeting.id):
            await writer.sends("pad", meeting.id)
        if planned.writes == "typed":
            for kind in planned.kinds:
                await self._type(writer, kind)
        if planned.writes == "pasted":
            await self._paste(writer, planned)
        await self._press(writer, "read_back", meeting.id)
        if isinstance(writer.shown, Form) and writer.shown.verb == "close_record":
            await self.hands.send(writer)
        return True

    async def _meeting(self, meeting_id: str) -> Meeting | None:
        found = await self.world.rows("meetings", id=meeting_id)
        return found[0] if found else None

    async def _another(self, convenor: Somebody, meeting: Meeting) -> Somebody | None:
        """Somebody else writes and closes: neither the chair nor whoever called it."""
        await convenor.sends("recorder", meeting.id)
        free = [each for each in self.at_work("sw") if each.id != meeting.convenor_id]
        chosen = self.lots.choice(free).who
        if not isinstance(convenor.shown, Form):
            return None
        await self.hands.send(convenor, person=chosen.person.name)
        found = await self._meeting(meeting.id)
        return self.cast[found.recorder_id].who if found and found.recorder_id else None

    async def _type(self, writer: Somebody, kind: str) -> None:
        form = writer.shown
        if not isinstance(form, Form) or form.verb != "pad":
            return
        owners = next((each.options for each in form.fields if each.name == "owner"), ())
        values = {"words": deed(self.lots), "timescale": time_words(kind, self.lots, local_day(self.world.clock))}
        if owners and self.lots.random() < 0.8:
            values["owner"] = self.lots.choice(owners).value
        elif self.lots.random() < 0.5:
            values["other_owner"] = self.lots.choice(self.at_work("nurse")).who.person.name
        await self.hands.send(writer, **values)
        if isinstance(writer.shown, Form) and any(each.error for each in writer.shown.fields):
            await self.hands.send(writer, **values | {"other_owner": ""})

    async def _paste(self, writer: Somebody, planned: Planned) -> None:
        if not await self._press(writer, "paste", ""):
            return
        text = "\n".join(f"- {self._line(kind)}" for kind in planned.kinds)
        await self.hands.send(writer, text=text)
        if isinstance(writer.shown, Form) and writer.shown.verb == "paste":
            await self.hands.send(writer)

    async def _press(self, who: Somebody, verb: str, subject: str) -> bool:
        """Press the button that stands before them."""
        shown = [who.shown] if who.shown else []
        for card in (*shown, *reversed(who.cards[-8:])):
            for button in _buttons(card):
                if button.verb == verb and subject in button.subject:
                    await self.hands.press(who, button)
                    return True
        return False


def _buttons(card: object) -> tuple[Button, ...]:
    if isinstance(card, Card):
        return card.all_buttons()
    if isinstance(card, Form):
        inner = [each for block in card.blocks if isinstance(block, Item) for each in block.buttons]
        return (*inner, *card.buttons)
    return ()
