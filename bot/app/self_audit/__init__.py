"""Each minute Quorate compares what it promised with what it did, puts right what it may, and tells of the rest."""

from bot.app.self_audit.run import Audited, Auditor
from bot.app.self_audit.watch import SelfWatch

__all__ = ["Audited", "Auditor", "SelfWatch"]
