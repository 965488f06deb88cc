"""Handing messages to our mail server, and what its answers mean."""

from __future__ import annotations

from adapters.email.post.answers import Answer, outcome, why_dead
from adapters.email.post.breaker import Breaker
from adapters.email.post.office import PostOffice
from adapters.email.post.pace import Pace
from adapters.email.post.refusals import Refusals

__all__ = ["Answer", "Breaker", "Pace", "PostOffice", "Refusals", "outcome", "why_dead"]
