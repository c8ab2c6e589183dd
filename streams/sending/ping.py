"""Whether a partner is reached: by a signed message without content, or a look at its topic."""

from datetime import datetime

from connectors.channels.kinds import KINDS
from connectors.channels.port import PingResult
from schemas.catalogue.model import Partner
from streams.send import signature
from streams.sending.means import means_of
from streams.sending.partner_settings import connect_line, usable_partner
from streams.wiring.keys import load_keys
from streams.wiring.settings import Settings


def ping_partner(partner: Partner, settings: Settings, bootstrap: str, now: datetime) -> PingResult:
    """Ping a partner by the channel the catalogue names."""
    kind = KINDS.get(partner.channel)
    if kind is None:
        return PingResult(well=True, text="nothing is sent to it: officials ask at the counter")
    reached, signers = None, signature.Signers()
    if kind.needs:
        reached = usable_partner(settings.keys_folder, partner.id, kind)
        if reached is None:
            what, line = kind.needs.called.lower(), connect_line(partner.id, kind.needs)
            return PingResult(well=False, text=f"S1001 no {what} is kept. Name one with: {line}")
        signers = signature.Signers(
            ed25519_seeds=load_keys(settings.keys_folder).hub_ed25519.oldest_first,
            secrets=kind.secrets(reached),
        )
    return kind.ping(means_of(partner.id, signers, lambda: now, bootstrap, reached))
