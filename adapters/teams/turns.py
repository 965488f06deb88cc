"""What each activity becomes: a call of the front, and its answer where the person is looking."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import Any

import structlog

from adapters.teams import answers, message_actions
from adapters.teams.incoming import Account, Incoming
from adapters.teams.outbound.channel import TeamsChannel
from adapters.teams.outbound.reference import Reference
from adapters.teams.rendering import Pressed, Rendered, pressed_from
from adapters.teams.rendering.measure import Json
from bot.app.ports import Front, Retry
from bot.app.replies import Reply

log = structlog.get_logger("teams")

TRIES = 4
LONGEST_PAUSE = 30.0
STAYING_WITHIN = 1.0
GREET_AGAIN_AFTER = 120.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """The HTTP answer of a turn: a body for an invoke, nothing for anything else."""

    status: int = 200
    body: Json | None = None


@dataclass
class Turns:
    """Takes activities that the gate has let through. What is posted in answer goes out behind the HTTP answer."""

    front: Front
    channel: TeamsChannel
    _posting: set[asyncio.Task[None]] = field(default_factory=set)
    _greeted: dict[str, float] = field(default_factory=dict)

    async def take(self, incoming: Incoming) -> Outcome:
        """One activity. Whatever is not for us is answered politely and does nothing."""
        match incoming.type:
            case "invoke":
                return await self._invoke(incoming)
            case "message":
                return await self._message(incoming)
            case "installationUpdate" | "conversationUpdate" if incoming.personal:
                return await self._membership(incoming)
            case _:
                return Outcome()

    async def finish(self) -> None:
        """Wait for what is still being posted."""
        if self._posting:
            await asyncio.wait(self._posting, timeout=LONGEST_PAUSE)

    async def _invoke(self, incoming: Incoming) -> Outcome:
        if message_actions.answers_to(incoming):
            return await self._message_action(incoming)
        value = incoming.value if isinstance(incoming.value, dict) else {}
        action = value.get("action")
        if incoming.name != "adaptiveCard/action" or not isinstance(action, dict):
            return Outcome(501)
        if not incoming.personal:
            return Outcome(body=answers.NOT_HERE_ANSWER)
        pressed = pressed_from(action.get("verb"), action.get("data", {}))
        if pressed is None:
            return Outcome(body=answers.OUTDATED_ANSWER)
        try:
            reply = await self._press(incoming, pressed)
        except Exception as error:  # noqa: BLE001 - the edge: the person must hear that nothing was saved
            log.error("teams.not_saved", error=type(error).__name__, key=incoming.key)
            return Outcome(body=answers.NOT_SAVED_ANSWER)
        if answers.stays(reply, pressed) and incoming.reply_to:
            await self._write_in_place(incoming, answers.drawn(reply, pressed))
        return Outcome(body=answers.invoke_answer(reply, pressed))

    async def _message_action(self, incoming: Incoming) -> Outcome:
        try:
            return Outcome(body=await message_actions.answer(self.front, incoming))
        except Exception as error:  # noqa: BLE001 - the edge: the person must hear that nothing was saved
            log.error("teams.not_saved", error=type(error).__name__, key=incoming.key)
            return Outcome(body=message_actions.not_saved())

    async def _message(self, incoming: Incoming) -> Outcome:
        if _is_bot(incoming.sender):
            return Outcome()
        reply: Reply = answers.NOT_HERE
        pressed = None
        if incoming.personal:
            pressed = _submitted_as_message(incoming.value)
            try:
                if pressed is not None:
                    reply = await self._press(incoming, pressed)
                else:
                    reply = await self.front.said(incoming.identity(), incoming.words, incoming.key)
            except Exception as error:  # noqa: BLE001 - the edge: the person must hear that nothing was saved
                log.error("teams.not_saved", error=type(error).__name__, key=incoming.key)
                reply = answers.NOT_SAVED
        self._post_later(incoming, answers.drawn(reply, pressed))
        return Outcome()

    async def _press(self, incoming: Incoming, pressed: Pressed) -> Reply:
        who = incoming.identity()
        call = self.front.submitted if pressed.submits else self.front.pressed
        return await call(who, pressed.verb, pressed.subject, pressed.values, incoming.key)

    async def _membership(self, incoming: Incoming) -> Outcome:
        bot = incoming.recipient.id
        arrived = _names(incoming.added, bot) or (
            incoming.type == "installationUpdate" and incoming.action in ("add", "add-upgrade")
        )
        left = _names(incoming.removed, bot) or (
            incoming.type == "installationUpdate" and incoming.action == "remove"
        )
        incoming = _by_a_person(incoming)
        if not (arrived or left) or not incoming.sender.aad_object_id:
            return Outcome()
        try:
            if left:
                await self.front.lost(incoming.identity(), incoming.key)
            else:
                reply = await self.front.reached(incoming.identity(), incoming.key)
                if incoming.action != "add-upgrade" and self._first_greeting(incoming.place.id):
                    self._post_later(incoming, answers.drawn(reply))
        except Exception as error:  # noqa: BLE001 - the edge: Teams is told, and sends the event again
            log.error("teams.not_saved", error=type(error).__name__, key=incoming.key)
            return Outcome(503)
        return Outcome()

    def _first_greeting(self, conversation: str) -> bool:
        """Teams tells of one installation by two events; one hello is enough."""
        now = time.monotonic()
        self._greeted = {key: at for key, at in self._greeted.items() if now - at < GREET_AGAIN_AFTER}
        first = conversation not in self._greeted
        self._greeted[conversation] = now
        return first

    async def _write_in_place(self, incoming: Incoming, rendered: Rendered) -> None:
        """Update the message pressed on; the answer to the click shows the same, so a failure costs little."""
        reference = Reference.of(incoming.reference())
        if reference is None or not incoming.reply_to:
            return
        try:
            async with asyncio.timeout(STAYING_WITHIN):
                await self.channel.replace(reference, incoming.reply_to, rendered)
        except TimeoutError:
            log.info("teams.not_kept_in_place", key=incoming.key)

    def _post_later(self, incoming: Incoming, rendered: Rendered) -> None:
        task = asyncio.create_task(self._post(incoming, rendered))
        self._posting.add(task)
        task.add_done_callback(self._posting.discard)

    async def _post(self, incoming: Incoming, rendered: Rendered) -> None:
        reference = Reference.of(incoming.reference())
        if reference is None:
            return
        for _ in range(TRIES):
            result = await self.channel.post(reference, rendered)
            if not isinstance(result, Retry):
                return
            await asyncio.sleep(min(result.after.total_seconds(), LONGEST_PAUSE))
        log.warning("teams.answer_not_posted", key=incoming.key)


def _submitted_as_message(value: Any) -> Pressed | None:
    """An `Action.Submit` from a client that knows no `Action.Execute`: the verb is in the data."""
    return pressed_from(value.get("verb"), value) if isinstance(value, dict) else None


def _is_bot(account: Account) -> bool:
    return account.id.startswith("28:") or account.role in ("bot", "skill")


def _names(members: tuple[Account, ...] | None, bot: str) -> bool:
    return bool(bot) and any(member.id == bot for member in members or ())


def _by_a_person(incoming: Incoming) -> Incoming:
    """An installation by an administrator comes from the bot itself: the person stands among the members."""
    if incoming.sender.aad_object_id and not _is_bot(incoming.sender):
        return incoming
    people = [m for m in (*(incoming.added or ()), *(incoming.removed or ())) if m.aad_object_id and not _is_bot(m)]
    return incoming.model_copy(update={"sender": people[0] if len(people) == 1 else Account()})
