"""A pasted text, line by line: what is an action is taken, what is not clearly one is left out in sight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.app.minutes.columns import Column
from bot.app.minutes.headings import Part, actions_heading, letterhead, other_heading, whose_actions
from bot.app.minutes.labels import Labelled, labelled
from bot.app.minutes.lines import Line, lines_of
from bot.app.minutes.phrases import (
    KnowsOwner,
    asks,
    breaks_off,
    doer,
    has_deadline,
    orders,
    owner_in,
    says_what_is_to_be_done,
    set_apart,
    several_actions,
    short,
)
from bot.app.minutes.prose import told_in
from bot.app.minutes.row import SEVERAL_ACTIONS, Minutes, Row
from bot.app.minutes.stacked import stacked_at
from bot.app.minutes.tables import rows_of, table_at

LONGEST_TEXT, MOST_LINES = 20_000, 600
_FULL_LINE = 60
_ENDS = (".", ";", ":", "!", "?")


def read_minutes(text: str, knows: KnowsOwner) -> Minutes:
    """The actions of a text and what else it says. `knows`: whether words name a person or part at the meeting.

    Never raises, whatever the text. What is beyond MOST_LINES or LONGEST_TEXT comes back as left out.
    """
    reader = _Reader(knows)
    lines = lines_of(text[:LONGEST_TEXT])
    lines, beyond = lines[:MOST_LINES], lines[MOST_LINES:]
    place = 0
    while place < len(lines):
        length = table_at(lines, place, knows)
        stacked = None if length else stacked_at(lines, place, knows)
        if length:
            reader.table(*rows_of(lines[place : place + length], knows))
        elif stacked:
            length = stacked.length
            reader.table(list(stacked.rows), [])
        else:
            reader.line(lines[place])
        place += length or 1
    reader.end()
    rest = " ".join([*(line.whole for line in beyond), *text[LONGEST_TEXT:].split()])
    reader.left_out += [rest] if rest else []
    return Minutes(tuple(each.done(knows) for each in reader.rows), tuple(reader.left_out))


def row_of_words(words: str, knows: KnowsOwner) -> Row:
    """These words as one action, whatever they are."""
    return _Open(words).done(knows)


@dataclass(slots=True)
class _Open:
    """An action that the next line may go on with."""

    words: str = ""
    owner: str = ""
    when: str = ""
    goes_on: Column = Column.ACTION
    by_labels: bool = False

    def add(self, column: Column, text: str) -> None:
        self.goes_on = column
        match column:
            case Column.OWNER:
                self.owner = f"{self.owner} {text}".strip()
            case Column.WHEN:
                self.when = f"{self.when} {text}".strip()
            case _:
                self.words = f"{self.words} {text}".strip()

    def done(self, knows: KnowsOwner) -> Row:
        oddities = (SEVERAL_ACTIONS,) if several_actions(self.words) else ()
        when = self.when if any(letter.isalnum() for letter in self.when) else ""
        return Row(self.words, self.owner or owner_in(self.words, knows), when, oddities)


@dataclass(slots=True)
class _Reader:
    """Where the reading stands. `last` is what the next line may belong to: an action, or a paragraph left out."""

    knows: KnowsOwner
    part: Part = Part.OPEN
    owner: str = ""
    owner_at: int = -1
    rows: list[_Open] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    last: _Open | None = None
    before: Line | None = None
    told: bool = False

    def table(self, rows: Sequence[Row], others: Sequence[str]) -> None:
        self._settle()
        self.rows += [_Open(each.words, each.owner, each.when) for each in rows]
        self.left_out += others
        self.last = self.before = None

    def line(self, line: Line) -> None:
        names = labelled(line.text)
        if self.told and not self._goes_on(line):
            self._settle()
        if not self._by_labels(line, names) and not self._heading(line):
            if self._goes_on(line):
                self._join(line)
            elif self._is_action(line):
                self._start(self._bullet(line))
            else:
                self.left_out.append(line.text)
                self.last, self.told = None, True
        self.before = line

    def end(self) -> None:
        """Nothing follows."""
        self._settle()
        self._under("")

    def _settle(self) -> None:
        """The paragraph that was left out is whole: whoever is told to do something in it has an action."""
        pieces = told_in(self.left_out[-1], self.knows) if self.told else []
        self.told = False
        if pieces:
            self.left_out.pop()
        for words, owner in pieces:
            if owner:
                self.rows.append(_Open(words, owner))
            else:
                self.left_out.append(words)

    def _under(self, owner: str) -> None:
        """From here on `owner` stands above the bullets; one that nothing stood under is left out in sight."""
        if self.owner and self.owner_at >= 0:
            self.left_out.insert(self.owner_at, self.owner)
        self.owner, self.owner_at = owner, len(self.left_out)

    def _bullet(self, line: Line) -> _Open:
        """Under an owner's name, unless the line says itself who will do it."""
        of_owner = line.marked or asks(line.text)
        if not self.owner or not of_owner or self.knows(doer(line.text)):
            return _Open(line.text)
        self.owner_at = -1
        return _Open(line.text, self.owner)

    def _start(self, row: _Open) -> None:
        self.rows.append(row)
        self.last = row

    def _by_labels(self, line: Line, names: Labelled | None) -> bool:
        """A labelled action starts; a label alone belongs to the action before it."""
        if names is None or (names.before and not self._carries(line, names)):
            return False
        action = " ".join(filter(None, (names.before, names.part(Column.ACTION))))
        if names.names(Column.ACTION) and not action and len(names.parts) == 1:
            return False
        if action or names.names(Column.ACTION):
            self._start(_Open(action, by_labels=True))
        elif self.last is None or (letterhead(line) and not self.last.by_labels):
            return False
        for column, text in names.parts:
            if self.last is not None and column is not Column.ACTION:
                self.last.add(column, text)
        return True

    def _carries(self, line: Line, names: Labelled) -> bool:
        """Words before a label are an action's when they are marked as one or read like one, and are no story."""
        action_part = names.names(Column.ACTION) and not line.marked and self.part is not Part.ACTIONS
        return not action_part and (line.marked or self.part is Part.ACTIONS or self._reads_like_one(names.before))

    def _heading(self, line: Line) -> bool:
        if actions_heading(line):
            whose = whose_actions(line)
            self._under(whose if self.knows(whose) else "")
            self.part, self.last = Part.ACTIONS, None
            return True
        whose = line.text.rstrip(" :-–—")
        if self.part is not Part.OTHER and not line.marked and self.knows(whose):
            self._under(whose)
            self.last = None
            return True
        if letterhead(line) or self._turns_away(line):
            self._under("")
            self.left_out.append(line.text)
            self.last = None
            if not letterhead(line):
                self.part = Part.OTHER
            return True
        return False

    def _turns_away(self, line: Line) -> bool:
        """A heading of anything else; what is shouted may be an action all the same."""
        shouted = line.text.isupper() and (doer(line.text) or (self.part is Part.ACTIONS and has_deadline(line.text)))
        return other_heading(line) and not shouted

    def _goes_on(self, line: Line) -> bool:
        """True for a line that was broken off the one before it."""
        before = self.before
        if before is None or line.gap or line.marked or (self.last is None and not self.left_out):
            return False
        if line.text[:1].islower():
            return True
        if before.text.endswith(_ENDS) or actions_heading(before) or self._turns_away(before):
            return False
        if len(before.text) >= _FULL_LINE and breaks_off(before.text):
            return True
        wrapped = self.last is not None and (before.marked or self.last.by_labels) and line.indent > before.indent
        return wrapped or (len(before.text) >= _FULL_LINE and not self._is_action(line))

    def _join(self, line: Line) -> None:
        if self.last is not None:
            self.last.add(self.last.goes_on, line.text)
        else:
            self.left_out[-1] = f"{self.left_out[-1]} {line.text}"

    def _is_action(self, line: Line) -> bool:
        text = line.text
        if line.numbered_action:
            return True
        if self.part is Part.OTHER:
            return short(text) and bool(doer(text)) and self.knows(doer(text))
        if line.marked and self.part is Part.ACTIONS:
            return True
        if line.marked and (self.owner or has_deadline(text)):
            return True
        return short(text) and (self._reads_like_one(text) or (self.part is Part.ACTIONS and has_deadline(text)))

    def _reads_like_one(self, text: str) -> bool:
        if says_what_is_to_be_done(text) or orders(text):
            return True
        pieces_say = set_apart(text) or ":" in text or "(" in text
        return pieces_say and bool(owner_in(text, self.knows))
