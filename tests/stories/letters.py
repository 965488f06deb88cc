"""Hands for stories about letters: the link in one, the code that follows, and a visit to the page behind it."""

from __future__ import annotations

from bot.app.cards import Card
from bot.app.ports import Visit
from bot.app.replies import Say
from bot.domain.invitation import Answer
from tests.kit.world import World, read

GRACE = "grace.obi@nhs.example"


def link_in(card: Card) -> str:
    """The token of the link in a letter."""
    assert card.letter
    assert card.letter.page
    return card.letter.page.url.partition("/q/")[2]


def code_in(card: Card) -> str:
    words = read(card)
    assert "Your code is " in words
    return words.partition("Your code is ")[2][:7]


async def asks_for_code(world: World, link: str) -> str:
    said = await world.front.send_code(link)
    assert isinstance(said, Say)
    assert said.tone == "good", said.text
    await world.settle()
    return code_in(world.letters(GRACE)[-1])


async def comes(world: World, link: str) -> Visit:
    visit = await world.front.prove(link, await asks_for_code(world, link))
    assert isinstance(visit, Visit)
    return visit


async def answers(world: World) -> list[Answer]:
    return [each.answer for each in await world.rows("invitations", person_id="hv1")]
