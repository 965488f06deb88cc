"""Who may do and see what: checked on what the database says now, for the actor whom the platform signed for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from bot.app import commands as c
from bot.app import questions as q
from bot.app.access import (
    NOT_YOURS,
    answers_for,
    answers_for_one,
    may_convene,
    may_record,
    may_tell_happened,
    runs,
    takes_part,
)
from bot.app.agreeing import may_agree
from bot.app.nights.rights import NIGHT_CHECKS
from bot.app.own_time_rights import OWN_TIME_CHECKS
from bot.app.retention_rights import RETENTION_CHECKS, checked
from bot.app.rights_by_phone import heard_by_phone, makes_the_calls
from bot.app.staying_out import heed, out_of_case, reference_of
from bot.app.work import OPERATOR, Work
from bot.domain.action import Action, ActionState
from bot.domain.errors import Refusal
from bot.domain.meeting import Meeting
from bot.domain.people import Person

Check = Callable[[Any, Work], Awaitable[None]]


async def allow(asked: object, work: Work) -> None:
    """Refuse what the actor may not do or see. What has no rule here is refused."""
    check = CHECKS.get(type(asked))
    if check is None:
        raise Refusal("no_rule", NOT_YOURS)
    await checked(check, asked, work)


async def _operator(_: object, work: Work) -> None:
    if work.actor != OPERATOR:
        raise Refusal("operator_only", NOT_YOURS)


async def _anybody(_: object, work: Work) -> None:
    """The platform's word is the authority, or our own seal on a link; the handler matches it to the directory."""


async def _registered(_: object, work: Work) -> None:
    await work.acting_person()


async def _convenes(asked: c.ConveneMeeting | c.TellHeldByPhone, work: Work) -> None:
    if not may_convene(await work.acting_person(), asked.council):
        raise Refusal(
            "not_social_care", "Only social care calls strategy meetings. Nothing was saved. Please ring them."
        )
    if work.actor.person_id in await out_of_case(work.uow, asked.council, asked.facts):
        raise Refusal("not_yours", NOT_YOURS)
    if isinstance(asked, c.ConveneMeeting) and asked.meeting_id:
        await _runs(c.MeetingCommand(asked.meeting_id), work)


async def _meeting(meeting_id: str, work: Work) -> Meeting:
    found = await work.uow.meetings.get(meeting_id)
    if found is None:
        raise Refusal("not_yours", NOT_YOURS)
    return await heed(work.uow, found)


async def _runs(asked: c.MeetingCommand, work: Work) -> None:
    if not await runs(await _meeting(asked.meeting_id, work), await work.acting_person(), work):
        raise Refusal("not_yours", NOT_YOURS)


async def _records(asked: c.MeetingCommand, work: Work) -> None:
    if not await may_record(await _meeting(asked.meeting_id, work), await work.acting_person(), work):
        raise Refusal("not_yours", NOT_YOURS)


async def _chooses(asked: q.SearchForSeat, work: Work) -> None:
    """Whoever records the meeting, and whoever answers for an action of it: they choose who does it."""
    meeting, person = await _meeting(asked.meeting_id, work), await work.acting_person()
    if await may_record(meeting, person, work):
        return
    open_ones = await work.uow.actions.where(meeting_id=meeting.id, state=ActionState.OPEN)
    if not await answers_for_one(open_ones, meeting, person, work):
        raise Refusal("not_yours", NOT_YOURS)


async def _takes_part(asked: c.MeetingCommand, work: Work) -> None:
    if not await takes_part(await _meeting(asked.meeting_id, work), await work.acting_person(), work):
        raise Refusal("not_yours", NOT_YOURS)


async def _own_invitation(asked: c.InvitationCommand, work: Work) -> None:
    found, person = await work.uow.invitations.get(asked.invitation_id), await work.acting_person()
    if found is None or found.person_id != person.id:
        raise Refusal("not_yours", NOT_YOURS)
    if person.id in (await _meeting(found.meeting_id, work)).excluded:
        raise Refusal("not_yours", NOT_YOURS)


