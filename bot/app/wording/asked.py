"""Everybody asked, in the order in which the convenor needs them: what to sort out, who is awaited, who comes."""

from __future__ import annotations

from dataclasses import dataclass

from bot.app.cards import Block, Button, Heading, Item, Tone
from bot.app.view import MeetingView
from bot.app.wording.invitation import press
from bot.app.wording.times import moment, near
from bot.domain.invitation import Answer, Invitation
from bot.domain.meeting import MeetingState, Seat
from bot.domain.notice import Notice, NoticeState

TOOLS = {"slack": "Slack", "teams": "Teams", "email": "e-mail", "web": "web page", "phone": "phone"}
UNREACHED = {
    "not_installed": "has not added Quorate in their tool yet",
    "blocked": "has blocked Quorate",
    "unknown_account": "has no account in their tool",
    "no_address": "has no tool we can write to",
    "deactivated": "no longer has that account",
    "cut_off": "cannot be written to: their organisation's tool refuses Quorate",
}
FIRST, WAITING, COMING, AWAY = "Needs you", "Waiting for", "Coming", "Can't come"
NOT_COUNTED = "Not counted until they answer themselves."
INFORM = "Asked for information, not to come"
TAKE_BACK = "Asked by mistake"
TAKE_BACK_SURE = "Was {name} asked by mistake? They see no more of this meeting, and are not asked again."


@dataclass(frozen=True, slots=True)
class Posts:
    """What became of each invitation's message, by invitation id, the newest last."""

    by_invitation: dict[str, list[Notice]]

    def of(self, invitation: Invitation) -> Notice | None:
        """The newest message about this invitation."""
        found = self.by_invitation.get(invitation.id)
        return found[-1] if found else None


def people_lines(view: MeetingView, posts: Posts) -> list[Block]:
    """A line for each person asked and each seat that nobody fills, under four headings."""
    if view.meeting.state is MeetingState.CANCELLED:
        return []
    parts: dict[str, list[Item]] = {FIRST: [], WAITING: [], COMING: [], INFORM: [], AWAY: []}
    for seat in view.open_seats():
        for part, item in _seat_lines(view, seat, posts):
            parts[part].append(item)
    blocks: list[Block] = []
    for part, items in parts.items():
        blocks += [Heading(_heading(view, part)), *items] if items else []
    return blocks


def seated(view: MeetingView, seat: Seat) -> str:
    """The seat in plain words; with the child's place on the form where the same seat is there for several."""
    label = view.label(seat)
    places = {child.reference: place for place, child in enumerate(view.meeting.facts.in_scope, start=1)}
    for_whom = [str(places[each]) for each in seat.child.split(",") if each in places]
    alike = [each for each in view.open_seats() if each.name == seat.name]
    return f"{label} of child {' and '.join(for_whom)}" if len(alike) > 1 and for_whom else label


def _heading(view: MeetingView, part: str) -> str:
    if view.meeting.entered_at:
        return {COMING: "Were there", AWAY: "Were not there"}.get(part, part)
    return {COMING: "Said they would come", WAITING: "Did not answer"}.get(part, part) if _over(view) else part


def _over(view: MeetingView) -> bool:
    return view.meeting.state in (MeetingState.HELD, MeetingState.CLOSED)


def _seat_lines(view: MeetingView, seat: Seat, posts: Posts) -> list[tuple[str, Item]]:
    label = seated(view, seat) + ("" if seat.required or seat.name in view.closed else " (advised)")
    asked = [each for each in view.asked(seat) if each.answer is not Answer.TAKEN]
    filled = view.filled.get(seat.id)
    if filled is not None:
        asked = [filled, *(each for each in asked if each is not filled and each.information_by)]
    if not asked:
        elsewhere = f" Named: {seat.named_elsewhere}. Please ring them." if seat.named_elsewhere else ""
        words = f"{label}: nobody fills this seat.{elsewhere}"
        return [(FIRST, Item(words, _choose(view, seat), "warning"))] if seat.required else []
    desk = [each for each in asked if each.desk_id and _quietly_awaited(view, each, posts.of(each))]
    others = [each for each in asked if len(desk) < 2 or each not in desk]
    lines = [_line(view, seat, label, each, posts.of(each)) for each in others]
    return lines if len(desk) < 2 else [(WAITING, _desk_line(view, label, desk, posts)), *lines]


def _quietly_awaited(view: MeetingView, invitation: Invitation, post: Notice | None) -> bool:
    return invitation.awaits(view.meeting.revision) and _trouble(post) == ""


def _desk_line(view: MeetingView, label: str, asked: list[Invitation], posts: Posts) -> Item:
    """Everybody of a desk who was asked, in one line: the first to answer has it."""
    desk = view.desks.get(asked[0].desk_id or "")
    asked = sorted(asked, key=lambda each: view.name(each.person_id))
    sent = [post for each in asked if (post := posts.of(each)) and post.first_sent_at]
    when = (
        f"asked {near(min(post.first_sent_at for post in sent if post.first_sent_at), view.now)}"
        if sent
        else "being asked"
    )
    tools = ", ".join(dict.fromkeys(TOOLS.get(post.channel, post.channel) for post in sent))
    who = ", ".join(view.name(each.person_id) for each in asked)
    words = (
        f"{label}: {desk.name if desk else 'desk'}, no answer yet ({', '.join(filter(None, (when, tools)))}: {who})."
    )
    if not view.meeting.open_to_answers:
        return Item(words)
    heard = (
        Button(f"{view.name(each.person_id)} by phone", "phone_answer", press(each, view.meeting)) for each in asked
    )
    return Item(words, tuple(heard))


