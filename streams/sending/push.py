"""
The push connector: one task for each partner with a web address or a folder, so that a dead one
delays no other (D12).
"""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

from connectors.channels.kinds import KINDS, told_by
from connectors.channels.port import ChannelKind, ChannelMeans
from connectors.channels.publisher import Publisher
from connectors.channels.settings import PartnerSettings
from monitoring.metrics import SenderMetrics
from schemas.catalogue.model import Channel
from streams.send import signature
from streams.send.retry import Schedule
from streams.sending.alone import until_alone
from streams.sending.answers_heard import AnswersHeard
from streams.sending.counted import own_metrics
from streams.sending.day import Day
from streams.sending.late_answers import LateAnswers
from streams.sending.means import means_of
from streams.sending.never_sent import say_never_sent
from streams.sending.news import News
from streams.sending.outages import keep_on
from streams.sending.own_partners import Served, follow
from streams.sending.partner_keys import public_keys_of
from streams.sending.partner_settings import (
    PartnerSettingsFault,
    partner_file,
    usable_partner,
)
from streams.sending.push_partner import PushPartner
from streams.sending.until_stopped import run_until_stopped
from streams.store.connection import SENDING, connect
from streams.store.rules_in_force import RulesInForce
from streams.store.seal import Seal
from streams.wiring.clock import Clock, clock_of
from streams.wiring.keys import KeyRing, load_keys
from streams.wiring.settings import Settings

log = logging.getLogger(__name__)

#: How often the catalogue is asked for partners, and a partner without settings is looked at.
LOOK_AGAIN_S: Final = 1.0
#: A partner is looked after so often in any case: an attempt's time may have come.
LOOK_ANYWAY_S: Final = 0.25