async def _serves(asked: c.RequestCommand, work: Work) -> None:
    """Whoever serves the desk that is asked, on shift or not, as long as they may know of the meeting."""
    found, person = await work.uow.police_requests.get(asked.request_id), await work.acting_person()
    if found is None or not await work.uow.desk_members.where(desk_id=found.desk_id, person_id=person.id):
        raise Refusal("not_yours", NOT_YOURS)
    if person.id in (await _meeting(found.meeting_id, work)).excluded:
        raise Refusal("not_yours", NOT_YOURS)


async def _answers(asked: c.ActionCommand, work: Work) -> None:
    await _answers_for(asked.action_id, work)


async def _action(action_id: str, work: Work) -> tuple[Action, Meeting, Person]:
    """An action, its meeting, and who acts."""
    found = await work.uow.actions.get(action_id)
    if found is None:
        raise Refusal("not_yours", NOT_YOURS)
    return found, await _meeting(found.meeting_id, work), await work.acting_person()


async def _answers_for(action_id: str, work: Work) -> None:
    if not await answers_for(*await _action(action_id, work), work):
        raise Refusal("not_yours", NOT_YOURS)


async def _owns(asked: c.ActionCommand, work: Work) -> None:
    """The owner alone, as long as they may know of the meeting."""
    action, meeting, person = await _action(asked.action_id, work)
    if action.owner_id != person.id or person.id in meeting.excluded:
        raise Refusal("not_yours", NOT_YOURS)


async def _agrees(asked: c.AnswerLonger, work: Work) -> None:
    """Whoever is asked for a later date, and the one above them; never whoever asks."""
    action, meeting, person = await _action(asked.action_id, work)
    if not await may_agree(work, meeting, action, person.id):
        raise Refusal("not_yours", NOT_YOURS)


async def _finishes(asked: c.FinishActions, work: Work) -> None:
    for action_id in asked.action_ids:
        await _answers_for(action_id, work)


async def _owns_or_runs(asked: c.ActionCommand, work: Work) -> None:
    action, meeting, person = await _action(asked.action_id, work)
    owns = person.id == action.owner_id and person.id not in meeting.excluded
    if not owns and not await runs(meeting, person, work):
        raise Refusal("not_yours", NOT_YOURS)


async def _hears_of(asked: c.ActionCommand, work: Work) -> None:
    """Whoever may tell that what an action waits for has happened."""
    action, meeting, person = await _action(asked.action_id, work)
    if not await takes_part(meeting, person, work) and not await answers_for(action, meeting, person, work):
        raise Refusal("not_yours", NOT_YOURS)


async def _tells_happened(asked: c.TellHappened, work: Work) -> None:
    meeting, person = await _meeting(asked.meeting_id, work), await work.acting_person()
    if not await may_tell_happened(meeting, asked.event, person, work):
        raise Refusal("not_yours", NOT_YOURS)


async def _tells_conflict(asked: c.TellConflict, work: Work) -> None:
    """The operator, or social care of the council; never somebody who must stay out of that case themselves."""
    if work.actor == OPERATOR:
        return
    person = await work.acting_person()
    about = tuple({asked.reference, reference_of(asked.reference)})
    out = await work.uow.conflicts.where(council=asked.council, reference=about, person_id=person.id)
    if out or not may_convene(person, asked.council):
        raise Refusal("not_yours", NOT_YOURS)


async def _corrects(asked: c.ActionCommand, work: Work) -> None:
    _, meeting, person = await _action(asked.action_id, work)
    if not await may_record(meeting, person, work):
        raise Refusal("not_yours", NOT_YOURS)


