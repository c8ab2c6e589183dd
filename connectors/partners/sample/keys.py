"""A sample partner's own key, and the hub's public ones."""

import os
import secrets
import threading
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from connectors.partners.hub_http import HubAway
from connectors.partners.signature import public_text


class KeyUnusable(Exception):
    """The partner's own key file cannot be used; the text says why, with a code."""


def own_key(file: Path) -> Ed25519PrivateKey:
    """
    The partner's key; made on its first start, with its public half beside it as `<file>.pub`.

    The public half is what the hub's operator is given. Raises `KeyUnusable`.
    """
    if not file.exists():
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as made:
            made.write(secrets.token_hex(32))
    try:
        key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(file.read_text("ascii").strip()))
    except (OSError, ValueError):
        raise KeyUnusable(
            f"S1005 {file} is no key: it must hold 64 hexadecimal digits. Bring it back from your "
            "backup; the hub knows its public half."
        ) from None
    file.with_name(f"{file.name}.pub").write_text(f"{public_text(key)}\n", "ascii")
    return key


class HubKeys:
    """The hub's public keys: given, or fetched from the hub and fetched again after a while."""

    def __init__(
        self,
        given: tuple[Ed25519PublicKey, ...],
        fetch: Callable[[], tuple[Ed25519PublicKey, ...]] | None,
    ) -> None:
        self._keys = given
        self._fetch = fetch
        self._lock = threading.Lock()
        self._uses = 0

    def now(self) -> tuple[Ed25519PublicKey, ...]:
        """The keys; a hub that is away leaves those known before."""
        with self._lock:
            if self._fetch is not None and (not self._keys or self._uses % 100 == 0):
                try:
                    self._keys = self._fetch()
                except HubAway:
                    return self._keys
            self._uses += 1
            return self._keys
