"""
`PartnerClient`: a partner with a topic of its own (kafka-python, read_committed).

It reads to the log's end first and applies only the last state of each measure; the ledger holds
its position. Killed at any point it reads again what was not answered: a directive that comes again
gets the answer it got.
"""

import logging
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Self
from uuid import UUID

from kafka import KafkaConsumer, KafkaProducer, TopicPartition
from kafka.errors import KafkaError, OffsetOutOfRangeError

from connectors.partners.answer import Answer, encoded
from connectors.partners.desk import AskFullList, Desk
from connectors.partners.directive import Directive, NotADirective
from connectors.partners.handling import Execute, Outcome, executed
from connectors.partners.hub_http import HubAway
from connectors.partners.ledger import Ledger
from connectors.partners.order_result import OrderResult
from connectors.partners.signature import NotSigned
from connectors.partners.topic_message import AskSchema, MustStop, PublicKeys, TopicMessages

log = logging.getLogger(__name__)

_POLL_MS: Final = 200
_ACK_S: Final = 15
_AGAIN_S: Final = 1.0


class NoTopic(KafkaError):  # type: ignore[misc]  # kafka-python has no types
    """The broker answers and has no topic of this partner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """
    One look at the topic: what came, and how many messages were none of the hub's.

    `order_results`: those that were not known before.
    """

    outcomes: tuple[Outcome, ...] = ()
    order_results: tuple[OrderResult, ...] = ()
    strangers: int = 0


class PartnerClient:
    """
    Reads `sanctions.<partner>`, keeps the ledger, answers on `feedback.<partner>`.

    `public_keys`: the hub's, or what asks for them, such as `HubHttp.public_keys`: then it is asked
    at a signature of none that is known. `ask_schema`: asked for a schema that came after this SDK,
    such as `HubHttp.schema`. `execute`: the partner's own rules. `ask_full_list`: asked when
    something was lost, such as `HubHttp.full_list`. `on_order_result`: what a court does with what
    became of its orders; called before the ledger has it, so once for each unless the client is
    killed in between. `settings`: of both Kafka clients, for example `security_protocol`. Raises
    `KafkaError` when no broker answers, `LedgerInUse` while another client has the ledger.
    """

    def __init__(
        self,
        *,
        partner: str,
        bootstrap_servers: str,
        ledger_file: Path,
        public_keys: PublicKeys,
        execute: Execute = executed,
        ask_full_list: AskFullList | None = None,
        ask_schema: AskSchema | None = None,
        on_order_result: Callable[[OrderResult], None] | None = None,
        settings: Mapping[str, Any] | None = None,
    ) -> None:
        self.desk = Desk(partner, ledger_file, execute, ask_full_list, new_asks=False)
        self._messages = TopicMessages(public_keys, ask_schema)
        self._on_order_result = on_order_result
        self._place = TopicPartition(f"sanctions.{partner}", 0)
        with ExitStack() as undone:
            undone.callback(self.desk.close)
            self._answers = Answers(partner, bootstrap_servers, settings or {})
            undone.callback(self._answers.close)
            self._consumer = KafkaConsumer(
                bootstrap_servers=bootstrap_servers,
                isolation_level="read_committed",
                enable_auto_commit=False,
                allow_auto_create_topics=False,
                auto_offset_reset="none",
                **(settings or {}),
            )
            undone.pop_all()
        self._consumer.assign([self._place])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def ledger(self) -> Ledger:
        """The ledger as it is now."""
        return self.desk.ledger

    def once(self) -> Round:
        """
        Read to the log's end, apply, answer, and move on.

        After the call every directive of the round is in the ledger and its answer with the broker.
        Whatever it raises, the next call reads again what was not handled to its end. Raises
        `KafkaError`. When something was lost and the hub cannot be asked for the full list, raises
        `HubAway` or `HubRefuses`: the round is answered all the same, and the next call asks again.
        At a message that it may not pass over and cannot read raises `MustStop`, or `HubAway` where
        the hub would have to be asked; what is before it was handled by the call before.
        """
        messages, strangers, position = self._read()
        results = self._new_results(messages)
        outcomes = self.desk.catch_up(messages, self._answers.send)
        self.desk.move_to(position)
        # The ledger keeps that something is missing until the list is there.
        self.desk.close_gap(self._answers.send)
        return Round(outcomes=outcomes, order_results=results, strangers=strangers)

    def finish(self, directive: Directive, answer: Answer) -> Answer:
        """
        Give the answer that follows ACCEPTED, as `Desk.finish`; the broker has it after the call.

        From the thread that calls `once`. Raises `KafkaError`, and may then be called again.
        """
        said = self.desk.finish(directive, answer)
        self.say([said])
        return said

    def say(self, answers: Iterable[Answer]) -> None:
        """After the call the broker has these answers of the ledger. Raises `KafkaError`."""
        self._answers.send(answers)

    def run(self, stopped: Callable[[], bool]) -> None:
        """
        Serve until `stopped`; a broker or a hub that is away is waited for.

        Raises `HubRefuses` and `MustStop` as `once` does.
        """
        while not stopped():
            try:
                self.once()
            except (KafkaError, HubAway) as away:
                log.warning("%s: %s", who_is_away(away), type(away).__name__)
                time.sleep(_AGAIN_S)

    def close(self) -> None:
        """End the connections, and let another client have the ledger."""
        self._consumer.close()
        self._answers.close()
        self.desk.close()

    def _new_results(self, messages: Iterable[Directive | OrderResult]) -> tuple[OrderResult, ...]:
        """Results of orders that the ledger has not, each once, handed on."""
        known = self.desk.ledger.results
        new: dict[UUID, OrderResult] = {}
        for told in messages:
            if isinstance(told, OrderResult) and told.result_id not in known:
                new.setdefault(told.result_id, told)
        found = tuple(new.values())
        if self._on_order_result is not None:
            for result in found:
                self._on_order_result(result)
        return found

    def _read(self) -> tuple[list[Directive | OrderResult], int, int]:
        found: list[Directive | OrderResult] = []
        strangers = 0
        # The consumer stands behind what it gave to a call that then failed.
        self._consumer.seek(self._place, self.desk.ledger.position)
        end = self._end()
        while True:
            for messages in self._poll():
                for message in messages:
                    try:
                        told = self._messages.read(message.value or b"", message.headers)
                        self.desk.require_mine(told)
                        found.append(told)
                    except (NotSigned, NotADirective) as why:
                        strangers += 1
                        log.error("offset %d is passed over: %s", message.offset, why)  # noqa: TRY400
                    except (MustStop, HubAway) as why:
                        if found or strangers:
                            return found, strangers, message.offset
                        if isinstance(why, HubAway):
                            raise
                        raise MustStop(f"S2005 offset {message.offset}: {why}") from None
            position = self._consumer.position(self._place)
            if position >= end:
                return found, strangers, position

    def _poll(self) -> Iterable[Iterable[Any]]:
        try:
            polled: Mapping[TopicPartition, Iterable[Any]] = self._consumer.poll(_POLL_MS)
        except OffsetOutOfRangeError:
            raise MustStop(
                f"S2006 the ledger goes on at offset {self.desk.ledger.position}, which "
                f"{self._place.topic} does not have: it is a ledger of another hub, or the topic "
                "was made anew. Take the ledger of this hub; where the topic is new, "
                "`desk.move_to(0)`: what comes again gets the answer it got."
            ) from None
        return polled.values()

    def _end(self) -> int:
        if not self._consumer.partitions_for_topic(self._place.topic):
            raise NoTopic(self._place.topic)
        end: int = self._consumer.end_offsets([self._place])[self._place]
        return end


def who_is_away(away: KafkaError | HubAway) -> str:
    """What is not there, with its code in `docs/errors/`."""
    if isinstance(away, HubAway):
        return "S2003 the hub does not answer"
    if isinstance(away, NoTopic):
        return f"S2006 the broker has no topic {away.args[0]}, look at the partner's id"
    return "S2001 the broker does not answer"


@dataclass(slots=True)
class Answers:
    """Answers to the feedback topic, each acknowledged by the broker."""

    partner: str
    bootstrap_servers: str
    settings: Mapping[str, Any]
    _producer: Any = field(init=False)

    def __post_init__(self) -> None:
        self._producer = KafkaProducer(
            bootstrap_servers=self.bootstrap_servers,
            acks="all",
            enable_idempotence=True,
            **self.settings,
        )

    def send(self, answers: Iterable[Answer]) -> None:
        """After the call the broker has them all. Raises `KafkaError`."""
        pending = [
            self._producer.send(
                f"feedback.{self.partner}",
                key=str(answer.directive_id).encode(),
                value=encoded(answer),
            )
            for answer in answers
        ]
        for each in pending:
            each.get(timeout=_ACK_S)

    def close(self) -> None:
        """End the connection."""
        self._producer.close(timeout=0)
