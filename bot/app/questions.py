"""All that may be asked of the core and changes nothing: each gives a card, a form or a list to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.app.commands import ActionCommand, InvitationCommand, MeetingCommand


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to look at. `detail` is True when the answer holds words about a case: then the reading is kept."""

    @property
    def detail(self) -> bool:
        """True when the reading is written to the audit."""
        return isinstance(
            self, ShowWords | ShowPad | ShowPadOfAction | ShowReadBack | ShowCorrection | CopyRecord | ShowFacts
        )


@dataclass(frozen=True, slots=True)
class ShowConvene(Question):
    """The form that calls a meeting; `by_phone` for one that has already been held."""

    by_phone: bool = False


@dataclass(frozen=True, slots=True)
class ShowFacts(Question, MeetingCommand):
    """The same form for a meeting that is planned or called, with what is known filled in."""


@dataclass(frozen=True, slots=True)
class ShowHelp(Question):
    """What can be typed."""


@dataclass(frozen=True, slots=True)
class ShowHome(Question):
    """The person's own page."""


@dataclass(frozen=True, slots=True)
class ShowMine(Question):
    """The person's own open meetings."""


@dataclass(frozen=True, slots=True)
class FindMeeting(Question):
    """One meeting by its reference, as the person may see it."""

    reference: str


@dataclass(frozen=True, slots=True)
class SearchPeople(Question):
    """People of the person's own councils by name. `meeting_id` leaves out whoever must not be told."""

    words: str
    meeting_id: str = ""


@dataclass(frozen=True, slots=True)
class ShowTick(Question):
    """The person's open actions, to tick several at once."""


@dataclass(frozen=True, slots=True)
class ShowMeeting(Question, MeetingCommand):
    """The convenor's card; for anybody else with a part, their own invitation."""


@dataclass(frozen=True, slots=True)
class ShowPlan(Question, MeetingCommand):
    """The plan of a draft, to look at before anything is sent."""


@dataclass(frozen=True, slots=True)
class ShowMeetingForm(Question, MeetingCommand):
    """A form for another time, handing over, the recorder, or cancelling; `verb` says which."""

    verb: str


@dataclass(frozen=True, slots=True)
class ShowSwap(Question, MeetingCommand):
    """Who else could fill a seat."""

    seat_id: str


@dataclass(frozen=True, slots=True)
class SearchForSeat(Question, MeetingCommand):
    """People of the meeting's council by name, for a seat, an action or a handover."""

    words: str
    agency: str = ""


@dataclass(frozen=True, slots=True)
class ShowPad(Question, MeetingCommand):
    """The action pad."""

    echo: str = ""


@dataclass(frozen=True, slots=True)
class ShowReadBack(Question, MeetingCommand):
    """What has no owner or no time, before the record is closed."""


@dataclass(frozen=True, slots=True)
class ShowMeetingActions(Question, MeetingCommand):
    """Where a meeting's actions stand."""


@dataclass(frozen=True, slots=True)
class CopyRecord(Question, MeetingCommand):
    """Plain text for each child's case record."""


@dataclass(frozen=True, slots=True)
class ShowInvitation(Question, InvitationCommand):
    """One's own invitation as it stands."""


@dataclass(frozen=True, slots=True)
class ShowAnswerForm(Question, InvitationCommand):
    """The form of one of the longer answers; `verb` says which."""

    verb: str


@dataclass(frozen=True, slots=True)
class SearchDeputies(Question, InvitationCommand):
    """Colleagues by name: of one's own agency for a deputy, of the council's directory for the right person."""

    words: str
    own_agency: bool = True


@dataclass(frozen=True, slots=True)
class ShowPhoneAnswer(Question, InvitationCommand):
    """What somebody said by phone."""


@dataclass(frozen=True, slots=True)
class ShowCorrection(Question, ActionCommand):
    """One written action, to put right."""


@dataclass(frozen=True, slots=True)
class ShowWords(Question, ActionCommand):
    """An action's own words."""


@dataclass(frozen=True, slots=True)
class ShowTimescale(Question, ActionCommand):
    """By when."""


@dataclass(frozen=True, slots=True)
class ShowPutOff(Question, ActionCommand):
    """Why not by then, and when."""


@dataclass(frozen=True, slots=True)
class ShowOwner(Question, ActionCommand):
    """Who will do it."""


@dataclass(frozen=True, slots=True)
class ShowAction(Question, ActionCommand):
    """How one action stands, without its words."""


@dataclass(frozen=True, slots=True)
class ShowPadOfAction(Question, ActionCommand):
    """The pad that an action is written on."""


@dataclass(frozen=True, slots=True)
class DueOfAction(Question, ActionCommand):
    """When an action is due."""


@dataclass(frozen=True, slots=True)
class MeetingOfAction(Question, ActionCommand):
    """The id of the meeting that an action belongs to."""


@dataclass(frozen=True, slots=True)
class MeetingOfInvitation(Question, InvitationCommand):
    """The id of the meeting that an invitation is to."""


@dataclass(frozen=True, slots=True)
class SeatsOf(Question):
    """The seats that a person of one's own councils can fill."""

    person_id: str


@dataclass(frozen=True, slots=True)
class ShowLeave(Question):
    """When somebody is away, now and later; `person_id` "" is the actor."""

    person_id: str = ""


@dataclass(frozen=True, slots=True)
class ShowLeaveForm(Question):
    """The form that says when somebody is away; with `leave_id`, to change that leave."""

    person_id: str = ""
    leave_id: str = ""


@dataclass(frozen=True, slots=True)
class ShowCoverForm(Question):
    """Who covers, of leave that is otherwise clear; `person_id` "?" asks who is away as well."""

    person_id: str
    starts_at: datetime
    ends_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LeaveTold(Question):
    """The leave that somebody has told, under way or to come."""

    person_id: str = ""


@dataclass(frozen=True, slots=True)
class HoursOf(Question):
    """When somebody's working days begin and end."""

    person_id: str = ""


@dataclass(frozen=True, slots=True)
class SearchOwnPeople(Question):
    """The actor and those below them in the line of managers, by name."""

    words: str


@dataclass(frozen=True, slots=True)
class SearchCover(Question):
    """Colleagues of the same agency, by name, who may cover for somebody."""

    words: str
    person_id: str = ""


@dataclass(frozen=True, slots=True)
class ShowOffer(Question):
    """The times that a desk or person offers; `who` "" is the actor."""

    who: str = ""


@dataclass(frozen=True, slots=True)
class ShowOfferForm(Question):
    """The form that offers times; `who` "" leaves the choice between the actor's desks and the actor."""

    who: str = ""


@dataclass(frozen=True, slots=True)
class OwnDesks(Question):
    """The desks that the actor serves."""
