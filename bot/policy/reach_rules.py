"""What happens when a message does not arrive: how soon another way is tried, and who is rung how often."""

from __future__ import annotations

from datetime import timedelta

from bot.policy.ladder_rules import ANY
from bot.policy.shape import ClockTime, Code, Positive, Section


class ReachRule(Section):
    """`urgent_wait_seconds`: so long a channel may put off something urgent before it goes another way as well.

    `look_again_at`: from this London hour on a dead address is looked at again, spread over
    `look_again_spread_minutes`; one of an organisation that is cut off every `cut_off_minutes`. `ring_again_minutes`
    and `message_left_minutes`, by the meeting's urgency: after a call without an answer, and after a message was
    left. `admin_id`: who is told, by their id in the directory, that an organisation is cut off, besides convenors.
    """

    urgent_wait_seconds: Positive
    look_again_at: ClockTime
    look_again_spread_minutes: Positive
    cut_off_minutes: Positive
    ring_again_minutes: dict[Code, Positive]
    message_left_minutes: dict[Code, Positive]
    admin_id: str = ""

    @property
    def urgent_wait(self) -> timedelta:
        """How long a channel may put off something urgent."""
        return timedelta(seconds=self.urgent_wait_seconds)

    def ring_again(self, urgency: str) -> int:
        """Minutes until somebody who did not answer the phone is rung again."""
        return self.ring_again_minutes.get(urgency) or self.ring_again_minutes[ANY]

    def after_message(self, urgency: str) -> int:
        """Minutes until somebody for whom a message was left is rung again."""
        return self.message_left_minutes.get(urgency) or self.message_left_minutes[ANY]
