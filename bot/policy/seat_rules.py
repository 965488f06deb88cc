"""Who must sit, who is advised, and why: the seats themselves and the rules that ask for them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from bot.policy.shape import Code, Codes, Positive, Section, Switch, Whole, Words

Agency = Literal[
    "social_care", "police", "health", "education", "probation", "council", "other_council", "provider",
    "voluntary", "other",
]  # fmt: skip


TierName = Literal["caseload", "covering", "record", "rota"]
# How somebody was found, as a seat's `tier` keeps it: its place here, whatever order the policy ranks them in.
TIERS: tuple[TierName, ...] = ("caseload", "covering", "record", "rota")


class SeatRule(Section):
    """One seat. `health` speaks for a child's health; `universal` never outranks the professional by age.

    `treats`: while active, it is currently treating the child. `always_open`: can sit at any hour.
    """

    label: Words
    agency: Agency
    health: Switch = False
    universal: Switch = False
    treats: Switch = False
    always_open: Switch = False


class OverAge(Section):
    """A flag raised for a child older than so many years."""

    over: Positive
    flag: Code


class PlaceRule(Section):
    """What a child's setting asks for."""

    label: Words
    required: Codes = ()
    advised: Codes = ()
    flags: Codes = ()

    def seats_named(self) -> tuple[tuple[str, str], ...]:
        """Every seat that this rule can ask for, with the key that does."""
        return (*(("required", seat) for seat in self.required), *(("advised", seat) for seat in self.advised))


class ConcernRule(PlaceRule):
    """What a concern asks for; domain's table, row by row. Every list is empty unless the row fills it."""

    required_for_age: Codes = ()
    required_if_known: Codes = ()
    required_if_treating: Codes = ()
    required_if_school_known: Codes = ()
    required_in: dict[Code, Codes] = Field(default_factory=dict)
    treating_clinicians: Switch = False
    flags_if_school_unknown: Codes = ()
    flags_over_age: tuple[OverAge, ...] = ()
    involves_adult: Switch = False
    out_of_area: Switch = False
    asks_mobility: Switch = False

    def seats_named(self) -> tuple[tuple[str, str], ...]:
        """Every seat that this row can ask for, with the key that does."""
        lists = {
            "required_for_age": self.required_for_age,
            "required_if_known": self.required_if_known,
            "required_if_treating": self.required_if_treating,
            "required_if_school_known": self.required_if_school_known,
            **{f"required_in.{setting}": seats for setting, seats in self.required_in.items()},
        }
        more = ((key, seat) for key, seats in lists.items() for seat in seats)
        return (*super().seats_named(), *more)


class InviteRule(Section):
    """Seats that sit whatever the concern, and what another authority or several children add."""

    always: Codes
    out_of_area_required: Codes
    out_of_area_flags: Codes
    several_children_flags: Codes
    school_from_age: Annotated[Whole, Field(ge=0, le=18)]
    mobility_until_age: Annotated[Whole, Field(ge=0, le=18)]


class ChairRule(Section):
    """Who chairs. A rule without conditions always fits; the first that fits decides."""

    seat: Code
    out_of_hours: Switch | None = None
    concerns: Codes = ()
    urgencies: Codes = ()


class PoliceUnit(Section):
    """A police unit and the concerns that are its business."""

    seat: Code
    concerns: Codes


class AgeBand(Section):
    """Children younger than this, in years, have this health professional."""

    under: Annotated[Whole, Field(ge=1, le=25)]
    seat: Code


class KnownProfessional(Section):
    """The health professional whom a child of this age has, unless another service treats the child.

    `place_fills`: whoever treats children where the child is now stands for the one who knows the child.
    """

    unborn: Code
    by_age: Annotated[tuple[AgeBand, ...], Field(min_length=1)]
    unknown_age: Code
    place_fills: Switch


class AdultService(Section):
    """Services for a parent's difficulty: required when it is a concern of the case."""

    concern: Code
    seats: Annotated[Codes, Field(min_length=1)]
    if_none_known: Code


class OutOfHoursRule(Section):
    """Who stands in when offices are closed."""

    sits_for: dict[Code, Code]
    closed: Literal["asked_for_information", "left_out"]
    health_if_none_open: Code
    on_call_health: Codes
    on_call_flags: Codes


class ReferrerRule(Section):
    """Referrers who add no seat, and those whom a machine must never invite."""

    sits_already: Codes
    never_invited: Codes


class RestrictedRule(Section):
    """What a restricted case still allows."""

    delegates: Switch
    desks: Switch


class SufficiencyRule(Section):
    """When health is enough; `information_from` says whose information makes up for nobody knowing the child."""

    tiers_that_know: tuple[TierName, ...]
    information_from: Literal["health", "all"]
    rota_flags: Codes


class RankingRule(Section):
    """Who is most appropriate for a seat, best first; each of the four ways to be found, once.

    Whoever can sit in one of `record_seats` holds the record, and may be asked for one of `record_sits_for`.
    """

    order: tuple[TierName, ...]
    record_seats: Codes
    record_sits_for: Codes

    @model_validator(mode="after")
    def _ranks_each_once(self) -> RankingRule:
        if sorted(self.order) != sorted(TIERS):
            raise ValueError(f"name each of these once, the best first: {', '.join(TIERS)}")
        return self

    def rank(self, tier: int) -> int:
        """The place, from 0, of somebody who was found in this way; what is not a tier ranks as the rota."""
        return self.order.index(tier_named(tier))


def tier_named(tier: int) -> TierName:
    """How somebody was found, from a seat's `tier`; the rota when that is none of the four."""
    return TIERS[tier] if 0 <= tier < len(TIERS) else "rota"


class QuorumRule(Section):
    """The agencies without which nothing is decided; health is judged by the sufficiency test too."""

    agencies: Annotated[tuple[Agency, ...], Field(min_length=1)]


class SharingRule(Section):
    """Groups of seats which one person may fill together."""

    one_person: tuple[Annotated[Codes, Field(min_length=2)], ...]