def serve(settings: Settings, ready: Callable[[], None]) -> int:
    """Push until SIGTERM; an outage is waited for, a bug ends the process."""
    run_until_stopped(lambda: Push.of(settings).run(), ready)
    return 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Push:
    """What the tasks of all partners share; each opens its own connections."""

    bootstrap: str
    database_url: str
    keys_folder: Path
    seal: Seal
    signing: KeyRing
    clock: Clock
    rules: RulesInForce = field(default_factory=RulesInForce)
    schedule: Schedule = field(default_factory=Schedule)
    metrics: SenderMetrics = field(default_factory=own_metrics)
    news: News = field(default_factory=News)
    day: Day = field(default_factory=Day)
    kinds: Mapping[Channel, ChannelKind] = field(default_factory=lambda: KINDS)

    @classmethod
    def of(cls, settings: Settings) -> "Push":
        """The push connector of an installation."""
        assert settings.bootstrap_servers is not None
        assert settings.database_url is not None
        keys = load_keys(settings.keys_folder)
        return cls(
            bootstrap=settings.bootstrap_servers,
            database_url=settings.database_url,
            keys_folder=settings.keys_folder,
            seal=Seal.of(keys.identity_encryption),
            signing=keys.hub_ed25519,
            clock=clock_of(settings.data),
        )

    async def run(self) -> None:
        """Push to everybody until cancelled; partners come and go with the catalogue."""
        pushed = {channel: Served() for channel, kind in self.kinds.items() if kind.opens}
        late = [(channel, self._late(channel), Served()) for channel in pushed]
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(keep_on("news", self._hear))
            await keep_on("partners", lambda: self._partners(tasks, pushed, late))

    async def _hear(self) -> None:
        with connect(self.database_url, "hub push news") as connection:
            await self.news.listen(connection)

    async def _partners(
        self,
        tasks: asyncio.TaskGroup,
        pushed: Mapping[Channel, Served],
        late: Sequence[tuple[Channel, LateAnswers, Served]],
    ) -> None:
        with connect(self.database_url, "hub push") as connection:
            while True:
                rules = await asyncio.to_thread(self.rules.now, connection)
                if rules is not None:
                    catalogue = rules.book.catalogue
                    for channel, served in pushed.items():
                        own = told_by(channel, catalogue)
                        follow(own, served, tasks, partial(self._serve_partner, channel))
                    for channel, answers, served in late:
                        others = catalogue.partners.keys() - told_by(channel, catalogue)
                        follow(answers.kept(others), served, tasks, partial(_hear_late, answers))
                await asyncio.sleep(LOOK_AGAIN_S)

    async def _serve_partner(self, channel: Channel, partner: str) -> None:
        await keep_on(partner, lambda: self._session(channel, partner))

    async def _session(self, channel: Channel, partner: str) -> None:
        """Hold a partner's channel and push what there is, until an outage."""
        with connect(self.database_url, f"hub push {partner}", SENDING) as connection:
            await until_alone(connection, _lock(channel, partner))
            publisher = await Publisher.connected(self.bootstrap)
            kind = self.kinds[channel]
            assert kind.opens is not None
            file, said = partner_file(self.keys_folder, partner), ""
            try:
                while True:
                    written = _written(file)
                    settings, why = self._usable(partner, kind)
                    if why not in ("", said):
                        log.error("settings of a partner", extra={"partner": partner, "why": why})
                    said = why
                    if settings is None:
                        signers = signature.Signers(ed25519_seeds=self.signing.oldest_first)
                        now = self.clock.now()
                        await say_never_sent(connection, publisher, partner, signers, now)
                        await asyncio.sleep(LOOK_AGAIN_S)
                        continue
                    # What a channel reads when it is opened is renewed where it is.
                    read = kind.reads(settings)
                    as_read = [_written(each) for each in read]
                    async with kind.opens(self._means(partner, settings, kind)) as carrier:
                        pushing = PushPartner(
                            partner=partner,
                            channel=channel,
                            carrier=carrier,
                            connection=connection,
                            publisher=publisher,
                            seal=self.seal,
                            signing=self.signing,
                            clock=self.clock,
                            rules=self.rules,
                            schedule=self.schedule,
                            metrics=self.metrics,
                            day=self.day,
                        )
                        heard_of = AnswersHeard(
                            partner=partner,
                            answers=carrier.answers,
                            publisher=publisher,
                            public_keys=public_keys_of(self.keys_folder, partner),
                            metrics=self.metrics,
                        )
                        try:
                            while _written(file) == written and as_read == [
                                _written(each) for each in read
                            ]:
                                heard = self.news.heard(partner)
                                told = await pushing.step()
                                answered = await heard_of.step()
                                if not (told or answered):
                                    await self.news.after(heard, partner, LOOK_ANYWAY_S)
                        finally:
                            await pushing.close()
            finally:
                await publisher.close()

    def _late(self, channel: Channel) -> LateAnswers:
        kind = self.kinds[channel]
        return LateAnswers(
            kind=kind,
            lock=partial(_lock, channel),
            means=lambda partner, settings: self._means(partner, settings, kind),
            database_url=self.database_url,
            bootstrap=self.bootstrap,
            keys_folder=self.keys_folder,
            metrics=self.metrics,
        )

    def _means(self, partner: str, settings: PartnerSettings, kind: ChannelKind) -> ChannelMeans:
        signers = signature.Signers(
            ed25519_seeds=self.signing.oldest_first, secrets=kind.secrets(settings)
        )
        return means_of(partner, signers, self.clock.now, self.bootstrap, settings)

    def _usable(self, partner: str, kind: ChannelKind) -> tuple[PartnerSettings | None, str]:
        """A partner's settings, if there are any; why those that are there cannot be used."""
        try:
            return usable_partner(self.keys_folder, partner, kind), ""
        except PartnerSettingsFault as fault:
            return None, str(fault)


async def _hear_late(answers: LateAnswers, partner: str) -> None:
    await keep_on(partner, lambda: answers.session(partner))


def _lock(channel: Channel, partner: str) -> str:
    """What whoever serves a partner by a channel holds."""
    return f"{channel.lower()}.{partner}"


def _written(file: Path) -> int:
    """When a file was last written; 0 where there is none."""
    return file.stat().st_mtime_ns if file.exists() else 0
