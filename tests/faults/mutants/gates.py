"""The gates: who gets in, what they may, how much at once."""

from tests.faults.mutants.mutant import Mutant

_SLACK, _TEAMS = "tests/faults/test_A12_slack_gate.py", "tests/faults/test_M9_teams_gate.py"
_RIGHTS, _TWO = "tests/faults/test_A4_rights.py", "tests/faults/test_A11_directory.py"
_MUCH = "tests/faults/test_L3_one_person.py"

MUTANTS = (
    Mutant(
        row="A12",
        file="adapters/slack/gate.py",
        old="if not self._verifier.is_valid(text, timestamp, signature):",
        new="if not signature:",
        test=f"{_SLACK}::test_A12_an_unsigned_request_is_refused_and_reaches_nobody",
        means="Anybody on the internet could press anybody's buttons.",
    ),
    Mutant(
        row="A2",
        file="bot/app/bus.py",
        old="if key and not await uow.first_time(key, work.now):",
        new="if key and not await uow.first_time(work.new_id(), work.now):",
        test="tests/faults/test_A3_signed.py::"
        "test_A2_what_is_sent_again_does_nothing_also_to_another_replica_and_after_a_restart",
        means="A click that is sent again would undo what was said since.",
    ),
    Mutant(
        row="A3",
        file="bot/app/rights.py",
        old="    if not await runs(await _meeting(asked.meeting_id, work), await work.acting_person(), work):",
        new="    if not asked.meeting_id:",
        test="tests/faults/test_A3_signed.py::"
        "test_A3_with_true_ids_and_forms_well_filled_somebody_with_no_part_in_it_changes_nothing",
        means="Whoever knows a meeting's id could cancel it.",
    ),
    Mutant(
        row="A4",
        file="bot/app/rights.py",
        old="    if found is None or found.person_id != person.id:",
        new="    if found is None:",
        test=f"{_RIGHTS}::test_A4_nobody_has_any_right_about_a_meeting_in_which_they_have_no_part",
        means="A nurse could open and answer another's invitation.",
    ),
    Mutant(
        row="A4",
        file="bot/app/rights.py",
        old="""    if found is None:
        raise Refusal("not_yours", NOT_YOURS)
    return await heed(work.uow, found)""",
        new="""    if found is None:
        raise Refusal("not_there", "There is no such meeting.")
    return await heed(work.uow, found)""",
        test=f"{_RIGHTS}::test_A4_what_is_not_yours_and_what_is_not_there_are_refused_in_the_same_words",
        means="Guessing ids would tell which meetings there are.",
    ),
    Mutant(
        row="A5",
        file="bot/app/work.py",
        old="        return found if found is not None and found.here else None",
        new="        return found",
        test=f"{_RIGHTS}::test_A5_whatever_somebody_could_press_a_moment_ago_is_refused",
        means="Whoever has left could still press what is in their chat.",
    ),
    Mutant(
        row="A5",
        file="bot/app/access.py",
        old="    if person.id == meeting.convenor_id:",
        new="    if person.id == meeting.convenor_id or person.agency == 'social_care':",
        test=f"{_RIGHTS}::test_A5_a_part_that_has_passed_to_another_gives_no_right_any_more",
        means="Whoever handed a meeting over could still cancel it.",
    ),
    Mutant(
        row="A11",
        file="bot/app/directory.py",
        old="    if touchy:\n        return await hold(",
        new="    if not touchy.words:\n        return await hold(",
        test=f"{_TWO}::test_A11_an_account_or_a_chair_changes_only_by_two_people",
        means="One operator alone could make a director's cases readable by their own account.",
    ),
    Mutant(
        row="A11",
        file="bot/app/directory_holds.py",
        old="if by == held.asked_by and not (code and touchy.is_one_account):",
        new="if by == held.asked_by and not code:",
        test=f"{_TWO}::test_A11_nobody_reads_out_a_number_for_somebody_else",
        means="Whoever changes their own account beside a director's could confirm both.",
    ),
    Mutant(
        row="S12",
        file="adapters/slack/admission.py",
        old="        if arrival.guest:",
        new="        if not arrival.user:",
        test=f"{_SLACK}::test_S12_a_guest_is_refused",
        means="A guest of the workspace could act like a colleague.",
    ),
    Mutant(
        row="S12",
        file="adapters/slack/listener.py",
        old="(doubt.for_good or not await self._front.lists(who))",
        new="not await self._front.lists(who)",
        test=f"{_SLACK}::test_S12_nothing_that_is_listed_lets_in_a_workspace_that_is_not_ours",
        means="A workspace that is not ours could act.",
    ),
    Mutant(
        row="M9",
        file="adapters/teams/gate.py",
        old='if head.get("alg") != "RS256" or',
        new="if",
        test=f"{_TEAMS}::test_M9_a_bad_token_is_refused",
        means="A token signed in another way would be asked about, and the library alone would stand against it.",
    ),
    Mutant(
        row="M9",
        file="adapters/teams/gate.py",
        old="if not isinstance(expires, int | float) or isinstance(expires, bool) or expires + LEEWAY < now:",
        new="if expires is not None and expires + LEEWAY < now:",
        test=f"{_TEAMS}::test_M9_a_bad_token_is_refused",
        means="A token without an end would count for ever.",
        only="no_expiry",
    ),
    Mutant(
        row="M9",
        file="adapters/teams/signing_keys.py",
        old="if key is None or CHANNEL not in key.endorsements:",
        new="if key is None:",
        test=f"{_TEAMS}::test_M9_a_key_without_the_endorsement_for_teams_is_refused",
        means="Another channel's key could sign for Teams.",
    ),
    Mutant(
        row="M10",
        file="adapters/teams/gate.py",
        old="if incoming.tenant not in self._settings.tenants or any(",
        new="if not incoming.tenant or any(",
        test=f"{_TEAMS}::test_M10_a_foreign_tenant_is_refused_and_logged_by_its_id",
        means="Any organisation with Teams could act.",
    ),
    Mutant(
        row="A10",
        file="adapters/teams/gate.py",
        old="if not self._hosts.allow(incoming.service_url):",
        new="if not incoming.service_url:",
        test=f"{_TEAMS}::test_A10_a_signed_service_url_off_the_list_is_refused",
        means="The bot's token could be sent to an attacker's server.",
    ),
    Mutant(
        row="L1",
        file="bot/web/crowd.py",
        old="if self._crowd.worked_on >= MOST_WORKED_ON:",
        new="if self._crowd.worked_on < 0:",
        test=f"{_MUCH}::test_L1_more_than_can_be_worked_on_is_refused_at_once_and_nothing_accepted_is_lost",
        means="In a burst everybody would wait too long, and memory would grow.",
    ),
    Mutant(
        row="L3",
        file="bot/app/conversation/measured.py",
        old="        wait = flow.wait(one, at)\n",
        new="        wait = 0\n",
        test=f"{_MUCH}::test_L3_two_hundred_a_minute_from_one_person_are_answered_in_plain_words",
        means="One person's loop would slow everybody down.",
    ),
    Mutant(
        row="L2",
        file="adapters/slack/gate.py",
        old="    if _depth(parsed) > _DEEPEST:",
        new="    if not parsed:",
        test=f"{_SLACK}::test_L2_a_malformed_body_is_refused_without_a_server_error",
        means="A deeply nested body would be worked on.",
    ),
)
