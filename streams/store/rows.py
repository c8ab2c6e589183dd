"""Rows as the look-ups give them, and what of the line they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from streams.accept.layout import Layout
from streams.accept.restore import restore
from streams.kinds.event import Origin
from streams.merge.record import Version
from streams.rule.measure import MeasureKey
from streams.send.directive import Directive, DirectiveAction
from streams.store.forms import answer_of, documents_of, naming_of, terms_of
from streams.store.seal import Seal, directive_cell, version_cell
from streams.store.topics import KnownTopic
from streams.track.answer import AnswerArrived


class VersionRow(NamedTuple):
    """One row of `connected_versions`."""

    record: UUID
    number: int
    topic_no: int
    partition: int
    offset: int
    appended_at: datetime
    subject: UUID | None
    related: list[UUID | None] | None
    fact_key: UUID | None
    target: UUID | None
    own_number: UUID | None
    about_number: UUID | None
    content_hash: bytes
    key_version: int
    payload: bytes


class DirectiveRow(NamedTuple):
    """One row of `decided_last` or `directives`."""

    directive_id: UUID
    measure_id: UUID
    n: int
    action: str
    partner: str
    subject: UUID
    measure: str
    instance: str
    terms: str
    documents: str
    decided_on: date
    reason: str
    ordered_by: UUID | None
    unconditional: bool
    held: bool
    key_version: int
    naming: bytes
    generation: int


class AnswerRow(NamedTuple):
    """One row of `best_answers`."""

    directive_id: UUID
    body: str
    partner: str
    signature: str
    topic_no: int
    partition: int
    offset: int
    appended_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RowReader:
    """What it takes to read rows: keys, schemas, and the names behind topic numbers."""

    seal: Seal
    layouts: Mapping[int, Layout | None]
    topics: Mapping[int, KnownTopic]

    def version(self, row: VersionRow) -> Version:
        """The stored version, its event read from its own bytes."""
        topic = self.topics[row.topic_no]
        payload = self.seal.open(row.payload, version_cell(row.record, row.number), row.key_version)
        origin = self._origin(row.topic_no, row.partition, row.offset, row.appended_at)
        return Version(
            record=row.record,
            event=restore(payload, origin, topic.source, row.content_hash, self.layouts),
            subject=row.subject,
            related=tuple(row.related or ()),
            fact_key=row.fact_key,
            target=row.target,
            own_number=row.own_number,
            about_number=row.about_number,
        )

    def answer(self, row: AnswerRow) -> AnswerArrived:
        """The answer as it arrived."""
        return AnswerArrived(
            origin=self._origin(row.topic_no, row.partition, row.offset, row.appended_at),
            partner=row.partner,
            answer=answer_of(row.body),
            signature=row.signature,
        )

    def _origin(self, topic_no: int, partition: int, offset: int, appended_at: datetime) -> Origin:
        return Origin(
            topic=self.topics[topic_no].name,
            partition=partition,
            offset=offset,
            appended_at=appended_at,
        )


def directive_of(row: DirectiveRow, seal: Seal) -> Directive:
    """The decided directive."""
    naming = seal.open(row.naming, directive_cell(row.directive_id), row.key_version)
    return Directive(
        key=MeasureKey(
            partner=row.partner,
            subject=row.subject,
            measure=row.measure,
            instance=row.instance,
        ),
        n=row.n,
        generation=row.generation,
        action=DirectiveAction(row.action),
        terms=terms_of(row.terms),
        decided_on=row.decided_on,
        reason=row.reason,
        documents=documents_of(row.documents),
        ordered_by=row.ordered_by,
        unconditional=row.unconditional,
        held=row.held,
        naming=naming_of(naming),
    )


#: A row as the driver gives it.
Row = tuple[Any, ...]
