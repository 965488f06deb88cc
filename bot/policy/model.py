"""One council's policy: every rule that a partnership could dispute, typed and checked."""

from __future__ import annotations

from datetime import datetime, timedelta

from pydantic import Field

from bot.domain.case import CaseFacts
from bot.domain.errors import Refusal
from bot.domain.meeting import Meeting
from bot.policy import scheduling_rules
from bot.policy.availability_rules import AvailabilityRule
from bot.policy.council import Council, Room
from bot.policy.ladder_rules import ANY, OUT_OF_HOURS, LadderName, LadderRule
from bot.policy.night_rules import ContactSheetRule, NightRule
from bot.policy.owner_words import OwnerWords
from bot.policy.police_rules import PoliceRequestRule
from bot.policy.reach_rules import ReachRule
from bot.policy.retention_rules import RetentionRule
from bot.policy.seat_rules import (
    AdultService,
    ChairRule,
    ConcernRule,
    InviteRule,
    KnownProfessional,
    OutOfHoursRule,
    PlaceRule,
    PoliceUnit,
    QuorumRule,
    RankingRule,
    ReferrerRule,
    RestrictedRule,
    SeatRule,
    SharingRule,
    SufficiencyRule,
)
from bot.policy.shape import Code, Section, Switch, Words
from bot.policy.term_dates import TermsRule
from bot.policy.time_rules import AfterMeetingRule, InformationRule, MeetingRule, Urgency, WorkingTimeRule
from bot.policy.timescale_rules import TimescaleRule
from bot.policy.work_rules import ActionRule, AnswerRule, CalendarRule, Limits, LinkRule, NudgeRule
from scheduling.deadlines import Deadline, deadline, out_of_hours
from scheduling.ladder import Ladder
from scheduling.timescale import Limits as TimescaleLimits
from scheduling.timescale import TermDates
from scheduling.working_time import WorkingTime

RESTRICTED = "restricted"


