"""The audit's protections, taken away one at a time."""

from __future__ import annotations

from tests.faults.mutants.mutant import Mutant

_LINKS = "tests/faults/test_I6_audit_links.py::test_I6_"
_DONE = "tests/faults/test_I6_audit_tampering.py::test_I6_"
_READ = "tests/faults/test_I6_audit_readings.py::test_I6_"
_QUERIES, _WALK, _BUS = "bot/storage/queries/of_audit.py", "bot/app/audit_walk.py", "bot/app/bus.py"

MUTANTS = (
    Mutant(
        "I6",
        _QUERIES,
        'return self.transaction.dialect == "sqlite" or bool((await self.transaction.rows(_HOLD))[0][0])',
        "return True",
        _LINKS + "a_linker_finds_another_at_work_and_leaves_it_to_them",
        "Two processes append to the same head; one of them fails and logs an error at every turn.",
    ),
    Mutant(
        "I6",
        "bot/app/audit_linking.py",
        "await uow.append_links(links_from(await uow.audit_head(), fresh), waiting)",
        "await uow.append_links([], waiting)",
        _LINKS + "a_linker_that_is_killed_loses_nothing_and_links_nothing_twice",
        "Entries are taken for linked that have no link.",
    ),
    Mutant(
        "I6",
        "bot/domain/audit.py",
        "return json.dumps([_FORM, *self], separators",
        "return json.dumps([_FORM, *self[:3], ''.join(self[3:])], separators",
        _DONE + "what_was_done_and_where_is_told",
        "Letters can be moved from one field into the next, and nobody can tell.",
    ),
    Mutant(
        "I6",
        "bot/domain/audit.py",
        'sha256(previous.encode("utf-8", "surrogatepass") + entry.canonical())',
        "sha256(entry.canonical())",
        _DONE + "what_was_done_and_where_is_told",
        "Entries can be put in, left out and put into another order.",
    ),
    Mutant(
        "I6",
        "bot/app/audit_verifying.py",
        "if head.position > reached.position:",
        "if head.position < 0:",
        _DONE + "a_head_that_was_written_down_tells_what_was_cut_off_at_the_end",
        "The newest entries are struck out together with their links, and nobody can tell.",
    ),
    Mutant(
        "I6",
        "bot/app/audit_verifying.py",
        "strangers = [entry for entry, known in page if not known]",
        "strangers = []",
        _DONE + "what_was_done_and_where_is_told",
        "An entry can be put in beside the chain.",
    ),
    Mutant(
        "I6",
        "bot/storage/migrations/versions/0011_audit_links.py",
        "    return [noted, *refused]\n\n\ndef _on_server",
        "    return [noted]\n\n\ndef _on_server",
        _DONE + "the_database_itself_refuses_to_change_or_strike_out",
        "A slip in a later release can change what was written down.",
    ),
    Mutant(
        "I6",
        "bot/storage/unit_of_work.py",
        "self.audit: AuditEntries = AddedRows(",
        "self.audit: AuditEntries = TableRows(",
        _DONE + "no_code_can_change_or_strike_out_an_entry",
        "Any handler can rewrite what was done.",
    ),
    Mutant(
        "I6",
        _BUS,
        "await self._keep_reading(question, work)\n                await uow.commit()",
        "await self._keep_reading(question, work)",
        _READ + "no_answer_holds_private_words_without_an_entry_of_who_read_them",
        "Who has read about a child is not kept.",
    ),
    Mutant(
        "I6",
        "bot/app/questions/actions.py",
        '    """An action\'s own words."""\n\n    detail: ClassVar[bool] = True',
        '    """An action\'s own words."""\n\n    detail: ClassVar[bool] = False',
        _READ + "no_answer_holds_private_words_without_an_entry_of_who_read_them",
        "Somebody reads an action's words, and the record does not say so.",
    ),
)
