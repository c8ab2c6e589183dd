"""A sample partner's own key, and the hub's public ones."""

import os
import secrets
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from connectors.partners.hub_http import HubAway
from connectors.partners.signature import UnknownSigner, public_text, require_signed


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
    """The hub's public keys: given, or asked for when one is missing, and now and then."""

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
            self._uses += 1
            if not self._keys or self._uses % 100 == 0:
                with suppress(HubAway):
                    self._ask()
            return self._keys

    def require_signed(self, headers: Mapping[str, str], content: bytes, now_s: int) -> None:
        """
        Raise `NotSigned` unless the hub signed this, also with a key that it has since just now.

        Raises `HubAway` where it cannot be asked for that.
        """
        try:
            require_signed(headers, content, self.now(), now_s)
        except UnknownSigner:
            with self._lock:
                self._ask()
            require_signed(headers, content, self._keys, now_s)

    def _ask(self) -> None:
        if self._fetch is not None:
            self._keys = self._fetch()
