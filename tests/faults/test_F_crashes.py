"""Rows F1 to F4: a process that dies at any instant. People see a result or something to try again, never silence."""

from __future__ import annotations

import asyncio
from copy import deepcopy

import pytest

from bot.app.claiming import LEASE
from bot.demo.stand_ins import microsoft, slack
from bot.demo.stand_ins.slack import SlackSaw
from bot.demo.story import fills_the_form
from bot.failpoints import EXIT_CODE
from tests.kit.convening import ASKED, submits
from tests.kit.served import Ground, Process

INVITED = "You are asked to come"
AGAIN = "Sent again"


async def everybody_installed(standing: Ground) -> None:
    """The partners have the app in Teams, and Sam Carter is known in Slack; nothing runs any more."""
    first = await standing.serve()
    await standing.install_teams()
    await standing.in_slack("sam").type_command("/strategy-meeting", "help")
    await standing.in_slack("tess").type_command("/strategy-meeting", "help")
    await first.kill()


async def came_back(standing: Ground) -> Process:
    """Started again, after the lease of whatever the dead one held."""
    standing.clock.put_forward(seconds=LEASE.total_seconds() + 1)
    return await standing.serve()


def invitations(standing: Ground, person_id: str) -> list[str]:
    return [each for each in standing.chat(person_id) if INVITED in each]


async def known_to_have_it(standing: Ground) -> set[str]:
    """Whose invitation is marked as sent: the others may have it too, and nobody knows."""
    return {each.person_id for each in await standing.rows("notices", kind="invitation") if each.post_id}


@pytest.mark.parametrize("failpoint", ["verified", "inbox_inserted", "committed"])
async def test_F1_a_person_who_gets_no_answer_tries_again_and_there_is_one_meeting(
    standing: Ground, failpoint: str
) -> None:
    await everybody_installed(standing)
    dying = await standing.serve(failpoint=failpoint)
    sam = standing.in_slack("sam")
    await fills_the_form(sam)
    assert await submits(sam) == "dispatch_failed", "Slack says that it did not work, and keeps the form open"
    assert await dying.ended() == EXIT_CODE
    await came_back(standing)
    assert not await submits(sam)
    assert not await submits(sam)
    await standing.sees("tess", INVITED)
    assert len(await standing.rows("meetings")) == 1


async def test_F1_a_click_that_was_lost_is_clicked_again_and_counts_once(standing: Ground) -> None:
    await everybody_installed(standing)
    calm = await standing.serve()
    await standing.convenes()
    await standing.sees("tess", INVITED)
    tess = standing.in_slack("tess")
    on_her_screen = deepcopy(tess.message(INVITED))
    await calm.kill()
    dying = await standing.serve(failpoint="committed")
    with pytest.raises(SlackSaw, match="dispatch_failed"):
        await tess.press("I'll come")
    assert await dying.ended() == EXIT_CODE
    await came_back(standing)
    await tess.press("I'll come", in_message=on_her_screen)
    await standing.sees("tess", "You said you will come")
    (own,) = await standing.rows("invitations", person_id="tess")
    assert (str(own.answer), own.via) == ("accepted", "slack")


async def test_F2_a_meeting_that_was_not_saved_is_not_half_there(standing: Ground) -> None:
    await everybody_installed(standing)
    dying = await standing.serve(failpoint="before_commit:2")
    sam = standing.in_slack("sam")
    await fills_the_form(sam)
    assert not await submits(sam)
    assert await submits(sam) == "dispatch_failed"
    assert await dying.ended() == EXIT_CODE
    (meeting,) = await standing.rows("meetings")
    assert (str(meeting.state), await standing.rows("invitations")) == ("draft", [])
    await came_back(standing)
    assert not await submits(sam)
    for person_id in ASKED:
        await standing.sees(person_id, INVITED)


async def test_F2_invitations_not_yet_dispatched_go_out_within_five_seconds_of_the_restart(standing: Ground) -> None:
    await everybody_installed(standing)
    dying = await standing.serve(failpoint="before_dispatch")
    sam = standing.in_slack("sam")
    await fills_the_form(sam)
    await submits(sam)
    await submits(sam)
    assert await dying.ended() == EXIT_CODE
    assert len(await standing.rows("invitations")) >= len(ASKED)
    assert not any(invitations(standing, each) for each in ASKED)
    await standing.serve()
    ends = asyncio.get_running_loop().time() + 5
    for person_id in ASKED:
        await standing.sees(person_id, INVITED, within=ends - asyncio.get_running_loop().time())


async def test_F3_a_message_claimed_but_not_sent_is_sent_once(standing: Ground) -> None:
    await dies_while_inviting(standing, "claimed")
    assert not any(invitations(standing, each) for each in ASKED)
    await came_back(standing)
    for person_id in ASKED:
        await standing.sees(person_id, INVITED)
    await standing.settled()
    assert [len(invitations(standing, each)) for each in ASKED] == [1] * len(ASKED)
    assert not any(AGAIN in each for person_id in ASKED for each in standing.chat(person_id))


async def test_F4_an_invitation_in_doubt_is_sent_once_more_says_so_and_either_card_works(standing: Ground) -> None:
    await dies_while_inviting(standing, "sent_unmarked:4")
    known = await known_to_have_it(standing)
    had_it = [each for each in ASKED if invitations(standing, each) and each not in known]
    assert had_it
    await came_back(standing)
    for person_id in ASKED:
        await standing.sees(person_id, INVITED)
    await standing.settled()
    assert [len(invitations(standing, each)) for each in ASKED] == [1 + (each in had_it) for each in ASKED]
    for person_id in had_it:
        (again,) = [each for each in invitations(standing, person_id) if AGAIN in each]
        assert "EXMP-SM-1" in again
    in_a_tool = next(each for each in had_it if each != "dana")
    await answers(standing, in_a_tool)
    assert [str(each.answer) for each in await standing.rows("invitations", person_id=in_a_tool)] == ["accepted"]


async def test_F4_a_message_already_marked_is_never_sent_again(standing: Ground) -> None:
    await dies_while_inviting(standing, "marked:4")
    known = await known_to_have_it(standing)
    assert known
    await came_back(standing)
    for person_id in ASKED:
        await standing.sees(person_id, INVITED)
    await standing.settled()
    assert [len(invitations(standing, each)) for each in sorted(known)] == [1] * len(known)
    sent_twice = [each for each in ASKED if len(invitations(standing, each)) > 1]
    assert all(any(AGAIN in message for message in standing.chat(each)) for each in sent_twice)


async def dies_while_inviting(standing: Ground, failpoint: str) -> None:
    """The process ends while the invitations are on their way."""
    await everybody_installed(standing)
    dying = await standing.serve(failpoint=failpoint)
    sam = standing.in_slack("sam")
    await fills_the_form(sam)
    await submits(sam)
    await submits(sam)
    assert await dying.ended() == EXIT_CODE


async def answers(standing: Ground, person_id: str) -> None:
    """On the first of the two cards, which is the one that nobody wrote down."""
    if standing.cast.in_slack(person_id):
        hand = standing.in_slack(person_id)
        first = next(each for each in hand.messages if INVITED in slack.read(each))
        await hand.press("I'll come", in_message=first)
        return
    chat = standing.in_teams(person_id)
    first_card = next(each for each in chat.cards if INVITED in microsoft.read(each))
    label = "I'll take it" if person_id in ("pat", "pip") else "I'll come"
    await chat.press(label, in_card=first_card)
