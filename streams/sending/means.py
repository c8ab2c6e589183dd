"""What a channel reaches a partner with, as an installation has it."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from connectors.channels.port import ChannelMeans
from connectors.channels.settings import PartnerSettings
from streams.send import signature


def means_of(
    partner: str,
    signers: signature.Signers,
    now: Callable[[], datetime],
    bootstrap: str,
    settings: PartnerSettings | None = None,
) -> ChannelMeans:
    """`signers`: with the hub's own keys, and what of the partner's settings signs beside them."""
    return ChannelMeans(
        partner=partner,
        settings=settings,
        sign=partial(signature.headers, signers),
        now_s=lambda: int(now().timestamp()),
        bootstrap=bootstrap,
    )