class Policy(Section):
    """All rules of one council. `version` is the declared one and a hash of everything merged into it."""

    version: str
    council: Council
    rooms: tuple[Room, ...]
    allow_loopback_links: Switch
    working_time_rule: WorkingTimeRule = Field(alias="working_time")
    urgencies: dict[Code, Urgency]
    meeting: MeetingRule
    availability: AvailabilityRule
    after_meeting: AfterMeetingRule
    information: InformationRule
    timescales: TimescaleRule
    terms_rule: TermsRule = Field(alias="terms")
    invite: InviteRule
    chairs: tuple[ChairRule, ...]
    police_units: tuple[PoliceUnit, ...]
    police_request: PoliceRequestRule
    known_professional: KnownProfessional
    adult_services: tuple[AdultService, ...]
    out_of_hours_rule: OutOfHoursRule = Field(alias="out_of_hours")
    nights: NightRule
    contact_sheet: ContactSheetRule
    referrers: ReferrerRule
    restricted_rule: RestrictedRule = Field(alias="restricted")
    concerns: dict[Code, ConcernRule]
    settings: dict[Code, PlaceRule]
    ranking: RankingRule
    sufficiency: SufficiencyRule
    quorum: QuorumRule
    seats: dict[Code, SeatRule]
    sharing: SharingRule
    answers: AnswerRule
    actions: ActionRule
    owner_words: OwnerWords
    nudges: NudgeRule
    links: LinkRule
    reach: ReachRule
    retention: RetentionRule
    calendar: CalendarRule
    limits: Limits
    prompts: dict[Code, Words]
    ladders: dict[LadderName, LadderRule]

    def working_time(self) -> WorkingTime:
        """When offices are open."""
        return scheduling_rules.working_time(self.working_time_rule)

    def terms(self) -> TermDates | None:
        """The council's school terms; None when its policy lists none."""
        return self.terms_rule.known()

    def timescale_limits(self) -> TimescaleLimits:
        """Beyond what a timescale in people's words is asked about."""
        return self.timescales.limits()

    def urgency(self, code: str) -> Urgency:
        """The rules of one urgency. Refuses, in plain words, one that this council doesn't use."""
        if code not in self.urgencies:
            raise Refusal("unknown_urgency", f"Choose how soon from: {', '.join(self.urgencies)}. Nothing was saved.")
        return self.urgencies[code]

    def deadline(self, facts: CaseFacts) -> Deadline:
        """By when this case must have met, and its full meeting where one follows (UTC).

        Refuses a time so far away that no calendar reaches it.
        """
        urgency = self.urgency(facts.urgency)
        rule, length = scheduling_rules.urgency_rule(urgency), timedelta(minutes=urgency.minutes)
        try:
            return deadline(rule, facts.received_at, self.working_time(), length)
        except OverflowError:
            raise Refusal("time_too_far", "Write a time in this century. Nothing was saved.") from None

    def out_of_hours(self, facts: CaseFacts) -> bool:
        """True when no whole meeting fits into working hours before the deadline."""
        urgency = self.urgency(facts.urgency)
        rule, length = scheduling_rules.urgency_rule(urgency), timedelta(minutes=urgency.minutes)
        due = self.deadline(facts).due
        return out_of_hours(rule, facts.received_at, due, length, self.working_time())

    def meets_out_of_hours(self, meeting: Meeting) -> bool:
        """The same of one meeting of the case: the full meeting that follows another belongs to the day."""
        return meeting.follows_id is None and self.out_of_hours(meeting.facts)

    def information_by(self, urgency: str, asked_at: datetime) -> datetime:
        """By when (UTC) a service that is asked now must have sent what it knows."""
        self.urgency(urgency)
        time = self.information.of(urgency)
        if time.hours is not None:
            return asked_at + timedelta(hours=time.hours)
        return self.working_time().add_working_hours(asked_at, time.working_hours or 0)

    def ladder(
        self,
        name: LadderName,
        urgency: str,
        *,
        out_of_hours: bool = False,
        by_day: bool = False,
        usual: bool = False,
    ) -> Ladder:
        """The chase ladder of what is open, for a case of this urgency; `out_of_hours` as the case's meeting is.

        `by_day`: nobody is woken, however urgent the case is. `usual`: the steps that serve every urgency.
        """
        rule = self.ladders[name]
        at_any_hour = rule.at_any_hour and self.urgency(urgency).urgent_nudges and not by_day
        found = (rule.steps.get(ANY) if usual else None) or rule.steps.get(urgency) or rule.steps.get(ANY, ())
        if out_of_hours and at_any_hour and any(each.after.waits_for_the_office for each in found):
            found = rule.steps.get(OUT_OF_HOURS, found)
        steps = tuple(scheduling_rules.step(each, urgent=at_any_hour) for each in found)
        return Ladder(name, steps, working_hours_only=not at_any_hour)

    def ladder_of(self, name: LadderName, meeting: Meeting, urgency: str = "") -> Ladder:
        """The chase ladder of what is open about this meeting; by day for the full meeting that follows another."""
        night, by_day = self.meets_out_of_hours(meeting), meeting.follows_id is not None
        return self.ladder(name, urgency or meeting.urgency, out_of_hours=night, by_day=by_day)

    def seat(self, name: str) -> SeatRule:
        """The seat of this name. A service without a seat of its own takes a seat of its own name."""
        known = self.seats.get(name)
        return known or SeatRule(label=name.replace("_", " ").capitalize() or "Seat", agency="other")

    def room(self, room_id: str) -> Room | None:
        """The room with this id, or None when the policy no longer has it."""
        return next((room for room in self.rooms if room.id == room_id), None)

    def case_reference_ok(self, text: str) -> bool:
        """True when this is a case reference of the council, and not a typed name."""
        return self.council.reference_ok(text)

    def flags(self, facts: CaseFacts) -> frozenset[str]:
        """Flags that the concerns alone raise."""
        return frozenset(
            flag for code in facts.concerns if code in self.concerns for flag in self.concerns[code].flags
        )

    def delegates_allowed(self, facts: CaseFacts) -> bool:
        """False for a restricted case: then nobody may send a deputy."""
        return self.restricted_rule.delegates or RESTRICTED not in self.flags(facts)

    def desks_allowed(self, facts: CaseFacts) -> bool:
        """False for a restricted case: then no shared desk is asked."""
        return self.restricted_rule.desks or RESTRICTED not in self.flags(facts)
