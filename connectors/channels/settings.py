"""
Settings of an installation for one partner: where it is reached, by whichever channel.

They are never in the catalogue: it is published, and an address is nobody else's business.
"""

import base64
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

PREFIX: Final = "whsec_"
#: What no address has unless encoded.
_NEVER_IN_URL: Final = re.compile(r'[\x00-\x20\x7f"<>\\^`{|}]')


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerSettings:
    """
    Where one partner is reached.

    `url`, `secret`, `ca_file`: of a partner with a web address; the last two may be missing.
    """

    url: str = ""
    secret: bytes = field(default=b"", repr=False)
    ca_file: str = ""

    @property
    def secrets(self) -> tuple[bytes, ...]:
        """The shared secrets with which it is signed beside the hub's own keys."""
        return (self.secret,) if self.secret else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One setting. `form`: as an operator is told it; `fits`: whether a text has that form."""

    form: str
    fits: Callable[[str], bool]


def secret_text(secret: bytes) -> str:
    """A shared secret as Standard Webhooks writes it, `whsec_<base64>`."""
    return PREFIX + base64.b64encode(secret).decode()


def secret_of(text: str) -> bytes:
    """The secret that is written so; the text fits."""
    return base64.b64decode(text.removeprefix(PREFIX))


def _is_secret(text: str) -> bool:
    return text.startswith(PREFIX) and _is_base64(text.removeprefix(PREFIX))


def _is_url(text: str) -> bool:
    return not text or _is_address(text)


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    if not parts.hostname or port == 0 or _NEVER_IN_URL.search(text):
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and _is_here(parts.hostname))


def _is_here(host: str) -> bool:
    """Whether what goes to a host leaves the machine on no wire."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _is_base64(text: str) -> bool:
    try:
        return 24 <= len(base64.b64decode(text, validate=True)) <= 64
    except ValueError:
        return False


#: Every setting by its name.
SETTINGS: Final[Mapping[str, Setting]] = {
    "url": Setting(
        form="https:// and a host (http:// on this machine alone), an IPv6 address in brackets, no "
        "blanks, no quotes",
        fits=_is_url,
    ),
    "secret": Setting(form=f"{PREFIX} and 24 to 64 bytes in base64", fits=_is_secret),
    "ca_file": Setting(form="the path of a file, all of it visible", fits=str.isprintable),
}
