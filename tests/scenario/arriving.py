"""What comes in to a line in one process: messages, bytes, answers."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from oracle.identity import identity

from scenario.calendar import noon
from scenario.entries import Deciding
from scenario.hub import Shown
from scenario.message import Message
from scenario.showing import outcome_of
from schemas.codec import encode
from schemas.manifest import published
from streams.deciding.message import Message as Read
from streams.kinds.event import Origin, Subject
from streams.line.brake import counted_since
from streams.line.changes import Changes
from streams.line.decide import decide_batch, need_of
from streams.line.entry import Arrived, Batch
from streams.track.answer import HUB_ANSWER_NO, NEVER_SENT, Answer, AnswerArrived, AnswerResult


class Arriving(Deciding):
    """Reads what it is given and decides it in one entry."""

    def publish(self, *messages: Message) -> None:
        """Take the messages in one entry (R18)."""
        self._decide([self._read(message) for message in messages])

    def _read(self, message: Message) -> Read:
        topic = f"credit.events.{message.department}"
        payload = encode(f"credit.events.{message.kind}", message.record)
        read = self._append(topic, payload, message.appended or self._day)
        self._where[message] = read.origin
        return read

    def _append(self, topic: str, payload: bytes, on: date) -> Read:
        offset = self._offsets[topic]
        self._offsets[topic] += 1
        self._messages[(topic, 0, offset)] = Read(
            topic=topic,
            partition=0,
            offset=offset,
            appended_at_ms=int(noon(on).timestamp() * 1000),
            payload=payload,
        )
        return self._messages[(topic, 0, offset)]

    def _decide(self, read: Sequence[Read]) -> Changes:
        arrivals = tuple(self._reader.read(message) for message in read)
        for arrival in arrivals:
            if isinstance(arrival, Arrived):
                self._remember(arrival)
        batch = Batch(arrivals=arrivals)
        need = need_of(batch, counted_since(self._book.catalogue, self._day))
        snapshot = self._under.store.load(need)
        return self._keep(decide_batch(self._entry(batch), batch, snapshot, self._book))

    def _remember(self, arrived: Arrived) -> None:
        event = arrived.event
        claims: list[Subject | None] = [event.subject, *(r.subject for r in event.related)]
        for claim, named in zip(claims, (arrived.subject, *arrived.related), strict=True):
            if named is not None:
                self._called[named.identity] = str(identity(claim, event.authority.uscc))

    def forget_schema(self, kind: str) -> None:
        """Read with reference data that lacks one kind's schema."""
        contract = published().latest(f"credit.events.{kind}")
        assert contract is not None
        reference = self._reader.reference
        layouts = {n: layout for n, layout in reference.layouts.items() if n != contract.id}
        self._reader = replace(self._reader, reference=replace(reference, layouts=layouts))

    def know_all_schemas(self) -> None:
        """Read with every schema again."""
        self._take(self._book.catalogue)

    def publish_bytes(self, department: str, *payloads: bytes) -> Sequence[Origin]:
        """Take bytes as they are, in one entry; return where they stand."""
        topic = f"credit.events.{department}"
        read = [self._append(topic, payload, self._day) for payload in payloads]
        self._decide(read)
        return [message.origin for message in read]

    def answer(
        self,
        partner: str,
        directive_id: UUID,
        result: str,
        *,
        reason_code: str = "",
        answer_no: int = 1,
    ) -> Shown:
        """Let a partner's answer arrive; return its outcome."""
        answer = Answer(
            directive_id=directive_id,
            answer_no=answer_no,
            result=AnswerResult(result),
            reason_code=reason_code,
        )
        return self._answered(partner, answer)

    def _say_never_sent(self, partner: str, directive_id: UUID) -> None:
        """Let the hub say on the partner's topic that a directive came to nothing (R6)."""
        answer = Answer(
            directive_id=directive_id,
            answer_no=HUB_ANSWER_NO,
            result=AnswerResult.NOT_EXECUTED,
            reason_code=NEVER_SENT,
        )
        self._answered(partner, answer, by_hub=True)

    def _answered(self, partner: str, answer: Answer, *, by_hub: bool = False) -> Shown:
        origin = self._append(f"feedback.{partner}", b"", self._day).origin
        arrived = AnswerArrived(origin=origin, partner=partner, answer=answer, by_hub=by_hub)
        batch = Batch(arrivals=(arrived,))
        snapshot = self._under.store.load(need_of(batch))
        changes = self._keep(decide_batch(self._entry(batch), batch, snapshot, self._book))
        (receipt,) = [r for r in changes.issued.receipts if r.origin == origin]
        return outcome_of(receipt)
