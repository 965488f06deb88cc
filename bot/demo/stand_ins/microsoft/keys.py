"""Signing keys as Microsoft publishes them, and JSON Web Tokens made with them, good or forged."""

import base64
import hashlib
import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from .people import Json


@cache
def _private_key(name: str) -> rsa.RSAPrivateKey:
    """One key a name and process: making them is slow, and a stand-in keeps no secret."""
    del name
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


@dataclass(frozen=True)
class SigningKey:
    """One published key; `endorsements` are the channels it may speak for."""

    kid: str
    private: rsa.RSAPrivateKey
    endorsements: Sequence[str]

    def as_jwk(self) -> Json:
        """The public half, in the form of a JSON Web Key."""
        numbers = self.private.public_key().public_numbers()
        jwk: Json = {
            "kty": "RSA",
            "use": "sig",
            "kid": self.kid,
            "x5t": self.kid,
            "n": _base64url(numbers.n.to_bytes(256, "big")),
            "e": _base64url(numbers.e.to_bytes(3, "big")),
        }
        if self.endorsements:
            jwk["endorsements"] = list(self.endorsements)
        return jwk

    def public_pem(self) -> bytes:
        """The public half as PEM, which a careless verifier takes for an HMAC secret."""
        return self.private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


class KeyRing:
    """The keys one issuer publishes; it signs with the newest."""

    def __init__(self, issuer: str, endorsements: Sequence[str] = ()) -> None:
        self._issuer = issuer
        self._made = 0
        self.published: list[SigningKey] = []
        self.current = self.publish(endorsements)

    def publish(self, endorsements: Sequence[str]) -> SigningKey:
        """Publish a further key without signing with it."""
        self._made += 1
        name = f"{self._issuer}-{self._made}"
        kid = _base64url(hashlib.sha256(name.encode()).digest()[:20])
        key = SigningKey(kid, _private_key(name), tuple(endorsements))
        self.published.append(key)
        return key

    def rotate(self, *, keep_old: bool = True) -> SigningKey:
        """Sign with a new key from now on; the old one stays published unless told otherwise."""
        endorsements = self.current.endorsements
        if not keep_old:
            self.published.clear()
        self.current = self.publish(endorsements)
        return self.current

    def jwks(self) -> Json:
        """The document at the issuer's `jwks_uri`."""
        return {"keys": [key.as_jwk() for key in self.published]}

    def find(self, kid: str | None) -> SigningKey | None:
        """The published key with this id."""
        return next((key for key in self.published if key.kid == kid), None)

    def sign(self, claims: Json, *, alg: str = "RS256", kid: str | None = None) -> str:
        """A token of these claims.

        `kid` names the key in the header: a published one signs, for an unknown one the current does.
        `alg` may also be `none` (no signature) or `HS256` (HMAC with the public key): both are attacks.
        """
        key = self.find(kid) or self.current
        header = {"kid": kid or key.kid, "x5t": kid or key.kid}
        if alg.startswith("RS"):
            return jwt.encode(claims, key.private, algorithm=alg, headers=header)
        signed = ".".join(
            _base64url(json.dumps(part).encode()) for part in ({"alg": alg, "typ": "JWT", **header}, claims)
        )
        if alg == "none":
            return f"{signed}."
        return f"{signed}.{_base64url(hmac.digest(key.public_pem(), signed.encode(), 'sha256'))}"