CHECKS: dict[type, Check] = {
    c.ConveneMeeting: _convenes,
    c.TellHeldByPhone: _convenes,
    **dict.fromkeys(
        (
            c.ChooseTime,
            c.SwapPerson,
            c.SendInvitations,
            c.PlanFullMeeting,
            c.MoveMeeting,
            c.CancelMeeting,
            c.TakeBack,
            c.TellMeetingHeld,
            c.OfferHandover,
            c.NameRecorder,
            q.ShowPlan,
            q.ShowFacts,
            q.ShowSwap,
            q.ShowMeetingForm,
            q.CopyRecord,
            q.ShowMeetingActions,
        ),
        _runs,
    ),
    **dict.fromkeys((c.AddAction, c.CloseRecord, q.ShowPad, q.ShowReadBack), _records),
    q.SearchForSeat: _chooses,
    **dict.fromkeys((c.AddActions, q.ReadPlan, q.ShowPaste, q.OwnerAt), _records),
    q.ShowFromMessage: _registered,
    **dict.fromkeys((c.CorrectAction, c.RemoveAction, q.ShowCorrection, q.ShowPadOfAction), _corrects),
    **dict.fromkeys((c.AnswerHandover, q.ShowMeeting), _takes_part),
    **dict.fromkeys(
        (
            c.AcceptInvitation,
            c.DeclineInvitation,
            c.SendDeputy,
            c.SuggestTime,
            c.NameRightPerson,
            c.PromiseInformation,
            c.SendInformation,
            c.AddAgencyReference,
            c.TellConnection,
            c.AnswerFromCalendar,
            q.ShowInvitation,
            q.ShowAnswerForm,
            q.SearchDeputies,
        ),
        _own_invitation,
    ),
    **dict.fromkeys((c.AcknowledgeRequest, c.TakeRequest, c.NameOfficer, c.RefuseRequest), _serves),
    **dict.fromkeys((q.ShowRequest, q.ShowRequestForm, q.SearchOfficers), _serves),
    q.ShowWhyRefused: _runs,
    q.ShowDeskQueue: _registered,
    q.CountRequests: _operator,
    **dict.fromkeys((c.RecordPhoneAnswer, q.ShowPhoneAnswer, q.MeetingOfInvitation), heard_by_phone),
    **dict.fromkeys((c.TellCall, c.TellInformationByPhone, q.ShowCallsAbout), heard_by_phone),
    **dict.fromkeys((c.TellSeatCall, q.ShowCalls), makes_the_calls),
    **dict.fromkeys(
        (
            c.SetTimescale,
            c.SetOwner,
            c.PutOffAction,
            q.LongerAnswered,
            q.ShowWhy,
            q.ShowWords,
            q.ShowTimescale,
            q.ShowPutOff,
            q.ShowOwner,
            q.ShowAction,
            q.DueOfAction,
            q.MeetingOfAction,
        ),
        _answers,
    ),
    **dict.fromkeys((c.ConfirmTimescale, q.ShowDone), _answers),
    **dict.fromkeys((c.SplitAction, q.ShowSplit), _corrects),
    **dict.fromkeys((c.EndRecurring, q.ShowEnding), _owns_or_runs),
    **dict.fromkeys((q.ShowHappened, q.HangsOn), _hears_of),
    c.TellHappened: _tells_happened,
    q.WaitingFor: _registered,
    c.FinishActions: _finishes,
    c.AnswerLonger: _agrees,
    **dict.fromkeys((c.GiveBackAction, c.SnoozeAction, q.ShowGiveBack, q.ShowSnooze), _owns),
    c.TellConflict: _tells_conflict,
    **NIGHT_CHECKS,
    **dict.fromkeys(
        (
            c.ImportDirectory,
            c.ConfirmDirectory,
            c.PersonLeaves,
            c.KeepCalendar,
            c.ImportRota,
            q.CountActions,
            q.ShowContactSheet,
        ),
        _operator,
    ),
    **dict.fromkeys((c.RetryAside, q.WhatIsAmiss), _operator),
    **dict.fromkeys((c.GoQuiet, c.Resume, q.ShowQuiet), _operator),
    **dict.fromkeys((c.BindAddress, c.LoseAddress, c.LoseTenant, c.TellUndelivered), _anybody),
    **dict.fromkeys((c.RefuseCalendarAnswer, q.WhoseAnswer, c.ReadFeed), _anybody),
    **dict.fromkeys((c.MakeFeed, c.EndFeed, q.ShowFeed), _registered),
    q.ShowVisited: _registered,
    **dict.fromkeys((c.SendCode, c.SendAgain, c.ProveVisit, c.EndVisit, q.OpenLink, q.WhoVisits), _anybody),
    **OWN_TIME_CHECKS,
    **RETENTION_CHECKS,
    **dict.fromkeys((q.SearchOwnPeople, q.OwnDesks, q.ShowOverdue, q.ShowToday), _registered),
    **dict.fromkeys((q.ShowDigestHour, c.ChooseDigestHour), _registered),
    **dict.fromkeys(
        (q.ShowHome, q.ShowHelp, q.ShowMine, q.FindMeeting, q.ShowTick, q.ShowConvene, q.SearchPeople, q.SeatsOf),
        _registered,
    ),
}
