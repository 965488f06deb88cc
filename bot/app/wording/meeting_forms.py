"""Small forms about a meeting as a whole: another time, who writes the actions, handing over, calling it off."""

from __future__ import annotations

from bot.app.cards import Field, Form, Text

_HINTS = {
    "choose_time": "",
    "move": "Everybody is asked again. Answers to the old time stop counting.",
    "recorder": "They are asked to write down the actions.",
    "handover": "The meeting stays yours until they accept.",
    "cancel": "Everybody asked is told at once.",
}


def meeting_form(meeting_id: str, verb: str) -> Form:
    """The form behind one of the convenor's buttons."""
    hint = (Text(_HINTS[verb], "quiet"),) if _HINTS[verb] else ()
    if verb in ("choose_time", "move"):
        title, submit = {
            "choose_time": ("Another time", "Plan for this time"),
            "move": ("Change the time", "Change the time"),
        }[verb]
        fields = (Field("date", "Day", "date", required=True), Field("time", "Time", "time", required=True))
        return Form(verb, title, meeting_id, hint, fields, submit)
    if verb == "cancel":
        reason = Field("reason", "Why (only social care sees this)", max_length=500)
        return Form("cancel", "Cancel the meeting", meeting_id, hint, (reason,), "Cancel the meeting")
    title, submit = {"recorder": ("Choose a note-taker", "Ask them"), "handover": ("Hand over", "Offer it")}[verb]
    return Form(verb, title, meeting_id, hint, (Field("person", "Who", "person", required=True),), submit)
