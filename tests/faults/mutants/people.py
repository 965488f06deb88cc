"""What the limits and the rule of two people must not do to honest people, nor leave open to others."""

from tests.faults.mutants.mutant import Mutant

_MUCH, _TWO = "tests/faults/test_L3_one_person.py", "tests/faults/test_A11_directory.py"

MUTANTS = (
    Mutant(
        row="F1",
        file="bot/app/drafting.py",
        old="if abs(facts.received_at - each.raised_at) < SENT_AGAIN_WITHIN]",
        new="if each.raised_at]",
        test="tests/faults/test_F_sent_again.py::"
        "test_F1_the_same_concern_days_after_a_draft_was_left_lying_is_not_late_from_the_start",
        means="A new concern would take over a draft of days ago, and be late from the start.",
    ),
    Mutant(
        row="L1",
        file="bot/web/crowd.py",
        old="if self._crowd.bytes > MOST_BYTES and not self._crowd.makes_room(besides=self):",
        new="if self._crowd.bytes > MOST_BYTES:",
        test=f"{_MUCH}::test_L1_who_sends_slowly_gives_way_and_a_click_is_never_refused_for_it",
        means="Forty slow connections would keep a whole council out.",
    ),
    Mutant(
        row="L1",
        file="bot/web/limits.py",
        old='await answer.plain(429, TOO_MUCH, (b"retry-after", str(RETRY_AFTER).encode()))',
        new="await answer.plain(429, TOO_MUCH)",
        test=f"{_MUCH}::test_L1_more_than_can_be_worked_on_is_refused_at_once_and_nothing_accepted_is_lost",
        means="A platform that is refused does not know when to come again, and gives up or comes at once.",
    ),
    Mutant(
        row="L1",
        file="bot/web/limits.py",
        old='if scope["path"] in NEVER_REFUSED:',
        new='if scope["path"] == "":',
        test=f"{_MUCH}::test_L1_more_than_can_be_worked_on_is_refused_at_once_and_nothing_accepted_is_lost",
        means="In a burst whoever watches takes a busy process for a dead one, and ends it.",
    ),
    Mutant(
        row="L1",
        file="bot/web/crowd.py",
        old="makes_room(besides=self):\n            raise Crowded",
        new="makes_room(besides=self):\n            return",
        test=f"{_MUCH}::test_L1_bodies_without_end_keep_nobody_out_and_take_bounded_memory",
        means="Bodies without end fill the memory, and the process is ended.",
    ),
    Mutant(
        row="L3",
        file="bot/app/even_flow.py",
        old="        bucket.at = at\n",
        new="        bucket.at = max(at, bucket.at)\n",
        test=f"{_MUCH}::test_L3_a_clock_that_is_put_back_keeps_nobody_waiting_until_it_has_caught_up",
        means="After a clock is put back by an hour, a busy chair would be refused for an hour.",
    ),
    Mutant(
        row="L3",
        file="bot/app/conversation/measured.py",
        old="wait = self._wait(self._sends, who)",
        new="wait = self._wait(self._does, who)",
        test=f"{_MUCH}::test_L3_many_clicks_do_not_cost_anybody_the_form_they_have_filled_in",
        means="Somebody who has clicked much would lose what they typed into a form.",
    ),
    Mutant(
        row="A11",
        file="bot/app/second_person.py",
        old="if person.id in lead_then - lead_now else []",
        new="if not person.id else []",
        test=f"{_TWO}::test_A11_whoever_is_written_above_social_workers_needs_two_people",
        means="One line in a file would open every meeting of a team to whoever is written above it.",
    ),
    Mutant(
        row="A11",
        file="bot/app/directory_holds.py",
        old="    if not code and await _is_being_told(held, work):\n",
        new="    if not held:\n",
        test=f"{_TWO}::test_A11_nobody_has_the_account_before_its_owner_is_warned_on_it",
        means="Two operators in league would have somebody's account before its owner hears of it.",
    ),
)
