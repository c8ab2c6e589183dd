"""
Where a partner with a web address or a folder is reached: settings of the installation,
`partners/<partner>.toml` in the folder of the keys, since a shared secret may stand in it.

    url = "https://…"            # takes directives
    secret = "whsec_…"           # for `v1` signatures beside the hub's own; may be missing
    ca_file = "…"                # certificates to trust; may be missing
    folder = "/…"                # where files are exchanged, in place of an address
"""

import json
import ssl
import tomllib
from collections.abc import Mapping
from pathlib import Path

from connectors.channels.settings import (
    PREFIX,
    SETTINGS,
    PartnerSettings,
    secret_of,
    secret_text,
)
from streams.wiring.failures import CannotRun, Fault
from streams.wiring.whole_file import write_whole


class PartnerSettingsFault(CannotRun):
    """A partner's settings cannot be used; the text names files, never an address or a secret."""


def partner_file(keys_folder: Path, partner: str) -> Path:
    """Where a partner's settings stand."""
    return keys_folder / "partners" / f"{partner}.toml"


def connect_line(partner: str, needs: str = "url") -> str:
    """The command that gives a partner's address or folder, whole."""
    given = f"--{needs} {SETTINGS[needs].called}"
    return f"hub partner connect {partner} {given} --by WHO --because WHY"


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
    return PartnerSettings(
        url=given.get("url", ""),
        secret=secret_of(str(given.get("secret", ""))),
        ca_file=given.get("ca_file", ""),
        folder=given.get("folder", ""),
    )


def usable_partner(keys_folder: Path, partner: str, needs: str) -> PartnerSettings | None:
    """
    As `read_partner`; raises also where the certificates to trust cannot be loaded.

    `needs`: the setting without which its channel reaches nobody.
    """
    settings = read_partner(keys_folder, partner)
    if settings is not None:
        require_certificates(settings.ca_file)
        if needs not in _given(settings):
            file = partner_file(keys_folder, partner)
            text = f"{needs}: is missing in {file}. Name it: {connect_line(partner, needs)}"
            raise PartnerSettingsFault(text, "S1001")
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
    return secret_of(text)


def _anew(partner: str) -> str:
    return f"Correct it, or write it anew: {connect_line(partner)}"


def _given(settings: PartnerSettings) -> dict[str, str]:
    """Settings as they stand in a file."""
    given = {
        "url": settings.url,
        "secret": secret_text(settings.secret) if settings.secret else "",
        "ca_file": settings.ca_file,
        "folder": settings.folder,
    }
    return {name: text for name, text in given.items() if text}


def _faults(given: Mapping[str, object]) -> list[Fault]:
    faults = [
        Fault(code="S1002", text=f"{name}: {_form(name)}")
        for name, value in given.items()
        if not _fits(name, value)
    ]
    if not (given.get("url") or given.get("folder")):
        faults.append(Fault(code="S1001", text="url or folder: one is missing"))
    return faults


def _form(name: str) -> str:
    return SETTINGS[name].form if name in SETTINGS else "not a setting of a partner"


def _fits(name: str, value: object) -> bool:
    return name in SETTINGS and isinstance(value, str) and SETTINGS[name].fits(value)
