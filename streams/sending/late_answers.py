"""
Answers by a channel that a partner has no more: heard for as long as its place there is kept.

What it was told there it may answer later, and whatever brought it a new channel moved no file.
"""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from connectors.channels.port import ChannelKind, ChannelMeans
from connectors.channels.publisher import Publisher
from connectors.channels.settings import PartnerSettings
from monitoring.metrics import SenderMetrics
from streams.sending.alone import until_alone
from streams.sending.answers_heard import AnswersHeard
from streams.sending.partner_keys import public_keys_of
from streams.sending.partner_settings import PartnerSettingsFault, read_partner
from streams.store.connection import SENDING, connect

LOOK_AGAIN_S: Final = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class LateAnswers:
    """
    The answers of partners who had a channel before. `lock`: of whoever serves it for a partner.

    `means`: what a partner is reached with, by its settings.
    """

    kind: ChannelKind
    lock: Callable[[str], str]
    means: Callable[[str, PartnerSettings], ChannelMeans]
    database_url: str
    bootstrap: str
    keys_folder: Path
    metrics: SenderMetrics

    def kept(self, partners: Iterable[str]) -> frozenset[str]:
        """Those of whom a place on this channel is kept."""
        if not self.kind.hears:
            return frozenset()
        return frozenset(one for one in partners if self._settings(one) is not None)

    async def session(self, partner: str) -> None:
        """Hear one partner while its place is kept. Raises what an outage raises."""
        with connect(self.database_url, f"hub push {partner} late", SENDING) as connection:
            await until_alone(connection, self.lock(partner))
            publisher = await Publisher.connected(self.bootstrap)
            try:
                while (settings := self._settings(partner)) is not None:
                    await self._hear(partner, settings, publisher)
            finally:
                await publisher.close()

    async def _hear(self, partner: str, settings: PartnerSettings, publisher: Publisher) -> None:
        assert self.kind.opens is not None
        async with self.kind.opens(self.means(partner, settings)) as carrier:
            heard = AnswersHeard(
                partner=partner,
                answers=carrier.answers,
                publisher=publisher,
                public_keys=public_keys_of(self.keys_folder, partner),
                metrics=self.metrics,
            )
            while self._settings(partner) == settings:
                if not await heard.step():
                    await asyncio.sleep(LOOK_AGAIN_S)

    def _settings(self, partner: str) -> PartnerSettings | None:
        assert self.kind.needs is not None
        try:
            settings = read_partner(self.keys_folder, partner)
        except PartnerSettingsFault:
            return None
        return settings if settings is not None and settings[self.kind.needs.name] else None
