"""What keeps people reached, and strangers out of links: Slack, Teams, mail and the pages behind a link."""

from tests.faults.mutants.mutant import Mutant

_SLACK = "tests/faults/slack/"
_TEAMS = "tests/faults/teams/"
_MAIL = "tests/faults/mail/"

SLACK = (
    Mutant(
        "S1",
        "bot/app/bus.py",
        "            if key and not await uow.first_time(key, work.now):\n",
        "            if key == 'never' and not await uow.first_time(key, work.now):\n",
        _SLACK + "test_S1_another_process.py::"
        "test_S1_a_click_repeated_at_another_process_and_six_hours_later_counts_once",
        "A click that Slack repeats undoes what the person has said since.",
    ),
    Mutant(
        "S2",
        "adapters/slack/web.py",
        "            self.pace.pause(workspace, method, pause)\n",
        "",
        _SLACK + "test_S2_storms.py::test_S2_a_storm_of_429_is_waited_out_by_method_and_workspace_without_sleeping",
        "Slack is asked again and again while it says to wait, and makes the wait longer.",
    ),
    Mutant(
        "S4",
        "adapters/slack/listener.py",
        "                place = await hold(place)\n",
        "                pass\n",
        _SLACK + "test_S4_S9_S10_in_time.py::"
        "test_S4_a_form_for_someone_known_opens_even_when_the_core_outlasts_the_trigger",
        "When Quorate is slow for three seconds, the form that was asked for never opens.",
    ),
    Mutant(
        "S6",
        "bot/app/reaching/cut_off.py",
        "            hearers.setdefault(hearer.id, meeting.id)\n",
        "            pass\n",
        _SLACK + "test_S6_everybody_moved.py::"
        "test_S6_the_administrator_and_the_convenor_both_hear_and_the_invited_are_asked_by_mail_within_the_minute",
        "A whole organisation is cut off, and the one who called the meeting does not hear of it.",
    ),
    Mutant(
        "S7",
        "adapters/slack/failures.py",
        '        return Refused("gone")\n',
        "        return Retry(timedelta(seconds=SECONDS_AFTER_FAILURE), code)\n",
        _SLACK + "test_S6_S7_refused.py::test_S7_a_post_that_is_gone_is_to_be_posted_anew",
        "A card that was deleted in Slack is updated for ever and never seen again.",
    ),
    Mutant(
        "S8",
        "adapters/slack/rendering/wording.py",
        "    return kept.rstrip() + ELLIPSIS\n",
        "    return kept.rstrip()\n",
        _SLACK + "test_S8_limits.py::test_S8_a_name_of_ten_thousand_letters_is_cut_with_a_visible_mark",
        "Words are cut, and nothing shows that something is missing.",
    ),
    Mutant(
        "S10",
        "adapters/slack/home.py",
        '        if failure.code != "hash_conflict":\n            raise\n',
        "        raise\n",
        _SLACK + "test_S4_S9_S10_in_time.py::test_S10_home_is_read_again_and_drawn_when_it_changed_meanwhile",
        "Two things change at once, and the Home tab goes on showing the older.",
    ),
    Mutant(
        "S11",
        "bot/app/reaching/not_reached.py",
        "            await _ask_a_colleague(work, meeting, invitation)\n",
        "            pass\n",
        _SLACK + "test_S11_account_closed.py::"
        "test_S11_a_colleague_is_asked_at_once_in_their_place_and_who_has_it_fills_the_seat",
        "A required seat waits for somebody whose account was closed.",
    ),
    Mutant(
        "S11",
        "bot/app/rota/unstaffed.py",
        'if each.state != "dead"',
        'if each.state != ""',
        _SLACK + "test_S11_account_closed.py::"
        "test_S11_the_rota_shows_the_gap_of_an_account_that_is_closed_until_somebody_else_is_on",
        "The rota looks full, with somebody on it whom nobody can reach.",
    ),
)
TEAMS = (
    Mutant(
        "M1",
        "adapters/teams/outbound/outcome.py",
        '"ConversationBlockedByUser", ',
        "",
        _TEAMS + "test_M1_M7_not_reached.py::test_M1_a_person_who_blocked_the_bot_is_unreachable",
        "The convenor is told that somebody who blocked Quorate has not installed it.",
    ),
    Mutant(
        "M4",
        "adapters/teams/outbound/outcome.py",
        'f"status_{status}", in_doubt=not updating)',
        'f"status_{status}")',
        _TEAMS + "test_M4_passing_failures.py::test_M4_a_failure_after_sending_leaves_the_post_in_doubt",
        "A post that may have arrived is sent again, and nothing says that it is the same.",
    ),
    Mutant(
        "M5",
        "adapters/teams/outbound/channel.py",
        "        if sent == TOO_BIG:\n",
        "        if sent is None:\n",
        _TEAMS + "test_M5_too_big.py::"
        "test_M5_what_is_too_big_goes_as_a_short_card_with_its_buttons_and_where_the_rest_is",
        "A message that Teams finds too big does not arrive in Teams at all.",
    ),
    Mutant(
        "M7",
        "bot/shell/reach_findings.py",
        '(each.state == "dead" or _never(each))',
        '(each.state == "dead")',
        _TEAMS + "test_M7_not_installed.py::"
        "test_M7_the_administrator_has_a_list_of_everybody_who_has_not_installed_it",
        "Whoever never opened Quorate in Teams is on nobody's list.",
    ),
    Mutant(
        "M13",
        "bot/app/overtaken.py",
        'f"{said}The time has changed',
        'f"The time has changed',
        _TEAMS + "test_M13_overtaken.py::test_M13_an_answer_to_a_time_that_was_changed_says_when_and_by_whom",
        "Somebody's click is refused, and they are not told who changed what, and when.",
    ),
)
MAIL = (
    Mutant(
        "E3",
        "bot/app/visiting.py",
        "    right = compare_digest(typed.encode(), links.code(row.id).encode())\n",
        "    right = bool(typed)\n",
        _MAIL + "test_E3_links_misused.py::"
        "test_E3_whoever_it_is_forwarded_to_gets_no_further_than_a_code_that_they_never_see",
        "Whoever has a forwarded link answers for the person it was sent to.",
    ),
    Mutant(
        "E9",
        "adapters/email/mailbox/automatic.py",
        '        or _SUBJECT.match(came.header("Subject")) is not None\n',
        "",
        _MAIL + "test_E9_coming_back.py::test_E9_what_a_program_wrote_is_known_for_it",
        "An out-of-office answer is taken for a person's own words.",
    ),
    Mutant(
        "E10",
        "bot/app/answered.py",
        "        await owe_seat(work, meeting, seat, grace=_grace(work, meeting))\n",
        "        pass\n",
        _MAIL + "test_E10_declines.py::test_E10_a_decline_fills_the_seat_again_and_never_cancels_the_meeting",
        "A colleague declines, and nobody is asked in their place.",
    ),
)
MUTANTS = (*SLACK, *TEAMS, *MAIL)
