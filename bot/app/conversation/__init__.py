"""The front that every adapter speaks to: words, clicks and forms in; replies out. It decides nothing itself."""

from bot.app.conversation.front import Conversation

__all__ = ["Conversation"]
