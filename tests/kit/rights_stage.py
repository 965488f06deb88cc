"""Two meetings of one council, and somebody in every part that there is: the table of rights is tried out here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from bot.app.commands import PersonLeaves
from bot.app.work import OPERATOR, QUORATE, Actor
from bot.domain.diary import Leave
from bot.domain.handover import HandoverLine, Way
from bot.domain.invitation import Answer, Invitation
from bot.domain.notice import Notice, NoticeKind
from tests.kit.world import World
from tests.stories.test_access import staged

PARTS = {
    "convenor": "sam",
    "their manager": "tm",
    "chair": "cha",
    "recorder": "rec",
    "accepted": "p-accepted",
    "not answered": "p-none",
    "declined": "hv1",
    "answered an earlier time": "p-earlier",
    "replaced": "hv3",
    "desk has it, a colleague took it": "p-taken",
    "desk member on shift": "pc1",
    "desk member off shift": "p-off",
    "owner of the action": "hv2",
    "the owner's cover": "p-cover",
    "the owner's manager": "hvm",
    "emergency duty": "edm",
    "must not be told": "exc",
    "social care, no part": "ola",
    "convenor of the other meeting": "p-theirs",
    "invited to the other meeting": "p-there",
    "another council": "str",
    "has left": "p-left",
}
"""Part by part, who has it. "The other meeting" is one that nobody above has a part in."""

OF_THE_OTHER = frozenset({"convenor of the other meeting", "invited to the other meeting", "another council"})
"""Their own is the other meeting, or the other council."""

ACTORS = {name: Actor(person_id, "slack") for name, person_id in PARTS.items()} | {
    "not in the directory": Actor("nobody", "slack"),
    "the operator": OPERATOR,
    "Quorate itself": QUORATE,
}
_ANSWERS = {
    "p-accepted": Answer.ACCEPTED,
    "p-none": Answer.NONE,
    "p-earlier": Answer.ACCEPTED,
    "p-taken": Answer.TAKEN,
}


@dataclass(frozen=True, slots=True)
class About:
    """What a command or question is about, by the name of its field. `mine`: one's own invitation."""

    fields: dict[str, Any]
    invitations: dict[str, str]


async def two_meetings(world: World) -> tuple[About, About]:
    """This meeting, and the other."""
    await staged(world)
    for person_id in ("p-accepted", "p-none", "p-earlier", "p-taken", "p-cover", "p-there", "p-left"):
        await world.joins(person_id, f"Pat {person_id[2:].title()}", "health", ())
    await world.joins("p-theirs", "Pat Theirs", "social_care", ("social_worker",))
    await world.joins("p-off", "Pat Off", "police", (), desk="pdesk", works="Sat 03:00-04:00")
    if "edm" not in world.people:
        await world.joins("edm", "Emma Duty", "social_care", ("chair_emergency_duty",), works="always")
    this = await _this(world)
    other = await _other(world)
    await world.bus.do(PersonLeaves("p-left"), OPERATOR)
    return this, other


async def _this(world: World) -> About:
    (meeting,) = await world.rows("meetings")
    (pattern,) = await world.rows("invitations", person_id="hv1")
    (action,) = await world.rows("actions")
    (request,) = await world.rows("police_requests")
    cover = Notice(
        "n-cover", "EXMP", NoticeKind.NUDGE, action.id, "p-cover", "cover:hv2", world.clock, world.clock, meeting.id,
        code="cover", post_id="1",
    )  # fmt: skip
    line = _line("line", meeting.id, world)
    async with world.storage.units.write() as uow:
        for person_id, answer in _ANSWERS.items():
            revision = 0 if person_id == "p-earlier" else meeting.revision
            made = replace(pattern, id=f"i-{person_id}", person_id=person_id, answer=answer)
            await uow.invitations.add(replace(made, answered_revision=revision, uid=""))
        await uow.invitations.add(replace(pattern, id="i-left", person_id="p-left", answer=Answer.ACCEPTED, uid=""))
        await uow.leave.add(_leave("leave", "hv2", "p-cover", world))
        await uow.notices.add(cover)
        await uow.handover_lines.add(line)
        await uow.commit()
    own = {each.person_id: each.id for each in await world.rows("invitations", meeting_id=meeting.id)}
    return _about(meeting, pattern, action.id, request.id, own, "hv2", "pdesk", "leave")


async def _other(world: World) -> About:
    (meeting,) = await world.rows("meetings")
    (pattern,) = await world.rows("invitations", person_id="hv1")
    (action,) = await world.rows("actions")
    (request,) = await world.rows("police_requests")
    (seat,) = await world.rows("seats", id=pattern.seat_id)
    second = replace(meeting, id="other", number=99, convenor_id="p-theirs", recorder_id=None, excluded=())
    (desk,) = await world.rows("desks", id="pdesk")
    there = replace(pattern, id="i-there", meeting_id="other", seat_id="s-there", person_id="p-there", uid="")
    async with world.storage.units.write() as uow:
        await uow.meetings.add(second)
        await uow.seats.add(replace(seat, id="s-there", meeting_id="other", person_id="p-there"))
        await uow.invitations.add(replace(there, answer=Answer.ACCEPTED))
        await uow.actions.add(replace(action, id="a-there", meeting_id="other", owner_id="p-there"))
        await uow.desks.add(replace(desk, id="d-there"))
        await uow.police_requests.add(replace(request, id="r-there", meeting_id="other", desk_id="d-there"))
        await uow.handover_lines.add(replace(_line("l-there", "other", world), council="OTHR"))
        await uow.leave.add(_leave("leave-there", "p-there", None, world))
        await uow.commit()
    own = dict.fromkeys(PARTS.values(), "i-there")
    return _about(second, there, "a-there", "r-there", own, "p-there", "d-there", "leave-there", council="OTHR")


def _about(
    meeting: Any,
    invitation: Invitation,
    action_id: str,
    request_id: str,
    own: dict[str, str],
    owner: str,
    desk: str,
    leave: str,
    council: str = "EXMP",
) -> About:
    fields = {
        "meeting_id": meeting.id,
        "invitation_id": invitation.id,
        "action_id": action_id,
        "action_ids": (action_id,),
        "request_id": request_id,
        "seat_id": invitation.seat_id,
        "line_id": "l-there" if meeting.id == "other" else "line",
        "council": council,
        "facts": meeting.facts,
        "reference": meeting.facts.children[0].reference,
        "person_id": owner,
        "who": desk,
        "leave_id": leave,
        "event": "discharge",
    }
    return About(fields, own)


def _line(line_id: str, meeting_id: str, world: World) -> HandoverLine:
    night = world.clock + timedelta(hours=12)
    return HandoverLine(line_id, "EXMP", "offer", Way.NIGHT, meeting_id, "sam", world.clock, night)


def _leave(leave_id: str, person_id: str, covered_by: str | None, world: World) -> Leave:
    began = world.clock - timedelta(hours=1)
    return Leave(leave_id, person_id, began, None, covered_by, person_id, began)
