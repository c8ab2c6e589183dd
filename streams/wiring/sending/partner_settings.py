"""
Where a webhook partner is reached: settings of the installation, `partners/<partner>.toml` in the
folder of the keys, since a shared secret may stand in it.

    url = "https://…"            # takes directives
    secret = "whsec_…"           # for `v1` signatures beside the hub's own; may be missing
    ca_file = "…"                # certificates to trust; may be missing
"""

import base64
import json
import re
import ssl
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from streams.wiring.failures import CannotRun, Fault
from streams.wiring.whole_file import write_whole

PREFIX: Final = "whsec_"
#: Each setting's form, as an operator is told it.
_FORMS: Final[Mapping[str, str]] = {
    "url": "https:// and a host (http:// on this machine alone), an IPv6 address in brackets, no "
    "blanks, no quotes",
    "secret": f"{PREFIX} and 24 to 64 bytes in base64",
    "ca_file": "the path of a file, all of it visible",
}
#: What no address has unless encoded.
_NEVER_IN_URL: Final = re.compile(r'[\x00-\x20\x7f"<>\\^`{|}]')


class PartnerSettingsFault(CannotRun):
    """A partner's settings cannot be used; the text names files, never an address or a secret."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerSettings:
    """One webhook partner."""

    url: str
    secret: bytes = field(default=b"", repr=False)
    ca_file: str = ""


def partner_file(keys_folder: Path, partner: str) -> Path:
    """Where a partner's settings stand."""
    return keys_folder / "partners" / f"{partner}.toml"


def connect_line(partner: str) -> str:
    """The command that gives a partner's address, whole."""
    return f"hub partner connect {partner} --url ADDRESS --by WHO --because WHY"


def read_partner(keys_folder: Path, partner: str) -> PartnerSettings | None:
    """A partner's settings, None where none are given; raises `PartnerSettingsFault`."""
    file = partner_file(keys_folder, partner)
    try:
        given = tomllib.loads(file.read_text("utf-8"))
        if file.stat().st_mode & 0o077 and "secret" in given:
            raise PartnerSettingsFault(f"Others can read {file}. Run: chmod 600 {file}", "S1005")
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        raise PartnerSettingsFault(
            f"{file} cannot be read as TOML. {_anew(partner)}", "S1002"
        ) from None
    # Hubs of before wrote it, and nothing read it.
    given.pop("in_force_url", None)
    if faults := _faults(given):
        raise PartnerSettingsFault.because_of(
            faults, f"Some settings in {file} are wrong:", _anew(partner)
        )
    secret = str(given.get("secret", "")).removeprefix(PREFIX)
    return PartnerSettings(
        url=given["url"],
        secret=base64.b64decode(secret),
        ca_file=given.get("ca_file", ""),
    )


def usable_partner(keys_folder: Path, partner: str) -> PartnerSettings | None:
    """As `read_partner`; raises also where the certificates to trust cannot be loaded."""
    settings = read_partner(keys_folder, partner)
    if settings is not None:
        require_certificates(settings.ca_file)
    return settings


def require_certificates(ca_file: str) -> None:
    """Raises `PartnerSettingsFault` where a file of certificates to trust cannot be loaded."""
    try:
        ssl.create_default_context(cafile=ca_file or None)
    except ssl.SSLError:
        why = "holds no certificate in PEM"
    except OSError as fault:
        why = f"cannot be read ({fault.strerror})"
    else:
        return
    raise PartnerSettingsFault(
        f"ca_file: {ca_file} {why}. Name another with --ca-file, or --no-ca-file to trust whom "
        "the machine trusts.",
        "S1002",
    )


def write_partner(keys_folder: Path, partner: str, settings: PartnerSettings) -> None:
    """Leave settings that fit, readable by their owner only."""
    # JSON's form of a text that is all visible is TOML's too.
    lines = [
        f"{name} = {json.dumps(text, ensure_ascii=False)}\n"
        for name, text in _given(settings).items()
    ]
    file = partner_file(keys_folder, partner)
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_whole(file, "".join(lines))


def require_fit(settings: PartnerSettings) -> None:
    """Raises `PartnerSettingsFault` for settings that could not be read back."""
    if faults := _faults(_given(settings)):
        raise PartnerSettingsFault.because_of(faults, "These settings would be wrong:")


def shared_secret(text: str) -> bytes:
    """The secret of `whsec_…`; raises `PartnerSettingsFault`, whose text does not show it."""
    text = text.strip()
    if not _fits("secret", text):
        raise PartnerSettingsFault(
            f"A shared secret is {PREFIX} and 24 to 64 bytes in base64.", "S1002"
        )
    return base64.b64decode(text.removeprefix(PREFIX))


def _anew(partner: str) -> str:
    return f"Correct it, or write it anew: {connect_line(partner)}"


def _given(settings: PartnerSettings) -> dict[str, str]:
    """Settings as they stand in a file."""
    secret = PREFIX + base64.b64encode(settings.secret).decode() if settings.secret else ""
    given = {
        "url": settings.url,
        "secret": secret,
        "ca_file": settings.ca_file,
    }
    return {name: text for name, text in given.items() if text}


def _faults(given: Mapping[str, object]) -> list[Fault]:
    faults = [
        Fault(code="S1002", text=f"{name}: {_FORMS.get(name, 'not a setting of a partner')}")
        for name, value in given.items()
        if not _fits(name, value)
    ]
    if not given.get("url"):
        faults.append(Fault(code="S1001", text="url: is missing"))
    return faults


def _fits(name: str, value: object) -> bool:
    if name not in _FORMS or not isinstance(value, str):
        return False
    if name == "secret":
        return value.startswith(PREFIX) and _is_base64(value.removeprefix(PREFIX))
    if name == "url":
        return not value or _is_address(value)
    return value.isprintable()


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
