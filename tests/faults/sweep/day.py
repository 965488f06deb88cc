"""One meeting, called and answered in one channel, while the process behind it dies at one place."""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.app.claiming import LEASE
from bot.demo.stand_ins.mail import Browser
from bot.demo.stand_ins.slack import Hand, SlackSaw
from bot.demo.story import fills_the_form
from bot.domain.notice import Notice, NoticeState
from bot.failpoints import EXIT_CODE
from tests.contract.serve.ground import free_port
from tests.kit.convening import submits
from tests.kit.served import Ground, Process

ANSWERING = {"slack": ("tess",), "teams": ("priya", "ade", "pat"), "email": ("dana",)}
LABELS = {"pat": "I'll take it"}
TURNS = {"before_dispatch": 4, "claimed": 4, "sent_unmarked": 6, "marked": 6, "acked": 4, "audit_append": 4}
"""How often each is reached on such a day, more or less; the others two or three times."""
TRIES = 4
GIVES_UP = 0.5
INVITED = "You are asked to come"
AGAIN = "Sent again"
CODE = "Your code is"
NEWER = "Look at the newest message"
REFERENCE = re.compile(r"EXMP-SM-1\b")
_LINK = re.compile(r"https?://\S+")

Act = Callable[[], Awaitable[None]]
Done = Callable[[], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class Trial:
    """Where the process dies; the seed says at which turn."""

    failpoint: str
    channel: str
    database: str
    seed: int

    @property
    def setting(self) -> str:
        """As the environment has it."""
        turn = random.Random(f"{self.failpoint} {self.channel} {self.seed}").randint(1, TURNS.get(self.failpoint, 2))
        return f"{self.failpoint}:{turn}"


@dataclass(slots=True)
class Outcome:
    """What became of it: `lost` and `unmarked` have a line each, `repeated` counts invitations that came twice."""

    trial: Trial
    died: bool = False
    lost: list[str] = field(default_factory=list)
    repeated: int = 0
    unmarked: list[str] = field(default_factory=list)


class Day:
    """The same day however often its process dies: whoever has no answer does it again."""

    def __init__(self, standing: Ground, trial: Trial) -> None:
        self.standing, self.outcome = standing, Outcome(trial)
        self._port = free_port()
        self._process: Process | None = None

    async def passes(self) -> Outcome:
        """From the first command to the next reminder; then counted."""
        channel = self.outcome.trial.channel
        await self._everybody_is_known()
        if channel != "slack":
            await self._calls()
        # In order: a second death may leave the same message in doubt twice, and then a person is told instead.
        await self._process.stop()
        await self._begins_to_die()
        if channel == "slack":
            await self._calls()
        for person_id in ANSWERING[channel]:
            await self._does(lambda who=person_id: self._answers(who), lambda who=person_id: self._answered(who))
        await self._later(seconds=0)
        await self._count_repeats()
        await self._later(minutes=50)
        await self._count_lost()
        await self._ends()
        return self.outcome

    async def _begins_to_die(self) -> None:
        """The process with the failpoint; it may come to that before it is ready."""
        self._process = self.standing.start(failpoint=self.outcome.trial.setting, port=self._port)
        self.standing.speak_to(self._process)
        try:
            await self._process.ready()
        except AssertionError:
            if not await self._dead():
                raise

    async def _everybody_is_known(self) -> None:
        self._process = await self.standing.serve(port=self._port)
        await self.standing.install_teams()
        for person_id in ("sam", "tess"):
            await self.standing.in_slack(person_id).type_command("/strategy-meeting", "help")

    async def _calls(self) -> None:
        sam = self.standing.in_slack("sam")
        await self._does(lambda: fills_the_form(sam), lambda: _so(bool(sam.modals)))
        await self._does(lambda: _pressed(sam), lambda: self._is_there("meetings"))
        await self._does(lambda: _pressed(sam), lambda: self._is_there("meetings", state="called"))

    async def _does(self, act: Act, done: Done) -> None:
        """As a person would: again when nothing came of it."""
        for _ in range(TRIES):
            await self._alive()
            try:
                await self._while_it_lives(act)
            except Exception as nothing_came:
                # What they saw is one of many things; that the process died is what may explain it.
                if not await self._dead(within=2.0) and not await done():
                    raise AssertionError(f"{self.outcome.trial}: {nothing_came!r}") from nothing_came
            if await done():
                return
        raise AssertionError(f"{self.outcome.trial}: tried {TRIES} times in vain")

    async def _while_it_lives(self, act: Act) -> None:
        """Whoever waits for something of a process that has died gives up."""
        doing = asyncio.ensure_future(act())
        while not doing.done():
            await asyncio.wait([doing], timeout=0.1)
            if not doing.done() and await self._dead():
                await asyncio.wait([doing], timeout=GIVES_UP)
                if doing.cancel():
                    await asyncio.wait([doing])
                    raise TimeoutError
        await doing

    async def _answers(self, person_id: str) -> None:
        await self.standing.sees(person_id, INVITED)
        if person_id == "dana":
            await self._follows_the_link()
        elif self.standing.cast.in_slack(person_id):
            await self.standing.in_slack(person_id).press("I'll come")
        else:
            await self.standing.in_teams(person_id).press(LABELS.get(person_id, "I'll come"))

    async def _follows_the_link(self) -> None:
        letters = self.standing.their_mail.letters(self.standing.cast.people["dana"]["email"])
        invitation = next(each for each in reversed(letters) if INVITED in each.text)
        browser, known = Browser(), len(letters)
        try:
            await browser.goes(invitation.link("/q/"))
            await browser.presses("Send me a code")
            known = await self._types_the_code(browser, known)
            while NEWER in browser.page:
                # The letter of a first request came late; they look at the newest, as they are told.
                known = await self._types_the_code(browser, known)
            await browser.presses("I'll come")
        finally:
            await browser.close()

    async def _types_the_code(self, browser: Browser, known: int) -> int:
        """The first of the letters that were not there before; how many there are up to that one."""
        letter = await self.standing.sees("dana", CODE, after=known)
        words = letter.split(CODE, 1)[1].split("works")[0]
        browser.fills("Type the code", "".join(each for each in words if each.isdigit()))
        await browser.presses("Go on")
        return self.standing.chat("dana").index(letter, known) + 1

    async def _answered(self, person_id: str) -> bool:
        return await self._is_there("invitations", person_id=person_id, answer="accepted")

    async def _is_there(self, table: str, **equals: str) -> bool:
        return bool(await self.standing.rows(table, **equals))

    async def _later(self, **span: float) -> None:
        """Time passes, and everything that is due then is sent, whatever the process does meanwhile."""
        self.standing.clock.put_forward(**span)
        for _ in range(TRIES):
            await self._alive()
            try:
                await self._while_it_lives(self.standing.settled)
            except (AssertionError, TimeoutError):
                if not await self._dead(within=0.1):
                    raise
            if not await self._dead(within=0.3):
                return

    async def _alive(self) -> None:
        """Start another in the place of one that died, after the lease of what it held."""
        if self._process is None or await self._dead():
            self.standing.clock.put_forward(seconds=LEASE.total_seconds() + 1)
            self._process = await self.standing.serve(port=self._port)

    async def _dead(self, within: float = 0.0) -> bool:
        process = self._process
        if process is None:
            return True
        try:
            code = await process.ended(within or 0.001)
        except AssertionError:
            return False
        assert code == EXIT_CODE, process.log()
        self.outcome.died = True
        return True

    async def _ends(self) -> None:
        if self._process is not None and not await self._dead():
            await self._process.kill()
        self._process = None

    async def _count_repeats(self) -> None:
        """What came to somebody more often than it is known to have been sent, and whether it said so."""
        for person_id, row in self.standing.cast.people.items():
            messages, notices = await self._at_rest(person_id)
            in_a_tool = row["slack"] or row["teams"]
            known = len(notices) if in_a_tool else len({_told(each) for each in messages})
            extra, marked = len(messages) - known, sum(each.repeated for each in notices)
            self.outcome.repeated += max(0, extra)
            if extra > marked or (not in_a_tool and extra > sum(AGAIN in each for each in messages)):
                self.outcome.unmarked.append(f"{person_id}: {extra} more than were sent, {marked} marked as repeats")

    async def _at_rest(self, person_id: str) -> tuple[list[str], list[Notice]]:
        """Their messages, and what was or may have been sent to them, while nothing is on its way between the two.

        May have been: the process died over it, and when another came there was nothing left to say.
        """
        while True:
            messages = [each for each in self.standing.chat(person_id) if REFERENCE.search(each)]
            notices = await self.standing.rows("notices", person_id=person_id)
            under_way = any(each.state is NoticeState.CLAIMED for each in notices)
            if not under_way and len(messages) == len(list(filter(REFERENCE.search, self.standing.chat(person_id)))):
                return messages, [each for each in notices if each.post_id or each.attempted]
            await self._later(seconds=0)

    async def _count_lost(self) -> None:
        meetings = await self.standing.rows("meetings")
        self.outcome.lost += [f"{len(meetings)} meetings"] * (len(meetings) != 1)
        for invitation in await self.standing.rows("invitations"):
            row = self.standing.cast.people[invitation.person_id]
            reached = any(row[each] for each in ("slack", "teams", "email"))
            own = invitation.person_id == meetings[0].convenor_id
            if reached and not own and not any(map(REFERENCE.search, self.standing.chat(invitation.person_id))):
                self.outcome.lost.append(f"{invitation.person_id} was never asked")
        for person_id in ANSWERING[self.outcome.trial.channel]:
            if not await self._answered(person_id):
                self.outcome.lost.append(f"the answer of {person_id}")


async def _pressed(sam: Hand) -> None:
    """The window's button; SlackSaw when Slack tells that nothing came of it."""
    if code := await submits(sam):
        raise SlackSaw(code, "nothing came of it")


def _told(letter: str) -> str:
    """What a letter says, without its link and without the line that it comes again."""
    return "\n".join(line for line in _LINK.sub("", letter).splitlines() if AGAIN not in line)


async def _so(true: bool) -> bool:
    return true
