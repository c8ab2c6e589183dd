"""Events that each impose something, on subjects that the mix never names."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from bench.traffic import Publication, burdens

from schemas.codec import Decoded, decode_known, encode
from schemas.samples import sample
from streams.operate.load.traffic import KIND, organisation

#: The mix names organisations below a third of a million; there are a million numbers.
FIRST: Final = 400_000
LIST: Final = "credit.events.ListEntry"


def bans(count: int, first: int) -> Iterator[Publication]:
    """`count` penalties with a procurement ban, on subjects from the number `first` upward."""
    for number, one in enumerate(burdens(count, 10_000_000 + 20 * first), FIRST + first):
        found = decode_known(one.payload)
        assert isinstance(found, Decoded)
        found.record["subject"]["uscc"] = organisation(number)
        yield replace(one, payload=encode(KIND, found.record))


def listings(count: int, first: int) -> Iterator[Publication]:
    """`count` entries of the list of wage arrears, of which the bank is told by webhook."""
    plain = sample(LIST) | {"related": []}
    for number in range(FIRST + first, FIRST + first + count):
        record_no = f"L-{number:08d}"
        subject = plain["subject"] | {"uscc": organisation(number), "org_code": ""}
        document_no = f"样人社监列〔2026〕{number}号"
        said = plain | {"record_no": record_no, "event_id": f"e-{record_no}", "subject": subject}
        said |= {"document_no": document_no}
        yield Publication(department="hrss", key=record_no.encode(), payload=encode(LIST, said))
