"""
Where partners are reached: settings of the installation, `partners/<partner>.toml` in the folder of
the keys, since a secret may stand in it. Which settings there are say the channels (`ChannelKind`).
"""

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path

from connectors.channels.kinds import all_needs, all_settings
from connectors.channels.port import ChannelKind
from connectors.channels.settings import PartnerSettings, Setting
from streams.wiring.failures import CannotRun, Fault
from streams.wiring.whole_file import write_whole


class PartnerSettingsFault(CannotRun):
    """A partner's settings cannot be used; the text names files, never an address or a secret."""


def partner_file(keys_folder: Path, partner: str) -> Path:
    """Where a partner's settings stand."""
    return keys_folder / "partners" / f"{partner}.toml"


def connect_line(partner: str, needs: Setting) -> str:
    """The command that says where a partner is reached, whole."""
    return f"hub partner connect {partner} {needs.option} {needs.called} --by WHO --because WHY"


def read_partner(keys_folder: Path, partner: str) -> PartnerSettings | None:
    """A partner's settings, None where none are given; raises `PartnerSettingsFault`."""
    file = partner_file(keys_folder, partner)
    try:
        given = tomllib.loads(file.read_text("utf-8"))
        if file.stat().st_mode & 0o077 and any(_is_hidden(name) for name in given):
            raise PartnerSettingsFault(f"Others can read {file}. Run: chmod 600 {file}", "S1005")
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        raise PartnerSettingsFault(
            f"{file} cannot be read as TOML. {_anew(partner)}", "S1002"
        ) from None
    # Hubs of before wrote it, and nothing read it.
    given.pop("in_force_url", None)
    # An empty text is a setting that is not given.
    given = {name: text for name, text in given.items() if text != ""}
    if faults := _faults(given):
        raise PartnerSettingsFault.because_of(
            faults, f"Some settings in {file} are wrong:", _anew(partner)
        )
    return PartnerSettings(given)


def usable_partner(keys_folder: Path, partner: str, kind: ChannelKind) -> PartnerSettings | None:
    """As `read_partner`; raises also where its channel, as it is now, could not use them."""
    settings = read_partner(keys_folder, partner)
    if settings is not None:
        require_usable(settings, kind)
        if kind.needs and not settings[kind.needs.name]:
            file, name = partner_file(keys_folder, partner), kind.needs.name
            text = f"{name}: is missing in {file}. Name it: {connect_line(partner, kind.needs)}"
            raise PartnerSettingsFault(text, "S1001")
    return settings


def require_usable(settings: PartnerSettings, kind: ChannelKind) -> None:
    """Raises `PartnerSettingsFault` where a channel cannot use settings that fit."""
    if why := kind.usable(settings):
        raise PartnerSettingsFault(why, "S1002")


def write_partner(keys_folder: Path, partner: str, settings: PartnerSettings) -> None:
    """Leave settings that fit, readable by their owner only; no file where there are none."""
    # JSON's form of a text that is all visible is TOML's too.
    lines = [
        f"{name} = {json.dumps(settings[name], ensure_ascii=False)}\n"
        for name in all_settings()
        if settings[name]
    ]
    file = partner_file(keys_folder, partner)
    if not lines:
        file.unlink(missing_ok=True)
        return
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_whole(file, "".join(lines))


def require_fit(settings: PartnerSettings) -> None:
    """Raises `PartnerSettingsFault` for settings that could not be read back."""
    if faults := _faults(settings.given):
        raise PartnerSettingsFault.because_of(faults, "These settings would be wrong:")


def _anew(partner: str) -> str:
    return f"Correct it, or write it anew: {connect_line(partner, all_needs()[0])}"


def _faults(given: Mapping[str, object]) -> list[Fault]:
    faults = [
        Fault(code="S1002", text=f"{name}: {_form(name)}")
        for name, value in given.items()
        if not _fits(name, value)
    ]
    needs = [setting.name for setting in all_needs()]
    if not any(given.get(name) for name in needs):
        faults.append(Fault(code="S1001", text=f"{' or '.join(needs)}: one is missing"))
    return faults


def _is_hidden(name: str) -> bool:
    found = all_settings().get(name)
    return found is not None and found.hidden


def _form(name: str) -> str:
    found = all_settings().get(name)
    return "not a setting of a partner" if found is None else found.form


def _fits(name: str, value: object) -> bool:
    found = all_settings().get(name)
    return found is not None and isinstance(value, str) and found.fits(value)
