"""What only pages say. Everything about a meeting comes from the core."""

from __future__ import annotations

NO_LINK = (
    "Open the link in your newest message from Quorate. "
    "If this page comes back, your browser refuses cookies: ring the number in the message."
)
ENDED = "Ask for a new code to go on. What you had not sent was not saved."
CHANGED = "Nothing was changed. Go back and open the page again."
NOT_SAVED = "Quorate cannot reach its records. That was not saved. Please try again in a minute."
SIX_FIGURES = "Type the six figures of the code."
NOBODY = "We find nobody called that whom you may choose. Check how it is written."
PICK = "Choose who you mean, or go back and write another name."
SAVED = "Saved. This is how it stands now."

PLAIN: dict[int, tuple[str, str]] = {
    400: ("That could not be read", "Nothing was changed. Go back and try again."),
    403: ("That did not work", CHANGED),
    404: ("There is no such page", "Open the link in your newest message from Quorate."),
    405: ("That did not work", "Nothing was changed. Open the link in your newest message from Quorate."),
    413: ("That is too long", "Nothing was changed. Go back and write less."),
    429: ("Too many requests at once", "Nothing was changed. Wait a minute and try again."),
    503: ("That was not saved", NOT_SAVED),
}
