"""Who has not answered stands on one live card a meeting, for whoever is to ring them; nothing of the case on it."""

from __future__ import annotations

from tests.kit.world import REFERENCE, Somebody, World, at, read

TITLE = "not answered yet"


async def called(world: World, urgency: str = "same_day") -> Somebody:
    """A meeting for which a health visitor, a paediatrician, a desk and the chair are asked; nobody answers."""
    sam = world.people["sam"]
    await sam.types("")
    await sam.fills(references=REFERENCE, urgency=urgency, ages="3 years", concerns=("physical_injury",))
    if urgency == "emergency":
        await sam.presses("Without the full meeting")
    await sam.fills()
    return sam


def cards(somebody: Somebody) -> list[str]:
    """The live cards about who has not answered, as they read now."""
    return [read(post.card) for post in somebody.posts if TITLE in post.versions[0].title]


async def hands_over(sam: Somebody, ola: Somebody) -> None:
    """Ola takes the meeting over."""
    await sam.presses("Hand over")
    await sam.fills(person="Ola Second")
    await ola.presses("Take it over")


async def test_rungs_that_come_together_are_one_message_to_each_who_hears(world: World) -> None:
    sam, lead = await called(world), world.people["hvm"]
    await world.people["pc1"].presses("I'll take it")
    await world.until(at(10, 11, 21))
    (told,) = cards(sam)
    for who, phone in (("Priya Nair", "108"), ("Dr Ade Bello", "111"), ("Tess Manager", "101")):
        assert who in told
        assert f"Ring 01632 960{phone}." in told
    (hers,) = cards(lead)
    assert "Priya Nair" in hers
    assert "Dr Ade Bello" in hers
    assert "Tess Manager" not in hers, "a manager hears of their own people"


async def test_the_preview_names_whom_to_ring_and_nothing_of_the_case(world: World) -> None:
    sam = await called(world)
    await world.until(at(10, 11, 21))
    for somebody in (sam, world.people["hvm"]):
        card = somebody.card(TITLE)
        assert card.summary.startswith("EXMP-SM-1, Tue 10 March, ")
        assert "Priya Nair" in card.summary
        assert card.summary.endswith("Please ring them.")
        for word in (REFERENCE, "injury", "physical", "3 years"):
            assert word not in read(card)
            assert word not in card.summary


async def test_whoever_answers_goes_from_the_card_and_at_the_end_it_says_so(world: World) -> None:
    sam, lead = await called(world), world.people["hvm"]
    await world.people["pc1"].presses("I'll take it")
    await world.until(at(10, 11, 21))
    await world.people["paed"].presses("I'll come")
    await world.people["tm"].presses("I'll come")
    (told,) = cards(sam)
    assert "Dr Ade Bello" not in told
    await world.people["hv1"].presses("I'll come")
    assert "Nobody is left for you to ring. Thank you." in read(lead.posts[-1].card), "Grace was asked at 11:00"
    await world.people["hv2"].presses("I can't come")
    for each in (sam, lead):
        assert "All have answered. Thank you." in read(each.posts[-1].card)


async def test_the_convenor_takes_an_answer_by_phone_on_the_card_and_a_manager_cannot(world: World) -> None:
    sam, lead = await called(world), world.people["hvm"]
    await world.until(at(10, 11, 21))
    assert not lead.card(TITLE).all_buttons()
    card = sam.card(TITLE)
    button = next(b for block in card.blocks for b in getattr(block, "buttons", ()) if "Bello" in block.text)  # type: ignore[union-attr]
    assert button.label == "By phone"
    await sam.sends(button.verb, button.subject)
    await sam.fills(said="yes")
    assert "Dr Ade Bello" not in cards(sam)[-1]


async def test_a_further_rung_about_the_same_desk_changes_the_card_in_place(world: World) -> None:
    sam = await called(world, "emergency")
    await world.people["hv1"].presses("I'll come")
    await world.people["paed"].presses("I'll come")
    await world.people["tm"].presses("I'll come")
    await world.until(at(10, 10, 31))
    assert "Police referral desk, asked 10:20. Ring 01632 960900." in cards(sam)[0]
    await world.until(at(10, 10, 45))
    assert len(cards(sam)) == 1
    assert "Police referral desk" in cards(world.people["insp"])[0]


async def test_when_somebody_new_is_to_be_heard_of_a_new_card_comes_and_the_older_gives_way(world: World) -> None:
    sam = await called(world, "emergency")
    await world.people["pc1"].presses("I'll take it")
    await world.people["paed"].presses("I'll come")
    await world.people["tm"].presses("I'll come")
    await world.until(at(10, 10, 41))
    assert ["Priya Nair" in each for each in cards(sam)] == [True]
    await world.until(at(10, 10, 51))
    older, newer = cards(sam)
    assert "There is a newer message about this below" in older
    assert "Priya Nair" in newer
    assert "Grace Obi" in newer


async def test_a_cancelled_or_handed_over_meeting_leaves_nobody_to_ring(world: World) -> None:
    sam, ola = await called(world), world.people["ola"]
    await world.until(at(10, 11, 21))
    await hands_over(sam, ola)
    assert "Nobody is left for you to ring" in cards(sam)[-1]
    await ola.presses("Cancel the meeting")
    await ola.fills(reason="Not needed")
    assert "Nobody is left for you to ring" in cards(world.people["hvm"])[-1]
