"""Reading the stored messages again, and whether the line wrote down what they say."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from schemas.catalogue.serialise import from_json
from streams.wiring.verify.cells import Opener, of_version
from streams.wiring.verify.chronicle import Chronicle, JournalEntry, Loaded
from streams.wiring.verify.database import Row, Snapshot
from streams.wiring.verify.finding import Finding
from streams.wiring.verify.progress import Tell, told
from streams.wiring.verify.recount.claim import Register
from streams.wiring.verify.recount.keys import record_key
from streams.wiring.verify.recount.telling import Place, RecordId, Telling, telling_of

_ACTIONS = {1: "ASSERT", 2: "CORRECT", 3: "END", 4: "REVOKE"}


def read_chronicle(
    snapshot: Snapshot,
    opener: Opener,
    secret: bytes,
    subjects: Iterable[UUID] | None,
    finding: Finding,
    tell: Tell,
) -> Chronicle:
    """
    Everything stored, or what hangs together with some subjects.

    What the columns of a version say otherwise than its message is a difference of `finding`.
    """
    wanted = None if subjects is None else list(subjects)
    entries = [JournalEntry(*row) for row in snapshot.rows("entries")]
    days = {entry.number: entry.day for entry in entries}
    loads = [
        Loaded(from_json(body), entry, days[entry])
        for _, body, entry in snapshot.rows("catalogues")
        if entry in days
    ]
    rows = (
        snapshot.rows("versions")
        if wanted is None
        else snapshot.rows("versions_around", {"subjects": wanted})
    )
    register = _register(snapshot, secret, rows, wanted)
    tellings = list(_tellings(rows, opener, register, finding, tell))
    records = {record_key(telling.record): telling.record for telling in tellings}
    chronicle = Chronicle(entries=entries, loads=loads, merged=_merged(snapshot, records))
    chronicle.add(tellings)
    return chronicle


def _register(
    snapshot: Snapshot, secret: bytes, rows: Iterable[Row], wanted: list[UUID] | None
) -> Register:
    named: list[UUID] | None = None
    if wanted is not None:
        named = sorted({key for row in rows for key in (row[3], *(row[4] or ())) if key})
    found = snapshot.rows("identities", {"subjects": named})
    return Register(secret=secret, subjects=dict(found))


def _tellings(
    rows: list[Row], opener: Opener, register: Register, finding: Finding, tell: Tell
) -> Iterator[Telling]:
    for row in told(rows, tell, "stored messages read", len(rows)):
        record, number, action, subject, related, _, topic, source, partition = row[:9]
        offset, entry, key_version, sealed = row[9:]
        where = f"{topic}/{partition}@{offset}"
        message = opener.open(sealed, of_version(record, number), key_version)
        if message is None:
            finding.differ("message", where, "the stored message was altered")
            continue
        telling = telling_of(message, Place(source, where, entry), register)
        if isinstance(telling, str):
            finding.differ("message", where, f"the stored message cannot be read: {telling}")
            continue
        finding.count("stored messages")
        _compare(telling, record, number, action, finding)
        _compare_subjects(telling, subject, related, finding)
        yield telling


def _compare(telling: Telling, record: UUID, number: int, action: int, finding: Finding) -> None:
    said = (record_key(telling.record), telling.version, telling.action)
    if said != (record, number, _ACTIONS.get(action)):
        finding.differ("version", telling.where, "its row names another record, number or action")


def _compare_subjects(
    telling: Telling, subject: UUID | None, related: list[UUID | None] | None, finding: Finding
) -> None:
    main = telling.subject
    claims = [main, *(person.claim for person in telling.related)]
    for claim, given in zip(claims, [subject, *(related or ())], strict=False):
        found = None if claim is None else claim.subject
        if claim is not None and claim.certain and claim.identity and found is None:
            finding.differ("subject", telling.where, "names somebody who was given no subject key")
        elif found != given:
            finding.differ("subject", telling.where, f"is about {found}, its row says {given}")


def _merged(
    snapshot: Snapshot, records: dict[UUID, RecordId]
) -> dict[RecordId, tuple[RecordId, int]]:
    return {
        records[merged]: (records[kept], entry)
        for merged, kept, entry in snapshot.rows("merged")
        if merged in records and kept in records
    }
