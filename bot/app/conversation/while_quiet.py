"""While nothing is sent, every answer and everybody's own page say so first."""

from __future__ import annotations

from dataclasses import replace

from bot.app.bus import Bus
from bot.app.cards import Card, Text
from bot.app.replies import Ask, Reply, Say, Show, Wrong
from bot.app.wording.standstill import QUIET

_FIRST = Text(QUIET, "warning")


def answered(bus: Bus, reply: Reply) -> Reply:
    """The reply as it should read now."""
    if bus.quiet is None:
        return reply
    match reply:
        case Say():
            return replace(reply, text=f"{reply.text}\n{QUIET}")
        case Show():
            return replace(reply, card=shown(bus, reply.card))
        case Ask() | Wrong():
            return replace(reply, form=replace(reply.form, blocks=(_FIRST, *reply.form.blocks)))


def shown(bus: Bus, card: Card) -> Card:
    """The card as it should read now."""
    return card if bus.quiet is None else replace(card, blocks=(_FIRST, *card.blocks))
