"""Who may act at all: members of the workspaces on the allow-list; guests and strangers whom the directory lists."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from adapters.slack import sentences
from adapters.slack.arrivals import Arrival
from bot.domain.people import Identity


@dataclass(frozen=True, slots=True)
class Doubt:
    """A code for the log, and the plain words. Not `for_good`: the directory may list this very account."""

    reason: str
    words: str
    for_good: bool = False


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

    def doubt(self, arrival: Arrival) -> Doubt | None:
        """Why this person may not act, or not without more ado; None for a member of a workspace on the list."""
        if not self.home_of(arrival):
            return Doubt("foreign_workspace", sentences.NOT_THIS_WORKSPACE, for_good=True)
        if arrival.guest:
            return Doubt("guest", sentences.NOT_FOR_GUESTS)
        if not self._member(arrival):
            return Doubt("stranger", sentences.NOT_FOR_GUESTS)
        return None

    def _member(self, arrival: Arrival) -> bool:
        own = arrival.member_of
        return own == arrival.workspace or own in self.workspaces or own in self.enterprises

    def identity(self, arrival: Arrival) -> Identity:
        """Who acts, as Slack signed it."""
        tenant = self.home_of(arrival) if self._member(arrival) else arrival.member_of
        tenant = arrival.member_of if arrival.member_of in self.workspaces else tenant
        conversation = {"channel": arrival.conversation} if arrival.conversation else {}
        return Identity("slack", tenant, arrival.user, conversation=conversation)
