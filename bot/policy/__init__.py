"""Every rule that a partnership could dispute, as typed data: one default and one file per council."""

from bot.policy.council import Room
from bot.policy.loader import Policies, load_policies
from bot.policy.model import Policy
from bot.policy.problems import PolicyError

__all__ = ["Policies", "Policy", "PolicyError", "Room", "load_policies"]
