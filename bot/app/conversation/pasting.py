"""A whole plan: pasted, read back, corrected, and saved as it was shown. The text is in the form and nowhere else."""

from __future__ import annotations

from bot.app import commands as c
from bot.app import questions as q
from bot.app.bus import Repeated
from bot.app.cards import Form
from bot.app.conversation import inputs
from bot.app.conversation.form_taking import Submission
from bot.app.conversation.inputs import Values
from bot.app.conversation.pressing import Look, Press
from bot.app.conversation.talk import Talk
from bot.app.pasted import PastedAction, PastedPlan
from bot.app.replies import Ask, Reply
from bot.app.wording.pasted import CHANGED, LEFT, NOTHING_PASTED, NOTHING_TICKED, TAKE, added
from bot.domain.errors import Refusal


async def _paste(talk: Talk, subject: str, values: Values) -> Reply:
    """Read back first; saved only when what was shown is what would be saved now."""
    meeting_id, _, mark = subject.partition(".")
    text = inputs.one(values, "text")
    if not text:
        return await _again(talk, meeting_id, "", NOTHING_PASTED)
    plan: PastedPlan = await talk.ask(q.ReadPlan(meeting_id, text))
    if mark != plan.mark or plan.too_long:
        return await _again(talk, meeting_id, text, CHANGED if mark else "")
    taken = [*_ticked(plan.actions, TAKE, values), *_ticked(plan.left_out, LEFT, values)]
    if not taken:
        return await _again(talk, meeting_id, text, NOTHING_TICKED)
    try:
        count = await talk.do(c.AddActions(meeting_id, tuple(map(_line, taken)), plan.seen))
    except Repeated:
        return await talk.look(q.ShowPad(meeting_id))
    except Refusal as refused:
        return await _again(talk, meeting_id, text, str(refused))
    return await talk.look(q.ShowPad(meeting_id, added(count)))


async def _again(talk: Talk, meeting_id: str, text: str, said: str) -> Reply:
    form: Form = await talk.ask(q.ShowPaste(meeting_id, text, said))
    return Ask(form)


def _ticked(offered: tuple[PastedAction, ...], name: str, values: Values) -> list[PastedAction]:
    chosen: set[str] = set()
    for field, value in values.items():
        if field.startswith(name):
            chosen |= {value} if isinstance(value, str) else set(value)
    return [each for place, each in enumerate(offered) if str(place) in chosen]


def _line(each: PastedAction) -> c.NewAction:
    return c.NewAction(each.row.words, each.owner.person_id, each.row.owner, each.row.when)


PASTE_PRESSES: dict[str, Press] = {"paste": Look(q.ShowPaste)}
PASTE_SUBMISSIONS: dict[str, Submission] = {
    "paste": Submission(_paste, lambda subject: q.ShowPaste(subject.partition(".")[0]))
}
