"""Retention, export and the wrong person: each protection taken away, and what would happen then."""

from __future__ import annotations

from tests.faults.mutants.mutant import Mutant

RETENTION = "tests/faults/test_P5_retention.py::"
WIPED = "tests/faults/test_P5_killed_and_wiped.py::"
EXPORT = "tests/faults/test_P5_export.py::"
WRONG = "tests/faults/test_P6_wrong_person.py::"

MUTANTS = (
    Mutant(
        row="P5",
        file="bot/app/retention/lots.py",
        old="            why.insert(0, ON_HOLD)\n",
        new="            pass\n",
        test=f"{RETENTION}test_P5_a_held_case_stays_whatever_its_age_until_it_is_released",
        means="A case that an inquiry asked for is deleted.",
    ),
    Mutant(
        row="P5",
        file="bot/app/retention/purging.py",
        old="        await work.uow.destroy_case_key(meeting_id)\n",
        new="        pass\n",
        test=f"{WIPED}test_P5_what_a_copy_still_holds_cannot_be_read_once_the_key_is_gone",
        means="A deleted case can still be read in every older backup.",
    ),
    Mutant(
        row="P5",
        file="bot/storage/wiping.py",
        old='await driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")',
        new='await driver.execute("PRAGMA user_version")',
        test=f"{WIPED}test_P5_nothing_of_it_is_left_in_sqlites_file_or_log",
        means="What was deleted stays in the database's log.",
    ),
    Mutant(
        row="P5",
        file="bot/app/retention_rights.py",
        old='raise Refusal("deleted", DELETED) from None',
        new="return",
        test=f"{RETENTION}test_P5_the_cards_of_a_deleted_meeting_are_answered_plainly",
        means="Whoever presses an old card is told that they have no part in a meeting they were at.",
    ),
    Mutant(
        row="P5",
        file="bot/shell/case_export.py",
        old="os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600",
        new="os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644",
        test=f"{EXPORT}test_P5_an_export_is_for_one_account_alone_and_writes_nothing_over",
        means="Everybody with an account on the machine reads the export.",
        only="sqlite",
    ),
    Mutant(
        row="A8",
        file="bot/app/export/sheets.py",
        old="rows.writerow(harmless(cell) for cell in cells)",
        new="rows.writerow(cells)",
        test=f"{EXPORT}test_A8_no_cell_of_an_export_is_taken_for_a_formula",
        means="A formula in somebody's words runs in the spreadsheet of whoever opens the export.",
    ),
    Mutant(
        row="P6",
        file="bot/app/taking_back.py",
        old="    await leave(work, meeting, Leaver(person, ()))\n",
        new="",
        test=f"{WRONG}test_P6_every_button_they_still_have_is_refused_at_the_next_click",
        means="The wrong person goes on reading about the case.",
    ),
    Mutant(
        row="P6",
        file="bot/app/taking_back.py",
        old="    await note_incident(work, invitation)\n",
        new="",
        test=f"{WRONG}test_P6_it_is_an_incident_that_says_what_they_were_shown_and_for_how_long",
        means="Nobody can say what the wrong person was shown.",
    ),
)
