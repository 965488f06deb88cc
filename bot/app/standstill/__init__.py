"""Quiet: it answers and shows, and sends nothing and chases nobody until an operator says so."""

from bot.app.standstill.now import at_a_stand, is_quiet
from bot.app.standstill.resumed import Resumed, Standing

__all__ = ["Resumed", "Standing", "at_a_stand", "is_quiet"]
