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


async def _make_action(talk: Talk, _: str, values: Values) -> Reply:
    """Words alone come from the message: the form is shown. Sent by the form, they are added like any action."""
    words, meeting_id = inputs.one(values, "words"), inputs.one(values, "meeting")
    if "meeting" not in values:
        return await talk.look(q.ShowFromMessage(words))
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
    "make_action": Submission(_make_action, lambda _: q.ShowFromMessage()),
}
