"""A partner's answer as JSON, by HTTP or in a file: the message that its feedback topic gets."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from schemas.codec import Record, Unreadable, decode_known, encode
from schemas.json_form import Misfit, to_record
from streams.deciding.arrivals import ANSWER
from streams.kinds.problem import Problem
from streams.send.signature import ID, SIGNATURE, TIMESTAMP
from streams.track.answer import HUB_ANSWER_NO
from streams.track.answer_texts import clean_texts

#: The body as it was signed: without it the signature that is kept would prove nothing.
BODY = "webhook-body"


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenAnswer:
    """An answer that fits its contract; `payload`: the framed record."""

    directive_id: str
    payload: bytes = field(repr=False)


def given_answer(fields: object) -> GivenAnswer | Unreadable | tuple[Misfit, ...]:
    """
    The answer of its fields as JSON, or each place where they are none.

    What the answer does, and whether the directive is this partner's, is decided by the line.
    """
    record = to_record(ANSWER, fields)
    if isinstance(record, tuple):
        return record
    payload = encode(ANSWER, record)
    read = decode_known(payload)
    if isinstance(read, Unreadable):
        return read
    if faults := tuple(_faults(read.record)):
        return faults
    return GivenAnswer(directive_id=record["directive_id"], payload=payload)


def signed_headers(given: Mapping[str, str], body: bytes) -> tuple[tuple[str, bytes], ...]:
    """What is kept of a signed answer beside it; `given`: the three headers of its signature."""
    names = (ID, TIMESTAMP, SIGNATURE)
    return (*((name, given[name].encode()) for name in names), (BODY, body))


def _faults(record: Record) -> Iterator[Misfit]:
    """What keeps a record with all its fields from being an answer."""
    if not _is_directive_id(record["directive_id"]):
        why = "must be the id of a directive as it was received"
        yield Misfit(path="/directive_id", code="H1003", why=why)
    if record["answer_no"] <= HUB_ANSWER_NO:
        yield Misfit(path="/answer_no", code="E1107", why="must be 1 or more")
    counted = {name: record[name] for name in ("controlled_amount_fen", "queue_rank")}
    for number, freeze in enumerate(record["earlier_freezes"]):
        counted[f"earlier_freezes/{number}/amount_fen"] = freeze["amount_fen"]
    for name, count in counted.items():
        if (count or 0) < 0:
            yield Misfit(path=f"/{name}", code="E1107", why="must not be negative")
    if record["result"] == "UNKNOWN":
        yield Misfit(path="/result", code="E1102", why="must say what was done")
    texts = clean_texts(record)
    if isinstance(texts, Problem):
        pointer = "/" + texts.field.replace("[", "/").replace("].", "/")
        why = "is too long or has characters nobody can see"
        yield Misfit(path=pointer, code=texts.code, why=why)


def _is_directive_id(text: str) -> bool:
    try:
        return str(UUID(text)) == text.lower()
    except ValueError:
        return False
