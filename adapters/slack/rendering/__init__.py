"""The one place where a neutral card or form becomes Slack's blocks and views."""

from adapters.slack.rendering.message import message, words
from adapters.slack.rendering.views import card_view, form_view, home_view, say_view

__all__ = ["card_view", "form_view", "home_view", "message", "say_view", "words"]
