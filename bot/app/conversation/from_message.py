"""A message's words as an action of one of the person's open records, where the council's policy allows it."""

from __future__ import annotations

from bot.app import commands as c
from bot.app import questions as q
from bot.app.cards import Form
from bot.app.conversation import inputs
from bot.app.conversation.acting import said_when
from bot.app.conversation.form_taking import Submission
from bot.app.conversation.inputs import Values
from bot.app.conversation.talk import Talk
from bot.app.minutes import Found
from bot.app.replies import Reply, Say
from bot.app.wording.pasted import CHOOSE_RECORD, NOT_OPEN, WHO_IS_MEANT, added_from_message
from bot.domain.errors import Invalid, Refusal

MAKE_ACTION = "make_action"
"""What a tool submits with a message's words, when a person chooses "Make this an action" from its menu."""


async def _open(talk: Talk, _: str, values: Values) -> Reply:
    return await talk.look(q.ShowFromMessage(inputs.one(values, "words")))


async def _add(talk: Talk, _: str, values: Values) -> Reply:
    """Refused like any action: only who may write to that meeting's record, and only while it is open."""
    words, meeting_id = inputs.one(values, "words"), inputs.one(values, "meeting")
    if not words:
        raise Invalid({"words": "Say what is to be done."})
    form: Form = await talk.ask(q.ShowFromMessage())
    asked = next(field for field in form.fields if field.name == "meeting")
    records = {each.value: each.label for each in asked.options}
    if not meeting_id:
        raise Invalid({"meeting": CHOOSE_RECORD})
    if meeting_id not in records:
        raise Refusal("not_open", NOT_OPEN)
    who = inputs.one(values, "who")
    found: Found = await talk.ask(q.OwnerAt(meeting_id, who))
    if who and not found.person_id:
        raise Invalid({"who": WHO_IS_MEANT.get(found.why, WHO_IS_MEANT["nobody_here"])})
    action_id = await talk.do(c.AddAction(meeting_id, words, found.person_id, who, said_when(values)))
    return Say(added_from_message(records[meeting_id], await talk.ask(q.DueOfAction(action_id))), "good")


MESSAGE_SUBMISSIONS: dict[str, Submission] = {
    MAKE_ACTION: Submission(_open, lambda _: q.ShowFromMessage()),
    "from_message": Submission(_add, lambda _: q.ShowFromMessage()),
}
