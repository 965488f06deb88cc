"""The table opens in a spreadsheet as it was written: nothing in it is run, and nothing is lost."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from bot.app.reports.counts import counts_of
from bot.app.reports.of_actions import ActionsReport, Group
from bot.app.reports.sheet import COLUMNS, as_csv, harmless
from tests.reports.drawn import NOW

NOTHING = counts_of((), {}, NOW)
ALL = Group("all", "EXMP", "", "", "", NOTHING)


def of_team(name: str) -> str:
    group = Group("team", "EXMP", "", "health", name, NOTHING)
    return as_csv(ActionsReport(NOW, (), (group,), (), ALL))


def test_the_columns_stay_as_they_are() -> None:
    assert ",".join(COLUMNS) == (
        "by,council,agency,team,meeting,actions,no_time_at_close,no_time_now,hours_to_time,hours_to_time_of_undated,"
        "overdue,done,turns,late,hours_late,put_off,put_off_again,safer,no_change,too_early,not_said,returned"
    )


@given(
    st.sampled_from(("=", "+", "-", "@", "\t", "\r", "\n", "")), st.text(max_size=20).filter(lambda t: "\0" not in t)
)
def test_no_cell_is_a_formula_and_each_reads_back(first: str, rest: str) -> None:
    table = list(csv.reader(io.StringIO(of_team(first + rest), newline=""), strict=True))
    cell = table[2][3]
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert cell.removeprefix("'") == (first + rest).removeprefix("'")
    assert {len(row) for row in table} == {len(COLUMNS)}


def test_lines_end_as_rfc_4180_has_them_and_quotation_marks_are_doubled() -> None:
    text = of_team('The "East", team')
    assert '"The ""East"", team"' in text
    assert text.count("\r\n") == text.count("\n") == 3


def test_figures_are_left_alone_and_what_was_not_there_is_no_nought() -> None:
    assert harmless(-1) == -1
    assert of_team("Duty").splitlines()[2] == "team,EXMP,health,Duty,,0,0,0,,,0,0,0,0,,0,0,0,0,0,0,0"
