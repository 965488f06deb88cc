"""By when, in people's own words: understood, echoed in full, asked about when doubtful; never guessed silently."""

from scheduling.timescale.understanding import understand
from scheduling.timescale.value import Limits, TermDates, Timescale

__all__ = ["Limits", "TermDates", "Timescale", "understand"]
