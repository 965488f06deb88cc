"""What watches over Quorate itself, taken away."""

from tests.faults.mutants.mutant import Mutant

_AUDIT = "tests/faults/test_F_watch_self_audit.py::"
_POISON = "tests/faults/test_F_watch_poison.py::"
_OUTSIDE = "tests/faults/test_F_watch_outside.py::"
_METRICS = "tests/faults/test_F_watch_metrics.py::"

MUTANTS = (
    Mutant(
        row="F11",
        file="bot/app/chase.py",
        old="    return await _due_singly(desk), frozenset()",
        new="    return [], frozenset()",
        test=_POISON + "test_F11_an_obligation_that_raises_each_time_is_put_aside_and_the_others_are_chased",
        means="One obligation that cannot be read stops every chase in every council.",
    ),
    Mutant(
        row="F11",
        file="bot/app/claiming.py",
        old="        return await _claim_singly(desk)",
        new="        return []",
        test=_POISON + "test_F11_a_message_that_raises_each_time_is_put_aside_and_the_others_are_sent",
        means="One message that cannot be read stops every message.",
    ),
    Mutant(
        row="F11",
        file="bot/app/quarantine.py",
        old="        row.aside_at = row.aside_at or now\n",
        new="",
        test=_POISON + "test_F11_an_obligation_that_raises_each_time_is_put_aside_and_the_others_are_chased",
        means="A row that fails each time is never put aside, and nobody is told.",
    ),
    Mutant(
        row="F12",
        file="bot/running.py",
        old='    "chase": ("What is due is not being chased.", timedelta(0)),\n',
        new="",
        test=_OUTSIDE + "test_F12_F13_a_stuck_process_says_so_and_a_dead_one_is_missed_outside",
        means="A process whose event loop is stuck goes on being given work.",
    ),
    Mutant(
        row="F13",
        file="bot/web/heartbeat.py",
        old="                if why:",
        new="                if False:",
        test=_OUTSIDE + "test_F13_the_heartbeat_is_withheld_while_something_is_amiss",
        means="A process that has broken a promise goes on saying that all is well.",
    ),
    Mutant(
        row="I4",
        file="bot/app/self_audit/checks.py",
        old='    Check("seat_forgotten", repairs.await_seat),\n',
        new="",
        test=_AUDIT + "test_I4_a_seat_that_nobody_is_asked_for_is_awaited_again",
        means="A required seat stays empty, and nobody is asked or told.",
    ),
    Mutant(
        row="I8",
        file="bot/app/self_audit/checks.py",
        old='    Check("no_cause"),\n',
        new="",
        test=_AUDIT + "test_I8_a_message_with_nothing_behind_it_is_told_and_left_as_it_is",
        means="A message that nothing stands behind waits unseen.",
    ),
    Mutant(
        row="I10",
        file="bot/app/self_audit/checks.py",
        old='    Check("told_though_out", repairs.retire),\n',
        new="",
        test=_AUDIT + "test_I10_a_message_for_somebody_who_must_stay_out_is_never_sent",
        means="A message for somebody who must stay out of the case goes on waiting.",
    ),
    Mutant(
        row="I7",
        file="bot/web/limits.py",
        old='        path = scope["path"] if scope["path"] in self._paths else "other"',
        new='        path = scope["path"]',
        test=_METRICS + "test_I7_only_this_machine_reads_the_metrics_and_a_path_of_somebodys_own_is_no_label",
        means="What anybody types into an address stands in the metrics and in the log.",
    ),
)
