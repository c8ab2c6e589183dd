"""One document that names many subjects, as a list of hundreds of employers does."""

import sys
from datetime import date
from types import FrameType

from contract.line_on_store import KEY, LineOnStore
from contract.stores import InMemory

from schemas.catalogue.apply import next_catalogue
from schemas.catalogue.load import SAMPLE, read_catalogue
from schemas.catalogue.model import Catalogue
from schemas.codec import encode
from schemas.manifest import published
from schemas.samples import sample
from streams.accept.reference_data import reference_data_of
from streams.deciding.arrivals import Reader
from streams.deciding.message import Message
from streams.line.decide import decide_batch, need_of
from streams.line.entry import Batch
from streams.operate.load.traffic import organisation

LIST_ENTRY = "credit.events.ListEntry"
DAY = date(2026, 11, 24)
FROM_MS = 1_793_500_000_000


def entries(number: int) -> list[Message]:
    """Entries of one list by one document, each about another subject."""
    plain = sample(LIST_ENTRY) | {"related": []}
    subject = plain["subject"]
    said = [
        plain
        | {"record_no": f"L-{n}", "event_id": f"L-{n}"}
        | {"subject": subject | {"uscc": organisation(400_000 + n), "org_code": ""}}
        for n in range(number)
    ]
    return [
        Message(
            topic="credit.events.hrss",
            partition=0,
            offset=offset,
            appended_at_ms=FROM_MS,
            payload=encode(LIST_ENTRY, record),
        )
        for offset, record in enumerate(said)
    ]


def calls_to_decide(number: int) -> int:
    """How many calls of Python functions deciding so many entries takes."""
    catalogue = read_catalogue(SAMPLE)
    assert isinstance(catalogue, Catalogue)
    on = InMemory()
    line = LineOnStore(on.store, on.save, catalogue, on=DAY)
    reader = Reader(
        reference=reference_data_of(next_catalogue(None, catalogue, DAY), published()), key=KEY
    )
    batch = Batch(arrivals=tuple(reader.read(message) for message in entries(number)))
    snapshot, entry, calls = on.store.load(need_of(batch)), line.entry(batch), 0

    def count(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal calls
        calls += event == "call"

    sys.setprofile(count)
    try:
        changes = decide_batch(entry, batch, snapshot, line.book)
    finally:
        sys.setprofile(None)
    wage = {row.row for row in catalogue.measures if row.trigger == "list/WAGE_ARREARS"}
    on_persons_alone = {("HR-01", "list/WAGE_ARREARS")}
    assert len(changes.issued.directives) == len(wage - on_persons_alone) * number
    assert not changes.issued.tasks
    return calls


def test_a_document_that_names_many_costs_each_of_them_alike() -> None:
    """Twice as many subjects under one document number take twice the work, not eight times."""
    assert calls_to_decide(400) < 2.5 * calls_to_decide(200)
