"""P5: what is due to be deleted, what keeps it, and when the round is made."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.app.bus import Bus
from bot.app.retention.lots import NOT_ENDED, OPEN_ACTIONS, over
from bot.app.retention.rounds import NightlyRound
from bot.app.work import OPERATOR
from bot.domain.action import ActionState
from bot.domain.meeting import MeetingState
from bot.domain.retention import CaseMeeting, cases
from bot.policy import Policies, load_policies
from bot.storage import Storage
from tests.faults.retention import old_cases
from tests.kit.world import POLICY, at

NOW = datetime(2026, 3, 10, 3, 40, tzinfo=UTC)
THEN = datetime(2020, 2, 29, 12, tzinfo=UTC)


@pytest.fixture
def policies(tmp_path: Path) -> Policies:
    (tmp_path / "EXMP.toml").write_text(POLICY)
    return load_policies(tmp_path)


def meeting(number: int, *marks: str, **more: object) -> CaseMeeting:
    given = {"state": MeetingState.CLOSED, "follows_id": None, "last_at": THEN} | more
    return CaseMeeting(f"m{number}", "EXMP", number, marks=marks, **given)  # type: ignore[arg-type]  # as given


def test_P5_meetings_about_siblings_and_those_that_follow_are_one_case() -> None:
    about_both, brother = meeting(1, "a", "b"), meeting(2, "b")
    follows, stranger = meeting(3, follows_id="m2"), meeting(4, "c")
    found = {tuple(each.number for each in case) for case in cases([stranger, follows, brother, about_both])}
    assert found == {(1, 2, 3), (4,)}


def test_P5_a_meeting_that_follows_another_councils_is_each_councils_own_case() -> None:
    """Deleted together, each would keep the other for ever: a round deletes one council's cases."""
    theirs = CaseMeeting("m1", "OTHR", 1, MeetingState.CLOSED, None, ("a",), THEN)
    assert {tuple(each.id for each in case) for case in cases([theirs, meeting(2, "a", follows_id="m1")])} == {
        ("m1",), ("m2",),
    }  # fmt: skip


def test_P5_one_late_meeting_keeps_the_whole_case(policies: Policies) -> None:
    rule = policies.of("EXMP").retention
    assert over([meeting(1, "a"), meeting(2, "a", last_at=NOW)], rule, NOW) is None
    lot = over([meeting(1, "a"), meeting(2, "a")], rule, NOW)
    assert lot is not None
    assert (lot.rule, lot.whole, lot.why) == ("case", True, ())


def test_P5_a_meeting_not_ended_keeps_its_case_and_an_unsent_plan_goes_alone(policies: Policies) -> None:
    rule = policies.of("EXMP").retention
    lot = over([meeting(1, "a", state=MeetingState.HELD)], rule, NOW)
    assert lot is not None
    assert lot.why == (NOT_ENDED,)
    lately = NOW.replace(month=1)
    plan = meeting(2, "a", state=MeetingState.DRAFT, last_at=lately)
    lot = over([meeting(1, "a", last_at=lately), plan], rule, NOW)
    assert lot is not None
    assert (lot.rule, lot.ids, lot.whole) == ("draft", ("m2",), False)


def test_P5_the_round_is_made_once_a_night_in_the_quiet_hours(policies: Policies) -> None:
    watch = NightlyRound(policies)
    assert [watch.is_due(at(10, *hour)) for hour in ((3, 29), (3, 30), (5, 29), (5, 30), (14, 0))] == [
        False, True, True, False, False,
    ]  # fmt: skip
    watch.done(at(10, 3, 31))
    assert not watch.is_due(at(10, 3, 36))
    assert watch.is_due(at(11, 3, 36))


async def test_P5_an_open_action_keeps_its_case_and_the_others_go(storage: Storage, policies: Policies) -> None:
    await old_cases(storage, 2)
    async with storage.units.write() as uow:
        (action,) = await uow.actions.where(meeting_id="old-1")
        action.state = ActionState.OPEN
        await uow.actions.save(action)
        await uow.commit()
    done = await Bus(storage.units, policies, {}).purge(OPERATOR)
    assert [each.meetings for each in done.receipts] == [("EXMP-SM-2",)]
    assert [(each.ids, each.why) for each in done.kept] == [(("old-1",), (OPEN_ACTIONS,))]
