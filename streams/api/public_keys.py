"""`GET /keys`: the public keys with which the hub's messages are verified, old and new."""

from base64 import urlsafe_b64encode

from fastapi import APIRouter

from streams.api.bodies import Reply
from streams.api.hub import Hub, TheHub
from streams.send.signature import public_key, public_text

routes = APIRouter(tags=["keys"])


class PublicKey(Reply):
    """One Ed25519 key; `key` is its form of Standard Webhooks."""

    version: int
    key: str


class PublicKeys(Reply):
    """Every key a message may be signed with; the newest first."""

    keys: list[PublicKey]


class Jwk(Reply):
    """One Ed25519 key as a JSON Web Key (RFC 8037)."""

    kid: str
    kty: str = "OKP"
    crv: str = "Ed25519"
    use: str = "sig"
    alg: str = "EdDSA"
    x: str


class JwkSet(Reply):
    """The same keys as a JSON Web Key Set (RFC 7517)."""

    keys: list[Jwk]


@routes.get("/keys")
def keys(hub: TheHub) -> PublicKeys:
    """The hub's public keys as Standard Webhooks writes them."""
    return PublicKeys(
        keys=[PublicKey(version=version, key=public_text(seed)) for version, seed in _seeds(hub)]
    )


@routes.get("/.well-known/jwks.json")
def jwks(hub: TheHub) -> JwkSet:
    """The same keys for those who work with JSON Web Keys."""
    return JwkSet(
        keys=[
            Jwk(kid=str(version), x=urlsafe_b64encode(public_key(seed)).decode().rstrip("="))
            for version, seed in _seeds(hub)
        ]
    )


def _seeds(hub: Hub) -> list[tuple[int, bytes]]:
    return sorted(hub.keys.hub_ed25519.versions.items(), reverse=True)
