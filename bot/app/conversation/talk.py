"""One turn of a conversation: who acts, through what, and how a command's result becomes a reply."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.app.bus import Bus, Repeated
from bot.app.cards import Card, Form, Text
from bot.app.commands import Command
from bot.app.conversation.inputs import Unclear, Values
from bot.app.questions import Question, ShowFacts
from bot.app.replies import Ask, Reply, Say, Show, Wrong
from bot.app.wording.talk import PASSED_ON
from bot.app.work import Actor
from bot.domain.errors import Invalid, QuorateError, Refusal
from bot.domain.people import Person


@dataclass(frozen=True, slots=True)
class Talk:
    """What a route works with. `key` makes a delivery count once."""

    bus: Bus
    person: Person
    actor: Actor
    key: str

    def now(self) -> datetime:
        """The instant, from the bus's clock."""
        return self.bus.now()

    async def do(self, command: Command) -> Any:
        """Do it once for this delivery."""
        return await self.bus.do(command, self.actor, self.key)

    async def ask(self, question: Question) -> Any:
        """Ask the core."""
        return await self.bus.ask(question, self.actor)

    async def look(self, question: Question) -> Reply:
        """Show what the question gives: a card, or a form."""
        found = await self.ask(question)
        return Ask(found) if isinstance(found, Form) else Show(found, question.detail)

    async def act(self, command: Command, then: Question, otherwise: Question | None = None) -> Reply:
        """Do it, then show how things stand; what was refused is said on top of the present state, `otherwise`."""
        try:
            await self.do(command)
        except Repeated:
            pass
        except Refusal as refused:
            return await self._refused(refused, otherwise or then)
        return await self._as_it_stands(then)

    async def _as_it_stands(self, then: Question) -> Reply:
        """After it was done. Whoever has given it to somebody else may not see it any more: then only that."""
        try:
            shown = await self.look(then)
            return replace(shown, saved=True) if isinstance(shown, Show) else shown
        except Refusal as refused:
            if refused.code != "not_yours":
                raise
            return Say(PASSED_ON, "good")

    async def _refused(self, refused: Refusal, then: Question) -> Reply:
        try:
            found = await self.ask(then)
        except QuorateError:
            return Say(str(refused), "warning")
        said = Text(str(refused), "warning")
        if isinstance(found, Form):
            return Ask(replace(found, blocks=(said, *found.blocks)))
        if not isinstance(found, Card):
            return Say(str(refused), "warning")
        return Show(replace(found, blocks=(said, *found.blocks)), then.detail)

    async def wrong(self, form: Question, invalid: Invalid, values: Values, subject: str = "") -> Reply:
        """The same form again: what is wrong beside each field, what was typed kept, a choice for unclear names."""
        fresh = await self.ask(form)
        if not isinstance(fresh, Form):
            return Say(str(invalid), "warning")
        again = fresh.with_errors(invalid.fields, values)
        if isinstance(form, ShowFacts):
            # It shows whom it showed before: its mark must not stand for somebody who was kept out meanwhile.
            again = replace(again, subject=subject)
        if isinstance(invalid, Unclear):
            fields = tuple(
                replace(
                    each,
                    kind="choices" if each.kind == "people" else "choice",
                    options=options,
                    value=invalid.chosen.get(each.name, ()),
                )
                if (options := invalid.options.get(each.name))
                else each
                for each in again.fields
            )
            again = replace(again, fields=fields)
        return Wrong(again, invalid.fields)
