"""Many people at the same instant: no answer is lost, nothing is done twice, nothing is shared that must not be."""

from __future__ import annotations

import asyncio
from collections import Counter

from bot.app.replies import Reply, Say, Show
from tests.kit.world import Somebody, World, read
from tests.stories.crowds import CROWD, crowd, everybody_is_asked


async def press(world: World, somebody: Somebody, verb: str, subject: str, key: str) -> Reply:
    return await world.front.pressed(somebody.identity, verb, subject, {}, key)


async def test_sixty_four_people_answer_one_meeting_at_once_and_no_answer_is_lost(world: World) -> None:
    people = await everybody_is_asked(world)
    verbs = ["accept" if number % 3 else "decline" for number in range(CROWD)]
    replies = await asyncio.gather(
        *(
            press(world, each, verb, f"i-{each.person.id}.1", f"k-{each.person.id}")
            for each, verb in zip(people, verbs, strict=True)
        )
    )
    await world.settle()
    answers = {each.id: each.answer for each in await world.rows("invitations")}
    wrong = [reply for reply in replies if not isinstance(reply, Show)]
    assert not wrong
    for each, verb in zip(people, verbs, strict=True):
        assert answers[f"i-{each.person.id}"] == {"accept": "accepted", "decline": "declined"}[verb]
    shown = read(world.people["sam"].card("EXMP-SM-1"))
    assert "Not quorate yet" in shown, "no quorum without police"
    for each, verb in zip(people, verbs, strict=True):
        # The start of a name is another's too.
        assert f"{each.person.name} " in shown.replace(",", " ").replace("\n", " ")
        mine = each.sees()
        assert not mine or {"accept": "You said you will come", "decline": "You said you can't come"}[verb] in mine
    assert not await world.rows("notices", state=("pending", "claimed", "retry"))


async def test_sixty_four_members_of_a_desk_claim_at_once_and_one_has_it(world: World) -> None:
    people = await crowd(world, "police", desk="pdesk")
    await world.called()
    buttons = [(each, each.button("I'll take it")) for each in people]
    replies = await asyncio.gather(
        *(press(world, each, mine.verb, mine.subject, f"k-{each.person.id}") for each, mine in buttons)
    )
    await world.settle()
    desk = await world.rows("invitations", desk_id="pdesk")
    assert Counter(each.answer for each in desk) == {"accepted": 1, "taken": CROWD + 1}
    (winner,) = [each.person_id for each in desk if each.answer == "accepted"]
    (seat,) = await world.rows("seats", name="police_child_abuse", closed=False)
    assert seat.person_id == winner
    name = world.people[winner].person.name
    for each, reply in zip(people, replies, strict=True):
        assert isinstance(reply, Show), reply
        mine = read(each.card("EXMP-SM-1"))
        assert ("You said you will come" if each.person.id == winner else f"{name} has taken this") in mine


async def test_meetings_called_at_once_never_share_a_room(world: World) -> None:
    forms = []
    for number in range(6):
        convenor = await world.joins(
            f"sw{number}", f"Worker {number}", "social_care", ("social_worker",), manager="tm"
        )
        await convenor.types("")
        await convenor.fills(references=f"CSC-30000{number}", urgency="same_day", ages="3 years")
        assert convenor.shown is not None
        forms.append((convenor, convenor.shown.subject))  # type: ignore[union-attr]
    replies = await asyncio.gather(
        *(world.front.submitted(who.identity, "send", subject, {}, f"k-{subject}") for who, subject in forms)
    )
    assert all(isinstance(reply, Say) and reply.tone == "good" for reply in replies), replies
    holds = await world.rows("rooms")
    for one in holds:
        for other in holds:
            apart = one.ends_at <= other.starts_at or other.ends_at <= one.starts_at
            assert one.id == other.id or one.room_id != other.room_id or apart
    assert len(await world.rows("meetings", state="called")) == 6
    assert len({each.number for each in await world.rows("meetings")}) == 6


async def test_the_same_delivery_many_times_at_once_has_one_effect(world: World) -> None:
    sam = world.people["sam"]
    values = {"references": "CSC-104233", "urgency": "same_day", "ages": "3 years"}
    await asyncio.gather(*(world.front.submitted(sam.identity, "convene", "", values, "one-key") for _ in range(8)))
    (meeting,) = await world.rows("meetings")
    await asyncio.gather(
        *(world.front.submitted(sam.identity, "send", meeting.id, {}, "another-key") for _ in range(8))
    )
    await world.settle()
    assert len(world.people["hv1"].posts) == 1
    assert len(await world.rows("audit", verb="called")) == 1


async def test_two_that_deliver_at_once_send_each_message_once(world: World) -> None:
    sam = world.people["sam"]
    await sam.types("")
    await sam.fills(references="CSC-104233", urgency="same_day", ages="3 years")
    (meeting,) = await world.rows("meetings")
    await world.front.submitted(sam.identity, "send", meeting.id, {}, "send-key")
    await asyncio.gather(*(world.bus.deliver() for _ in range(4)))
    await world.settle()
    assert Counter(world.tools["teams"].sends) == {"acc-hv1": 1, "acc-pc1": 1, "acc-pc2": 1}
