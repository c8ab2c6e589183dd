"""What the line tells the pool's readers last of each fact is what the verifier recounts."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID

from contract.stores import InMemory
from hypothesis import given, settings
from hypothesis import strategies as st
from property.strategies import CATALOGUE, FIRST, LAST
from property.test_line_is_the_oracle import plays
from scenario.cast import HRSS, TAX
from scenario.entries import KEY
from scenario.message import Message
from scenario.store_line import StoreLine

from monitoring.verify.chronicle import CatalogueLoad, Chronicle
from monitoring.verify.journal import JournalEntry
from monitoring.verify.recount.naming import Register
from monitoring.verify.recount.record import records_of
from monitoring.verify.recount.standing import Standing, ids_ever, standings
from monitoring.verify.recount.version import Version, VersionPlace, version_of
from schemas.catalogue.model import Catalogue
from streams.pool.change import PoolChange


def changed(name: str, **rights: object) -> Catalogue:
    """The catalogue with other rights of one department."""
    other = replace(CATALOGUE.departments[name], **rights)  # type: ignore[arg-type]
    return replace(CATALOGUE, departments={**CATALOGUE.departments, name: other})


#: Who relayed decides from now on, who decided relays, who repaired for another does not.
LAWS = (
    CATALOGUE,
    changed("market-320412", decides_for=frozenset({TAX.uscc, HRSS.uscc})),
    changed("tax", decides_for=frozenset(), relays_for=frozenset({"*"})),
    changed("hrss", repairs_for=frozenset()),
)


class Hearing:
    """The line in memory, and what its pool messages said last."""

    def __init__(self) -> None:
        self.under = InMemory()
        self.line = StoreLine(self.under, CATALOGUE)
        self.law, self.day = CATALOGUE, FIRST

    def publish(self, batch: list[Message]) -> None:
        """One entry."""
        self.line.publish(*(Message(m.department, m.kind, m.record, appended=LAST) for m in batch))

    def tick(self, on: date) -> None:
        """The day advances."""
        self.day = on
        self.line.tick(on)

    def load(self, law: Catalogue) -> None:
        """Another catalogue takes effect."""
        self.law = law
        self.line.load_catalogue(law)

    def told(self) -> Mapping[UUID, Standing]:
        """The last message of each fact that was not taken back."""
        last: dict[UUID, PoolChange] = {
            change.fact: change for changes in self.line._changes for change in changes.issued.pool
        }
        return {
            fact: Standing(
                subject=c.subject,
                kind=c.kind,
                state=c.state,
                source=c.source,
                provenances=c.provenances,
                decided_on=c.decided_on,
                effective_until=c.effective_until,
                list_code=c.list_code,
                colour=c.colour,
                disclosure=c.disclosure,
            )
            for fact, c in last.items()
            if c.state != "GONE"
        }

    def differs(self) -> bool:
        """Whether told and recounted are not the same, or nobody could know of a fact told."""
        counted, told = self._recounted(), self.told()
        return told != counted or not told.keys() <= self._ids()

    def _recounted(self) -> Mapping[UUID, Standing]:
        """What is told of every fact by the verifier's count, from the bytes that were stored."""
        chronicle = Chronicle(
            entries=[JournalEntry(1, self.day, None)],  # type: ignore[arg-type]
            loads=[CatalogueLoad(self.law, 1, FIRST)],
            merged={},
        )
        chronicle.add(self._versions())
        return {
            stands.fact: stands.standing
            for group in chronicle.groups()
            for stands in standings(chronicle.world(group, 1))
            if stands.told
        }

    def _ids(self) -> set[UUID]:
        """Under which ids anything can ever have been told, under whatever law."""
        return ids_ever(records_of(self._versions()))

    def _versions(self) -> Iterator[Version]:
        store = self.under.store
        keys = {identity: new.subject for identity, new in store.subjects.items()}
        register = Register(secret=KEY.secret, subjects=keys)
        for versions in store.versions.values():
            for version in versions:
                read = version_of(
                    version.payload, VersionPlace(version.event.source, "", 1), register
                )
                assert isinstance(read, Version), read
                assert read.content_hash == version.event.content_hash
                yield read


@settings(max_examples=60, deadline=None, print_blob=False)
@given(plays(), st.data())
def test_the_recount_is_what_the_pool_was_told(
    play: list[tuple[list[Message], date | None]], data: st.DataObject
) -> None:
    """After every entry, tick and load each fact stands as it was told last, under an id known."""
    hearing = Hearing()
    for batch, tick in play:
        hearing.publish(batch)
        assert not hearing.differs()
        if tick is not None:
            hearing.tick(tick)
            assert not hearing.differs()
        if data.draw(st.booleans()):
            hearing.load(data.draw(st.sampled_from(LAWS)))
            assert not hearing.differs()
    hearing.tick(LAST)
    assert not hearing.differs()
