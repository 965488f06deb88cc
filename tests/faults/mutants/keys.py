"""What protects keys, and what they protect."""

from __future__ import annotations

from tests.faults.mutants.mutant import Mutant

_NEW_KEY = "tests/faults/test_P4_new_key.py::"
_CASE_KEYS = "tests/faults/test_P4_case_keys.py::"
_SECRETS = "tests/faults/test_P2_secrets.py::"

MUTANTS = (
    Mutant(
        row="P4",
        file="bot/storage/proof.py",
        old="    if len(known) < len(places):",
        new="    if places and not known:",
        test=f"{_NEW_KEY}test_P4_an_old_key_still_used_is_missed_at_the_start_and_by_the_check",
        means="Quorate starts without a key that is still needed, and what it sealed cannot be read.",
    ),
    Mutant(
        row="P4",
        file="bot/storage/rekeying.py",
        old="    for step in _steps(keys):",
        new="    for step in ():",
        test=f"{_NEW_KEY}test_P4_killed_anywhere_it_goes_on_and_then_the_old_key_can_go",
        means="An operator is told to remove a key under which everything still lies.",
    ),
    Mutant(
        row="P4",
        file="bot/storage/case_seals.py",
        old="        if not any(self._keys.which(proof.word) == 0 for proof in proofs):",
        new="        if not proofs:",
        test=f"{_NEW_KEY}test_P4_others_read_and_write_meanwhile_and_nothing_of_theirs_is_lost",
        means="A process that was not started again writes with the old key after that was said to be unused.",
    ),
    Mutant(
        row="P4",
        file="bot/storage/case_seals.py",
        old="                self._made[case] = key",
        new="                self._keys.cases.keep(case, key)",
        test=f"{_CASE_KEYS}test_P4_a_key_whose_transaction_was_rolled_back_is_never_used",
        means="A case is sealed with a key that was never kept: nobody can read it after a restart.",
    ),
    Mutant(
        row="P4",
        file="bot/storage/case_key.py",
        old="        if found != place:",
        new="        if not found:",
        test=f"{_CASE_KEYS}test_P4_sealed_words_cannot_be_moved_to_another_case_or_row_or_column",
        means="Whoever can write the database can show one field's words in another's place.",
    ),
    Mutant(
        row="P5",
        file="bot/storage/case_seals.py",
        old='set_={"sealed": ""}',
        new='set_={"sealed": _KEY.c.sealed}',
        test=f"{_CASE_KEYS}test_P5_what_was_private_of_a_destroyed_case_is_read_and_written_by_nobody",
        means="A case whose time has ended can still be read.",
    ),
    Mutant(
        row="P2",
        file="bot/storage/engines.py",
        old='    raise StorageError(f"The database address cannot be read. {_HOW}")',
        new='    raise StorageError(f"The database address {address} cannot be read. {_HOW}")',
        test=f"{_SECRETS}test_P2_a_refused_start_and_the_doctor_show_no_secret",
        means="The database's password stands in the words of a refused start.",
    ),
)
