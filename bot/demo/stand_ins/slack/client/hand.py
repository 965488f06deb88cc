"""A person at Slack: what they see, and what they do."""

import uuid
from collections.abc import Callable
from typing import Any

from bot.demo.stand_ins.slack import surfaces
from bot.demo.stand_ins.slack.answers import show_acknowledged
from bot.demo.stand_ins.slack.client import filling
from bot.demo.stand_ins.slack.client.finding import Control, candidates, visible
from bot.demo.stand_ins.slack.client.payloads import Payloads, event
from bot.demo.stand_ins.slack.client.reading import read, shown
from bot.demo.stand_ins.slack.client.submitting import take_answer
from bot.demo.stand_ins.slack.courier import Courier
from bot.demo.stand_ins.slack.entered import entry
from bot.demo.stand_ins.slack.people import Person, Workspace
from bot.demo.stand_ins.slack.records import Conversation, Json, Message, View
from bot.demo.stand_ins.slack.refusals import SlackSaw
from bot.demo.stand_ins.slack.state import SlackState, Who

Surface = Message | View


class Hand:
    """Everything is found by what is visible; AssertionError names what there is instead."""

    def __init__(self, state: SlackState, courier: Courier, workspace: Workspace, person: Person, base: str) -> None:
        self.person = person
        self.workspace = workspace
        self._state = state
        self._courier = courier
        self._payloads = Payloads(state, workspace, person, base)

    @property
    def who(self) -> Who:
        """Team and user id."""
        return self.workspace.team_id, self.person.user_id

    @property
    def direct(self) -> Conversation:
        """Their direct message with the app."""
        return self._state.direct(*self.who)

    @property
    def messages(self) -> list[Message]:
        """What the app has said to them and still stands, oldest first, ephemeral ones included."""
        return [one for one in self._state.readable(*self.who) if not one.deleted]

    @property
    def ephemerals(self) -> list[Message]:
        """What only they could see."""
        return [one for one in self.messages if one.ephemeral]

    @property
    def newest(self) -> Message:
        """The last message; AssertionError when there is none."""
        if not self.messages:
            raise AssertionError(f"{self.person.name} has no message")
        return self.messages[-1]

    @property
    def modals(self) -> list[View]:
        """The open modals, the topmost last."""
        return list(self._state.stacks.get(self.who, []))

    @property
    def view(self) -> View:
        """The topmost modal; AssertionError when none is open."""
        if not self.modals:
            raise AssertionError(f"{self.person.name} has no modal open")
        return self.modals[-1]

    @property
    def home(self) -> View | None:
        """The home tab, once published."""
        return self._state.homes.get(self.who)

    def message(self, containing: str) -> Message:
        """The newest message that shows these words; AssertionError telling what they do see."""
        for one in reversed(self.messages):
            if containing in read(one):
                return one
        seen = "\n---\n".join(read(one) for one in self.messages) or "nothing"
        raise AssertionError(f"no message with “{containing}”; {self.person.name} sees:\n{seen}")

    async def until(self, happened: Callable[[], object], within: float = 5.0) -> None:
        """Wait for something to become true, at most `within` seconds (then TimeoutError)."""
        await self._state.until(happened, within)

    async def type_command(self, command: str, text: str = "", channel_id: str | None = None) -> Message | None:
        """Type a slash command; returns what the app answered at once, if anything."""
        if "commands" not in self.workspace.scopes:
            raise SlackSaw("unknown_command", f"{command} is not a valid command")
        channel = self.direct if channel_id is None else self._channel(channel_id)
        body = await self._courier.command(self._payloads.command(command, text, channel))
        return show_acknowledged(self._state, self.person.user_id, channel, body)

    async def press(
        self,
        name: str,
        *,
        in_message: Message | None = None,
        in_view: bool = False,
        at_home: bool = False,
        beside: str | None = None,
        nth: int | None = None,
    ) -> None:
        """Press a button by its label or action_id. Looked for in the open modal, else the newest message
        that has it, else the home tab, unless told where; `beside` is text of its section."""
        surface, control = self._find(
            name, self._places(in_message, in_view, at_home), buttons=True, beside=beside, nth=nth
        )
        value = control.element.get("value")
        await self._click(control, {} if value is None else {"value": value}, surface)

    async def fill(
        self,
        name: str,
        value: filling.Entry,
        *,
        in_message: Message | None = None,
        at_home: bool = False,
        beside: str | None = None,
        typed: str | None = None,
        nth: int | None = None,
    ) -> None:
        """Enter or choose: text, a date or time, an option's label or several; None empties it.
        A menu that asks the app is searched for `typed`, else for the label itself."""
        surface, control = self._find(
            name, self._places(in_message, False, at_home), buttons=False, beside=beside, nth=nth
        )
        if control.kind == "overflow":
            chosen = filling.pick(control.element["options"], str(value), control)
            await self._click(control, {"selected_option": filling.option_json(chosen)}, surface)
            return
        offered = None
        if control.kind in filling.ASKING:
            offered = await self._search_all(control, filling.listed(value), typed, surface)
        told = entry(control.kind, filling.entered_value(control, value, offered))
        surface.values[control.where] = told
        if control.clicks:
            await self._click(control, told, surface)

    async def choose(self, name: str, *labels: str, **where: Any) -> None:
        """Choose one option, or several, by label."""
        await self.fill(name, labels[0] if len(labels) == 1 else labels, **where)

    async def search(self, name: str, typed: str) -> list[str]:
        """Type into a menu that asks the app; the labels it offers."""
        surface, control = self._find(name, self._places(None, False, False), buttons=False)
        return [shown(one["text"]) for one in await self._search(control, typed, surface)]

    async def submit(self) -> dict[str, str]:
        """Submit the topmost modal; returns the errors shown, by field label (empty when it was taken)."""
        view = self.view
        if view.source.get("submit") is None:
            raise AssertionError("this modal has no submit button")
        view.errors = filling.complaints(view)
        if not view.errors:
            answer = await self._courier.interaction(self._payloads.submission(view))
            if view in self.modals:
                take_answer(self._state, self.who, view, answer)
        labels = {one["block_id"]: shown(one.get("label")) for one in view.blocks}
        return {labels[block_id]: said for block_id, said in view.errors.items()}

    async def close_view(self, *, everything: bool = False) -> None:
        """Close the topmost modal, or all of them with the ✕."""
        whole = everything or bool(self.view.source.get("clear_on_close"))
        for view in reversed(surfaces.close(self._state, self.who, all_of_them=whole)):
            if view.source.get("notify_on_close"):
                await self._courier.interaction(self._payloads.closed(view, cleared=whole))

    async def open_home(self) -> bool:
        """Open the app's home tab; whether the app took the event."""
        told: Json = {"type": "app_home_opened", "user": self.person.user_id, "tab": "home"}
        told |= {"channel": self.direct.channel_id, "event_ts": self._state.timestamp()}
        if self.home is not None:
            told["view"] = surfaces.view_json(self._state, self.home)
        return await self._courier.event(event(self._state, self.workspace, told))

    async def dm(self, text: str) -> bool:
        """Write to the app; whether it took the event (none is sent without `im:history`)."""
        message = Message(
            ts=self._state.timestamp(),
            team_id=self.workspace.team_id,
            channel_id=self.direct.channel_id,
            user_id=self.person.user_id,
            text=text,
            blocks=[],
            posted_at=self._state.now(),
        )
        self.direct.messages.append(message)
        if "im:history" not in self.workspace.scopes:
            return False
        told = message.payload() | {
            "client_msg_id": str(uuid.uuid4()),
            "channel": message.channel_id,
            "channel_type": "im",
            "event_ts": message.ts,
        }
        if self.person.foreign_team:
            told |= {"user_team": self.person.foreign_team, "source_team": self.person.foreign_team}
        return await self._courier.event(event(self._state, self.workspace, told))

    async def message_shortcut(self, callback_id: str, message: Message) -> None:
        """Use the app's shortcut in a message's menu."""
        await self._courier.interaction(self._payloads.shortcut(callback_id, message))

    async def shortcut(self, callback_id: str) -> None:
        """Use the app's global shortcut."""
        await self._courier.interaction(self._payloads.shortcut(callback_id, None))

    def _channel(self, channel_id: str) -> Conversation:
        fresh = Conversation(channel_id, self.workspace.team_id, name="general", joined=False)
        return self._state.conversations.setdefault(channel_id, fresh)

    def _places(self, in_message: Message | None, in_view: bool, at_home: bool) -> list[Surface]:
        if in_message is not None:
            if in_message.deleted:
                raise AssertionError("that message has been deleted")
            return [in_message]
        home: list[Surface] = [self.home] if self.home is not None else []
        if at_home:
            return home
        if in_view or self.modals:
            return [self.view]
        return [*reversed(self.messages), *home]

    def _find(
        self,
        name: str,
        places: list[Surface],
        *,
        buttons: bool,
        beside: str | None = None,
        nth: int | None = None,
    ) -> tuple[Surface, Control]:
        for surface in places:
            found = candidates(surface.blocks, name, buttons=buttons, beside=beside)
            if len(found) > 1 and nth is None:
                said = "; ".join(one.beside for one in found)
                raise AssertionError(f"“{name}” is there {len(found)} times, beside: {said}")
            if found:
                return surface, found[nth or 0]
        seen = "; ".join(visible(one.blocks, buttons=buttons) for one in places[:5]) or "nothing"
        what = "button" if buttons else "field"
        raise AssertionError(f"{self.person.name} sees no {what} “{name}”; there is: {seen}")

    async def _click(self, control: Control, told: Json, surface: Surface) -> None:
        await self._courier.interaction(self._payloads.click(control, told, surface))

    async def _search(self, control: Control, typed: str, surface: Surface) -> list[Json]:
        if len(typed) < control.element.get("min_query_length", 3):
            raise AssertionError(f"Slack asks the app only from {control.element.get('min_query_length', 3)} letters")
        answer = await self._courier.interaction(self._payloads.suggestion(control, typed, surface))
        return filling.suggested(answer)

    async def _search_all(
        self, control: Control, labels: list[str], typed: str | None, surface: Surface
    ) -> list[Json]:
        found: list[Json] = []
        for label in labels:
            found += await self._search(control, typed or label, surface)
        return found
