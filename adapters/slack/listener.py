"""The one listener: whatever Slack delivers is admitted, passed to the core, and answered in time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import structlog

from adapters.slack import sentences
from adapters.slack.admission import Admission
from adapters.slack.arrivals import Arrival, Json, as_typed, part, read, word
from adapters.slack.background import Background
from adapters.slack.failures import ApiFailure
from adapters.slack.home import publish_home
from adapters.slack.manifest import MAKE_ACTION
from adapters.slack.message_words import message_words
from adapters.slack.places import TYPED_AGAIN, AtCommand, InChat, OnMessage, Place
from adapters.slack.rendering import say_view, words
from adapters.slack.rendering.choices import option_objects
from adapters.slack.rendering.ids import field_of, read_metadata, verb_of
from adapters.slack.rendering.limits import OPTIONS
from adapters.slack.values import entered
from adapters.slack.web import SlackWeb
from adapters.slack.windows import AtHome, AtMessage, InWindow, OnSubmit, hold
from bot.app.ports import Front
from bot.app.replies import Reply, Say
from bot.domain.people import Identity
from bot.turned_away import turned_away

PATIENCE = 2.4
"""Seconds within which Slack has its answer (it waits three)."""
PATIENCE_FOR_STRANGERS = 0.2
"""An account nobody knows yet makes the core ask Slack about it, which may take long."""
_HOLD_AFTER = 1.0
_HOLD_BY = 2.5
"""Seconds after which a waiting window must have been asked for: its trigger lives for three."""

_log = structlog.get_logger(__name__)

Ask = Callable[[], Awaitable[Reply]]
Body = Json | str


class Listener:
    """Our own table of routes behind Bolt's one listener."""

    def __init__(self, front: Front, web: SlackWeb, admission: Admission, command: str) -> None:
        self._front = front
        self._web = web
        self._admission = admission
        self._command = command
        self.background = Background()
        self._routes: dict[str, Callable[[Arrival, Identity], Awaitable[Body]]] = {
            "command": self._typed,
            "block_actions": self._pressed,
            "view_submission": self._submitted,
            "block_suggestion": self._searched,
            "message_action": self._copied,
            "event:message": self._written,
            "event:app_home_opened": self._home_opened,
        }

    async def hear(self, body: Json) -> Body:
        """The body of our answer to one delivery."""
        arrival = read(body)
        if arrival.kind in ("event:app_uninstalled", "event:tokens_revoked"):
            return await self._lost(arrival)
        route = self._routes.get(arrival.kind)
        if route is None or not arrival.user:
            return ""
        who, doubt = self._admission.identity(arrival), self._admission.doubt(arrival)
        if doubt is not None and (doubt.for_good or not await self._front.lists(who)):
            ids = {"workspace": arrival.workspace, "member_of": arrival.member_of, "account": arrival.user}
            turned_away("slack", doubt.reason, **ids)
            return self._refuse(arrival, doubt.words)
        return await route(arrival, who)

    # -- the ways in ------------------------------------------------------------------------------------------

    async def _typed(self, arrival: Arrival, who: Identity) -> Body:
        text = as_typed(word(arrival.body, "text"))
        return await self._answer(
            who, self._place(AtCommand, arrival), lambda: self._front.said(who, text, arrival.key)
        )

    async def _pressed(self, arrival: Arrival, who: Identity) -> Body:
        action = _first_action(arrival.body)
        if action.get("type") != "button" or "url" in action:
            return ""
        verb, value = verb_of(word(action, "action_id")), word(action, "value")
        place = self._pressed_at(arrival)
        if verb == TYPED_AGAIN:
            return await self._answer(who, place, lambda: self._front.said(who, value, arrival.key))
        values = place.entered.values if place.entered else {}
        ask: Ask = lambda: self._front.pressed(who, verb, value, values, arrival.key)  # noqa: E731  (one line, used once)
        return await self._answer(who, place, ask)

    async def _submitted(self, arrival: Arrival, who: Identity) -> Body:
        view = arrival.view
        subject, from_home = read_metadata(word(view, "private_metadata"))
        typed = entered(view)
        place = self._place(OnSubmit, arrival, view_id=word(view, "id"), entered=typed, from_home=from_home)
        verb = verb_of(word(view, "callback_id"))
        return await self._answer(
            who, place, lambda: self._front.submitted(who, verb, subject, typed.values, arrival.key)
        )

    async def _copied(self, arrival: Arrival, who: Identity) -> Body:
        """A message's words, from the app's entry in that message's menu."""
        if verb_of(word(arrival.body, "callback_id")) != MAKE_ACTION:
            return ""
        copied = message_words(word(part(arrival.body, "message"), "text"))
        ask: Ask = lambda: self._front.submitted(who, MAKE_ACTION, "", {"words": copied}, arrival.key)  # noqa: E731  (one line, used once)
        # Nothing of the answer fits the response, so that there is nothing to wait for.
        self.background.start(
            self._late(who, self._place(AtMessage, arrival), self.background.start(self._reply(ask)))
        )
        return ""

    async def _searched(self, arrival: Arrival, who: Identity) -> Body:
        body = arrival.body
        verb = verb_of(word(arrival.view, "callback_id"))
        subject, _ = read_metadata(word(arrival.view, "private_metadata"))
        _, field = field_of(word(body, "action_id"))
        try:
            async with asyncio.timeout(PATIENCE):
                offered = await self._front.options(who, verb, subject, field, word(body, "value"))
        except Exception as error:  # noqa: BLE001  the listener's edge: an empty list, and a line in the log
            _log.error("slack_search_failed", error=type(error).__name__)
            offered = ()
        return {"options": option_objects(offered)[:OPTIONS]}

    async def _written(self, arrival: Arrival, who: Identity) -> Body:
        event = arrival.event
        ours_or_changed = event.get("bot_id") or event.get("subtype") or event.get("hidden")
        if event.get("channel_type") != "im" or ours_or_changed or not arrival.conversation:
            return ""
        text = as_typed(word(event, "text"))
        place = self._place(InChat, arrival, channel=arrival.conversation, typed=text)
        return await self._answer(who, place, lambda: self._front.said(who, text, arrival.key))

    async def _home_opened(self, arrival: Arrival, who: Identity) -> Body:
        event = arrival.event
        if event.get("tab") == "home":
            self._draw_home(arrival.workspace, who, word(part(event, "view"), "hash"))
        if "view" in event or not arrival.conversation:
            return ""
        place = self._place(InChat, arrival, channel=arrival.conversation)
        return await self._answer(who, place, lambda: self._front.reached(who, arrival.key))

    async def _lost(self, arrival: Arrival) -> Body:
        home = self._admission.home_of(arrival)
        kind = arrival.kind.removeprefix("event:")
        tokens = part(arrival.event, "tokens")
        if home and (kind == "app_uninstalled" or tokens.get("bot")):
            why = "app_uninstalled" if kind == "app_uninstalled" else "token_revoked"
            self._web.circuit.broke(home, why)
            await self._front.lost_everybody("slack", home, why, arrival.key)
        return ""

    # -- the way back -----------------------------------------------------------------------------------------

    async def _answer(self, who: Identity, place: Place, ask: Ask) -> Body:
        """In the response when the core is quick enough, by a call to Slack otherwise."""
        hold_by = asyncio.get_running_loop().time() + _HOLD_BY
        work = self.background.start(self._reply(ask))
        await asyncio.wait({work}, timeout=PATIENCE_FOR_STRANGERS)
        if not work.done():
            await self._wait_for_someone_known(who, work)
        if not work.done():
            left = hold_by - asyncio.get_running_loop().time()
            self.background.start(self._late(who, place, work, left))
            return place.waiting or ""
        body = place.in_response(work.result())
        if body is not None:
            self._after(who, place)
            return body
        self.background.start(self._deliver(who, place, work.result()))
        return ""

    async def _reply(self, ask: Ask) -> Reply:
        try:
            return await ask()
        except Exception as error:  # noqa: BLE001  the listener's edge: the person is told, the kind is recorded
            _log.error("slack_request_failed", error=type(error).__name__)
            return Say(sentences.NOT_SAVED, "warning")

    async def _wait_for_someone_known(self, who: Identity, work: asyncio.Task[Reply]) -> None:
        """For a stranger the core may be asking Slack itself, which may take long: no time to lose."""
        try:
            async with asyncio.timeout(PATIENCE - PATIENCE_FOR_STRANGERS):
                if await self._front.recognises(who):
                    await asyncio.wait({work})
        except TimeoutError:
            return
        except Exception as error:  # noqa: BLE001  the listener's edge: the work itself tells the person
            _log.error("slack_recognition_failed", error=type(error).__name__)

    async def _late(self, who: Identity, place: Place, work: asyncio.Task[Reply], left: float = _HOLD_AFTER) -> None:
        await asyncio.wait({work}, timeout=max(0.0, min(_HOLD_AFTER, left)))
        if not work.done():
            try:
                place = await hold(place)
            except ApiFailure as failure:
                _log.warning("slack_hold_failed", code=failure.code)
        await self._deliver(who, place, await work)

    async def _deliver(self, who: Identity, place: Place, reply: Reply) -> None:
        try:
            await place.deliver(reply)
        except ApiFailure as failure:
            _log.warning("slack_answer_not_shown", code=failure.code)
            sorry = sentences.NOT_SHOWN.format(command=self._command)
            await self._tell(place, place.too_late() if failure.too_late_to_open else sorry)
        self._after(who, place)

    async def _tell(self, place: Place, text: str) -> None:
        try:
            await place.tell(text)
        except ApiFailure as failure:
            _log.error("slack_person_not_told", code=failure.code)

    def _after(self, who: Identity, place: Place) -> None:
        """What was done in a window or on Home may have changed what Home says."""
        if place.from_home:
            self._draw_home(place.workspace, who)

    def _draw_home(self, workspace: str, who: Identity, seen: str = "") -> None:
        self.background.start(self._publish(workspace, who, seen))

    async def _publish(self, workspace: str, who: Identity, seen: str) -> None:
        try:
            await publish_home(self._web, self._front, workspace, who, seen)
        except Exception as error:  # noqa: BLE001  the listener's edge: Home is drawn again when it is next opened
            code = error.code if isinstance(error, ApiFailure) else type(error).__name__
            _log.warning("slack_home_not_drawn", code=code)

    def _refuse(self, arrival: Arrival, text: str) -> Body:
        """In words where Slack shows words; no call is made to a workspace that is not ours."""
        match arrival.kind:
            case "command":
                return {"response_type": "ephemeral", **words(text, "warning")}
            case "view_submission":
                return {"response_action": "update", "view": say_view(text, "warning")}
            case "block_suggestion":
                return {"options": []}
            case "block_actions" | "message_action" if arrival.response_url:
                self.background.start(self._tell(self._place(Place, arrival), text))
        return ""

    # -- places -----------------------------------------------------------------------------------------------

    def _pressed_at(self, arrival: Arrival) -> Place:
        view = arrival.view
        if not view:
            container = part(arrival.body, "container")
            whole = not container.get("is_ephemeral")
            post = (word(container, "channel_id"), word(container, "message_ts")) if whole else ("", "")
            return self._place(OnMessage, arrival, post=post)
        if view.get("type") == "home":
            return self._place(AtHome, arrival, from_home=True)
        _, from_home = read_metadata(word(view, "private_metadata"))
        return self._place(InWindow, arrival, view_id=word(view, "id"), entered=entered(view), from_home=from_home)

    def _place(self, kind: type[Place], arrival: Arrival, **more: Any) -> Place:
        return kind(
            web=self._web,
            workspace=self._admission.home_of(arrival),
            user=arrival.user,
            command=self._command,
            trigger=arrival.trigger,
            response_url=arrival.response_url,
            **more,
        )


def _first_action(body: Json) -> Json:
    actions = body.get("actions")
    first = actions[0] if isinstance(actions, list) and actions else None
    return first if isinstance(first, dict) else {}
