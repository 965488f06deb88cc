"""Writing to Teams: the bot's own token, the connector's REST calls, and what their answers mean."""

from adapters.teams.outbound.channel import TeamsChannel
from adapters.teams.outbound.connector import Connector
from adapters.teams.outbound.token import Tokens, TokenUnavailable

__all__ = ["Connector", "TeamsChannel", "TokenUnavailable", "Tokens"]
