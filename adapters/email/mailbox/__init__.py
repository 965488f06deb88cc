"""The mailbox that our letters name for answers: reports and calendars are read, words are not."""

from __future__ import annotations

from adapters.email.mailbox.box import Box, BoxTrouble
from adapters.email.mailbox.clerk import Clerk
from adapters.email.mailbox.listener import Listener

__all__ = ["Box", "BoxTrouble", "Clerk", "Listener"]
