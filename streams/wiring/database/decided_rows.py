"""Rows of what an entry decides about records, subjects and measures, personal data encrypted."""

from collections.abc import Iterable, Mapping

from streams.rule.triggers import grounding
from streams.store import Changes
from streams.wiring.database.forms import (
    answer_json,
    claim_bytes,
    content_of,
    documents_json,
    terms_json,
)
from streams.wiring.database.rows import Row
from streams.wiring.database.seal import (
    Seal,
    directive_cell,
    quarantine_cell,
    subject_cell,
    version_cell,
)
from streams.wiring.database.symbols import ACTION_NUMBERS

VERSION_TYPES = (
    "uuid", "uuid", "uuid", "uuid", "int8", "int8", "timestamptz", "int4", "int4", "int2",
    "int2", "int2", "bool", "bytea", "uuid[]", "bytea",
)  # fmt: skip
SUBJECT_TYPES = ("uuid", "date", "int8", "int2", "bytea")
IDENTITY_TYPES = ("uuid", "uuid", "int2")
DIRECTIVE_TYPES = (
    "uuid", "uuid", "int4", "text", "text", "uuid", "text", "text", "jsonb", "jsonb", "uuid",
    "date", "text", "uuid", "date", "int8", "int2", "bytea", "bool", "bool",
)  # fmt: skip
QUARANTINE_TYPES = (
    "int2", "int4", "int8", "int8", "timestamptz", "text", "text", "int2", "bytea",
)  # fmt: skip
ANSWER_TYPES = (
    "uuid", "int4", "int2", "int4", "int8", "timestamptz", "int8", "text", "text", "text",
    "text", "jsonb", "text",
)  # fmt: skip


def version_rows(changes: Changes, seal: Seal, numbers: Mapping[str, int]) -> Iterable[Row]:
    """Every stored version with its message."""
    entry, key_version = changes.entry.number, seal.version
    for version in changes.versions:
        event = version.event
        origin = event.origin
        yield (
            version.record,
            version.subject,
            version.fact_key,
            version.target,
            origin.offset,
            entry,
            origin.appended_at,
            event.version,
            origin.partition,
            numbers[origin.topic],
            key_version,
            ACTION_NUMBERS[event.action],
            grounding(event),
            event.content_hash,
            list(version.related) or None,
            seal.close(version.payload, version_cell(version.record, event.version)),
        )


def subject_rows(changes: Changes, seal: Seal) -> Iterable[Row]:
    """Every new subject, with the day to judge it again."""
    for new in changes.new_subjects:
        claim = seal.close(claim_bytes(new.claim), subject_cell(new.subject))
        again = changes.agenda.get(new.subject)
        yield new.subject, again, changes.entry.number, seal.version, claim


def identity_rows(changes: Changes, key_version: int) -> Iterable[Row]:
    """By which keyed digest each new subject is found."""
    for new in changes.new_subjects:
        yield new.identity, new.subject, key_version


def directive_rows(changes: Changes, seal: Seal) -> Iterable[Row]:
    """Every decided directive; the columns of its way to the partner are empty yet."""
    for directive in changes.directives:
        given = directive.directive_id
        yield (
            given,
            directive.measure_id,
            directive.n,
            directive.action.value,
            directive.key.partner,
            directive.key.subject,
            directive.key.measure,
            directive.key.instance,
            terms_json(directive.terms),
            documents_json(directive.documents),
            content_of(directive.terms),
            directive.terms.valid_until,
            directive.reason,
            directive.ordered_by,
            directive.decided_on,
            changes.entry.number,
            seal.version,
            seal.close(claim_bytes(directive.claim), directive_cell(given)),
            directive.unconditional,
            directive.held,
        )


def quarantine_rows(changes: Changes, seal: Seal, numbers: Mapping[str, int]) -> Iterable[Row]:
    """Every message that could not be read or stored, its bytes encrypted."""
    for bad in changes.quarantined:
        origin = bad.origin
        place = (numbers[origin.topic], origin.partition, origin.offset)
        sealed = seal.close(bad.payload, quarantine_cell(*place))
        entry = changes.entry.number
        yield *place, entry, origin.appended_at, bad.code, bad.hint, seal.version, sealed


def answer_rows(changes: Changes, numbers: Mapping[str, int]) -> Iterable[Row]:
    """Every answer, also a refused one with its code (R14)."""
    taken = [(arrived, "") for arrived in changes.answers]
    for arrived, refused in (*taken, *changes.refused_answers):
        answer, origin = arrived.answer, arrived.origin
        yield (
            answer.directive_id,
            answer.answer_no,
            numbers[origin.topic],
            origin.partition,
            origin.offset,
            origin.appended_at,
            changes.entry.number,
            arrived.partner,
            answer.result.value,
            answer.reason_code,
            refused,
            answer_json(answer),
            arrived.signature,
        )
