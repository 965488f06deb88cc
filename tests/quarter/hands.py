"""What somebody does with what is before them: presses a button that stands there, fills in the form that comes."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from bot.app.cards import Button, Card, Field, Form, Item, Value
from bot.app.wording.talk import UNEXPECTED
from scheduling.london import local_day
from tests.kit.world import Somebody
from tests.quarter.cast import Character
from tests.quarter.said import REASON, WAYS, time_words
from tests.quarter.watching import Watch, Watched

# How much likelier one button is pressed than another beside it; those of 0 have their own place in the quarter.
LIKING = {
    **dict.fromkeys(("accept", "take_request", "acknowledge", "information_sent", "take_over"), 20.0),
    **dict.fromkeys(("quick_time", "timescale", "owner"), 4.0),
    **dict.fromkeys(("done", "more", "happened", "outcome"), 1.5),
    **dict.fromkeys(("decline", "refuse_request", "tick", "actions", "copy", "words", "open_meeting"), 0.2),
    **dict.fromkeys(("home", "help", "convene", "held_by_phone", "cancel", "handover", "recorder", "pad"), 0.0),
    **dict.fromkeys(("read_back", "paste", "move", "move_to", "was_held", "facts", "swap", "choose_time"), 0.0),
    **dict.fromkeys(("keep_draft", "without_full", "with_full", "phone_answer", "connected", "not_me"), 0.0),
    **dict.fromkeys(("deputy", "suggest_time", "our_reference", "away", "change_leave", "end_leave"), 0.0),
    **dict.fromkeys(("offer_times", "change_slots", "withdraw_slots", "refuse_handover", "remove_action"), 0.0),
}
MOST_AT_ONCE = 4


class Hands:
    """The same for everybody; what is pressed is counted by its verb."""

    def __init__(self, lots: Random, watch: Watch) -> None:
        self.lots, self.watch = lots, watch
        self.pressed: dict[str, int] = {}

    async def look(self, one: Character) -> bool:
        """Look at what is new in the chat, and see to some of it; True when anything was pressed."""
        tool = one.who.world.tools[one.who.identity.channel]
        assert isinstance(tool, Watched)
        posts = list(tool.unread[one.who.identity.account].values())
        tool.unread[one.who.identity.account].clear()
        seen_to = 0
        for post in reversed(posts):
            for buttons in _together(post.card):
                if seen_to < MOST_AT_ONCE and self.lots.random() < one.readiness:
                    seen_to += await self.choose(one.who, buttons)
        return bool(seen_to)

    async def choose(self, who: Somebody, buttons: tuple[Button, ...], depth: int = 0) -> bool:
        """Press one of these; True when there was one to press."""
        button = self._one_of(buttons)
        if button is None:
            return False
        await self.press(who, button)
        if isinstance(who.shown, Form):
            await self.fill(who)
        elif isinstance(who.shown, Card) and button.verb == "more" and depth == 0:
            await self.choose(who, tuple(each for each in who.shown.all_buttons() if each.verb != "more"), 1)
        return True

    async def press(self, who: Somebody, button: Button) -> None:
        """One click."""
        self.pressed[button.verb] = self.pressed.get(button.verb, 0) + 1
        await who.sends(button.verb, button.subject)
        self._seen(who)

    async def fill(self, who: Somebody) -> None:
        """Fill the form in, and once more when it comes back."""
        for _ in range(2):
            form = who.shown
            if not isinstance(form, Form) or not form.fields:
                return
            verb = form.verb
            await self.send(who, **self._values(who, form))
            if not isinstance(who.shown, Form) or who.shown.verb != verb:
                return

    async def send(self, who: Somebody, **values: Value) -> None:
        """Send the form that is open, with these values."""
        assert isinstance(who.shown, Form)
        self.pressed[f"{who.shown.verb} (form)"] = self.pressed.get(f"{who.shown.verb} (form)", 0) + 1
        await who.fills(**values)
        self._seen(who)

    def _seen(self, who: Somebody) -> None:
        self.watch.shown(who.person.id, who.shown)
        if UNEXPECTED in who.said:
            self.watch.blame(f"something broke for {who.person.id}")

    def _one_of(self, buttons: tuple[Button, ...]) -> Button | None:
        likely = [(each, LIKING.get(each.verb, 1.0)) for each in buttons]
        likely = [(each, weight) for each, weight in likely if weight]
        if not likely:
            return None
        return self.lots.choices([each for each, _ in likely], [weight for _, weight in likely])[0]

    def _values(self, who: Somebody, form: Form) -> dict[str, Value]:
        values: dict[str, Value] = {each.name: self._value(who, each) for each in form.fields}
        ways = [name for name in ("when", "date", "timescale") if name in values]
        chosen = self.lots.choice(ways) if ways else ""
        values |= dict.fromkeys(ways, "") | {name: values[name] for name in ways if name == chosen}
        if chosen == "timescale":
            kind = self.lots.choice((*WAYS[:3], "vague"))
            values[chosen] = time_words(kind, self.lots, self._today(who))
        return values

    def _value(self, who: Somebody, asked: Field) -> Value:
        if asked.options:
            one = self.lots.choice(asked.options).value
            return (one,) if asked.kind in ("choices", "people") else one
        if asked.kind == "date":
            return (self._today(who) + timedelta(days=self.lots.randrange(1, 15))).isoformat()
        if asked.kind == "person":
            return "" if self.lots.random() < 0.5 else self.lots.choice(list(who.world.people.values())).person.name
        other: dict[str, Value] = {"time": "11:00", "confirm": "yes", "choices": (), "people": ()}
        return other.get(asked.kind, f"{REASON} {self.lots.randrange(10**5)}")

    @staticmethod
    def _today(who: Somebody) -> date:
        return local_day(who.world.clock)


def _together(card: Card) -> list[tuple[Button, ...]]:
    inner = [block.buttons for block in card.blocks if isinstance(block, Item)]
    return [each for each in (*inner, card.buttons) if each]
