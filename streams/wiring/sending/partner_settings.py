"""
Where a webhook partner is reached: settings of the installation, `partners/<partner>.toml` in the
folder of the keys, since a shared secret may stand in it.

    url = "https://…"            # takes directives
    in_force_url = "https://…"   # tells what the partner holds; may be missing
    secret = "whsec_…"           # for `v1` signatures beside the hub's own; may be missing
    ca_file = "…"                # certificates to trust; may be missing
"""

import base64
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from streams.wiring.failures import CannotRun, Fault
from streams.wiring.whole_file import write_whole

PREFIX: Final = "whsec_"
PUBLIC: Final = "whpk_"
_NAMES: Final = frozenset({"url", "in_force_url", "secret", "ca_file"})


class PartnerSettingsFault(CannotRun):
    """A partner's settings cannot be used; the text names file and key, never a value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerSettings:
    """One webhook partner."""

    url: str
    in_force_url: str = ""
    secret: bytes = field(default=b"", repr=False)
    ca_file: str = ""


def partner_file(keys_folder: Path, partner: str) -> Path:
    """Where a partner's settings stand."""
    return keys_folder / "partners" / f"{partner}.toml"


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
        raise PartnerSettingsFault(f"{file} cannot be read as TOML.", "S1002") from None
    faults = [
        Fault(code="S1002", text=f"{name}: not a setting of a partner, or not in its form")
        for name, value in given.items()
        if not _fits(name, value)
    ]
    if not given.get("url"):
        faults.append(Fault(code="S1001", text="url: is missing"))
    if faults:
        raise PartnerSettingsFault.because_of(faults, f"Some settings in {file} are wrong:")
    secret = str(given.get("secret", "")).removeprefix(PREFIX)
    return PartnerSettings(
        url=given["url"],
        in_force_url=given.get("in_force_url", ""),
        secret=base64.b64decode(secret),
        ca_file=given.get("ca_file", ""),
    )


def write_partner(keys_folder: Path, partner: str, settings: PartnerSettings) -> None:
    """Leave a partner's settings, readable by their owner only."""
    lines = [f'url = "{settings.url}"']
    if settings.in_force_url:
        lines.append(f'in_force_url = "{settings.in_force_url}"')
    if settings.secret:
        lines.append(f'secret = "{PREFIX}{base64.b64encode(settings.secret).decode()}"')
    if settings.ca_file:
        lines.append(f'ca_file = "{settings.ca_file}"')
    _write(partner_file(keys_folder, partner), "\n".join(lines) + "\n")


def shared_secret(text: str) -> bytes:
    """The secret of `whsec_…`; raises `PartnerSettingsFault`, whose text does not show it."""
    text = text.strip()
    if not _fits("secret", text):
        raise PartnerSettingsFault(
            f"A shared secret is {PREFIX} and 24 to 64 bytes in base64.", "S1002"
        )
    return base64.b64decode(text.removeprefix(PREFIX))


def public_keys(text: str) -> tuple[str, ...]:
    """The keys of a text, one `whpk_…` a line; raises `PartnerSettingsFault`."""
    keys = tuple(text.split())
    for key in keys:
        if not key.startswith(PUBLIC) or not _is_key(key.removeprefix(PUBLIC)):
            raise PartnerSettingsFault(f"A public key is {PUBLIC} and 32 bytes in base64.", "S1002")
    return keys


def write_public_keys(keys_folder: Path, partner: str, keys: tuple[str, ...]) -> None:
    """Keep the public keys by which a partner's answers are verified."""
    _write(partner_file(keys_folder, partner).with_suffix(".pub"), "\n".join(keys) + "\n")


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_whole(file, text)


def _is_key(text: str) -> bool:
    try:
        return len(base64.b64decode(text, validate=True)) == 32
    except ValueError:
        return False


def _fits(name: str, value: object) -> bool:
    if name not in _NAMES or not isinstance(value, str):
        return False
    if name == "secret":
        return value.startswith(PREFIX) and _is_base64(value.removeprefix(PREFIX))
    if name.endswith("url"):
        return not value or (
            urlsplit(value).scheme in {"http", "https"} and bool(urlsplit(value).hostname)
        )
    return True


def _is_base64(text: str) -> bool:
    try:
        return 24 <= len(base64.b64decode(text, validate=True)) <= 64
    except ValueError:
        return False
