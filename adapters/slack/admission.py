"""Who may act at all: members of the workspaces on the allow-list, never guests or strangers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import structlog

from adapters.slack import sentences
from adapters.slack.arrivals import Arrival
from bot.domain.people import Identity

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Admission:
    """The allow-list: workspaces (or enterprises) with a token, and enterprises of which every workspace counts."""

    workspaces: Collection[str]
    enterprises: Collection[str] = ()

    def home_of(self, arrival: Arrival) -> str:
        """The installation that serves this delivery (whose token answers it); "" for a foreign workspace."""
        if arrival.workspace in self.workspaces:
            return arrival.workspace
        enterprise = arrival.enterprise
        return enterprise if enterprise in self.enterprises and enterprise in self.workspaces else ""

    def refusal(self, arrival: Arrival) -> str:
        """Why this person may not act, in plain words; "" when they may. Refusals are logged, by ids only."""
        words, reason = "", ""
        if not self.home_of(arrival):
            words, reason = sentences.NOT_THIS_WORKSPACE, "foreign_workspace"
        elif arrival.guest or not self._member(arrival):
            words, reason = sentences.NOT_FOR_GUESTS, "guest_or_stranger"
        if reason:
            _log.warning(
                "slack_actor_refused", reason=reason, workspace=arrival.workspace, member_of=arrival.member_of
            )
        return words

    def _member(self, arrival: Arrival) -> bool:
        own = arrival.member_of
        return own == arrival.workspace or own in self.workspaces or own in self.enterprises

    def identity(self, arrival: Arrival) -> Identity:
        """Who acts, as Slack signed it."""
        tenant = arrival.member_of if arrival.member_of in self.workspaces else self.home_of(arrival)
        conversation = {"channel": arrival.conversation} if arrival.conversation else {}
        return Identity("slack", tenant, arrival.user, conversation=conversation)
