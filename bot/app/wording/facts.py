"""What is known about a case, filled in again: what was not known yet is asked when it matters, never refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.app.cards import Form, Option, Text, Value
from bot.app.view import MeetingView
from bot.app.wording.plan import convene_form
from bot.domain.age import Age
from bot.domain.meeting import MeetingState


def facts_form(view: MeetingView, names: Mapping[str, str], seen: str) -> Form:
    """The convening form of a meeting that exists, with the answers given so far. `names` are people by id.

    `seen` is the mark of who is shown as not to be told: only such a form can take somebody off that list.
    """
    meeting, facts = view.meeting, view.meeting.facts
    workers = tuple(each.person_id for each in facts.known_services if each.person_id)
    values: dict[str, Value] = {
        "references": ", ".join(child.reference for child in facts.children),
        "urgency": facts.urgency,
        "ages": ", ".join(_age(child.age) for child in facts.children),
        "concerns": tuple(sorted(facts.concerns)),
        "services": tuple(dict.fromkeys(each.service for each in facts.known_services if not each.person_id)),
        "workers": workers,
        "referrer": facts.referrer or "",
        "not_told": (*meeting.excluded, *(NAMED + each for each in meeting.excluded_names)),
    }
    chosen = {
        "workers": tuple(Option(each, names.get(each, "Somebody who has left")) for each in workers),
        "not_told": (
            *(Option(each, names.get(each, "Somebody who has left")) for each in meeting.excluded),
            *(Option(NAMED + each, each) for each in meeting.excluded_names),
        ),
    }
    form = convene_form(view.policy, ((meeting.council, view.policy.council.name),))
    called = meeting.state is MeetingState.CALLED
    words = "Whoever is needed as well is asked; nobody asked before is asked again." if called else ""
    return replace(
        form,
        title="What is known",
        subject=f"{meeting.id}.{seen}",
        blocks=(Text(words, "quiet"),) if words else (),
        fields=tuple(
            replace(each, value=values[each.name], options=chosen.get(each.name, each.options))
            for each in form.fields
        ),
        submit="Save and ask" if called else "Plan it",
        buttons=(),
        version="facts",
    )


# Before a name that is nobody's in the directory, so that it is not asked about again.
NAMED = "name:"


def _age(age: Age | None) -> str:
    """An age as the form takes it."""
    if age is None:
        return "not known"
    if age.unborn:
        return age.text.replace("unborn:", "unborn ").replace("w", " weeks")
    if age.months >= 12:
        return f"{age.years} years"
    return f"{age.months} months" if age.months else f"{age.days} days"
