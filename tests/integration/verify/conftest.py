"""A sound city, decided once by the real line; each test spoils a copy of its database."""

import uuid
from collections.abc import Callable, Iterator

import psycopg
import pytest
from integration.verify.city import KEYS, City
from integration.verify.three_days import found_city
from support.databases import create_database, drop_database, with_database
from support.told_pool import ToldPool

from monitoring.verify.finding import Finding
from monitoring.verify.verification import Evidence, Verification, verify
from monitoring.verify.witness import PartnerWitness


@pytest.fixture(scope="session")
def sound(database_server: str, template_database: str, broker: str) -> Iterator[City]:
    """The city in order; nobody writes to its database."""
    name = f"hub_city_{uuid.uuid4().hex[:12]}"
    create_database(database_server, name, template=template_database)
    pool = ToldPool(broker)
    pool.take_back()  # what other tests of the session told
    yield found_city(with_database(database_server, name), broker, f"v{uuid.uuid4().hex[:8]}")
    pool.take_back()
    drop_database(database_server, name)


class Copy:
    """A copy of the sound city's database, to be spoiled and verified."""

    def __init__(self, city: City, url: str) -> None:
        self.city = city
        self.url = url

    def run(self, statement: str, *given: object) -> list[tuple[object, ...]]:
        """Run SQL as a database administrator could; at least one row must be touched."""
        with psycopg.connect(self.url) as connection:
            cursor = connection.execute(statement.encode(), given)
            assert cursor.rowcount > 0, "nothing was spoiled"
            return cursor.fetchall() if cursor.description else []

    def verify(self, *witnesses: PartnerWitness, sample: int | None = None) -> Verification:
        """Verify the copy against the broker and some partners."""
        evidence = Evidence(
            database=self.url, bootstrap=self.city.bootstrap, keys=KEYS, witnesses=witnesses
        )
        return verify(evidence, sample)

    def finding(self, invariant: int, *witnesses: PartnerWitness) -> Finding:
        """What is found about one invariant."""
        return self.verify(*witnesses).findings[invariant - 1]


@pytest.fixture
def copy(sound: City, database_server: str) -> Iterator[Copy]:
    """A database to spoil."""
    name = f"hub_copy_{uuid.uuid4().hex[:12]}"
    create_database(database_server, name, template=sound.url)
    yield Copy(sound, with_database(database_server, name))
    drop_database(database_server, name)


@pytest.fixture
def pool(copy: Copy) -> Iterator[ToldPool]:
    """The topic on which the city's pool is told; what a test says there is put right again."""
    pool = ToldPool(copy.city.bootstrap)
    before = pool.last()
    yield pool
    after = pool.last()
    pool.say({key: before.get(key) for key in after if after[key] != before.get(key)})


Names = Callable[[Finding, str, str], bool]


@pytest.fixture
def names() -> Names:
    """Whether a finding names a difference of a check whose line holds a text."""

    def named(finding: Finding, check: str, text: str) -> bool:
        return any(d.check == check and text in f"{d.where} {d.what}" for d in finding.differences)

    return named
