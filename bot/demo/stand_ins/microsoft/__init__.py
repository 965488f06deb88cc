"""A stand-in for Microsoft's servers behind Teams, and for the people who use it.

It refuses what they refuse (msteams-docs: status codes of bot conversational APIs, rate limits, message
size; Entra: AADSTS errors) and shares no code with the Bot Framework's libraries.
"""

from .conversations import CARD_TYPE, Posted
from .courier import Answer, Delivery
from .hand import Hand
from .limits import Limits
from .people import Person, Tenant
from .reading import links, preview, read
from .screen import Shown
from .server import MicrosoftStandIn
from .traffic import Fault, Sent

__all__ = [
    "CARD_TYPE",
    "Answer",
    "Delivery",
    "Fault",
    "Hand",
    "Limits",
    "MicrosoftStandIn",
    "Person",
    "Posted",
    "Sent",
    "Shown",
    "Tenant",
    "links",
    "preview",
    "read",
]
