"""What keeps times right and what is accepted under load from being lost."""

from tests.faults.mutants.mutant import Mutant

_CLOCKS = "tests/faults/test_C1_clock_changes.py::test_"
_YEARS = (
    "tests/faults/test_L5_years_of_rows.py::"
    "test_L5_no_question_of_app_home_or_of_a_sweep_reads_a_growing_table_from_end_to_end"
)

MUTANTS = (
    Mutant(
        "C1",
        "bot/app/conversation/inputs.py",
        "        case MissingLocalTime():\n",
        "        case MissingLocalTime() if day.year < 2000:\n",
        _CLOCKS + "C1_a_meeting_at_half_past_one_of_the_night_that_skips_it_is_refused_with_what_to_choose",
        "A meeting asked for at a time that does not exist is not refused in words.",
    ),
    Mutant(
        "C2",
        "bot/app/conversation/inputs.py",
        "        return found.summer if at.utcoffset() else found.winter\n",
        "        return found.summer\n",
        _CLOCKS + "C2_a_meeting_at_half_past_one_of_the_night_that_has_it_twice_is_asked_which",
        "Whoever says GMT in the night of the change gets a meeting an hour early.",
    ),
    Mutant(
        "C2",
        "bot/app/wording/times.py",
        '    return f"{local:%H:%M %Z}" if twice else f"{local:%H:%M}"\n',
        '    return f"{local:%H:%M}"\n',
        _CLOCKS + "C2_two_instants_of_one_wall_clock_are_never_shown_alike",
        "Two times an hour apart read alike, and people come to the wrong one.",
    ),
    Mutant(
        "C2",
        "bot/app/retention/rounds.py",
        "        self.done_on = local_day(now)\n",
        "        self.done_on = None\n",
        _CLOCKS + "C2_the_daily_round_at_half_past_one_is_done_once_in_the_night_of_a_change",
        "What is done once a day is done again and again.",
    ),
    Mutant(
        "C5",
        "scheduling/bank_holidays.py",
        'subdiv="ENG"',
        'subdiv="SCT"',
        "tests/faults/test_C5_bank_holidays.py::test_C5_englands_bank_holidays_with_substitute_days",
        "Deadlines count Scotland's holidays.",
    ),
    Mutant(
        "C6",
        "bot/app/wording/times.py",
        '    return f"{span(start, end)}, UK time"\n',
        "    return span(start, end)\n",
        "tests/faults/test_C6_time_zones.py::test_C6_wherever_the_server_stands_the_card_shows_london_time_and_says_so",
        "Somebody abroad takes the time for their own.",
    ),
    Mutant(
        "C6",
        "bot/shell/edge.py",
        "        _stop(NO_ZONES, 2)\n",
        "        return\n",
        "tests/faults/test_C6_time_zones.py::test_C6_without_time_zone_data_nothing_starts",
        "Without time zone data the start fails without a word, and a service manager takes it for a good end.",
    ),
    Mutant(
        "L6",
        "bot/storage/queries/of_people.py",
        "        found = found.order_by(*within, _PERSON",
        "        found = found.order_by(_PERSON",
        "tests/faults/test_L6_large_directory.py::"
        "test_L6_of_many_people_few_are_offered_and_names_that_begin_as_typed_come_first",
        "In a large directory the person who is meant is never among those offered.",
    ),
    Mutant(
        "L4",
        "bot/app/deliver.py",
        "APART = 0.1\n",
        "APART = 60.0\n",
        "tests/faults/test_L4_monday_morning.py::"
        "test_L4_everybody_gets_one_list_no_call_is_refused_and_all_are_sent_in_five_minutes",
        "Monday morning's lists are spread over the day.",
    ),
    Mutant(
        "L5",
        "bot/storage/migrations/versions/0001_first.py",
        '    _index("invitation_by_person", "invitation", "person_id answer")\n',
        "",
        _YEARS,
        "After years every look at App Home reads every invitation that there ever was.",
    ),
    Mutant(
        "L5",
        "bot/storage/migrations/versions/0001_first.py",
        '    _index("action_by_owner", "action", "owner_id state due_at")\n',
        "",
        _YEARS,
        "After years every look at App Home reads every action that there ever was.",
    ),
)
