"""A message becomes an action of a record: only where the policy allows it, and only for who may write to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.app.cards import Form
from bot.storage import Storage
from tests.kit.world import Somebody, World, at, read

ON = "\n[actions]\nmessage_to_action = true\n"
WORDS = "HV to visit the home before the weekend"


@pytest.fixture
async def allowed(storage: Storage, tmp_path: Path) -> World:
    """The usual people, in a council that lets a message's words be copied."""
    return await World(storage, tmp_path, more_policy=ON).with_everybody()


async def met(world: World) -> Somebody:
    sam = await world.called(concerns=("physical_injury",))
    for each, label in (("pc1", "I'll take it"), ("hv1", "I'll come"), ("paed", "I'll come")):
        await world.people[each].presses(label)
    await world.until(at(10, 13))
    return sam


async def chooses(somebody: Somebody, words: str = WORDS) -> None:
    """What a tool does when "Make this an action" is chosen in a message's menu."""
    world = somebody.world
    await somebody._take(
        await world.front.submitted(somebody.identity, "make_action", "", {"words": words}, world.key())
    )


async def test_it_is_off_unless_the_council_wants_it_and_says_why(world: World) -> None:
    sam = await met(world)
    await chooses(sam)
    assert "switched off for your council" in sam.said
    assert "copies a message's words" in sam.said
    assert "HV to visit" not in sam.sees()


async def test_a_message_becomes_an_action_with_owner_and_time(allowed: World) -> None:
    sam = await met(allowed)
    await chooses(sam)
    assert isinstance(sam.shown, Form)
    fields = {each.name: each for each in sam.shown.fields}
    assert fields["words"].value == WORDS
    assert fields["meeting"].value == fields["meeting"].options[0].value, "one record alone needs no choice"
    await sam.fills(who="HV", timescale="by Friday")
    assert "Added to EXMP-SM-1. Understood: by Fri 13 March, end of day." in sam.said
    (action,) = await allowed.rows("actions")
    assert (action.words, action.owner_id) == (WORDS, "hv1")


async def test_a_time_in_the_words_is_found_and_a_missing_one_is_said(allowed: World) -> None:
    sam = await met(allowed)
    await chooses(sam, "Visit by Friday")
    await sam.fills()
    assert "by Fri 13 March" in sam.said
    await chooses(sam, "Visit")
    await sam.fills()
    assert "no time yet" in sam.said


async def test_of_several_records_one_is_chosen(allowed: World) -> None:
    sam = await met(allowed)
    await allowed.called(reference="CSC-200000")
    await chooses(sam)
    assert isinstance(sam.shown, Form)
    (meeting,) = [each for each in sam.shown.fields if each.name == "meeting"]
    assert [each.label for each in meeting.options] == ["EXMP-SM-2", "EXMP-SM-1"]
    await sam.fills()
    assert "Choose the meeting." in read(sam.shown)
    await sam.fills(meeting=meeting.options[1].value)
    assert "Added to EXMP-SM-1" in sam.said


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("Grace", "Nobody at that meeting is called that"),
        ("School", "An agency is not an owner"),
        ("HV and SW", "more than"),
    ],
)
async def test_an_owner_who_is_not_clear_is_asked_about_and_nothing_is_saved(
    allowed: World, who: str, words: str
) -> None:
    sam = await met(allowed)
    await chooses(sam)
    await sam.fills(who=who)
    assert words in read(sam.shown)
    assert await allowed.rows("actions") == []
    await sam.fills(who="")
    assert len(await allowed.rows("actions")) == 1


async def test_who_has_no_record_to_write_to_is_told_what_to_do(allowed: World) -> None:
    await met(allowed)
    priya = allowed.people["hv1"]
    await chooses(priya)
    assert "No meeting's record is open to you" in priya.said
    assert "visit the home" not in priya.sees()


async def test_somebody_elses_record_is_refused_however_it_is_named(allowed: World) -> None:
    await met(allowed)
    (meeting,) = await allowed.rows("meetings")
    for each in ("hv1", "ola"):
        person = allowed.people[each]
        values = {"words": WORDS, "meeting": meeting.id}
        await person._take(await allowed.front.submitted(person.identity, "make_action", "", values, allowed.key()))
        assert "Nothing was" in person.sees()
    assert await allowed.rows("actions") == []


async def test_a_named_note_taker_may(allowed: World) -> None:
    sam, ola = await met(allowed), allowed.people["ola"]
    await sam.presses("Choose a note-taker")
    await sam.fills(person="Ola Second")
    await chooses(ola)
    await ola.fills()
    assert "Added to EXMP-SM-1" in ola.said


async def test_a_record_that_was_closed_meanwhile_takes_no_more_and_says_what_to_do(allowed: World) -> None:
    sam = await met(allowed)
    await allowed.called(reference="CSC-200000")
    await chooses(sam)
    form = sam.shown
    first = next(each for each in await allowed.rows("meetings") if each.reference == "EXMP-SM-1")
    await sam.sends("read_back", first.id)
    await sam.fills()
    sam.shown = form
    await sam.fills(meeting=first.id)
    assert "That meeting's record is closed" in sam.said
    assert "write it in the case record" in sam.said
    assert await allowed.rows("actions") == []


async def test_a_delivery_that_comes_twice_makes_one_action(allowed: World) -> None:
    sam = await met(allowed)
    (meeting,) = await allowed.rows("meetings")
    values = {"words": WORDS, "meeting": meeting.id, "timescale": "today"}
    for _ in range(2):
        await allowed.front.submitted(sam.identity, "make_action", "", values, "the same")
    assert len(await allowed.rows("actions")) == 1


async def test_the_words_are_kept_nowhere_until_they_are_added(
    allowed: World, capsys: pytest.CaptureFixture[str]
) -> None:
    sam = await met(allowed)
    await chooses(sam)
    kept = [*await allowed.rows("audit"), *await allowed.rows("notices"), *await allowed.rows("obligations")]
    assert "before the weekend" not in repr(kept)
    told = capsys.readouterr()
    assert "weekend" not in told.out + told.err
    assert not any("weekend" in read(card) for each in allowed.people.values() for card in each.cards)
