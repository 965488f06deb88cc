"""OpenID documents: the Bot Framework's (for what Teams sends the bot) and Entra's (for the bot's tokens)."""

from collections.abc import Callable

from aiohttp import web

from .keys import KeyRing
from .traffic import Exchange

CHANNEL_ISSUER = "https://api.botframework.com"


class OpenId:
    """Where a verifier finds issuers and keys."""

    def __init__(self, base_url: Callable[[], str], channel: KeyRing, entra: KeyRing) -> None:
        self._base_url = base_url
        self._channel = channel
        self._entra = entra

    async def channel_metadata(self, exchange: Exchange) -> web.Response:
        """`GET /v1/.well-known/openidconfiguration` of the Bot Framework."""
        del exchange
        return web.json_response(
            {
                "issuer": CHANNEL_ISSUER,
                "authorization_endpoint": "https://invalid.botframework.com",
                "jwks_uri": f"{self._base_url()}/v1/.well-known/keys",
                "id_token_signing_alg_values_supported": ["RS256"],
                "token_endpoint_auth_methods_supported": ["private_key_jwt"],
            }
        )

    async def channel_keys(self, exchange: Exchange) -> web.Response:
        """`GET /v1/.well-known/keys` of the Bot Framework."""
        del exchange
        return web.json_response(self._channel.jwks())

    async def entra_metadata(self, exchange: Exchange) -> web.Response:
        """`GET /{tenant}/v2.0/.well-known/openid-configuration` of Entra."""
        tenant, base = exchange.part("tenant"), self._base_url()
        return web.json_response(
            {
                "issuer": f"https://login.microsoftonline.com/{tenant}/v2.0",
                "authorization_endpoint": f"{base}/{tenant}/oauth2/v2.0/authorize",
                "token_endpoint": f"{base}/{tenant}/oauth2/v2.0/token",
                "jwks_uri": f"{base}/{tenant}/discovery/v2.0/keys",
                "response_types_supported": ["code", "id_token", "code id_token", "id_token token"],
                "subject_types_supported": ["pairwise"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic"],
            }
        )

    async def entra_keys(self, exchange: Exchange) -> web.Response:
        """`GET /{tenant}/discovery/v2.0/keys` of Entra."""
        del exchange
        return web.json_response(self._entra.jwks())
