"""A policy file with a mistake says which key of which file, what is wrong and what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.policy import PolicyError, load_policies
from tests.unit.policy.builders import COUNCIL_FILE, council_folder

RUNG = "ladders.seat.steps.any[0]"
SAME_DAY = "[urgencies.same_day]\nlabel = 'x'\ndeadline = {same_day_raised_by = '19:00', later_hours = 4}\n"
BY_AGE = "[known_professional]\nby_age = "


def room(url: str = "https://meet.example/1", dial_in: str = "01632 960111") -> str:
    return f'[[rooms]]\nid = "r1"\nname = "One"\njoin_url = "{url}"\ndial_in = "{dial_in}"\n'


def ladder(urgency: str, after: str, tell: str, step: str = "ask_again") -> str:
    return f"[ladders.seat.steps]\n{urgency} = [{{after = {{{after}}}, step = '{step}', tell = ['{tell}']}}]\n"


MISTAKES = [
    ("[meeting]\nalternativs = 3\n", "meeting.alternativs", "did you mean alternatives?"),
    ("[zzz]\n", "zzz", "remove it"),
    ("[meeting]\nalternatives = 9\n", "meeting.alternatives", "write 5 or less"),
    ('[meeting]\nalternatives = "3"\n', "meeting.alternatives", "whole number"),
    ("[meeting]\ngrid_minutes = 7\n", "meeting.grid_minutes", "write 1, 5,"),
    ('[working_time]\nopens = "9 am"\n', "working_time.opens", '"HH:MM"'),
    ('[working_time]\nopens = "18:00"\n', "working_time", "earlier than"),
    ('[working_time]\ndays = []\n', "working_time.days", "must not be empty"),
    ('[working_time]\nholidays = "wales"\n', "working_time.holidays", "'england'"),
    ('[concerns.neglect]\nadvised = "gp"\n', "concerns.neglect.advised", "square brackets"),
    ('[concerns.neglect]\nadvised = ["g p"]\n', "concerns.neglect.advised[0]", "small letters"),
    ('[concerns.neglect]\nadvised = ["helth_visitor"]\n', "concerns.neglect.advised", "did you mean health_visitor?"),
    ('[concerns.neglect]\nrequired = ["wizard"]\n', "concerns.neglect.required", "define it under [seats]"),
    ('[concerns.missing.required_in]\nhostel = ["gp"]\n', "concerns.missing.required_in", "did you mean home?"),
    ("[concerns.new_one]\n", "concerns.new_one.label", "add it"),
    ("[concerns.negelct]\n", "concerns.negelct.label", "did you mean concerns.neglect?"),
    ("[meting]\nalternatives = 3\n", "meting", "did you mean meeting?"),
    ("[meeting]\nhold_minutes = 3\n", "meeting.hold_minutes", "it belongs under [availability]"),
    ('contact_nme = "x"\n', "council.contact_nme", "did you mean contact_name?"),
    ('rooms = []\n', "council.rooms", "at the top of the file"),
    ("[availability]\nno_hours = 'perhaps'\n", "availability.no_hours", "write 'working_time' or 'unknown'"),
    ("[availability]\ncalendar_stale_hours = 0\n", "availability.calendar_stale_hours", "write 1 or more"),
    ("[availability]\noffered_slots_for = ['plannd']\n", "availability.offered_slots_for", "mean planned?"),
    ("[ranking]\norder = ['rota', 'caseload']\n", "ranking", "caseload, covering, record, rota"),
    ("[ranking]\nrecord_seats = ['named_nurs']\n", "ranking.record_seats", "did you mean named_nurse?"),
    ("[sharing]\none_person = [['gp']]\n", "sharing.one_person[0]", "at least two"),
    ("[quorum]\nagencies = ['police', 'health']\n", "quorum.agencies", "leaves out social_care"),
    ("[out_of_hours]\nsits_for = {social_worker = 'gp'}\n", "out_of_hours.sits_for.social_worker", "same agency"),
    ("[concerns.fgm]\nflags = ['restrictd']\n", "concerns.fgm.flags", "did you mean restricted?"),
    ("[concerns.fgm]\nflags = ['ring_fgm_line']\n", "concerns.fgm.flags", "prompts.ring_fgm_line"),
    ("[prompts]\nmissing_ages = 'How old?'\n", "prompts.missing_ages", "did you mean missing_age?"),
    (ladder("any", "minutes = 5", "chair", "ask_agin"), f"{RUNG}.step", "'ask_again'"),
    ('[settings.home]\nrequired = ["wizard"]\n', "settings.home.required", "wizard"),
    ('[seats.gp]\nhealth = "yes"\n', "seats.gp.health", "true or false"),
    ('[seats.gp]\nagency = "nhs"\n', "seats.gp.agency", "'health'"),
    ("[seats.police_missing]\nagency = 'health'\n", "police_units[0].seat", "agency is police"),
    ("[seats.school_nurse]\nhealth = false\n", "known_professional", "name a health seat"),
    ("[seats.sarc]\nalways_open = false\n", "out_of_hours.on_call_health", "always_open"),
    ("[known_professional]\nunborn = 'doula'\n", "known_professional.unborn", "doula"),
    (BY_AGE + "[{under = 18, seat = 'gp'}, {under = 5, seat = 'gp'}]\n", "known_professional.by_age", "youngest"),
    (BY_AGE + "[{under = 16, seat = 'gp'}]\n", "known_professional.by_age", "under 18"),
    ("[urgencies.emergency]\ndeadline = { days = 2 }\n", "urgencies.emergency.deadline.days", "did you mean"),
    ("[urgencies.24h.deadline]\nworking_days = 2\nhours = 2\n", "urgencies.24h.deadline", "{ hours = 2 }"),
    ("[urgencies.24h]\nminutes = 33\n", "urgencies.24h.minutes", "multiple"),
    ("[urgencies.complex]\nlatest_working_days = 2\n", "urgencies.complex.latest_working_days", "later"),
    (SAME_DAY, "urgencies.same_day.deadline", "is outside working time (line 9); choose an hour within it"),
    ("[information.by_urgency]\nplanned = 'blue'\n", "information.by_urgency.planned", "'red'"),
    ("[information.red]\nhours = 2\nworking_hours = 3\n", "information.red", "either"),
    ("[nudges]\ndigest_at = '06:00'\n", "nudges.digest_at", "within"),
    ("[nudges]\ndigest_hours = ['10:00', '18:00']\n", "nudges.digest_hours", "within"),
    ("[nudges]\nmost_a_day = 0\n", "nudges.most_a_day", "1"),
    ("[[nudges.at_once]]\nurgencies = ['planned']\n", "nudges.at_once[0]", "vague_urgent"),
    ("[[nudges.at_once]]\nincomplete = true\nurgencies = ['soon']\n", "nudges.at_once[0].urgencies", "urgency soon"),
    ("[[chairs]]\nseat = 'chair_team_manager'\nconcerns = ['fgm']\n", "chairs", "only a seat"),
    ("[ladders.seat.steps]\nany = []\n", "ladders.seat.steps.any", "must not be empty"),
    (ladder("urgent", "minutes = 5", "chair"), "ladders.seat.steps", "urgency urgent"),
    (ladder("any", "minutes = 5", "the boss"), f"{RUNG}.tell[0]", "'chair'"),
    (ladder("any", "minutes = 5, share = 0.5", "chair"), f"{RUNG}.after", "exactly one"),
    (ladder("any", "minutes = 5, at = '09:00'", "chair"), f"{RUNG}.after", "`at`"),
    ("[ladders.invitations]\nat_any_hour = true\nsteps = {}\n", "ladders.invitations", "'invitation'"),
    ("[prompts]\nmissing_age = ''\n", "prompts.missing_age", "must not be empty"),
    (room("http://meet.example/1"), "rooms[0].join_url", "https://"),
    (room("https://10.0.0.1/1"), "rooms[0].join_url", "reach"),
    (2 * room(), "rooms[1].id", "its own id"),
    (room(dial_in=""), "rooms[0].dial_in", "number to dial"),
    (room(dial_in="call me"), "rooms[0].dial_in", "telephone number"),
]  # fmt: skip


def problems(folder: Path) -> list[str]:
    with pytest.raises(PolicyError) as caught:
        load_policies(folder)
    return str(caught.value).splitlines()


@pytest.mark.parametrize(("more", "key", "says"), MISTAKES)
def test_a_mistake_is_named_by_file_and_key(tmp_path: Path, more: str, key: str, says: str) -> None:
    found = problems(council_folder(tmp_path, more))
    mine = [line for line in found if line.startswith(f"EXMP.toml: {key}: ")]
    assert mine, found
    assert any(says in line for line in mine), mine


@pytest.mark.parametrize(
    ("was", "now", "key"),
    [
        ('code = "EXMP"', 'code = "exmp"', "council.code"),
        ('code = "EXMP"', 'code = "OTHR"', "council.code"),
        ('code = "EXMP"', "", "council.code"),
        ('contact_phone = "01632 960100"', "", "council.contact_phone"),
        ('contact_phone = "01632 960100"', 'contact_phone = "ask Ann"', "council.contact_phone"),
        ('name = "Exampleshire"', 'case_reference_pattern = "(a+)+"', "council.case_reference_pattern"),
        ('name = "Exampleshire"', 'case_reference_pattern = "[0-9"', "council.case_reference_pattern"),
        ('name = "Exampleshire"', 'case_reference_pattern = "[A-Za-z0-9 -]+"', "council.case_reference_pattern"),
        ('name = "Exampleshire"', 'case_reference_example = "Ann Smith"', "council.case_reference_example"),
    ],
)
def test_a_mistake_about_the_council_itself_is_named(tmp_path: Path, was: str, now: str, key: str) -> None:
    found = problems(council_folder(tmp_path, base=COUNCIL_FILE.replace(was, now)))
    assert any(line.startswith(f"EXMP.toml: {key}: ") for line in found), found


def test_every_problem_of_every_file_is_told_at_once(tmp_path: Path) -> None:
    council_folder(tmp_path, "[meeting]\nalternativs = 3\ngrid_minutes = 7\n")
    council_folder(tmp_path, code="TWOO", base="[council\n")
    found = problems(tmp_path)
    assert [line.split(": ")[0] for line in found] == ["EXMP.toml", "EXMP.toml", "TWOO.toml"]
    assert "is not valid TOML" in found[2]


def test_each_mistake_says_its_line(tmp_path: Path) -> None:
    more = "\n[meeting]\nalternativs = 3\n[concerns.neglect]\nadvised = ['gpp']\n" + room("http://meet.example/1")
    found = problems(council_folder(tmp_path, more))
    assert [line.partition("(line ")[2].partition(")")[0] for line in found] == ["9"]
    found = problems(council_folder(tmp_path, more.replace("alternativs", "alternatives")))
    assert {line.partition("(line ")[2].partition(")")[0] for line in found} == {"11", "15"}


def test_a_mistake_that_comes_of_the_shipped_policy_has_no_line(tmp_path: Path) -> None:
    found = problems(council_folder(tmp_path, "[seats.police_missing]\nagency = 'health'\n"))
    assert not any("police_units" in line and "(line" in line for line in found)


def test_a_time_of_another_form_replaces_the_shipped_one_whole(tmp_path: Path) -> None:
    more = "[urgencies.24h]\ndeadline = { working_days = 2 }\n[information]\nred = { hours = 6 }\n"
    mine = load_policies(council_folder(tmp_path, more)).of("EXMP")
    assert mine.urgencies["24h"].deadline.working_days == 2
    assert mine.urgencies["24h"].label
    assert (mine.information.red.hours, mine.information.red.working_hours) == (6, None)


def test_a_flag_of_a_partnerships_own_needs_only_its_words(tmp_path: Path) -> None:
    more = "[concerns.fgm]\nflags = ['ring_fgm_line']\n[prompts]\nring_fgm_line = 'Ring the FGM line.'\n"
    assert load_policies(council_folder(tmp_path, more)).of("EXMP").prompts["ring_fgm_line"]


def test_a_file_that_is_not_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "EXMP.toml").write_bytes(b"\xff\xfe")
    assert problems(tmp_path) == ["EXMP.toml: is not UTF-8 text; save it as UTF-8"]
