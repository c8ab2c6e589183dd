"""A partner's web address and what belongs to it: a shared secret, certificates to trust."""

import base64
import re
import ssl
from collections.abc import Sequence
from ipaddress import ip_address
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from connectors.channels.settings import PartnerSettings, Setting

PREFIX: Final = "whsec_"
#: What no address has unless encoded.
_NEVER_IN_URL: Final = re.compile(r'[\x00-\x20\x7f"<>\\^`{|}]')


def secrets(settings: PartnerSettings) -> tuple[bytes, ...]:
    """The shared secret, if there is one: it signs beside the hub's own keys."""
    text = settings[SECRET.name]
    return (base64.b64decode(text.removeprefix(PREFIX)),) if text else ()


def trusted(settings: PartnerSettings) -> Sequence[Path]:
    """The file of certificates; none where those the machine trusts are trusted."""
    return (Path(settings[CA_FILE.name]),) if settings[CA_FILE.name] else ()


def usable(settings: PartnerSettings) -> str:
    """Why the certificates to trust cannot be loaded, or nothing."""
    ca_file = settings[CA_FILE.name]
    try:
        ssl.create_default_context(cafile=ca_file or None)
    except ssl.SSLError:
        why = "holds no certificate in PEM"
    except OSError as fault:
        why = f"cannot be read ({fault.strerror})"
    else:
        return ""
    return (
        f"{CA_FILE.name}: {ca_file} {why}. Name another with {CA_FILE.option}, or "
        f"{CA_FILE.option_without} to trust whom the machine trusts."
    )


def _is_secret(text: str) -> bool:
    return text.startswith(PREFIX) and _is_base64(text.removeprefix(PREFIX))


def _is_url(text: str) -> bool:
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


URL: Final = Setting(
    name="url",
    word="address",
    called="ADDRESS",
    form="https:// and a host (http:// on this machine alone), an IPv6 address in brackets, no "
    "blanks, no quotes",
    fits=_is_url,
    help="Where a webhook partner takes directives.",
)
SECRET: Final = Setting(
    name="secret",
    word="secret",
    called="SECRET",
    form=f"{PREFIX} and 24 to 64 bytes in base64",
    fits=_is_secret,
    help="Read a shared secret, `whsec_…`, for `v1` from standard input.",
    hidden=True,
)
CA_FILE: Final = Setting(
    name="ca_file",
    word="certificates",
    called="FILE",
    form="the path of a file, all of it visible",
    fits=str.isprintable,
    help="File of certificates to trust at its address, in PEM.",
    path=True,
    without="Trust whom the machine trusts again.",
)
SETTINGS: Final = (URL, SECRET, CA_FILE)
