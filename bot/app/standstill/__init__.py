"""Quiet: it answers and shows, and sends nothing and chases nobody until an operator says so."""

from bot.app.standstill.now import is_quiet, quiet_now
from bot.app.standstill.resumed import Resumed, Standing

__all__ = ["Resumed", "Standing", "is_quiet", "quiet_now"]
