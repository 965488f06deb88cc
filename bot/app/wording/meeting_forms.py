"""Small forms about a meeting as a whole: another time, who writes the actions, handing over, calling it off."""

from __future__ import annotations

from bot.app.cards import Button, Field, Form, Text

_HINTS = {
    "choose_time": "",
    "move": "Everybody is asked again. Answers to the old time stop counting.",
    "recorder": "They are asked to write down the actions.",
    "handover": "The meeting stays yours until they accept.",
    "cancel": "Everybody asked is told at once.",
    "was_held": "Nobody is asked any more. Health that was not there is asked for its information.",
}

HELD_FIELDS = (
    Field("date", "Day it was held", "date", required=True),
    Field("time", "Time it was held", "time", required=True),
    Field("attended", "Who took part", "people", required=True),
    Field("actions", "Actions agreed", "long_text", hint="One a line: who, what, by when."),
)


def meeting_form(meeting_id: str, verb: str) -> Form:
    """The form behind one of the convenor's buttons."""
    hint = (Text(_HINTS[verb], "quiet"),) if _HINTS[verb] else ()
    if verb in ("choose_time", "move"):
        title, submit = {
            "choose_time": ("Another time", "Plan for this time"),
            "move": ("Change the time", "Change the time"),
        }[verb]
        fields = (Field("date", "Day", "date", required=True), Field("time", "Time", "time", required=True))
        held = (Button("It has already been held", "was_held", meeting_id),) if verb == "move" else ()
        return Form(verb, title, meeting_id, hint, fields, submit, held)
    if verb == "was_held":
        return Form("was_held", "Held by phone", meeting_id, hint, HELD_FIELDS, "Record it")
    if verb == "cancel":
        reason = Field("reason", "Why (only social care sees this)", max_length=500)
        return Form("cancel", "Cancel the meeting", meeting_id, hint, (reason,), "Cancel the meeting")
    title, submit = {"recorder": ("Choose a note-taker", "Ask them"), "handover": ("Hand over", "Offer it")}[verb]
    return Form(verb, title, meeting_id, hint, (Field("person", "Who", "person", required=True),), submit)
