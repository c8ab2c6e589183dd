"""What one command changes of a partner's settings; all of it is checked before any is written."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from connectors.channels.kinds import KINDS
from connectors.channels.settings import PartnerSettings
from schemas.catalogue.model import Catalogue
from streams.wiring.failures import CannotRun
from streams.wiring.sending.partner_settings import (
    PartnerSettingsFault,
    read_partner,
    require_certificates,
    require_fit,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """
    What is given anew; nothing leaves what is kept.

    `ca_file`: empty to trust whom the machine trusts.
    """

    url: str = ""
    ca_file: str | None = None
    secret: bytes | None = field(default=None, repr=False)

    def __bool__(self) -> bool:
        return bool(self.url) or self.ca_file is not None or self.secret is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """The settings that come of it. `lost`: why nothing of the former could be kept, or empty."""

    settings: PartnerSettings
    lost: str = ""


def changed(keys_folder: Path, partner: str, change: Change) -> Changed:
    """A partner's settings after a change. Raises `CannotRun` where they could not be used."""
    before, lost = None, ""
    try:
        before = read_partner(keys_folder, partner)
    except PartnerSettingsFault as fault:
        # A file that others can read is whole: its text says how to close it.
        if not change.url or "S1005" in fault.codes:
            raise
        lost = f"{fault}\nIt is written anew, and of what stood in it nothing is kept."
    if before is None and not change.url:
        raise CannotRun(f"No address of {partner} is kept yet: name --url too.", "S1001")
    kept = before or PartnerSettings(url="")
    if change.url:
        kept = replace(kept, url=change.url)
    if change.ca_file is not None:
        kept = replace(kept, ca_file=change.ca_file)
    if change.secret is not None:
        kept = replace(kept, secret=change.secret)
    require_fit(kept)
    require_certificates(kept.ca_file)
    return Changed(settings=kept, lost=lost)


def require_partner(catalogue: Catalogue, partner: str, *, pushed_to: bool) -> None:
    """Raises `CannotRun` for a name that is no partner's, or no webhook partner's if pushed to."""
    found = catalogue.partners.get(partner)
    if found is None:
        raise CannotRun(f"The catalogue has no partner {partner}. See: hub catalogue list")
    kind = KINDS.get(found.channel)
    if pushed_to and (kind is None or not kind.needs):
        raise CannotRun(
            f"Nothing is pushed to {partner}, whose channel is {found.channel}: it has no "
            "address, no certificates and no secret, only a --public-key."
        )
