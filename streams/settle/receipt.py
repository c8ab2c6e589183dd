"""What a department is told about one of its messages, first or again (回执)."""

from dataclasses import dataclass

from streams.accept.outcome import Outcome
from streams.kinds.event import Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """
    The outcome of one message, first or changed.

    `changed`: it was another before. `caused_by`: (department, record_no) of who ended, repaired
    or joined it, where that was somebody else.
    """

    origin: Origin
    source: str
    record_no: str
    version: int | None
    outcome: Outcome
    code: str = ""
    field: str = ""
    hint: str = ""
    event_id: str = ""
    changed: bool = False
    caused_by: tuple[str, str] | None = None
