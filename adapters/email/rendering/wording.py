"""The few sentences that only e-mail needs; all else a person reads comes from the core."""

from __future__ import annotations

CHOOSE = "You can choose"
OPEN = "Open"
CALENDAR = "Or answer with the buttons that your calendar shows."
RING = "If the link does not work, ring {ring}."
RING_ONLY = "Questions? Ring {ring}."
NOT_READ = "Nobody reads this mailbox. Please write nothing about a child in an answer."
NOT_SAVED = "Nobody reads this mailbox, so your answer was not saved."
INSTEAD = "Use the link in our message, or ring the number in it."
SUBJECT_NOT_SAVED = "Your answer was not saved"
SUBJECT_NOT_TAKEN = "About your answer from your calendar"
