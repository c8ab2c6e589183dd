"""Is a partner reached? A signed message that says nothing, or a look at its topic."""

from datetime import datetime
from functools import partial

from connectors.channels.kinds import KINDS
from connectors.channels.port import Means, Said
from schemas.catalogue.model import Partner
from streams.send import signature
from streams.wiring.keys import load_keys
from streams.wiring.sending.partner_settings import connect_line, usable_partner
from streams.wiring.settings import Settings


def ping_partner(partner: Partner, settings: Settings, bootstrap: str, now: datetime) -> Said:
    """Ping a partner by the channel the catalogue names."""
    kind = KINDS.get(partner.channel)
    if kind is None:
        return Said(well=True, text="nothing is sent to it: officials ask at the counter")
    reached = usable_partner(settings.keys_folder, partner.id) if kind.needs else None
    if kind.needs and reached is None:
        text = f"S1001 no address is kept. Name one with: {connect_line(partner.id)}"
        return Said(well=False, text=text)
    seeds = load_keys(settings.keys_folder).hub_ed25519.oldest_first
    secrets = (reached.secret,) if reached and reached.secret else ()
    signers = signature.Signers(ed25519_seeds=seeds, secrets=secrets)
    means = Means(
        partner=partner.id,
        settings=reached,
        sign=partial(signature.headers, signers),
        now_s=lambda: int(now.timestamp()),
        bootstrap=bootstrap,
    )
    return kind.ping(means)
