"""Reading the stored messages again, and whether the line wrote down what they say."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple
from uuid import UUID

from monitoring.verify.cells import Opener, of_version
from monitoring.verify.chronicle import CatalogueLoad, Chronicle
from monitoring.verify.database import DatabaseMoment
from monitoring.verify.finding import Finding
from monitoring.verify.journal import Journal, JournalEntry
from monitoring.verify.recount.keys import about_number, fact_key, own_number, record_key
from monitoring.verify.recount.naming import Register
from monitoring.verify.recount.version import (
    RecordId,
    Version,
    VersionPlace,
    version_of,
    with_subjects,
)
from schemas.catalogue.serialise import from_json

_ACTIONS = {1: "ASSERT", 2: "CORRECT", 3: "END", 4: "REVOKE"}


class Wanted(NamedTuple):
    """
    Whose messages are read at a time.

    `records`: some of which no row names anybody. What the rows of a record say is compared at its
    lowest subject's time alone; `among`: subjects that have a time, None = all.
    """

    subjects: Collection[UUID]
    records: Collection[UUID]
    among: Collection[UUID] | None = None

    def is_time_of(self, named: Iterable[UUID | None], records: Iterable[UUID]) -> bool:
        """Whether it is the time of what names these subjects, or of these records if nobody."""
        somebody = [who for who in named if who is not None]
        timed = [who for who in somebody if self.among is None or who in self.among]
        if somebody:
            return bool(timed) and min(timed) in self.subjects
        return min(records) in self.records


class StoredVersion(NamedTuple):
    """One stored version, as its statement gives it."""

    record: UUID
    number: int
    action: int
    subject: UUID | None
    related: list[UUID | None] | None
    topic_no: int
    topic: str
    source: str
    partition: int
    offset: int
    entry: int
    key_version: int
    sealed: bytes
    fact_key: UUID | None
    target: UUID | None
    content_hash: bytes
    keyed: bool
    own_number: UUID | None
    about_number: UUID | None
    numbered: bool

    @property
    def where(self) -> str:
        """How it is named in findings."""
        return f"{self.topic}/{self.partition}@{self.offset}"


class ReadingKeys(NamedTuple):
    """What opens messages, and the key of the digests of identities."""

    opener: Opener
    secret: bytes


def read_journal(snapshot: DatabaseMoment) -> Chronicle:
    """The journal and every load of the catalogue, without any message."""
    entries = Journal(JournalEntry(*row) for row in snapshot.stream("entries"))
    known = Chronicle(entries=entries, loads=(), merged={})
    loads = [
        CatalogueLoad(from_json(body), entry, known.at(entry).day)
        for _, body, entry in snapshot.rows("catalogues")
        if entries and known.at(entry).number == entry
    ]
    return Chronicle(entries=entries, loads=loads, merged={})


def read_messages(
    snapshot: DatabaseMoment,
    journal: Chronicle,
    means: ReadingKeys,
    wanted: Wanted,
    finding: Finding,
) -> Chronicle:
    """
    Everything stored that hangs together with some subjects.

    What the columns of a version say otherwise than its message is a difference of `finding`.
    """
    given = {"subjects": list(wanted.subjects), "records": list(wanted.records)}
    rows = [StoredVersion(*row) for row in snapshot.rows("versions_around", given)]
    versions = list(_versions(snapshot, rows, means, wanted, finding))
    _related(snapshot, versions, finding)
    records = {record_key(version.record): version.record for version in versions}
    chronicle = journal.without_messages(_merged(snapshot, records))
    chronicle.add(versions)
    return chronicle


def _versions(
    snapshot: DatabaseMoment,
    rows: Iterable[StoredVersion],
    means: ReadingKeys,
    wanted: Wanted,
    finding: Finding,
) -> Iterator[Version]:
    named: dict[UUID, set[UUID | None]] = defaultdict(set)
    for row in rows:
        named[row.record] |= {row.subject, *(row.related or ())}
    elsewhen = Finding(invariant=finding.invariant)
    read = []
    for row in rows:
        now = wanted.is_time_of(named[row.record], (row.record,))
        told = _version_read(row, means, finding if now else elsewhen)
        if told is not None:
            read.append((row, told, finding if now else elsewhen))
    digests = {naming.digest for _, told, _ in read for naming in told.namings if naming.digest}
    known: dict[UUID, UUID] = dict(snapshot.rows("identities", {"identities": list(digests)}))
    for row, told, reported in read:
        version = with_subjects(told, known)
        _compare(version, row, reported)
        _compare_subjects(version, row, reported)
        yield version


def _version_read(row: StoredVersion, means: ReadingKeys, finding: Finding) -> Version | None:
    """What a stored message tells, before anybody is looked up."""
    message = means.opener.open(row.sealed, of_version(row.record, row.number), row.key_version)
    if message is None:
        finding.differ("message", row.where, "the stored message was altered")
        return None
    nobody = Register(secret=means.secret, subjects={})
    version = version_of(message, VersionPlace(row.source, row.where, row.entry), nobody)
    if isinstance(version, str):
        finding.differ("message", row.where, f"the stored message cannot be read: {version}")
        return None
    finding.count("stored messages")
    return version


def _compare(version: Version, row: StoredVersion, finding: Finding) -> None:
    said = (record_key(version.record), version.version, version.action)
    if said != (row.record, row.number, _ACTIONS.get(row.action)):
        finding.differ("version", version.where, "its row names another record, number or action")
    if row.keyed and row.content_hash != version.content_hash:
        so, says = version.content_hash.hex()[:12], row.content_hash.hex()[:12]
        what = f"its content hash begins with {so}, its row's with {says}"
        finding.differ("version", version.where, what)
    if version.complete and row.fact_key != fact_key(version):
        finding.differ("version", version.where, "its row has another fact's key")
    target = None if version.target is None else record_key(version.target)
    if version.complete and row.target != target:
        finding.differ("version", version.where, "its row is about another record")
    numbers = (own_number(version), about_number(version)) if version.complete else (None, None)
    if row.numbered and (row.own_number, row.about_number) != numbers:
        finding.differ("version", version.where, "its row has another number of an order")


def _compare_subjects(version: Version, row: StoredVersion, finding: Finding) -> None:
    main = version.subject
    namings = [main, *(person.naming for person in version.related)]
    for naming, given in zip(namings, [row.subject, *(row.related or ())], strict=False):
        found = None if naming is None else naming.subject
        if naming is not None and naming.certain and naming.identity and found is None:
            finding.differ("subject", version.where, "names somebody who was given no subject key")
        elif found != given:
            finding.differ("subject", version.where, f"is about {found}, its row says {given}")


def _related(snapshot: DatabaseMoment, versions: Iterable[Version], finding: Finding) -> None:
    """Persons by whom a record is found hang together with it in a row."""
    named: dict[tuple[UUID, UUID], str] = {
        (person.naming.subject, record_key(version.record)): version.where
        for version in versions
        for person in version.related
        if version.complete and person.naming.subject is not None
    }
    given = {"subjects": [who for who, _ in named], "records": [record for _, record in named]}
    for who, record in snapshot.rows("related_missing", given) if named else ():
        finding.differ("subject", named[(who, record)], f"names {who}, and no row finds it by them")


def _merged(
    snapshot: DatabaseMoment, records: Mapping[UUID, RecordId]
) -> dict[RecordId, tuple[RecordId, int]]:
    rows: list[tuple[Any, ...]] = snapshot.rows("merged", {"records": list(records)})
    return {
        records[merged]: (records[kept], entry)
        for merged, kept, entry in rows
        if merged in records and kept in records
    }
