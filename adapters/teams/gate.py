"""Who may speak to us: botbuilder's token check, and the checks that it leaves to its users."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from typing import Any

import jwt
from botbuilder.core.cloud_adapter_base import CloudAdapterBase
from botbuilder.schema import Activity, ChannelAccount, ConversationAccount
from botframework.connector.auth import (
    AuthenticateRequestResult,
    BotFrameworkAuthentication,
    BotFrameworkAuthenticationFactory,
    PasswordServiceClientCredentialFactory,
)
from msrest.universal_http.requests import ClientRetryPolicy

from adapters.teams.hosts import ServiceHosts
from adapters.teams.incoming import Incoming
from adapters.teams.request_guard import Rejected
from adapters.teams.settings import TeamsSettings
from adapters.teams.signing_keys import CHANNEL, KeysUnavailable, SigningKeys, UnknownKey

BEARER = re.compile(r"Bearer ([\w-]+\.[\w-]+\.[\w-]+)", re.ASCII)
LEEWAY = 300
LONGEST_HEADER = 8192
OUTSIDERS = ("guest", "anonymous")


# botbuilder makes a client for every activity, and each looks a thousand numbers up in this list: seven milliseconds
# of CPU, more than everything that we do. In a set they are found at once.
ClientRetryPolicy.safe_codes = frozenset(ClientRetryPolicy.safe_codes)  # type: ignore[assignment]  # only looked in


class Bot(CloudAdapterBase):  # type: ignore[misc]  # botbuilder carries no types
    """botbuilder's adapter without its own web server."""


class Gate:
    """Lets an activity through, or raises Rejected with 401, 403 or (keys out of reach) 503."""

    def __init__(self, settings: TeamsSettings, hosts: ServiceHosts, keys: SigningKeys) -> None:
        self._settings = settings
        self._hosts = hosts
        self._keys = keys
        self._authentication = _authentication(settings)
        self.bot = Bot(self._authentication)

    async def admit(self, header: str | None, incoming: Incoming) -> tuple[AuthenticateRequestResult, Activity]:
        """What botbuilder needs to run the turn, once everything about the request is right."""
        token = self._plausible(header)
        if incoming.channel_id != CHANNEL:
            raise Rejected(403, "channel")
        if not self._hosts.allow(incoming.service_url):
            raise Rejected(403, "service_host")
        activity = as_activity(incoming)
        result = await self._verified(token, activity)
        self._check_claims(result.claims_identity.claims, incoming)
        self._check_people(incoming)
        return result, activity

    def _plausible(self, header: str | None) -> str:
        """The token, if it could be one of the Bot Framework's: nothing is fetched for any other."""
        match = BEARER.fullmatch(header or "") if len(header or "") <= LONGEST_HEADER else None
        if match is None or not self._settings.app_id:
            raise Rejected(401, "no_token")
        try:
            head = jwt.get_unverified_header(match[1])
            claims = jwt.decode(match[1], options={"verify_signature": False})
        except (jwt.PyJWTError, ValueError, RecursionError):
            raise Rejected(401, "malformed_token") from None
        if head.get("alg") != "RS256" or not isinstance(head.get("kid"), str) or "crit" in head:
            raise Rejected(401, "algorithm")
        if claims.get("iss") != self._settings.token_issuer:
            raise Rejected(401, "issuer")
        return match[1]

    async def _verified(self, token: str, activity: Activity) -> AuthenticateRequestResult:
        try:
            await self._keys.get(jwt.get_unverified_header(token)["kid"])
            self._keys.take_the_place_of_botbuilders()
            result = await self._authentication.authenticate_request(activity, f"Bearer {token}")
        except UnknownKey:
            raise Rejected(401, "key") from None
        except KeysUnavailable:
            raise Rejected(503, "keys_unavailable") from None
        except Exception:  # noqa: BLE001 - botbuilder raises bare exceptions for what it refuses
            raise Rejected(401, "token") from None
        if not result.claims_identity.is_authenticated:
            raise Rejected(401, "token")
        return result

    def _check_claims(self, claims: Mapping[str, Any], incoming: Incoming) -> None:
        """What botbuilder accepts when it is missing, looked at again in the verified claims."""
        now = time.time()
        expires, begins = claims.get("exp"), claims.get("nbf", 0)
        if not isinstance(expires, int | float) or isinstance(expires, bool) or expires + LEEWAY < now:
            raise Rejected(401, "expiry")
        if not isinstance(begins, int | float) or isinstance(begins, bool) or begins - LEEWAY > now:
            raise Rejected(401, "not_yet")
        if claims.get("aud") != self._settings.app_id or claims.get("iss") != self._settings.token_issuer:
            raise Rejected(401, "audience")
        if not incoming.service_url or claims.get("serviceurl") != incoming.service_url:
            raise Rejected(401, "service_url")

    def _check_people(self, incoming: Incoming) -> None:
        tenants = (incoming.place.tenant_id, incoming.sender.tenant_id)
        if incoming.tenant not in self._settings.tenants or any(
            each is not None and each.lower() != incoming.tenant for each in tenants
        ):
            raise Rejected(403, "tenant")
        if (incoming.sender.user_role or "").lower() in OUTSIDERS:
            raise Rejected(403, "guest")
        if incoming.type in ("message", "invoke") and not incoming.sender.aad_object_id:
            raise Rejected(403, "nobody")


def as_activity(incoming: Incoming) -> Activity:
    """The same activity for botbuilder, from checked parts alone: it never reads the body itself."""
    return Activity(
        type=incoming.type,
        id=incoming.id,
        name=incoming.name,
        channel_id=incoming.channel_id,
        service_url=incoming.service_url,
        from_property=ChannelAccount(id=incoming.sender.id, aad_object_id=incoming.sender.aad_object_id),
        recipient=ChannelAccount(id=incoming.recipient.id),
        conversation=ConversationAccount(id=incoming.place.id, conversation_type=incoming.place.kind),
    )


def _authentication(settings: TeamsSettings) -> BotFrameworkAuthentication:
    return BotFrameworkAuthenticationFactory.create(
        validate_authority=True,
        to_channel_from_bot_login_url=f"{settings.login_authority.rstrip('/')}/{settings.home_tenant}",
        to_channel_from_bot_oauth_scope=settings.token_scope,
        to_bot_from_channel_token_issuer=settings.token_issuer,
        to_bot_from_channel_open_id_metadata_url=settings.openid_metadata_url,
        credential_factory=PasswordServiceClientCredentialFactory(
            settings.app_id, settings.app_password.get_secret_value(), settings.home_tenant
        ),
    )
