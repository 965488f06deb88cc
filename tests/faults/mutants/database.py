"""Protections of the database, of its backups, and of quiet."""

from __future__ import annotations

from tests.faults.mutants.mutant import Mutant

_BACKUP, _QUIET = "tests/faults/test_P9_backup.py::test_P9_", "tests/faults/test_P9_quiet.py::test_P9_"
_FILE, _LOST = "tests/faults/test_D_file.py::test_", "tests/faults/test_D_lost_and_locked.py::test_"
_AT_ONCE, _NINE = "tests/faults/test_D_at_once.py::test_", "tests/faults/test_D9_migrations.py::test_D9_"

MUTANTS = (
    Mutant(
        row="D1",
        file="bot/storage/transaction.py",
        old="cut = asyncio.get_running_loop().call_later(patience, _shut, self._driver)",
        new="cut = asyncio.get_running_loop().call_later(60, _shut, self._driver)",
        test=f"{_LOST}D1_a_frozen_server_is_told_in_time_and_found_again",
        means="Whoever clicks while the server stands still waits for a minute, and hears nothing.",
    ),
    Mutant(
        row="D3",
        file="bot/storage/engines.py",
        old='connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")',
        new='connection.exec_driver_sql("BEGIN")',
        test="tests/faults/test_D_answered.py::test_D3_one_who_reads_first_is_never_refused_the_lock",
        means="A command that has read is refused when somebody else writes before it does.",
    ),
    Mutant(
        row="D5",
        file="bot/storage/engines.py",
        old='"synchronous=FULL"',
        new='"synchronous=NORMAL"',
        test=f"{_FILE}D5_everything_said_to_be_saved_outlives_a_power_cut",
        means="What people were told is saved is gone after a power cut.",
    ),
    Mutant(
        row="D6",
        file="bot/storage/mapping.py",
        old="self.locked = Once(by_id.with_for_update(key_share=True, of=self.table))",
        new="self.locked = Once(by_id)",
        test=f"{_AT_ONCE}D6_sixty_four_change_one_row_and_every_change_is_kept",
        means="Of two who change a meeting at once, one's change is lost.",
        only="postgresql",
    ),
    Mutant(
        row="D8",
        file="bot/storage/errors.py",
        old='_PG_CLASH = {"40001", "40P01"}',
        new="_PG_CLASH: set[str] = set()",
        test=f"{_AT_ONCE}D8_what_the_server_gives_up_is_tried_again_and_done_once",
        means="A click that met a deadlock is refused, though it would have been done at the next try.",
    ),
    Mutant(
        row="D9",
        file="bot/storage/migrations/env.py",
        old='    reach("migration_step")\n',
        new='    connection.commit()\n    reach("migration_step")\n',
        test=f"{_NINE}killed_after_any_step_it_is_run_again_and_completes",
        means="An upgrade that was killed leaves half of its tables, and an older release can work on neither half.",
        only="1-sqlite",
    ),
    Mutant(
        row="D9",
        file="bot/storage/migrate.py",
        old='text("SELECT pg_advisory_xact_lock(:lock)")',
        new='text("SELECT CAST(:lock AS bigint)")',
        test=f"{_NINE}processes_that_start_together_bring_it_up_to_date_once",
        means="Two processes that start at once upgrade at once, and one of them does not start.",
        only="postgresql",
    ),
    Mutant(
        row="D11",
        file="bot/storage/database.py",
        old="    health.refuse_damage(connection)\n",
        new="",
        test=f"{_FILE}D11_a_damaged_file_is_refused_and_points_to_the_backup",
        means="Quorate runs on a damaged file and makes it worse.",
    ),
    Mutant(
        row="P9",
        file="bot/storage/backup/connecting.py",
        old='with _connected(address, "BEGIN") as connection:',
        new='with _connected(address, "SELECT 1") as connection:',
        test=f"{_BACKUP}a_backup_made_while_another_process_writes_shows_one_moment",
        means="A backup holds one table before a command and another after it.",
    ),
    Mutant(
        row="P9",
        file="bot/storage/backup/taking.py",
        old='draft = to / f".{name}.part"',
        new="draft = to / name",
        test=f"{_BACKUP}a_backup_killed_in_the_middle_leaves_nothing_that_looks_whole",
        means="Half a backup lies where a whole one is looked for.",
    ),
    Mutant(
        row="P9",
        file="bot/storage/backup/verifying.py",
        old="if digest.hexdigest() != part.sha256:",
        new="if not digest.hexdigest():",
        test=f"{_BACKUP}a_backup_that_was_harmed_is_known_and_not_restored",
        means="A backup that was harmed is restored as if it were whole.",
    ),
    Mutant(
        row="P9",
        file="bot/storage/backup/rows.py",
        old='APART = frozenset({"alembic_version", "case_key"})',
        new='APART = frozenset({"alembic_version"})',
        test=f"{_BACKUP}no_key_of_a_case_lies_in_the_backup_itself",
        means="A case purged today can be read from yesterday's backup.",
    ),
    Mutant(
        row="P9",
        file="bot/storage/backup/restoring.py",
        old="        _keep_quiet(connection, found.manifest.taken_at, now)\n",
        new="",
        test=f"{_BACKUP}either_database_is_built_from_a_backup_of_either",
        means="A restored Quorate at once sends what people were sent before, and chases them for it.",
    ),
    Mutant(
        row="P9",
        file="bot/app/bus.py",
        old="return 0 if await self.stands_still() else await sweep.deliver(self._desk())",
        new="return await sweep.deliver(self._desk())",
        test=f"{_QUIET}nothing_is_sent_and_nobody_is_chased_until_an_operator_says_so",
        means="It sends while it should be quiet.",
    ),
    Mutant(
        row="P9",
        file="bot/app/standstill/sorting.py",
        old="    return meeting.ends_at is not None and meeting.ends_at <= work.now\n",
        new="    return False\n",
        test=f"{_QUIET}nobody_is_asked_to_a_meeting_that_has_been",
        means="People are asked to a meeting that is over.",
    ),
    Mutant(
        row="P9",
        file="bot/app/standstill/retiming.py",
        old="        obligation.opened_at += at - obligation.due_at\n",
        new="",
        test=f"{_QUIET}a_step_that_fell_due_meanwhile_comes_once_and_the_next_keeps_its_distance",
        means="After a pause people are chased several times at once.",
    ),
)
