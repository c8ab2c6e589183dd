"""What one command changes of a partner's settings; all of it is checked before any is written."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from connectors.channels.kinds import KINDS
from connectors.channels.port import NotReached
from connectors.channels.settings import PartnerSettings
from schemas.catalogue.model import Catalogue
from streams.sending.partner_settings import (
    PartnerSettingsFault,
    read_partner,
    require_certificates,
    require_fit,
)
from streams.wiring.failures import CannotRun


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerChange:
    """
    The settings that are given anew; those not given stay as they are.

    `ca_file`: empty to trust whom the machine trusts.
    """

    url: str = ""
    folder: str = ""
    ca_file: str | None = None
    secret: bytes | None = field(default=None, repr=False)

    def __bool__(self) -> bool:
        return bool(self.names)

    @property
    def place(self) -> bool:
        """Whether it says where the partner is reached."""
        return bool(self.url or self.folder)

    @property
    def names(self) -> frozenset[str]:
        """The settings that are given anew."""
        given = {
            "url": bool(self.url),
            "folder": bool(self.folder),
            "ca_file": self.ca_file is not None,
            "secret": self.secret is not None,
        }
        return frozenset(name for name, anew in given.items() if anew)


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
        raise CannotRun(
            f"No address of {partner} is kept yet: name --url too, or --folder.", "S1001"
        )
    kept = before or PartnerSettings()
    if change.url:
        kept = replace(kept, url=change.url)
    if change.folder:
        kept = replace(kept, folder=change.folder)
    if change.ca_file is not None:
        kept = replace(kept, ca_file=change.ca_file)
    if change.secret is not None:
        kept = replace(kept, secret=change.secret)
    require_fit(kept)
    require_certificates(kept.ca_file)
    return Changed(settings=kept, lost=lost)


def require_partner(catalogue: Catalogue, partner: str, change: PartnerChange) -> None:
    """Raises `CannotRun` for a name that is no partner's, and for what its channel cannot use."""
    found = catalogue.partners.get(partner)
    if found is None:
        raise CannotRun(f"The catalogue has no partner {partner}. See: hub catalogue list")
    kind = KINDS.get(found.channel)
    takes = frozenset() if kind is None else kind.takes
    if kind is None or not takes:
        if change:
            raise CannotRun(
                f"Nothing is pushed to {partner}, whose channel is {found.channel}: it has no "
                "address, no certificates and no secret, only a --public-key."
            )
    elif foreign := sorted(change.names - takes):
        raise CannotRun(
            f"The channel of {partner} is {found.channel}, which has no {', '.join(foreign)}: name "
            f"--{kind.needs}."
        )


def prepare(partner: str, settings: PartnerSettings, change: PartnerChange) -> None:
    """Make ready the place that a change names. Raises `CannotRun` where it cannot be used."""
    for kind in KINDS.values():
        if kind.prepare is not None and kind.needs in change.names:
            try:
                kind.prepare(settings)
            except NotReached as why:
                raise CannotRun(
                    f"{kind.needs}: it cannot be used for {partner}: {why}.", "S1002"
                ) from None
