"""The hub's interface for partners over HTTP: answers, the full list, the hub's public keys."""

import json
import time
from collections.abc import Iterable
from typing import Any, Final, Self
from uuid import UUID, uuid4

import httpx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from connectors.partners.answer import Answer
from connectors.partners.full_list import FullList, full_list_of
from connectors.partners.signature import public_key, signed

#: How long nothing may come. A full list takes longer, and comes piece by piece.
TIMEOUT_S: Final = 15.0


class HubAway(Exception):
    """The hub did not take a request now; it may be made again."""


class HubRefuses(Exception):
    """The hub refused a request; made again it would be refused again."""


class HubHttp:
    """
    One partner's connection; requests are signed with its own key.

    Raises `ValueError` for an address that is none. A reply without what the hub's has, such as the
    page of a proxy, is taken for none: `HubAway`.
    """

    def __init__(self, base_url: str, partner: str, key: Ed25519PrivateKey) -> None:
        require_address(base_url)
        self._partner = partner
        self._key = key
        self._http = httpx.Client(base_url=base_url, trust_env=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the connection."""
        self._http.close()

    def answer(self, answer: Answer) -> None:
        """After the call the hub has the answer. Raises `HubAway`, `HubRefuses`."""
        body = json.dumps(answer.fields(), ensure_ascii=False).encode()
        headers = {**self._signed(body), "content-type": "application/json"}
        self._ask("POST", f"/partners/{self._partner}/answers", headers, body, "offset")

    def answer_all(self, answers: Iterable[Answer]) -> None:
        """Each as `answer`, one after the other."""
        for answer in answers:
            self.answer(answer)

    def full_list(self) -> FullList:
        """What should be held now, all of it. Raises `HubAway`, `HubRefuses`, `NotADirective`."""
        path = f"/partners/{self._partner}/in-force"
        return self._list("GET", path, self._signed(f"GET {path}".encode()), b"", whole=True)

    def list_of(self, subjects: Iterable[UUID]) -> FullList:
        """
        What should be held now of some subjects, at most a thousand, by their subject_key.

        Raises as `full_list` does.
        """
        path = f"/partners/{self._partner}/in-force"
        body = json.dumps({"subjects": [str(subject) for subject in subjects]}).encode()
        headers = {**self._signed(body), "content-type": "application/json"}
        return self._list("POST", path, headers, body, whole=False)

    def public_keys(self) -> tuple[Ed25519PublicKey, ...]:
        """The keys the hub's messages are signed with, old and new. Raises `HubAway`."""
        return tuple(public_key(each["key"]) for each in self._ask("GET", "/keys", {}, b"", "keys"))

    def schema(self, schema_id: int) -> str:
        """The text of a schema of the hub's registry. Raises `HubAway`, `HubRefuses`."""
        return str(self._ask("GET", f"/registry/schemas/ids/{schema_id}", {}, b"", "schema"))

    def _signed(self, content: bytes) -> dict[str, str]:
        return dict(signed(self._key, str(uuid4()), int(time.time()), content))

    def _list(
        self, method: str, path: str, headers: dict[str, str], body: bytes, *, whole: bool
    ) -> FullList:
        """A list that breaks off is no JSON: its last brace is its end."""
        reply = self._reply(method, path, headers, body)
        try:
            return full_list_of(reply, whole=whole)
        except (ValueError, KeyError, TypeError, AttributeError):
            raise HubAway("a list, and not from the hub") from None

    def _ask(
        self,
        method: str,
        path: str,
        headers: dict[str, str],
        body: bytes,
        member: str,
    ) -> Any:
        """One member of the hub's reply."""
        try:
            return self._reply(method, path, headers, body)[member]
        except (KeyError, TypeError):
            raise HubAway("a reply, and not from the hub") from None

    def _reply(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Any:
        try:
            reply = self._http.request(
                method, path, headers=headers, content=body or None, timeout=TIMEOUT_S
            )
        except httpx.HTTPError as error:
            raise HubAway(type(error).__name__) from None
        if reply.is_success:
            try:
                return reply.json()
            except ValueError:
                raise HubAway(f"HTTP {reply.status_code}, and not from the hub") from None
        if reply.status_code in (408, 429) or reply.status_code >= 500:
            raise HubAway(f"HTTP {reply.status_code}")
        raise HubRefuses(f"HTTP {reply.status_code} {reply.text[:500]}")


def require_address(base_url: str) -> None:
    """Raises `ValueError` for an address that cannot be the hub's."""
    try:
        url = httpx.URL(base_url)
    except httpx.InvalidURL:
        url = httpx.URL("")
    if url.scheme not in ("http", "https") or not url.host:
        raise ValueError("S1002 the hub's address is http:// or https:// and a host")
