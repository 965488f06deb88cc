"""The page that walks through every ladder of the policy. Write it anew: `python -m tests.kit.chasing_page`.

Its pictures are made by `python -m tests.browser.chasing_pictures`, which needs a browser.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from bot.app.cards import Button
from bot.policy import load_policies
from scheduling.london import LONDON
from tests.kit.chasing_buttons import WHAT_IT_DOES
from tests.kit.chasing_played import Came, Played, played
from tests.kit.chasing_words import ladder_table
from tests.kit.gallery import Shown, gallery
from tests.kit.world import read

PAGE = Path(__file__).parents[2] / "docs" / "chasing.md"
PICTURES = PAGE.parent / "pictures"
TOOLS = ("slack", "teams")
INTRODUCTION = """# How Quorate keeps asking

What is open is asked for, in steps, until it is answered; a row of such steps is a ladder. This page walks through
every ladder of the policy as it is delivered: when each step comes, who hears, and the message itself. A council may
change every step ([policy](policy.md)).

Every message here came in a played case with a stopped clock that begins on Tuesday 10 March 2026. **All people and
cases are invented.** The pictures show a telephone, Slack on the left and Teams on the right; nobody gets a message
in both. A grey line at the top is all that a locked telephone shows.

Nobody has more than two chasing messages a day that are not urgent. These wait for one list on working days, at the
hour that the person chose; leave is respected, and whoever covers or is above is asked instead.
"""
TITLES = {
    "invitation": "An invitation is not answered",
    "police_request": "The police desk does not answer",
    "police_officer": "The police desk has it and names nobody",
    "seat": "Nobody fills a seat",
    "incomplete_action": "An action has no owner or no time",
    "action": "An action with a time",
    "longer": "A later date that a manager must agree to",
    "information": "Information does not come",
    "handover": "A handover is not answered",
    "carry_over": "Nobody takes what the night has left",
    "record": "Nobody writes the actions down",
    "outcome": "The outcome is not opened",
    "disagreement": "Professionals disagree",
}
NOT_YET = "The steps are in the policy. Quorate does not send these messages yet.\n"
FORMS = {
    "action-more": "“More…”: what else may be said of an action.",
    "timescale": "“A date…”: by when.",
    "done": "“Done”: what changed for the child.",
    "longer": "“I need longer…”, the first time: the new date holds at once.",
    "longer-manager-must-agree": "“I need longer…”, the second time: a manager must agree.",
    "give-back": "“Not mine…”: it goes back to the chair.",
    "returned": "What the chair is then asked.",
    "ask-later": "“Ask me later…”: never past the time it is due.",
    "owner": "“Choose who”: somebody who was there, or anybody by name.",
    "happened": "“It has happened…”: what waited for it becomes due.",
    "split": "“Split in two…”: two times were said for one action.",
    "ending": "“No longer needed…”: an action that comes again is ended.",
    "tick": "“Several are done”: one answer for those ticked.",
    "paste-read-back": "“Paste a whole plan”: what was understood, before anything is saved.",
    "digest-hour": "“Daily list: another hour…”: when the list comes.",
}
"""What the buttons open, from the gallery."""


def page() -> str:
    """The whole page."""
    parts = [INTRODUCTION]
    for name, rule in load_policies(None).default.ladders.items():
        stories = [each for each in played() if each.ladder == name]
        parts += [f"## {TITLES[name]}\n", ladder_table(name, rule)]
        parts += [_story(each) for each in stories] or [NOT_YET]
        parts += [_buttons(stories)] if stories else []
    parts.append("## What the buttons open\n")
    parts += [f"{FORMS[each.name]}\n\n{_pair(each.name, read(each.thing))}" for each in forms()]
    return "\n".join(parts)


def forms() -> tuple[Shown, ...]:
    """The forms and cards behind the buttons, in the page's order."""
    shown = {each.name: each for each in gallery()}
    return tuple(shown[name] for name in FORMS)


def to_draw() -> tuple[Shown, ...]:
    """Everything that the page has a picture of."""
    messages = (each for story in played() for each in story.came if not each.again)
    return (*(Shown(each.name, each.who[0], each.card, "message") for each in messages), *forms())


def _story(story: Played) -> str:
    return "\n".join([f"### {story.story}\n", *map(_came, story.came)])


def _came(came: Came) -> str:
    at = came.at.astimezone(LONDON)
    line = f"**{at:%a} {at.day} {at:%B, %H:%M}** · {'; '.join(came.who)}"
    return f"{line}: the same words again.\n" if came.again else f"{line}\n\n{_pair(came.name, read(came.card))}"


def _pair(name: str, words: str) -> str:
    """Both pictures beside each other; the words stand in the first, for whoever cannot see it."""
    alt = escape(" / ".join(line for line in words.splitlines() if line.strip()), quote=True)
    slack, teams = (f"pictures/{name}-{tool}.webp" for tool in TOOLS)
    return (
        f'<img src="{slack}" width="340" alt="In Slack: {alt}"> '
        f'<img src="{teams}" width="340" alt="The same words in Teams">\n'
    )


def _buttons(stories: Sequence[Played]) -> str:
    """Each kind of button once, with what it does."""
    found: dict[str, Button] = {}
    for card in (came.card for story in stories for came in story.came):
        for button in card.all_buttons():
            found.setdefault(button.verb, button)
    rows = [f"- **{_label(button)}** {WHAT_IT_DOES[verb]}" for verb, button in found.items()]
    return "\n".join(["The buttons:\n", *rows, ""]) if rows else ""


def _label(button: Button) -> str:
    """A button whose words change with the case stands for all of its kind."""
    return {"quick_time": "Today, 24 hours, 3 working days", "keep_date": "Keep the date"}.get(
        button.verb, button.label
    )


if __name__ == "__main__":
    PAGE.write_text(page())
