"""The same job with real adapters, each person in their own tool: Slack for one council, Teams for another."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app.commands import PersonLeaves
from bot.app.work import OPERATOR
from bot.demo.cast import HOME_TENANT, PEOPLE
from bot.demo.stage import Stage, stage
from bot.demo.stand_ins import microsoft, slack
from bot.demo.story import STARTS_AT

COUNCIL_IN_TEAMS = PEOPLE.replace(",T0COUNCIL,,", f",,{HOME_TENANT},")
SAME_DAY = "Same day: meet today"


@pytest.fixture
async def in_teams(tmp_path: Path) -> AsyncIterator[Stage]:
    """All who have a tool in Teams, in three tenants, with the app installed."""
    async with stage(tmp_path, STARTS_AT, COUNCIL_IN_TEAMS) as played:
        for person_id in (key for key, row in played.cast.people.items() if row["teams"]):
            await played.in_teams(person_id).install()
        yield played


@pytest.fixture
async def mixed(tmp_path: Path) -> AsyncIterator[Stage]:
    """The council in Slack, police and health in two Teams tenants."""
    async with stage(tmp_path, STARTS_AT) as played:
        for person_id in ("ines", "pat", "pip", "hana", "priya", "grace", "ade"):
            await played.in_teams(person_id).install()
        yield played


async def call_in_teams(played: Stage, **answers: str) -> microsoft.Hand:
    sam = played.in_teams("sam")
    await sam.say("strategy-meeting")
    await sam.sees("Case reference")
    for label, value in {"Case reference": "CSC-104233", "How soon": SAME_DAY, "Ages": "3 years"}.items():
        sam.fill(label, value)
    for label, value in answers.items():
        sam.fill(label, value)
    assert not (await sam.press("Plan it")).failed
    return sam


async def call_in_slack(played: Stage) -> slack.Hand:
    sam = played.in_slack("sam")
    await sam.type_command("/strategy-meeting")
    await sam.until(lambda: sam.modals)
    await sam.fill("Case reference", "CSC-104233")
    await sam.choose("How soon", SAME_DAY)
    await sam.submit()
    await sam.submit()
    return sam


async def test_a_council_in_teams_calls_answers_and_records(in_teams: Stage) -> None:
    sam = await call_in_teams(in_teams)
    await in_teams.sees("sam", "Priya Nair (knows the child)")
    await sam.press("Send invitations")
    for person_id, label in (("pat", "I'll take it"), ("priya", "I'll come"), ("tess", "I'll come")):
        await in_teams.sees(person_id, "You are asked to come")
        assert not (await in_teams.in_teams(person_id).press(label)).failed
    await in_teams.sees("sam", "Quorate: social care, police and health are coming")
    await sam.press("Write the actions")
    sam.fill("Action", "Visit the family").fill("Who", "Priya Nair – Health visitor").fill("Or in your words", "ASAP")
    await sam.press("Add")
    await in_teams.sees("sam", "1. Visit the family")
    await sam.press("Finish")
    await in_teams.sees("sam", "No time for action 1")
    await sam.press("Close the record")
    await in_teams.sees("priya", "Your actions from EXMP-SM-1")
    assert not any("Visit the family" in each for each in in_teams.chat("priya"))


async def test_a_long_list_is_folded_away_and_what_is_ticked_in_it_counts(in_teams: Stage) -> None:
    sam = in_teams.in_teams("sam")
    await sam.say("strategy-meeting")
    shown = await sam.sees("Case reference")
    assert "Swallowed something harmful" not in microsoft.read(shown)
    await sam.press("Concerns …")
    sam.fill("Case reference", "CSC-104233").fill("How soon", SAME_DAY).fill("Ages", "3 years")
    sam.fill("Concerns", ["Physical injury"])
    assert not (await sam.press("Plan it")).failed
    await in_teams.sees("sam", "Paediatrician on call: Dr Ade Bello")


async def test_a_wrong_reference_is_said_beside_the_field_and_nothing_typed_is_lost(in_teams: Stage) -> None:
    sam = await call_in_teams(in_teams, **{"Case reference": "Kayleigh Smith"})
    await in_teams.sees("sam", "Never a name")
    assert not await in_teams.rows("meetings")
    sam.fill("Case reference", "CSC-104233")
    await sam.press("Plan it")
    (meeting,) = await in_teams.rows("meetings")
    assert meeting.facts.children[0].age.years == 3


async def test_a_name_that_fits_two_people_is_asked_about(in_teams: Stage) -> None:
    sam = await call_in_teams(in_teams, **{"People who know the child": "e"})
    await in_teams.sees("sam", "More than one person has that name")
    sam.fill("People who know the child", ["Grace Obi – 0-19 East"])
    assert not (await sam.press("Plan it")).failed
    await in_teams.sees("sam", "The plan")


async def test_held_by_phone_is_told_in_teams(in_teams: Stage) -> None:
    sam = in_teams.in_teams("sam")
    await sam.say("phone")
    await sam.sees("Held by phone")
    sam.fill("Case reference", "CSC-104233").fill("How soon", SAME_DAY)
    sam.fill("Day it was held", "2026-03-10").fill("Time it was held", "09:30")
    sam.fill("Who took part", "Tess Okafor; Pat Lindqvist").fill("Actions agreed", "Police to visit today")
    assert not (await sam.press("Record it")).failed
    await in_teams.sees("sam", "Held: Tue 10 March, 09:30, entered Tue 10 March, 10:2")
    await in_teams.sees("priya", "your information")


async def test_a_council_behind_a_closed_network_uses_socket_mode(tmp_path: Path) -> None:
    async with stage(tmp_path, STARTS_AT, socket_mode=True) as played:
        await played.in_teams("pat").install()
        sam = await call_in_slack(played)
        await sam.close_view(everything=True)
        await played.sees("pat", "EXMP-SM-1")
        await played.sees("tess", "EXMP-SM-1")
        await played.in_slack("tess").press("I'll come")
        await played.sees("sam", "Team manager (chair): Tess Okafor")
        assert played.their_slack.socket.connections, "nothing came in over HTTP"


async def test_somebody_unregistered_learns_whom_to_ring_and_nothing_else(mixed: Stage) -> None:
    stan = slack.Person("U0STRANGER", "Stan Ranger", "stan@elsewhere.example")
    mixed.their_slack.state.workspaces["T0COUNCIL"].people.append(stan)
    stranger = mixed.their_slack.person("U0STRANGER", "T0COUNCIL")
    await stranger.type_command("/strategy-meeting", "EXMP-SM-1")
    await stranger.until(lambda: any("not registered" in slack.read(each) for each in stranger.ephemerals))
    said = slack.read(stranger.ephemerals[-1])
    assert "01632 960100" in said
    assert "EXMP-SM" not in said


async def test_an_address_that_slack_does_not_vouch_for_opens_nothing(mixed: Stage) -> None:
    twin = slack.Person("U0TWIN", "Sam Carter", "sam.carter@exampleshire.example", email_confirmed=False)
    mixed.their_slack.state.workspaces["T0COUNCIL"].people.append(twin)
    stranger = mixed.their_slack.person("U0TWIN", "T0COUNCIL")
    await stranger.type_command("/strategy-meeting")
    await stranger.until(lambda: any("not registered" in slack.read(each) for each in stranger.ephemerals))
    assert not stranger.modals


async def test_somebody_who_leaves_hands_everything_to_their_manager_at_once(mixed: Stage) -> None:
    sam = await call_in_slack(mixed)
    await mixed.sees("sam", "Not quorate yet")
    await mixed.runtime.bus.do(PersonLeaves("sam"), OPERATOR)
    await mixed.sees("tess", "EXMP-SM-1 is now yours")
    (meeting,) = await mixed.rows("meetings")
    assert meeting.convenor_id == "tess"
    await sam.close_view(everything=True)
    await sam.type_command("/strategy-meeting", "EXMP-SM-1")
    await sam.until(lambda: any("not registered" in slack.read(each) for each in sam.ephemerals))


async def test_an_answer_by_slack_and_one_by_teams_change_the_same_cards(mixed: Stage) -> None:
    sam = await call_in_slack(mixed)
    await sam.close_view(everything=True)
    await mixed.sees("tess", "You are asked")
    await mixed.in_slack("tess").press("I'll come")
    await mixed.sees("priya", "You are asked")
    await mixed.in_teams("priya").press("I'll come")
    await mixed.sees("sam", "Not quorate yet. Missing: police")
    await mixed.in_teams("pat").press("I'll take it")
    await mixed.sees("sam", "Quorate: social care, police and health are coming")
    await mixed.sees("pip", "Pat Lindqvist has taken this")
    assert len([each for each in mixed.chat("sam") if "Quorate: social care" in each]) == 1
