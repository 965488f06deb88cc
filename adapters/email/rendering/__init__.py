"""How a card is written as a letter: the same passages as text and as HTML."""

from __future__ import annotations

from adapters.email.rendering.html import as_html
from adapters.email.rendering.passages import Passage, passages
from adapters.email.rendering.plainness import LONGEST_SUBJECT, one_line, plain, safe_url, subject
from adapters.email.rendering.text import as_text

__all__ = ["LONGEST_SUBJECT", "Passage", "as_html", "as_text", "one_line", "passages", "plain", "safe_url", "subject"]