def _tool(post: Notice | None) -> str:
    return f", {TOOLS.get(post.channel, post.channel)}" if post and post.first_sent_at else ""


def _line(view: MeetingView, seat: Seat, label: str, invitation: Invitation, post: Notice | None) -> tuple[str, Item]:
    person = view.people[invitation.person_id]
    part, words, tone = _stand(view, invitation, post)
    if invitation.answer is Answer.DECLINED and _convenors_turn(view, seat, invitation):
        part, words = FIRST, f" can't come{words}"
    desk = view.desks.get(invitation.desk_id or "")
    phone = person.phone or (desk.phone if desk else "")
    ring = f" Ring {phone}." if tone == "warning" and phone else ""
    text = f"{label}: {person.name}{_desk(view, invitation)}{words}{ring}"
    return part, Item(text, _answers(view, seat, invitation, part), tone)


def _convenors_turn(view: MeetingView, seat: Seat, invitation: Invitation) -> bool:
    """True when somebody declined and nobody else is asked, or only the convenor can do what they said."""
    if _over(view) or not view.meeting.open_to_answers or seat.id in view.filled or invitation.only_informs:
        return False
    others = [each for each in view.asked(seat) if each is not invitation]
    if invitation.suggested_at is not None:
        return True
    if any(each.awaits(view.meeting.revision) for each in others):
        return False
    said = invitation.answered_at or invitation.asked_at
    return all((each.answered_at or each.asked_at) <= said for each in others)


def _answers(view: MeetingView, seat: Seat, invitation: Invitation, part: str) -> tuple[Button, ...]:
    if not view.meeting.open_to_answers:
        return ()
    buttons: list[Button] = []
    if invitation.suggested_at:
        move = f"Move to {moment(invitation.suggested_at)}"
        buttons.append(Button(move, "move_to", f"{view.meeting.id}@{invitation.suggested_at:%Y%m%dT%H%MZ}"))
    if invitation.awaits(view.meeting.revision):
        buttons.append(Button("By phone", "phone_answer", press(invitation, view.meeting)))
    if part is FIRST:
        buttons += _choose(view, seat)
    return (*buttons, *_take_back(view, invitation))


def _take_back(view: MeetingView, invitation: Invitation) -> tuple[Button, ...]:
    """Whoever was asked by mistake, also when they have declined: until then they may look in. Never the convenor."""
    if invitation.person_id == view.meeting.convenor_id:
        return ()
    sure = TAKE_BACK_SURE.format(name=view.name(invitation.person_id))
    return (Button(TAKE_BACK, "take_back", f"{view.meeting.id}/{invitation.id}", confirm=sure),)


def _desk(view: MeetingView, invitation: Invitation) -> str:
    desk = view.desks.get(invitation.desk_id or "")
    return f", {desk.name}" if desk else ""


def _stand(view: MeetingView, invitation: Invitation, post: Notice | None) -> tuple[str, str, Tone]:
    """The heading that somebody stands under, what is said of them there, and how loudly."""
    at = near(invitation.answered_at, view.now) if invitation.answered_at else ""
    by = f"by phone to {view.name(invitation.recorded_by_id)}" if invitation.recorded_by_id else ""
    how = ", ".join(each for each in (at, by or TOOLS.get(invitation.via, "")) if each)
    how = f" ({how})" if how else ""
    if invitation.counts_for(view.meeting.revision):
        if invitation.recorded_by_id and not view.policy.answers.phone_answers_count and not view.meeting.entered_at:
            return COMING, f"{how}. {NOT_COUNTED}", "plain"
        return COMING, "." if view.meeting.entered_at else f"{how}.", "good"
    if invitation.only_informs and not view.meeting.entered_at:
        return INFORM, f".{_instead(view, invitation)}", "plain"
    if invitation.answer is Answer.DECLINED:
        return AWAY, f"{'' if view.meeting.entered_at else how}.{_instead(view, invitation)}", "plain"
    trouble = _trouble(post)
    if trouble:
        return FIRST, trouble, "warning"
    if post is None or post.first_sent_at is None:
        return WAITING, " is being asked.", "plain"
    again = "no answer to the new time yet" if invitation.answer is Answer.ACCEPTED else "no answer yet"
    asked = f"asked {near(post.first_sent_at, view.now)}{_tool(post)}"
    return WAITING, f", {again} ({asked}).", "plain"


def _trouble(post: Notice | None) -> str:
    """Why the message has not arrived; "" when it has, or is on its way."""
    if post is None:
        return ""
    if post.state is NoticeState.FAILED:
        return f" could not be reached: {UNREACHED.get(post.reason, 'the message was not taken')}."
    if post.state is NoticeState.RETRY and post.first_sent_at is None:
        return " is not reached yet; we are trying again."
    return ""


def _instead(view: MeetingView, invitation: Invitation) -> str:
    if invitation.information_sent_at:
        return " Their information is sent."
    if invitation.information_by:
        by = near(invitation.information_by, view.now)
        return f" Asked for it by {by}." if invitation.only_informs else f" Their information comes by {by}."
    if invitation.deputy_id:
        return f" {view.name(invitation.deputy_id)} is asked instead."
    if invitation.instead:
        return f" The right person: {invitation.instead}."
    if invitation.suggested_at:
        return f" Could come {moment(invitation.suggested_at)}."
    return ""


def _choose(view: MeetingView, seat: Seat) -> tuple[Button, ...]:
    return (
        (Button("Choose somebody", "swap", f"{view.meeting.id}/{seat.id}"),) if view.meeting.open_to_answers else ()
    )
