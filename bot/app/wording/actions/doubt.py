"""What was understood, echoed in full; two times in one action, and the question that splits it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.app.cards import Block, Button, Field, Form, Heading, Item, Text
from bot.app.wording.actions.lines import Line, Part, named
from bot.app.wording.times import full
from bot.domain.action import Action

CHANGED_MEANWHILE = "Its time was changed meanwhile. Nothing was saved. Look again, and answer what it says now."
READ_ANEW = "That time cannot be said yes to any more. Nothing was saved. Please give another date."
SPLIT = "Split in two…"
_JOINING = ("and then ", "and ", "then ", "& ", "also ")
_COUNT = {2: "Two", 3: "Three"}
Parts = Sequence[tuple[str, str]]


def echo(line: Line) -> Sequence[Block]:
    """What was understood of a time just given, always as a full date, with one click to put it right."""
    if line.action.due_at is None:
        return (Text("Saved.", "good"),)
    wrong = Button("Another date…", "timescale", line.action.id)
    again = ", and then again and again" if line.action.comes_again else ""
    return (
        Text(f"Saved. Understood: by {full(line.action.due_at)}{again}. Thank you.", "good"),
        Item("Not right?", (wrong,)),
    )


def two_times(parts: Parts) -> str:
    """Both times as they were said; "" where there is one."""
    if len(parts) < 2:
        return ""
    said = [words.strip(" ,.;") for words, _ in parts]
    return f"{_COUNT.get(len(said), 'Several')} times: {', and '.join(said)}; the later counts."


def split_button(action: Action) -> Button:
    """Make two actions of it."""
    return Button(SPLIT, "split", action.id)


def split_offer(line: Line, part: Part, _: datetime) -> Sequence[Item]:
    """Under “More…”, for whoever keeps the record."""
    if not (part.records and part.two_times):
        return ()
    return (Item("Two times were said for it; the later counts.", (split_button(line.action),)),)


def split_form(line: Line, parts: Parts) -> Form:
    """Both halves, filled in as far as they can be told apart."""
    action, times = line.action, [words for words, _ in parts[:2]]
    times += [action.timescale_words, ""][len(times) :]
    first, second = halves(action.words, *times)
    fields = (
        Field("words", "First action", "long_text", True, first),
        Field("timescale", "By when", value=times[0]),
        Field("other_words", "Second action", "long_text", True, second),
        Field("other_timescale", "By when, the second", value=times[1]),
    )
    return Form("split", "Split in two", action.id, (Heading(named(line)),), fields, "Make two actions")


def halves(words: str, first: str, second: str) -> tuple[str, str]:
    """The words up to the end of the earlier time, and those after it; all of them where half would say nothing."""
    places = sorted((words.find(each), each) for each in (first, second) if each)
    if len(places) < 2 or places[0][0] < 0:
        return words, words
    cut = places[0][0] + len(places[0][1])
    left, right = words[:cut].strip(" ,;."), words[cut:].strip(" ,;.")
    for joining in _JOINING:
        right = right.removeprefix(joining)
    return _substance(left, places[0][1], words), _substance(right, places[1][1], words)


def _substance(half: str, time: str, whole: str) -> str:
    rest = half.replace(time, "")
    return half if len([each for each in rest.split() if each.isalpha()]) > 1 else whole
