"""What one command changes of a partner's settings; all of it is checked before any is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from connectors.channels.kinds import KINDS, all_needs
from connectors.channels.port import NotReached
from connectors.channels.settings import PartnerSettings
from schemas.catalogue.model import Catalogue
from streams.sending.partner_settings import (
    PartnerSettingsFault,
    read_partner,
    require_fit,
    require_usable,
)
from streams.wiring.failures import CannotRun


@dataclass(frozen=True, slots=True)
class PartnerChange:
    """Settings by their names that are given anew; an empty one is taken back, others stay."""

    given: Mapping[str, str] = field(default_factory=dict, repr=False)

    def __bool__(self) -> bool:
        return bool(self.given)

    @property
    def place(self) -> bool:
        """Whether it says where the partner is reached."""
        return any(self.given.get(setting.name) for setting in all_needs())


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """The resulting settings. `lost`: why none of the former could be kept, or empty."""

    settings: PartnerSettings
    lost: str = ""


def changed(keys_folder: Path, partner: str, change: PartnerChange) -> Changed:
    """A partner's settings after a change. Raises `CannotRun` where they could not be used."""
    before, lost = None, ""
    try:
        before = read_partner(keys_folder, partner)
    except PartnerSettingsFault as fault:
        # A file that others can read is whole: its text says how to close it.
        if not change.place or "S1005" in fault.codes:
            raise
        lost = f"{fault}\nIt is written anew, and of what stood in it nothing is kept."
    if before is None and not change.place:
        first, *others = [setting.option for setting in all_needs()]
        options = " or ".join([f"{first} too", *others])
        raise CannotRun(f"Where {partner} is reached is not kept yet: name {options}.", "S1001")
    kept = {**(before or PartnerSettings()).given, **change.given}
    settings = PartnerSettings({name: text for name, text in kept.items() if text})
    if settings.given:  # Nothing at all is kept where the last place was taken back.
        require_fit(settings)
    for kind in KINDS.values():
        require_usable(settings, kind)
    return Changed(settings=settings, lost=lost)


def require_partner(catalogue: Catalogue, partner: str, change: PartnerChange) -> None:
    """Raises `CannotRun` for a name that is no partner's, and for what its channel cannot use."""
    found = catalogue.partners.get(partner)
    if found is None:
        raise CannotRun(f"The catalogue has no partner {partner}. See: hub catalogue partners")
    kind = KINDS.get(found.channel)
    # What another channel needed may be taken back.
    named = {name for name, text in change.given.items() if text}
    if kind and kind.needs and change.given.get(kind.needs.name) == "":
        raise CannotRun(
            f"{partner} is reached by its {kind.needs.name}: first load a catalogue with another "
            "channel for it, then take that back."
        )
    if kind is None or kind.needs is None:
        if named:
            raise CannotRun(
                f"Nothing is pushed to {partner}, whose channel is {found.channel}: it has no "
                "settings, only a --public-key."
            )
    elif foreign := sorted(named - {setting.name for setting in kind.settings}):
        raise CannotRun(
            f"The channel of {partner} is {found.channel}, which has no {', '.join(foreign)}: name "
            f"{kind.needs.option}."
        )


def prepare(partner: str, settings: PartnerSettings, change: PartnerChange) -> None:
    """Make ready the place that a change names. Raises `CannotRun` where it cannot be used."""
    for kind in KINDS.values():
        if kind.needs and change.given.get(kind.needs.name):
            try:
                kind.prepare(settings)
            except NotReached as why:
                raise CannotRun(
                    f"{kind.needs.name}: it cannot be used for {partner}: {why}.", "S1002"
                ) from None
