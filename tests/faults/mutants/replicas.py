"""What several processes on one database rely on."""

from __future__ import annotations

from tests.faults.mutants.mutant import Mutant

_SWEEPS = "tests/faults/test_F_sweeps.py::"
_REPLICAS = "tests/faults/test_F_replicas.py::test_F7_"
_UPGRADE = "tests/faults/test_F_upgrade.py::test_F10_"

MUTANTS = (
    Mutant(
        row="F7",
        file="bot/storage/queries/of_what_is_owed.py",
        old="if row is None or row.fence != notice.fence:",
        new="if row is None:",
        test=_REPLICAS + "a_replica_that_stood_still_before_its_lease_check_sends_nothing_with_its_old_claim",
        means="A process that wakes up with an old claim sends what another has sent, and writes over its record.",
    ),
    Mutant(
        row="F7",
        file="bot/app/chase.py",
        old="found.state is not ObligationState.OPEN or found.due_at > work.now:",
        new="found.state is not ObligationState.OPEN:",
        test=_SWEEPS + "test_F7_replicas_that_sweep_at_once_take_each_step_once",
        means="Two processes that sweep at once chase the same person twice.",
    ),
    Mutant(
        row="F10",
        file="bot/storage/floor.py",
        old="if oldest > HEAD:",
        new="if oldest > 9999:",
        test=_UPGRADE + "once_the_newer_release_says_stop_the_older_one_touches_nothing_any_more",
        means="An older process goes on working on tables that it does not understand any more.",
    ),
    Mutant(
        row="F10",
        file="bot/storage/migrate.py",
        old="elif number > HEAD and (floor_of(connection) or 0) > HEAD:",
        new="elif number > HEAD:",
        test=_UPGRADE + "both_releases_serve_one_database_and_nothing_is_lost_or_sent_twice",
        means="An older process that starts beside a newer one refuses, and a rolling update cannot be undone.",
    ),
)
