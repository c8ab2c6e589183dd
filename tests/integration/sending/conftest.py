"""A database with outgoing rows, and what sends them."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from contract.line_on_store import LineOnStore
from contract.stores import OnPostgres
from scenario.cast import CATALOGUE
from support.catalogues import loaded
from support.in_force import put_in_force
from support.outbox_rows import Outbox
from support.sending_stack import Installation, SamplePartner, TopicReader, free_port

from connectors.channels.settings import PartnerSettings
from streams.sending.partner_settings import write_partner
from streams.store.connection import connect
from streams.wiring.keys import KeyRing, make_missing_keys
from streams.wiring.topics import make_topics, topics_of


@pytest.fixture
def outbox(fresh_database: str) -> Iterator[Outbox]:
    """An empty outbox of a hub that goes by the sample city's catalogue."""
    with connect(fresh_database, "test outbox") as connection:
        yield Outbox(connection=connection, catalogue=loaded())


@pytest.fixture
def with_rules(outbox: Outbox) -> Outbox:
    """The outbox of a database in which the catalogue is loaded."""
    put_in_force(outbox.connection, outbox.catalogue)
    return outbox


@pytest.fixture
def installation(
    tmp_path: Path, broker: str, fresh_database: str, with_rules: Outbox
) -> Installation:
    """An installation whose rows the outbox writes."""
    keys = tmp_path / "keys"
    keys.mkdir(mode=0o700)
    (keys / "identity-encryption").write_text(f"1 {bytes(32).hex()}\n")
    (keys / "identity-encryption").chmod(0o600)
    make_missing_keys(keys)
    make_topics(broker, topics_of(with_rules.catalogue))
    with_rules.now = datetime.now(UTC)
    given = {
        "HUB_DATA": str(tmp_path),
        "HUB_BOOTSTRAP_SERVERS": broker,
        "HUB_DATABASE_URL": fresh_database,
    }
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    root = Path(__file__).parents[3]
    return Installation(
        environment={**kept, **given, "PYTHONPATH": f"{root}:{root / 'tests'}"},
        bootstrap=broker,
        database_url=fresh_database,
        data=tmp_path,
    )


@pytest.fixture
def line(installation: Installation) -> Iterator[LineOnStore]:
    """A line on the installation's database."""
    postgres = OnPostgres(installation.database_url, ring=KeyRing(versions={1: bytes(32)}))
    yield LineOnStore(postgres.store, postgres.save, CATALOGUE)
    postgres.connection.close()


@pytest.fixture
def procurement(installation: Installation) -> Iterator[TopicReader]:
    """Reads the topic of a partner from now on."""
    reader = TopicReader(installation.bootstrap, "sanctions.procurement")
    yield reader
    reader.close()


@pytest.fixture
def partners(installation: Installation) -> Iterator[Callable[[str], SamplePartner]]:
    """Makes sample partners whose addresses the hub knows; started by the test."""
    made: list[SamplePartner] = []

    def make(profile: str) -> SamplePartner:
        partner = SamplePartner(installation, profile, free_port())
        settings = PartnerSettings({"url": f"{partner.url}/directives"})
        write_partner(installation.data / "keys", profile, settings)
        made.append(partner)
        return partner

    yield make
    for partner in made:
        partner.stop()


@pytest.fixture
def feedback(installation: Installation) -> Iterator[TopicReader]:
    """Reads the bank's answers from now on."""
    reader = TopicReader(installation.bootstrap, "feedback.bank")
    yield reader
    reader.close()
