"""
A hub that is up and its partners: a bank reached by webhook, a procurement centre that reads its
topic, and, where a test wants it, a land registry that exchanges files.
"""

import shutil
import tempfile
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, LiteralString
from uuid import UUID

import httpx
import psycopg
from alerting.rules import raised
from alerting.scrapes import Scrape, Vector, read_scrape
from kafka import KafkaProducer
from support import plain_http
from support.hub_process import HubUp, environment, hub, hub_up, processes_of
from support.imports import ROOT
from support.sending_stack import Installation, SamplePartner, await_that, free_port

from schemas.catalogue.load import SAMPLE
from schemas.catalogue.model import Channel
from schemas.codec import Record, encode

#: Who acts, and why.
BY = ("--by", "甲", "--because", "例行更新")
#: The partner by each channel; an entry of the list of wage arrears burdens them all.
BY_CHANNEL: Final = {
    Channel.TOPIC: "procurement",
    Channel.WEBHOOK: "bank",
    Channel.FOLDER: "land",
}
#: Burdens that nothing of their measure follows.
IN_FORCE: LiteralString = (
    "action <> 'LIFT' AND NOT EXISTS (SELECT FROM directive AS later"
    " WHERE later.measure_id = directive.measure_id AND later.n > directive.n)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HubWithPartners:
    """All of them, with what a test does to them and asks of them."""

    up: HubUp
    partners: Mapping[str, SamplePartner]

    def do(self, *arguments: str) -> str:
        """What a command of the hub says; it must end well."""
        done = hub(*arguments, "--data", str(self.up.data))
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def verify(self) -> None:
        """The recount agrees with all partners' ledgers, read as files."""
        ledgers = [f"--partner={name}={each.ledger_file}" for name, each in self.partners.items()]
        asked = ", ".join(self.partners)
        assert f"partners asked: {asked}" in self.do("verify", *ledgers)

    def agree(self) -> None:
        """Each partner holds what is in force for it, applied each directive once; so `verify`."""
        for name, partner in self.partners.items():
            assert held(partner) == {str(one) for one in self.ids(name, IN_FORCE)}
            assert partner.ledger().applied == len(self.ids(name))
            assert partner.reconcile() == 0, "the hub's full list has more"
        self.verify()

    def publish(self, *values: Record | bytes) -> None:
        """Send entries of the list of wage arrears, or bytes that are none, in this order."""
        producer = KafkaProducer(bootstrap_servers=self.up.bootstrap, acks="all")
        for value in values:
            content = (
                value if isinstance(value, bytes) else encode("credit.events.ListEntry", value)
            )
            producer.send("credit.events.hrss", key=b"F", value=content)
        producer.flush(timeout=30)
        producer.close()

    def scrape(self, later_s: float = 0) -> Scrape:
        """What `/metrics` shows now, as if it were later; nothing when nobody answers."""
        at_s = time.time() + later_s
        try:
            text = plain_http.get(f"{self.up.api}/metrics", timeout_s=30).text
        except httpx.TransportError:
            return Scrape(at_s=at_s, series={})
        return read_scrape(text, at_s)

    def shown(self, gauge: str, **labels: str) -> float:
        """The sum of a gauge over its series with these labels."""
        series = self.scrape().series.get(gauge, {})
        return sum(value for of, value in series.items() if labels.items() <= dict(of).items())

    def await_shown(self, value: float, gauge: str, **labels: str) -> None:
        """Wait until the gauge shows this."""
        await_that(lambda: self.shown(gauge, **labels) == value)

    def await_above(self, value: float, gauge: str, **labels: str) -> None:
        """Wait until the gauge shows more than this."""
        await_that(lambda: self.shown(gauge, **labels) > value)

    def await_alert(self, alert: str, **labels: str) -> None:
        """Wait until an alert goes for these labels."""
        wanted = frozenset(labels.items())
        await_that(lambda: any(wanted <= of for of in self.alerts(self.scrape()).get(alert, {})))

    def await_quiet(self) -> None:
        """Wait until no alert goes."""
        await_that(lambda: not self.alerts(self.scrape()))

    def alerts(self, *scrapes: Scrape) -> dict[str, Vector]:
        """The alerts that go, but for the calendar's: its days are those of the real clock."""
        going = raised(*scrapes)
        return {alert: of for alert, of in going.items() if alert != "HubWorkingDaysMissing"}

    def ids(self, partner: str, condition: LiteralString = "true") -> list[UUID]:
        """Directives to a partner that meet a condition on their row, in the order decided."""
        with psycopg.connect(self.up.database) as connection:
            rows = connection.execute(
                f"SELECT directive_id FROM directive WHERE partner = %s AND {condition}"
                " ORDER BY entry, directive_id",
                [partner],
            )
            return [row[0] for row in rows]

    def await_new(self, partner: str, known: list[UUID], many: int = 1) -> list[UUID]:
        """What is decided beside the known directives, once it is so many."""
        await_that(lambda: len(self.ids(partner)) == len(known) + many)
        return [one for one in self.ids(partner) if one not in known]

    def await_executed(self) -> None:
        """Wait until every directive that was decided is answered as executed."""
        open_yet: LiteralString = "answer IS DISTINCT FROM 'EXECUTED'"
        await_that(lambda: not any(self.ids(name, open_yet) for name in self.partners), 60)

    def change(self, statement: LiteralString, *values: object) -> None:
        """Change rows behind the hub's back, where a test cannot wait for time to pass."""
        with psycopg.connect(self.up.database) as connection:
            connection.execute(statement, values)

    def pid(self, role: str) -> int:
        """The one process of a role."""
        lines = processes_of(self.up.data).items()
        (pid,) = [pid for pid, line in lines if f"streams.operate.run {role} " in line]
        return pid


@contextmanager
def hub_with_partners(
    channels: Collection[Channel] = (Channel.WEBHOOK, Channel.TOPIC),
) -> Iterator[HubWithPartners]:
    """A hub with one worker and a partner by each channel; after the block all have ended."""
    with tempfile.TemporaryDirectory(prefix="hub-partners-") as made_here:
        place = Path(made_here)
        place.chmod(0o711)  # the database's own user passes through
        rows = _with_land_by_folder(place / "rows") if Channel.FOLDER in channels else SAMPLE
        with hub_up(place / "data", env=environment(HUB_CATALOGUE=str(rows))) as up:
            partners = {BY_CHANNEL[one]: _partner(up, one, place) for one in channels}
            made = HubWithPartners(up=up, partners=partners)
            try:
                for channel in channels:
                    _connect(made, channel, made.partners[BY_CHANNEL[channel]])
                yield made
            finally:
                for partner in made.partners.values():
                    partner.stop()


def _with_land_by_folder(rows: Path) -> Path:
    """The sample city's catalogue, in which the land registry has a folder and is told of lists."""
    shutil.copytree(SAMPLE, rows)
    partners, measures = rows / "partners.toml", rows / "measures.toml"
    head, land, rest = partners.read_text("utf-8").partition("[land]\n")
    partners.write_text(head + land + rest.replace("WEBHOOK", "FOLDER", 1), "utf-8")
    text = measures.read_text("utf-8")
    _, begun, row = text.partition('[[row]]\nmeasure = "PRC-01"')
    own = row.partition("\n[[row]]\n")[0].replace('"procurement"', '"land"')
    measures.write_text(f"{text}\n{begun.replace('PRC-01', 'LND-91')}{own}", "utf-8")
    return rows


def _partner(up: HubUp, channel: Channel, place: Path) -> SamplePartner:
    installation = Installation(
        environment=environment(PYTHONPATH=str(ROOT)),
        bootstrap=up.bootstrap,
        database_url=up.database,
        data=up.data,
    )
    folder = place / "exchange" if channel is Channel.FOLDER else None
    if folder is not None:
        folder.mkdir()
    return SamplePartner(installation, BY_CHANNEL[channel], free_port(), hub=up.api, folder=folder)


def _connect(made: HubWithPartners, channel: Channel, partner: SamplePartner) -> None:
    partner.start()
    key = str(partner.ledger_file.with_suffix(".key.pub"))
    place = {
        Channel.WEBHOOK: ["--url", f"{partner.url}/directives"],
        Channel.FOLDER: ["--folder", str(partner.folder)],
    }
    given = [*place.get(channel, []), "--public-key", key]
    made.do("partner", "connect", partner.profile, *given, *BY)


@contextmanager
def misbehaving(partner: SamplePartner, mode: str) -> Iterator[None]:
    """The partner behaves like this inside the block, and well after it."""
    partner.behave(mode)
    try:
        yield
    finally:
        partner.behave("well")


def held(partner: SamplePartner) -> set[str]:
    """The directives a partner holds in force."""
    return {str(one["directive_id"]) for one in partner.holds()}
