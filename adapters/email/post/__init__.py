"""Handing messages to our mail server, and what its answers mean."""

from __future__ import annotations

from adapters.email.post.answers import Answer, outcome, why_dead
from adapters.email.post.breaker import Breaker
from adapters.email.post.office import PostOffice
from adapters.email.post.pace import Pace

__all__ = ["Answer", "Breaker", "Pace", "PostOffice", "outcome", "why_dead"]
