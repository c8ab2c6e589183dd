"""An importer in front of the line in memory: what it plans is taken, and asked about again."""

from datetime import UTC, date, datetime, time
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from connectors.departments.message import letter
from connectors.departments.numbering import questions, sort_rows
from connectors.departments.plan import Plan, plan
from connectors.departments.row import Reading
from schemas.catalogue.apply import next_catalogue
from schemas.catalogue.load import SAMPLE, read_catalogue
from schemas.catalogue.model import Catalogue
from schemas.codec import Record
from schemas.manifest import published
from streams.accept.reference_data import reference_data_of
from streams.deciding.arrivals import Reader
from streams.deciding.message import Message
from streams.identify.pseudonym import PseudonymKey
from streams.line.decide import decide_batch, need_of, rulebook
from streams.line.entry import Batch, Entry
from streams.line.memory import MemoryStore
from streams.reading.record_states import record_states

DAY = date(2026, 6, 1)
NOON = datetime.combine(DAY, time(12), ZoneInfo("Asia/Shanghai")).astimezone(UTC)
IMPORT_KEY = bytes(range(32))
ENTRIES = UUID("00000000-0000-0000-0000-00000000e17a")


class ImportingLine:
    """One department's importer and the hub it imports into; nothing about it is pretended."""

    def __init__(self, department: str = "tax"):
        catalogue = read_catalogue(SAMPLE)
        assert isinstance(catalogue, Catalogue)
        catalogue = next_catalogue(None, catalogue, DAY)
        self._department = department
        self._book = rulebook(catalogue)
        self._store = MemoryStore()
        self._reader = Reader(
            reference=reference_data_of(catalogue, published()),
            key=PseudonymKey(version=1, secret=bytes(32)),
        )
        self.records: list[Record] = []

    def plan(self, reading: Reading) -> Plan:
        """What the importer would do now."""
        rows = sort_rows(reading, IMPORT_KEY)
        arrivals = [self._arrived(asked.payload, 0) for asked in questions(rows.numbered)]
        read = [self._reader.read(arrival) for arrival in arrivals]
        return plan(reading, rows, record_states(read, self._store, self._reader.key))

    def take(self, reading: Reading) -> Plan:
        """Import: plan, and let the line take what is sent."""
        todo = self.plan(reading)
        for one in todo.send:
            self.publish(one.row.kind, one.record)
        return todo

    def publish(self, kind: str, record: Record) -> None:
        """Publish one record as a department does."""
        message = self._arrived(letter(self._department, kind, record).message, len(self.records))
        self.records.append(record)
        batch = Batch(arrivals=(self._reader.read(message),))
        number = len(self.records)
        entry = Entry(
            id=uuid5(ENTRIES, str(number)), number=number, day=DAY, judged_at=NOON, work=batch
        )
        self._store.save(decide_batch(entry, batch, self._store.load(need_of(batch)), self._book))

    @property
    def outcomes(self) -> list[str]:
        """The present outcome of every message."""
        return [
            self._store.outcome((f"credit.events.{self._department}", 0, offset)).value
            for offset in range(len(self.records))
        ]

    def _arrived(self, payload: bytes, offset: int) -> Message:
        return Message(
            topic=f"credit.events.{self._department}",
            partition=0,
            offset=offset,
            appended_at_ms=int(NOON.timestamp() * 1000),
            payload=payload,
        )
