"""
What went into quarantine (隔离), told on `credit.quarantine`: where it lies and why, not its bytes.

One JSON object for each message, keyed by its place, told with the page of its first outcome.
"""

import json
from collections.abc import Iterable
from typing import Final

from schemas.json_form import to_json
from streams.accept.codes import CODES
from streams.accept.outcome import Outcome
from streams.wiring.database.symbols import OUTCOMES
from streams.wiring.sending.publisher import ToPublish
from streams.wiring.sending.receipts import Row

TOPIC: Final = "credit.quarantine"


def page_quarantined(page: Row) -> Iterable[ToPublish]:
    """One message for each quarantined one of a page, of departments and of partners."""
    _, _, partition, topic, source, entry, judged_at, offsets, outcomes, codes, _, hints, *_ = page
    for offset, outcome, code, hint in zip(offsets, outcomes, codes, hints, strict=True):
        if OUTCOMES[outcome] is Outcome.QUARANTINED:
            said = {
                "topic": topic,
                "partition": partition,
                "offset": offset,
                "code": code,
                "hint": hint or (CODES[code].advice if code in CODES else ""),
                "source": source,
                "entry": str(entry),
                "judged_at": to_json(judged_at),
            }
            yield ToPublish(
                topic=TOPIC,
                key=f"{topic}/{partition}/{offset}".encode(),
                value=json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode(),
            )
