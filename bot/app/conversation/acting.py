"""Actions: every button and form about them. A verb here is a promise: old cards keep their buttons."""

from __future__ import annotations

from bot.app import commands as c
from bot.app import questions as q
from bot.app.conversation import inputs
from bot.app.conversation.course import COURSE_PRESSES, COURSE_SUBMISSIONS, giving_time
from bot.app.conversation.form_taking import Submission, searching
from bot.app.conversation.inputs import Values
from bot.app.conversation.pressing import Act, Look, Press, pair
from bot.app.conversation.talk import Talk
from bot.app.replies import Reply, Say
from bot.app.wording.talk import RECORD_CLOSED
from bot.domain.errors import Invalid


async def _quick_time(talk: Talk, subject: str) -> Reply:
    action_id, words = pair(subject)
    try:
        saved = q.ShowAction(action_id, saved=True)
        return await talk.act(c.SetTimescale(action_id, words), saved, q.ShowAction(action_id))
    except Invalid as unclear:
        return Say(str(unclear), "warning")


async def _pad(talk: Talk, meeting_id: str, values: Values) -> Reply:
    command = c.AddAction(meeting_id, *await _line(talk, meeting_id, values))
    return await talk.act(command, q.ShowPad(meeting_id))


async def _correct(talk: Talk, action_id: str, values: Values) -> Reply:
    meeting_id = await talk.ask(q.MeetingOfAction(action_id))
    command = c.CorrectAction(action_id, *await _line(talk, meeting_id, values))
    return await talk.act(command, q.ShowPad(meeting_id))


async def _line(talk: Talk, meeting_id: str, values: Values) -> tuple[str, str, str, str]:
    """Words, owner, the owner as typed, and the time: what is not clear is kept and asked for later."""
    words = inputs.one(values, "words")
    if not words:
        raise Invalid({"words": "Say what is to be done."})
    owner = inputs.one(values, "other_owner")
    if owner:
        owner = await inputs.person(values, "other_owner", searching(talk, meeting_id))
    return words, owner or inputs.one(values, "owner"), "", said_when(values)


async def _close_record(talk: Talk, meeting_id: str, _: Values) -> Reply:
    await talk.do(c.CloseRecord(meeting_id))
    return Say(RECORD_CLOSED, "good")


async def _timescale(talk: Talk, action_id: str, values: Values) -> Reply:
    await giving_time(talk, c.SetTimescale(action_id, time_words(values)))
    return await talk.look(q.ShowAction(action_id, saved=True))


def said_when(values: Values) -> str:
    """The time as given: in one's own words first, then a date, then a quick choice; "" when none is."""
    day = inputs.one(values, "date")
    date = f"by {day[8:10]}/{day[5:7]}/{day[:4]}" if day else ""
    return inputs.one(values, "timescale") or date or inputs.one(values, "when")


def time_words(values: Values) -> str:
    """The time as given. Raises Invalid where none is."""
    words = said_when(values)
    if not words:
        raise Invalid({"timescale": "Choose a date, or write a time such as: Friday 5pm, 48 hours, 3 working days."})
    return words


async def _owner(talk: Talk, action_id: str, values: Values) -> Reply:
    person = inputs.one(values, "owner")
    if not person:
        meeting_id = await talk.ask(q.MeetingOfAction(action_id))
        person = await inputs.person(values, "other_owner", searching(talk, meeting_id))
    return await talk.act(c.SetOwner(action_id, person), q.ShowAction(action_id))


ACTION_PRESSES: dict[str, Press] = {
    **COURSE_PRESSES,
    "pad": Look(q.ShowPad),
    "read_back": Look(q.ShowReadBack),
    "correct": Look(q.ShowCorrection),
    "remove_action": Act(c.RemoveAction, q.ShowPadOfAction),
    "words": Look(q.ShowWords),
    "more": Look(q.ShowAction),
    "quick_time": _quick_time,
    "timescale": Look(q.ShowTimescale),
    "owner": Look(q.ShowOwner),
    "tick": Look(lambda _: q.ShowTick()),
    "actions": Look(q.ShowMeetingActions),
    "copy": Look(q.CopyRecord),
}

ACTION_SUBMISSIONS: dict[str, Submission] = {
    **COURSE_SUBMISSIONS,
    "pad": Submission(_pad, q.ShowPad),
    "correct": Submission(_correct, q.ShowCorrection),
    "close_record": Submission(_close_record, q.ShowReadBack),
    "timescale": Submission(_timescale, q.ShowTimescale),
    "owner": Submission(_owner, q.ShowOwner),
}
