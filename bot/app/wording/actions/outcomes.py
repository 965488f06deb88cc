"""What a finished action changed for the child (finding 15), in the words people choose from."""

from __future__ import annotations

from bot.app.cards import Field, Option
from bot.domain.action import Action, ActionState, Outcome

OUTCOMES = {
    Outcome.SAFER: "Safer",
    Outcome.NO_CHANGE: "No change yet",
    Outcome.TOO_EARLY: "Too early to say",
}
WHAT_CHANGED = "Choose what changed for the child. “Too early to say” is an answer."


def what_changed() -> tuple[Field, ...]:
    """The one question that ends an action, wherever it is asked; more words are welcome, not needed."""
    options = tuple(Option(outcome.value, label) for outcome, label in OUTCOMES.items())
    return (
        Field("outcome", "What changed for the child", "choice", True, options=options),
        Field("outcome_words", "More, if you like", "long_text", hint="Shown only to those who ask for it"),
        Field("in_case_record", "It is in the case record", "confirm"),
    )


def for_the_child(outcome: Outcome | None) -> str:
    """ " For the child: safer.", or nothing where nobody was asked."""
    return f" For the child: {OUTCOMES[outcome].lower()}." if outcome else ""


def is_over(action: Action) -> str:
    """Why it is not open any more."""
    if action.state is ActionState.DROPPED:
        return "Struck out."
    if action.comes_again:
        return "No longer needed. Thank you."
    return f"Done.{for_the_child(action.outcome)} Thank you."


def comes_again(action: Action) -> str:
    """What a line says of an action that recurs: that it does, and how often it was done."""
    if not action.comes_again:
        return ""
    times = len(action.turns)
    done = f", done {times} time{'' if times == 1 else 's'} so far" if times else ""
    return f"; it comes again{done}"
