"""A2, A3: what is rightly signed may be old, or say anything: it does what its sender may, once, or nothing."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.app.conversation.presses import PRESSES
from bot.app.conversation.submissions import SUBMISSIONS
from bot.storage import open_storage
from tests.contract.slack.ground import Slack
from tests.contract.teams.ground import Ground
from tests.faults.signed import Wire, restarted, wired
from tests.kit.databases import KEYS
from tests.kit.world import World
from tests.stories.test_access import everything


async def about(world: World, person_id: str) -> str:
    (invitation,) = await world.rows("invitations", person_id=person_id)
    return f"{invitation.id}.{invitation.revision}"


async def answers_of(world: World, person_id: str) -> tuple[str, int]:
    (invitation,) = await world.rows("invitations", person_id=person_id)
    noted = [each for each in await world.rows("audit", actor_id=person_id) if each.subject_id == invitation.id]
    return str(invitation.answer), len(noted)


@pytest.mark.parametrize("tool", ["slack", "teams"])
async def test_A2_what_is_sent_again_does_nothing_also_to_another_replica_and_after_a_restart(
    world: World, slack: Slack, teams: Ground, tool: str
) -> None:
    await world.called("planned")
    wire, subject = await wired(world, slack, teams, "hv1"), await about(world, "hv1")

    async def sends(verb: str, key: str) -> tuple[int, str]:
        if tool == "slack":
            return await wire.press_in_slack(verb, subject, key)
        return await wire.in_teams(verb, subject, {}, key)

    assert (await sends("accept", "1.1.1"))[0] == 200
    assert (await answers_of(world, "hv1"))[0] == "accepted"
    assert (await sends("decline", "2.2.2"))[0] == 200
    stands = await answers_of(world, "hv1")
    assert stands[0] == "declined"
    for front in (world.front, restarted(world), restarted(world)):
        wire.answered_by(front)
        assert (await sends("accept", "1.1.1"))[0] == 200
        assert await answers_of(world, "hv1") == stands


# Convening, one's own leave and the like are everybody's own: what they make is theirs and touches no meeting.
VERBS = sorted({*PRESSES} | {*SUBMISSIONS})
SUBJECTS = st.one_of(
    st.sampled_from(
        (
            *("", "-1", "0", "{meeting}", "{invitation}", "{invitation}.1", "{invitation}.-1", "{action}"),
            *(
                "{request}.1",
                "{meeting}/{seat}",
                "{meeting}@20260311T1100Z",
                "{action}/5 working days",
                "{action}/hv1",
            ),
            *("EXMP-SM-1", "' OR 1=1 --", "1; DROP TABLE meeting", "../../etc/passwd", "\x00", "{{7*7}}", "%s%n"),
            "x" * 60_000,
        )
    ),
    st.text(max_size=40),
    st.integers(),
    st.none(),
    st.booleans(),
    st.lists(st.text(max_size=3), max_size=3),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=3),
)
NAMES = st.sampled_from(
    ["references", "urgency", "date", "time", "person", "owner", "words", "timescale", "done", "code", "reason", "x"]
)
VALUES = st.dictionaries(
    NAMES, st.one_of(st.text(max_size=30), st.integers(), st.none(), st.lists(st.text())), max_size=4
)


@pytest.fixture
async def tried(sqlite_url: str, tmp_path: Any, slack: Slack, teams: Ground) -> Any:
    """A called meeting with an action on it, and a colleague who has no part in it but knows every id."""
    storage = open_storage(sqlite_url, KEYS)
    world = await World(storage, tmp_path).with_everybody()
    await world.called("planned")
    sam = world.people["sam"]
    (meeting,) = await world.rows("meetings")
    await sam.sends("pad", meeting.id)
    await sam.fills(words="See the child", owner="", other_owner="Grace Obi", timescale="3 working days")
    await world.joins("out", "Otto Outside", "health", ())
    wire = await wired(world, slack, teams, "out")
    ids = {
        "meeting": meeting.id,
        "invitation": (await world.rows("invitations", person_id="hv1"))[0].id,
        "action": (await world.rows("actions"))[0].id,
        "request": (await world.rows("police_requests"))[0].id,
        "seat": (await world.rows("seats"))[0].id,
    }
    yield world, wire, ids
    await storage.close()


NUMBER = iter(range(10**9))


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(verb=st.sampled_from(VERBS), subject=SUBJECTS, values=VALUES, way=st.integers(0, 3))
async def test_A3_signed_nonsense_never_breaks_anything_and_never_does_more_than_its_sender_may(
    tried: tuple[World, Wire, dict[str, str]], verb: str, subject: object, values: dict[str, Any], way: int
) -> None:
    world, wire, ids = tried
    if isinstance(subject, str):
        for name, real in ids.items():
            subject = subject.replace(f"{{{name}}}", real)
    before, key = await everything(world), f"{next(NUMBER)}.1.1"
    match way:
        case 0:
            status, text = await wire.press_in_slack(verb, subject, key)
        case 1:
            status, text = await wire.submit_in_slack(verb, subject, values, key)
        case 2:
            status, text = await wire.in_teams(verb, subject, values, key)
        case _:
            status, text = await wire.in_teams(verb, subject, values, key, form=True)
    assert status in (200, 400), f"{verb} {way}"
    assert "Traceback" not in text
    assert "went wrong on our side" not in text
    assert await everything(world) == before


# What the forms of all these would carry, filled in as somebody fills them who means it.
FILLED = {
    "reason": "other", "words": "I do it", "person": "hv1", "owner": "hv1", "timescale": "5 working days",
    "date": "2026-03-12", "time": "14:00", "times": "12 March 14:00", "outcome": "safer", "outcome_words": "Done",
    "answer": "accepted", "seat": "named_nurse", "phone": "01632 960001", "reference": "N-1",
}  # fmt: skip
REAL = ("{meeting}", "{meeting}/{seat}", "{invitation}.1", "{action}", "{request}.1")


async def test_A3_with_true_ids_and_forms_well_filled_somebody_with_no_part_in_it_changes_nothing(
    tried: tuple[World, Wire, dict[str, str]],
) -> None:
    world, wire, ids = tried
    before = await everything(world)
    for subject in [each.format(**ids) for each in REAL]:
        for verb in SUBMISSIONS:
            await wire.in_teams(verb, subject, FILLED, f"{next(NUMBER)}.1.1", form=True)
        assert await everything(world) == before, subject


async def test_A3_a_value_of_a_megabyte_is_refused(slack: Slack, teams: Ground) -> None:
    """In Teams as well: test_L2_teams_bodies.py."""
    assert (await Wire(slack, teams).press_in_slack("accept", "x" * 1_000_000, "1.1.1"))[0] == 413
