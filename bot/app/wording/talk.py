"""Short answers: help, hello, not registered, thank you, and what went wrong."""

from __future__ import annotations

from collections.abc import Sequence

from bot.app.cards import Button, Card, Facts, Item, Text
from bot.app.wording.invitation import DANGER
from bot.app.wording.lists import NEW_MEETING
from bot.app.wording.times import moment
from bot.domain.meeting import Meeting
from bot.policy import Policy

TOOLS_COMMANDS = (
    ("strategy-meeting", "call a meeting"),
    ("strategy-meeting mine", "your meetings"),
    ("strategy-meeting {council}-SM-12", "one meeting, by its reference"),
    ("home", "what waits for you"),
    ("strategy-meeting desk", "police desks: every open request, over all councils"),
    ("strategy-meeting overdue", "what is late, or lacks an owner or a time: yours, and your people's"),
    ("discharged today", "tell that what actions waited for has happened; say which day"),
    ("away until Monday, covered by Priya Nair", "you are away; “back now” ends it"),
    ("we can do Tuesday and Thursday 10-12", "times you offer in advance; “slots” shows them"),
)


def help_card(name: str, council: str, may_convene: bool) -> Card:
    """What can be typed; the example's reference is of the person's own council, by its code."""
    hello = Text(f"Hello {name}. Quorate asks people to strategy meetings and keeps track of what was agreed.")
    commands = TOOLS_COMMANDS if may_convene else TOOLS_COMMANDS[1:]
    shown = tuple((typed.format(council=council), what) for typed, what in commands)
    buttons = (NEW_MEETING,) if may_convene else ()
    home = Button("What waits for me", "home")
    return Card("Quorate", "Quorate: what you can do", (hello, Facts(shown), DANGER), (*buttons, home))


def not_registered(policies: Sequence[Policy]) -> str:
    """Polite, and shows nothing about any case."""
    contacts = [
        f"{each.council.contact_name}, {each.council.contact_phone} ({each.council.name})"
        for each in policies
        if each.council.contact_phone
    ]
    ring = (
        f" To be added, ring {'; or '.join(contacts)}."
        if contacts
        else " To be added, ask the council's Quorate contact."
    )
    stranger = "You are not registered with Quorate, so nothing can be shown or saved."
    return f"{stranger}{ring} {DANGER.text}"


def too_often(seconds: int) -> str:
    """For somebody who presses or types more often than a person can mean it."""
    again = "in a second" if seconds == 1 else f"in {seconds} seconds"
    return f"That was too much at once. This one was not done. Please try again {again}."


def no_such_meeting(text: str) -> str:
    """The same words whether it does not exist or is not theirs."""
    return f"You have no part in a meeting {text.upper()}. Check the reference, or type “mine” to see yours."


def meetings_card(lines: Sequence[tuple[Meeting, str]]) -> Card:
    """The person's own meetings; `words` are for those they convene."""
    items = tuple(
        Item(f"{meeting.reference}: {words or _when(meeting)}", (Button("Open", "open_meeting", meeting.id),))
        for meeting, words in sorted(lines, key=lambda line: line[0].number)
    )
    return Card("Your meetings", "Your meetings", items or (Text("You have no open meeting.", "quiet"),))


def _when(meeting: Meeting) -> str:
    return moment(meeting.starts_at) if meeting.starts_at else "no time yet"


def told_card(reference: str, code: str, detail: str = "") -> Card:
    """A short telling, by code."""
    words = TOLD[code].format(reference=reference, detail=detail).strip()
    summary = words if reference in words else f"{reference}: {words}"
    return Card(reference, summary, (Text(words),))


TOLD = {
    "handover_taken": "{reference} has been taken over by {detail}. You need do nothing.",
    "handover_refused": "{detail} can't take {reference} over. It is still yours.",
    "now_yours_too": "{reference} is now yours. Whoever had it cannot take part.",
    "connected": "{detail} cannot take part: a personal connection. Please tell them nothing about it.",
    "now_yours": "{reference} is now yours, because {detail} has left.",
    "full_meeting_ready": "{reference}, the full meeting, is planned. Nobody has been asked yet. Open and send it.",
    "full_meeting_changed": "{reference}, the full meeting, was planned again: somebody was called elsewhere. "
    "Nobody has been asked yet. Open it, look, and send it.",
    "full_meeting_no_time": "{reference}, the full meeting, has no time: nobody needed is free in time. "
    "Nobody has been asked yet. Open it and choose a time.",
    "handover_waiting": "A colleague was asked to take {reference} over and has not answered. Please ring them.",
    "police_refused": "{reference}: police can't come, says {detail}. Open it to see why, and who is asked now.",
    "record_missing": "{reference} should be over. Its actions are not written down yet. "
    "Please write them down, or ring whoever took notes.",
}

NOBODY = "Nobody of that name is in the directory. Check the spelling."
SEVERAL = "More than one person has that name. Choose."
LIKE_IT = "Is it one of these? Choose, so that nobody is told who must not be."
YOURSELF = "You call this meeting, so you must know of it. Ask a colleague to call it."
WHO_MUST_NOT_BE_TOLD = (
    "Must anybody not be told, such as whoever the concern is about? Add what is known: “Who must not be told”."
)
TAKEN_BACK = (
    "This was sent to you by mistake, and is withdrawn. You need do nothing. Please tell nobody what it said."
)
OUT_OF_IT = "You are no longer part of this meeting. Thank you for saying so."
UNEXPECTED = (
    "Something went wrong on our side. Nothing was saved. Please try again; if it happens again, ring the convenor."
)
BUSY = "Quorate is busy. Nothing was saved. Please try again in a minute."
ALREADY = "That was already done."
LEFT_AS_DRAFT = "Kept as a draft. Nobody has been told. Type “strategy-meeting mine” to find it again."
INVITED = "The invitations are on their way. Your card shows who answers."
RECORDED = "Recorded. Health that was not there is asked for its information. Your card has the actions."
RECORD_CLOSED = "Closed. Everybody has their actions; what lacks an owner or a time is asked for until it is known."
THANK_YOU = "Thank you. Marked as done."
PASSED_ON = "Saved. It is no longer with you."
WHO_ARE_YOU = "We could not learn who you are just now. Nothing was saved. Please try again in a minute."
NOT_UNDERSTOOD = "That button is from an older version. Nothing was changed. Type “home” to see what waits for you."
DID_NOT_UNDERSTAND = "I did not understand that. Nothing was changed."
