"""
What went into quarantine (隔离), told on `credit.quarantine`: where it lies and why, not its bytes.

One JSON object for each message, keyed by its place, told with the page of its first outcome.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Final

from connectors.channels.publisher import ToPublish
from schemas.json_form import to_json
from streams.accept.outcome import Outcome
from streams.sending.receipts import Row
from streams.store.symbols import OUTCOME_NUMBERS, hint_of

TOPIC: Final = "credit.quarantine"
QUARANTINED: Final = OUTCOME_NUMBERS[Outcome.QUARANTINED]


def quarantined(pages: Iterable[Row]) -> Iterator[ToPublish]:
    """One message for each quarantined one of the pages, of departments and of partners."""
    for _, _, partition, topic, source, entry, judged_at, offsets, outcomes, *said in pages:
        if QUARANTINED not in outcomes:
            continue
        codes, _, hints, *_ = said
        for offset, outcome, code, hint in zip(offsets, outcomes, codes, hints, strict=True):
            if outcome == QUARANTINED:
                told = {
                    "topic": topic,
                    "partition": partition,
                    "offset": offset,
                    "code": code,
                    "hint": hint_of(code, hint),
                    "source": source,
                    "entry": str(entry),
                    "judged_at": to_json(judged_at),
                }
                yield ToPublish(
                    topic=TOPIC,
                    key=f"{topic}/{partition}/{offset}".encode(),
                    value=json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode(),
                )
