"""All that one entry changes, as the line decides it and a store writes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID

from schemas.catalogue.model import Catalogue
from streams.accept.outcome import Quarantined
from streams.kinds.event import Subject
from streams.line.brake import Braking
from streams.line.entry import Entry
from streams.line.leaving import OpenWith
from streams.line.why_not import WhyNot
from streams.merge.record import Version
from streams.pool.change import PoolChange
from streams.send.directive import Directive
from streams.settle.receipt import Receipt
from streams.settle.task import Task
from streams.track.answer import AnswerArrived
from streams.track.order_result import OrderResult

#: The stored result of an act that was done; of one that was not it is the reason.
DONE: Final = "DONE"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSubject:
    """A subject named for the first time, and the identity that found it."""

    identity: UUID
    subject: UUID
    naming: Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What came in and is kept: it can be decided again from this."""

    #: Who was named for the first time.
    new_subjects: tuple[NewSubject, ...] = ()
    #: What entered records, in the order in which it was applied.
    versions: tuple[Version, ...] = ()
    #: Messages that could not be read or stored.
    quarantined: tuple[Quarantined, ...] = ()
    #: Partners' answers that count.
    answers: tuple[AnswerArrived, ...] = ()
    #: Partners' answers that do not, each with the code of its refusal.
    refused_answers: tuple[tuple[AnswerArrived, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """What others are told: departments, partners, courts, the pool's readers, officers."""

    #: First and changed outcomes of departments' messages, and the outcome of each answer.
    receipts: tuple[Receipt, ...] = ()
    #: What partners are to do.
    directives: tuple[Directive, ...] = ()
    #: Lifts by order that go only where something is held, since their order no longer acts.
    no_longer_ordered: tuple[UUID, ...] = ()
    #: What became of courts' orders.
    order_results: tuple[OrderResult, ...] = ()
    #: How facts now stand that stood otherwise before.
    pool: tuple[PoolChange, ...] = ()
    #: What a person must look at; one with a known id changes nothing.
    tasks: tuple[Task, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """What is due on which day from now on."""

    #: When to judge each judged subject again, None = not before something comes in.
    agenda: Mapping[UUID, date | None] = field(default_factory=dict)
    #: Whether every subject's day has come (a catalogue was loaded).
    judge_everyone: bool = False
    #: When to tell again of records whose facts then stand differently by themselves, None = no
    #: more.
    next_changes: Mapping[UUID, date | None] = field(default_factory=dict)
    #: Records that wait from now on, since when.
    waiting: Mapping[UUID, date] = field(default_factory=dict)
    #: Records that waited and do so no more.
    no_longer_waiting: frozenset[UUID] = frozenset()
    #: Records of which it was told now that they wait too long; they go on waiting.
    expired: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """An act that was done, with the changes that only acts make."""

    #: What is in force from now on.
    catalogue: Catalogue | None = None
    #: Held directives that may leave.
    approved: tuple[UUID, ...] = ()
    #: Pairs (kept, merged) of records.
    merged: tuple[tuple[UUID, UUID], ...] = ()
    #: Tasks that wait for nobody any more.
    closed_tasks: tuple[UUID, ...] = ()
    #: Messages that left quarantine since they could be read: topic, partition, offset.
    replayed: tuple[tuple[str, int, int], ...] = ()
    #: Messages that left quarantine since they were given up: topic, partition, offset.
    dropped: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NotDone:
    """An act that could not be done: nothing else changes."""

    #: The reason.
    why: WhyNot
    #: What there is to say of this case, "" where the reason says it all.
    about: str = ""
    #: What is open with partners for which a load was refused, by partner.
    open_with: Mapping[str, OpenWith] = field(default_factory=dict)

    @property
    def told(self) -> str:
        """The reason in a sentence, for whoever asked for the act."""
        return self.why.value.format(self.about)


_NOTHING_RECEIVED: Final = Received()
_NOTHING_ISSUED: Final = Issued()
_NOTHING_DUE: Final = Days()
_NOTHING_BRAKED: Final = Braking()
_NOTHING_DONE: Final = Done()


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """All that one entry changes, to be written in one transaction or not at all."""

    #: The entry that decided it.
    entry: Entry
    #: What came in and is kept.
    received: Received = _NOTHING_RECEIVED
    #: What others are told.
    issued: Issued = _NOTHING_ISSUED
    #: What is due on which day from now on.
    days: Days = _NOTHING_DUE
    #: What of it counts for the brake, and what the brake holds.
    brake: Braking = _NOTHING_BRAKED
    #: What an act came to; None where the entry is none.
    act: Done | NotDone | None = None

    @property
    def done(self) -> Done:
        """What an act changed, empty where none was done."""
        return self.act if isinstance(self.act, Done) else _NOTHING_DONE

    @property
    def result(self) -> str:
        """
        The result of an act as it is stored: DONE, or why it could not be done; blank if there was
        no act.
        """
        if isinstance(self.act, NotDone):
            return self.act.told
        return "" if self.act is None else DONE
