"""Entra's token endpoint for one single-tenant bot, and the check of the tokens it gave."""

import base64
import binascii
import time
from dataclasses import dataclass
from urllib.parse import unquote

import jwt
from aiohttp import web

from .keys import KeyRing
from .people import Directory, Json
from .refusals import Refusal, entra, unauthorised
from .traffic import Exchange

BOT_SCOPE = "https://api.botframework.com/.default"
BOT_AUDIENCE = "https://api.botframework.com"
GENERIC_TENANTS = ("botframework.com", "common", "organizations")


@dataclass
class Registration:
    """The bot's app registration in its home tenant."""

    app_id: str
    client_secret: str
    home_tenant: str


class Login:
    """Gives access tokens to the registered bot, in its home tenant only."""

    def __init__(self, registration: Registration, directory: Directory, keys: KeyRing, lifetime: float) -> None:
        self._bot = registration
        self._directory = directory
        self._keys = keys
        self.lifetime = lifetime

    async def token(self, exchange: Exchange) -> web.Response:
        """`POST /{tenant}/oauth2/v2.0/token` with client credentials."""
        tenant = exchange.part("tenant")
        form = {name: str(value) for name, value in (await exchange.request.post()).items()}
        self._check_form(tenant, form)
        client_id, secret = _credentials(exchange.request, form)
        exchange.sent.payload = {k: v for k, v in form.items() if k != "client_secret"}
        self._check_client(tenant, client_id, secret)
        self._check_scope(form.get("scope", ""))
        seconds = int(self.lifetime)
        return web.json_response(
            {
                "token_type": "Bearer",
                "expires_in": seconds,
                "ext_expires_in": seconds,
                "access_token": self.access_token(),
            }
        )

    def access_token(self, **overrides: object) -> str:
        """A token for the Bot Connector; `overrides` replace claims (None removes one)."""
        now = int(time.time())
        claims: Json = {
            "aud": BOT_AUDIENCE,
            "iss": f"https://sts.windows.net/{self._bot.home_tenant}/",
            "iat": now,
            "nbf": now,
            "exp": now + self.lifetime,
            "appid": self._bot.app_id,
            "tid": self._bot.home_tenant,
            "ver": "1.0",
        }
        claims |= overrides
        return self._keys.sign({name: value for name, value in claims.items() if value is not None})

    def check_bearer(self, header: str) -> None:
        """401 unless the header carries an unexpired token of this login for this bot."""
        scheme, _, token = header.partition(" ")
        if scheme != "Bearer" or not token:
            raise unauthorised("no token")
        try:
            key = self._keys.find(jwt.get_unverified_header(token).get("kid"))
            if key is None:
                raise unauthorised("unknown key")
            claims = jwt.decode(
                token,
                key.private.public_key(),
                algorithms=["RS256"],
                audience=BOT_AUDIENCE,
                issuer=f"https://sts.windows.net/{self._bot.home_tenant}/",
                options={"require": ["exp", "aud", "iss"]},
            )
        except jwt.PyJWTError as error:
            raise unauthorised(type(error).__name__) from None
        if claims.get("appid") != self._bot.app_id:
            raise Refusal(401, "BotNotRegistered")

    def _check_form(self, tenant: str, form: dict[str, str]) -> None:
        if tenant not in self._directory.tenants and tenant not in (*GENERIC_TENANTS, self._bot.home_tenant):
            raise entra(400, "invalid_request", 90002, f"Tenant '{tenant}' not found.")
        if form.get("grant_type") != "client_credentials":
            raise entra(400, "unsupported_grant_type", 70003, "The app requested an unsupported grant type.")

    def _check_client(self, tenant: str, client_id: str, secret: str) -> None:
        if tenant != self._bot.home_tenant or client_id != self._bot.app_id:
            text = f"Application with identifier '{client_id}' was not found in the directory '{tenant}'."
            raise entra(400, "unauthorized_client", 700016, text)
        if not secret:
            text = "The request body must contain 'client_assertion' or 'client_secret'."
            raise entra(401, "invalid_client", 7000216, text)
        if secret != self._bot.client_secret:
            raise entra(401, "invalid_client", 7000215, "Invalid client secret provided.")

    def _check_scope(self, scope: str) -> None:
        if not scope.endswith("/.default"):
            text = f"The provided value for scope {scope} is not valid: it must end with '/.default'."
            raise entra(400, "invalid_scope", 1002012, text)
        if scope != BOT_SCOPE:
            text = f"The resource principal named {scope.removesuffix('/.default')} was not found."
            raise entra(400, "invalid_resource", 500011, text)


def _credentials(request: web.Request, form: dict[str, str]) -> tuple[str, str]:
    """Client id and secret, from the form or from HTTP basic authentication."""
    scheme, _, encoded = request.headers.get("Authorization", "").partition(" ")
    if scheme == "Basic":
        try:
            client_id, _, secret = base64.b64decode(encoded, validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            raise entra(401, "invalid_client", 7000215, "Invalid client secret provided.") from None
        return unquote(client_id), unquote(secret)
    return form.get("client_id", ""), form.get("client_secret", "")
