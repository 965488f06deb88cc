"""Every question, and what its answer holds: looked at one by one. A new question is put where it belongs."""

from __future__ import annotations

WORDS = """
ShowFacts ShowPad ShowReadBack ShowCorrection ShowWords CopyRecord ShowPadOfAction ShowSplit ShowHappened ShowWhy
ShowWhyRefused ListHolds
"""
"""Words about a case: a child's reference, who must not be told, an action's words, reasons, what changed. Whoever
reads them is written down."""

NAMES = "ShowMeeting FindMeeting ShowPlan ShowInvitation ShowRequest ShowVisited"
"""Who comes and how to ring them, an agency's own number, why the planner chose this time. Nothing about a child."""

NOTHING = """
ShowConvene ShowHelp ShowHome ShowMine ShowMeetingForm ShowSwap SearchForSeat SearchPeople SearchDeputies
ShowAnswerForm ShowPhoneAnswer MeetingOfInvitation SeatsOf ShowCalls ShowCallsAbout ShowTimescale ShowOwner ShowTick
ShowMeetingActions ShowAction DueOfAction MeetingOfAction ShowDone ShowEnding HangsOn WaitingFor ShowPutOff
LongerAnswered ShowGiveBack ShowSnooze ShowLeave ShowLeaveForm ShowCoverForm LeaveTold HoursOf SearchOwnPeople
SearchCover ShowOffer ShowOfferForm OwnDesks ShowDigestHour ReadPlan ShowPaste ShowFromMessage OwnerAt ShowDeskQueue
ShowRequestForm SearchOfficers CountActions CountRequests ShowOverdue ShowToday OpenLink WhoVisits ShowHandingOver
ShowOffered ShowContactSheet WhoseAnswer ShowFeed ShowQuiet CasesDue WhatIsAmiss
"""
"""Meetings' references, times, seats, names and counts; or the asker's own words, which are kept nowhere."""

NEVER_ASKED_HERE = "ShowOffered ShowHappened"
"""They need a night, and an action that waits for an event: asked in tests/stories (nights, events)."""
