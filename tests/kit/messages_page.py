"""The page that shows a council what its partners read. Write it anew: `python -m tests.kit.messages_page`."""

from __future__ import annotations

from pathlib import Path

from bot.app.cards import Block, Button, Card, Facts, Form, Heading, Item, Link, Text
from tests.kit.gallery import Shown, gallery

PAGE = Path(__file__).parents[2] / "docs" / "messages.md"
INTRODUCTION = """# What people will read

The main messages as text, made from the program itself; a test keeps this page as the program has it. Everybody in
it is invented. Words in [brackets] are buttons. In Slack and in Teams the same words stand on cards.

No message holds a child's name, a case reference, an allegation or an action's own words. Whoever may read more asks
for it, and that reading is kept. A locked telephone shows the line called “Preview” and nothing else.
"""
PARTS: dict[str, tuple[str, ...]] = {
    "Calling a meeting": (
        "convene",
        "plan",
        "plan-gaps-unreachable",
        "plan-waits",
        "plan-missing-for-now",
        "plan-health-not-enough",
        "plan-unsure",
        "plan-nobody-in-time",
        "plan-changed-meanwhile",
        "sent",
    ),
    "At night: now, and the full meeting after it": (
        "plan-of-both",
        "convenor-on-duty",
        "information-closed",
        "invitation-full-meeting",
    ),
    "Being asked": (
        "invitation",
        "invitation-coming",
        "invitation-taken",
        "invitation-cannot-come",
        "invitation-information-promised",
        "invitation-time-changed",
        "invitation-cancelled",
    ),
    "What the convenor sees": (
        "convenor-asked",
        "convenor-not-reached",
        "convenor-time-suggested",
        "convenor-rota-only",
        "convenor-nobody-left",
        "convenor-quorate",
        "handover-offered",
    ),
    "The police desk": (
        "invitation-desk",
        "desk-queue",
        "police-acknowledged",
        "name-officer",
        "police-officer-asked",
        "refuse-request",
        "police-refused",
        "convenor-police-accepted",
        "convenor-police-refused",
    ),
    "Whom no message reaches": (
        "ring",
        "ring-no-answer",
        "ring-answered",
        "ring-information",
        "out-of-reach",
        "organisation-cut-off",
        "account-to-change",
    ),
    "Nights: handed over in the evening, and back in the morning": (
        "night-evening",
        "night-offered",
        "night-card",
        "night-not-taken",
        "night-card-taken",
        "night-nobody-on-the-rota",
        "carry-over",
        "carry-over-some-taken",
        "carry-over-not-taken",
    ),
    "In people's own calendars": ("feed-there", "feed-address"),
    "Knowing the family": ("connected", "told-connected"),
    "Being away, and times offered in advance": (
        "leave-form",
        "leave-told",
        "leave-cover-is-away",
        "slots-offered",
        "slots-wrong",
    ),
    "Information from those who did not come": ("information", "unanswered-information"),
    "After the meeting": ("record-asked", "read-back", "actions-no-time", "case-record"),
    "Who has not answered": ("unanswered-convenor", "unanswered-manager", "unanswered-all-answered"),
    "What is late, or lacks an owner or a time": ("overdue-manager", "digest-of-both", "overdue-nothing"),
    "Being reminded": ("digest-no-time", "digest-overdue", "digest-manager", "put-off", "digest-all-done"),
    "A later date, and who must agree to it": (
        "longer",
        "longer-manager-must-agree",
        "actions-later-date-asked",
        "longer-to-agree",
        "longer-agreed",
        "longer-kept",
    ),
    "Somebody else's, or not now": ("action-more", "give-back", "returned", "returned-again", "ask-later"),
    "A time that is doubtful, double, or only an event": (
        "pad-doubtful",
        "split",
        "actions-doubtful-and-events",
        "action-yes",
        "timescale-doubtful",
        "happened",
        "happened-told",
        "actions-happened",
    ),
    "Done, and what it changed for the child": ("done", "turn-done", "ending", "meeting-actions-done"),
    "When something is wrong": (
        "not-registered",
        "only-social-care",
        "convene-wrong",
        "answer-to-cancelled",
        "timescale-wrong",
        "old-button",
        "told-taken-back",
    ),
    "When Quorate itself stands still or needs help": ("quiet-answer", "alarm", "alarm-over"),
}


def page() -> str:
    """The whole page."""
    things = {shown.name: shown for shown in gallery()}
    parts = [INTRODUCTION]
    for heading, names in PARTS.items():
        parts.append(f"## {heading}\n")
        parts += [_shown(things[name]) for name in names]
    return "\n".join(parts)


def _shown(shown: Shown) -> str:
    thing = shown.thing
    lines = [f"**{thing.title}**", *(line for block in thing.blocks for line in _block(block))]
    if isinstance(thing, Form):
        lines += [f"{field.label}: ____{f'  ← {field.error}' if field.error else ''}" for field in thing.fields]
        lines.append(_buttons((Button(thing.submit, thing.verb), *thing.buttons)))
    elif thing.buttons:
        lines.append(_buttons(thing.buttons))
    quoted = "\n".join(f"> {line}  " for line in lines)
    preview = f"Preview: {thing.summary}\n\n" if isinstance(thing, Card) and shown.how == "message" else ""
    return f"### {shown.name.replace('-', ' ').capitalize()}\n\n{preview}{quoted}\n"


def _block(block: Block) -> list[str]:
    match block:
        case Heading(text):
            return [f"**{text}**"]
        case Text(text, _):
            return text.splitlines()
        case Item(text, buttons, _):
            return [f"{text} {_buttons(buttons)}".strip().replace("\n", " ")]
        case Facts(rows):
            return [f"{name}: {value.label if isinstance(value, Link) else value}" for name, value in rows]
    return []


def _buttons(buttons: tuple[Button, ...]) -> str:
    return " ".join(f"[{button.label}]" for button in buttons)


if __name__ == "__main__":
    PAGE.write_text(page())
