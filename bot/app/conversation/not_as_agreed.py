"""It can't be done as agreed: longer, not mine, later; and what those who are asked then answer."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.app import commands as c
from bot.app import questions as q
from bot.app.conversation import inputs
from bot.app.conversation.acting import time_words
from bot.app.conversation.course import giving_time
from bot.app.conversation.form_taking import Submission
from bot.app.conversation.inputs import Values
from bot.app.conversation.pressing import STALE, Act, Look, Press, pair
from bot.app.conversation.talk import Talk
from bot.app.replies import Reply, Say
from bot.app.wording.actions.given_back import GIVEN_BACK
from bot.app.wording.actions.snoozing import FORM_OF_TIME, asked_again
from bot.domain.errors import Invalid


async def _put_off(talk: Talk, action_id: str, values: Values) -> Reply:
    reason = inputs.one(values, "reason")
    if not reason:
        raise Invalid({"reason": "Say in a few words why."})
    await giving_time(talk, c.PutOffAction(action_id, reason, time_words(values)))
    return Say(await talk.ask(q.LongerAnswered(action_id)), "good")


async def _give_back(talk: Talk, action_id: str, values: Values) -> Reply:
    await talk.do(c.GiveBackAction(action_id, inputs.one(values, "reason")))
    return Say(GIVEN_BACK, "good")


async def _snooze(talk: Talk, action_id: str, values: Values) -> Reply:
    until = _instant(inputs.one(values, "until"), FORM_OF_TIME)
    if until is None:
        raise Invalid({"until": "Choose when."})
    await talk.do(c.SnoozeAction(action_id, until))
    return Say(asked_again(until, talk.now()), "good")


def _answer(agreed: bool, subject: str) -> c.AnswerLonger:
    action_id, at = pair(subject)
    until = _instant(at, "%Y%m%dT%H%MZ")
    if until is None:
        raise STALE
    return c.AnswerLonger(action_id, agreed, until)


def _instant(text: str, form: str) -> datetime | None:
    try:
        return datetime.strptime(text, form).replace(tzinfo=UTC)
    except ValueError:
        return None


def _stands(subject: str) -> q.ShowAction:
    return q.ShowAction(subject.partition("/")[0])


NOT_AS_AGREED_PRESSES: dict[str, Press] = {
    "put_off": Look(q.ShowPutOff),
    "agree_longer": Act(lambda subject: _answer(True, subject), _stands),
    "keep_date": Act(lambda subject: _answer(False, subject), _stands),
    "why": Look(q.ShowWhy),
    "give_back": Look(q.ShowGiveBack),
    "give_to": Act(lambda subject: c.SetOwner(*pair(subject), nobodys=True), _stands),
    "snooze": Look(q.ShowSnooze),
}

NOT_AS_AGREED_SUBMISSIONS: dict[str, Submission] = {
    "put_off": Submission(_put_off, q.ShowPutOff),
    "give_back": Submission(_give_back, q.ShowGiveBack),
    "snooze": Submission(_snooze, q.ShowSnooze),
}
