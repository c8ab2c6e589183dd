"""From bytes to what the line takes in: decode, name the subjects, read partners' answers."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from schemas.codec import Record, Unreadable, decode_known, encode_again
from streams.accept.codes import advice
from streams.accept.decode import decode
from streams.accept.outcome import Quarantined
from streams.accept.reference_data import ReferenceData
from streams.accept.wire import LARGEST_BYTES
from streams.deciding.message import EVENTS, Message, source_of
from streams.identify.identity import Unidentified, WeakIdentity, identity_of
from streams.identify.pseudonym import PseudonymKey, keyed_content, pseudonym
from streams.kinds.event import Authority, Event, Subject
from streams.kinds.problem import Problem
from streams.line.entry import Arrival, Arrived, Named
from streams.send.signature import signed, signed_text
from streams.track.answer import (
    Answer,
    AnswerArrived,
    AnswerEvidence,
    AnswerResult,
    EarlierFreeze,
)
from streams.track.answer_texts import clean_texts

ANSWER: Final = "credit.answers.Answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """
    Reads messages of the input topics; pure, given its reference data and its keys.

    `own_keys`: the hub's public keys, by which its own word in a partner's place is known.
    """

    reference: ReferenceData
    key: PseudonymKey
    own_keys: tuple[bytes, ...] = ()

    def read(self, message: Message) -> Arrival:
        """What a message brings: an event with its subjects named, a refusal, or an answer."""
        if not message.topic.startswith(EVENTS):
            return _answer_of(message, self.own_keys)
        found = decode(message.payload, message.origin, source_of(message.topic), self.reference)
        if not isinstance(found, Event):
            return found
        # Nobody else has seen this event yet, and a copy would cost more than the digest.
        object.__setattr__(found, "content_hash", keyed_content(found.content_hash, self.key))
        return self._named(found, message.payload)

    def _named(self, event: Event, payload: bytes) -> Arrived:
        return Arrived(
            event=event,
            subject=self._name(event.subject, event.authority, event.record_no),
            related=tuple(
                self._name(related.subject, event.authority, event.record_no)
                for related in event.related
            ),
            payload=payload,
        )

    def _name(self, naming: Subject | None, authority: Authority, record_no: str) -> Named | None:
        if naming is None:
            return None
        found = identity_of(naming, authority, record_no)
        if isinstance(found, Unidentified):
            return None
        return Named(identity=pseudonym(found, self.key), weak=isinstance(found, WeakIdentity))


def _answer_of(message: Message, own_keys: tuple[bytes, ...]) -> AnswerArrived | Quarantined:
    """A partner's answer, or why its bytes are none; only the canonical encoding is taken."""
    found = decode_known(message.payload) if len(message.payload) <= LARGEST_BYTES else None
    if found is None:
        return quarantined("E1506", message)
    if isinstance(found, Unreadable):
        return quarantined(found.code, message)
    if found.contract.subject != ANSWER:
        return quarantined("E1505", message)
    try:
        again = encode_again(found)
        texts = clean_texts(found.record)
        answer = _answer(found.record if isinstance(texts, Problem) else texts)
    except (ValueError, TypeError, OverflowError, KeyError):
        return quarantined("E1502", message)
    if again != message.payload:
        return quarantined("E1507", message)
    if not all(_in_32_bits(number) for number in (answer.answer_no, answer.queue_rank or 0)):
        return quarantined("E1502", message)
    if isinstance(texts, Problem):
        return quarantined(texts.code, message)
    return AnswerArrived(
        origin=message.origin,
        partner=source_of(message.topic),
        answer=answer,
        signature=message.signature,
        by_hub=answer.never_sent and _is_by_hub(message, answer, own_keys),
    )


def _is_by_hub(message: Message, answer: Answer, own_keys: tuple[bytes, ...]) -> bool:
    """Whether the hub signed it, as `streams.sending.never_sent` does."""
    text = signed_text(str(answer.directive_id), 0, message.payload)
    return signed(message.signature, text, public_keys=own_keys)


def _answer(record: Record) -> Answer:
    freezes = tuple(EarlierFreeze(**freeze) for freeze in record["earlier_freezes"])
    return Answer(
        directive_id=UUID(record["directive_id"]),
        answer_no=record["answer_no"],
        result=AnswerResult(record["result"]),
        reason_code=record["reason_code"],
        reason=record["reason"],
        controlled_amount_fen=record["controlled_amount_fen"],
        earlier_freezes=freezes,
        queue_rank=record["queue_rank"],
        executed_at=record["executed_at"],
        partner_ref=record["partner_ref"],
        evidence=tuple(AnswerEvidence(**each) for each in record["evidence"]),
    )


def _in_32_bits(number: int) -> bool:
    # An encoder that keeps to Avro writes no others; a decoder may read them.
    return -(2**31) <= number < 2**31


def quarantined(code: str, message: Message) -> Quarantined:
    """A message that goes into quarantine under a code."""
    return Quarantined(
        origin=message.origin,
        source=source_of(message.topic),
        code=code,
        hint=advice(code),
        payload=message.payload,
    )
