"""A partner's answer counts in whichever version of its contract it is written."""

from datetime import UTC, datetime
from io import BytesIO
from uuid import UUID

from fastavro import schemaless_writer
from support.accepting import reference

from schemas.codec import encode, frame, parsed
from streams.accept.outcome import Quarantined
from streams.deciding.arrivals import Reader
from streams.deciding.message import Message
from streams.identify.pseudonym import PseudonymKey
from streams.line.entry import Arrival
from streams.store.forms import answer_of, answer_text
from streams.track.answer import Answer, AnswerArrived, AnswerEvidence, AnswerResult

#: The first version, which has no evidence.
FIRST = 10001
SAID = {"directive_id": str(UUID(int=7)), "answer_no": 1, "result": "EXECUTED"}
EXECUTED = Answer(directive_id=UUID(int=7), answer_no=1, result=AnswerResult.EXECUTED)
SEEN = AnswerEvidence(
    url="https://credit.example/records/1", sha256="0f" * 32, at=datetime(2026, 6, 1, tzinfo=UTC)
)
READER = Reader(reference=reference(), key=PseudonymKey(version=1, secret=bytes(32)))


def of_first(said: dict[str, object]) -> bytes:
    """An answer as a partner writes it that knows the first version alone."""
    schema, out = parsed(FIRST), BytesIO()
    assert schema is not None
    schemaless_writer(out, schema, said)
    return frame(FIRST, out.getvalue())


def arrived(payload: bytes) -> Arrival:
    """What the worker reads."""
    return READER.read(
        Message(topic="feedback.bank", partition=0, offset=0, appended_at_ms=0, payload=payload)
    )


def test_an_answer_of_the_first_version_counts() -> None:
    """Partners change their software when they can; what they write is read as before."""
    read = arrived(of_first(SAID))
    assert isinstance(read, AnswerArrived)
    assert read.answer == EXECUTED


def test_only_canonical_bytes_count_in_either_version() -> None:
    """A boolean or a length written in a byte too many is no answer (E1507)."""
    for message in (of_first(SAID), encode("credit.answers.Answer", SAID)):
        # The number 1 is one byte, 0x02; the same number in two.
        at = message.index(b"\x00\x02") + 1
        read = arrived(message[:at] + b"\x82\x00" + message[at + 1 :])
        assert isinstance(read, Quarantined)
        assert read.code == "E1507"


def test_evidence_is_kept_with_the_answer() -> None:
    """What a partner shows is stored and read back; an answer without it is stored as before."""
    seen = {"url": SEEN.url, "sha256": SEEN.sha256, "at": SEEN.at}
    read = arrived(encode("credit.answers.Answer", {**SAID, "evidence": [seen]}))
    assert isinstance(read, AnswerArrived)
    assert read.answer.evidence == (SEEN,)
    assert answer_of(answer_text(read.answer)) == read.answer
    assert "evidence" not in answer_text(EXECUTED)
    assert answer_of(answer_text(EXECUTED)) == EXECUTED
