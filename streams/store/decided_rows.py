"""Rows of what an entry decides about records, subjects and measures, personal data encrypted."""

from collections.abc import Iterator, Mapping
from typing import Final

from streams.line.changes import Changes
from streams.rule.triggers import grounding
from streams.store import binary as to
from streams.store.forms import (
    answer_text,
    content_of,
    documents_text,
    naming_bytes,
    order_result_text,
    terms_text,
)
from streams.store.seal import (
    Seal,
    directive_cell,
    quarantine_cell,
    subject_cell,
    version_cell,
)
from streams.store.symbols import ACTION_NUMBERS

_ACTIONS: Final = {action: to.int2(number) for action, number in ACTION_NUMBERS.items()}


def version_rows(changes: Changes, seal: Seal, numbers: Mapping[str, int]) -> Iterator[bytes]:
    """Every stored version with its message, without which it could not be read again."""
    entry = to.int8(changes.entry.number)
    key_version = to.int2(seal.version)
    topics = {name: to.int2(number) for name, number in numbers.items()}
    for version in changes.received.versions:
        event = version.event
        origin = event.origin
        if not version.payload:
            raise ValueError(f"a version of {event.source} comes without its message")
        yield to.row(
            to.uuid(version.record),
            to.uuid(version.subject),
            to.uuid(version.fact_key),
            to.uuid(version.target),
            to.uuid(version.own_number),
            to.uuid(version.about_number),
            to.int8(origin.offset),
            entry,
            to.moment(origin.appended_at),
            to.int4(event.version),
            to.int4(origin.partition),
            topics[origin.topic],
            key_version,
            _ACTIONS[event.action],
            to.boolean(grounding(event)),
            to.bytea(event.content_hash),
            to.uuids(version.related) if version.related else to.NULL,
            to.bytea(seal.close(version.payload, version_cell(version.record, event.version))),
        )


def subject_rows(changes: Changes, seal: Seal) -> Iterator[bytes]:
    """Every new subject."""
    entry, key_version = to.int8(changes.entry.number), to.int2(seal.version)
    for new in changes.received.new_subjects:
        naming = seal.close(naming_bytes(new.naming), subject_cell(new.subject))
        yield to.row(to.uuid(new.subject), entry, key_version, to.bytea(naming))


def identity_rows(changes: Changes, key_version: int) -> Iterator[bytes]:
    """By which keyed digest each new subject is found."""
    version = to.int2(key_version)
    for new in changes.received.new_subjects:
        yield to.row(to.uuid(new.identity), to.uuid(new.subject), version)


def directive_rows(changes: Changes, seal: Seal) -> Iterator[bytes]:
    """Every decided directive; the columns of its way to the partner are empty yet."""
    for directive in changes.issued.directives:
        given, key = directive.directive_id, directive.key
        naming = seal.close(naming_bytes(directive.naming), directive_cell(given))
        yield to.row(
            to.uuid(given),
            to.uuid(directive.measure_id),
            to.int4(directive.n),
            to.text(directive.action.value),
            to.text(key.partner),
            to.uuid(key.subject),
            to.text(key.measure),
            to.text(key.instance),
            to.jsonb(terms_text(directive.terms)),
            to.jsonb(documents_text(directive.documents)),
            to.uuid(content_of(directive.terms, directive.generation)),
            to.day(directive.terms.valid_until),
            to.text(directive.reason),
            to.uuid(directive.ordered_by),
            to.day(directive.decided_on),
            to.int8(changes.entry.number),
            to.int2(seal.version),
            to.bytea(naming),
            to.boolean(directive.unconditional),
            to.boolean(directive.held),
            to.int8(directive.generation),
        )


def quarantine_rows(changes: Changes, seal: Seal, numbers: Mapping[str, int]) -> Iterator[bytes]:
    """Every message that could not be read or stored, its bytes encrypted."""
    for bad in changes.received.quarantined:
        origin = bad.origin
        number = numbers[origin.topic]
        cell = quarantine_cell(number, origin.partition, origin.offset)
        yield to.row(
            to.int2(number),
            to.int4(origin.partition),
            to.int8(origin.offset),
            to.int8(changes.entry.number),
            to.moment(origin.appended_at),
            to.text(bad.code),
            to.text(bad.hint),
            to.int2(seal.version),
            to.bytea(seal.close(bad.payload, cell)),
        )


def answer_rows(changes: Changes, numbers: Mapping[str, int]) -> Iterator[bytes]:
    """Every answer, also a refused one with its code (R14)."""
    taken = [(arrived, "") for arrived in changes.received.answers]
    for arrived, refused in (*taken, *changes.received.refused_answers):
        answer, origin = arrived.answer, arrived.origin
        yield to.row(
            to.uuid(answer.directive_id),
            to.int4(answer.answer_no),
            to.int2(numbers[origin.topic]),
            to.int4(origin.partition),
            to.int8(origin.offset),
            to.moment(origin.appended_at),
            to.int8(changes.entry.number),
            to.text(arrived.partner),
            to.text(answer.result.value),
            to.text(answer.reason_code),
            to.text(refused),
            to.jsonb(answer_text(answer)),
            to.text(arrived.signature),
        )


def order_result_rows(changes: Changes) -> Iterator[bytes]:
    """Every result a court is told; the columns of its way there are empty yet."""
    for ordinal, result in enumerate(changes.issued.order_results):
        yield to.row(
            to.uuid(result.result_id),
            to.text(result.court),
            to.uuid(result.subject),
            to.uuid(result.directive_id),
            to.NULL if result.answer_no is None else to.int4(result.answer_no),
            to.jsonb(order_result_text(result)),
            to.int8(changes.entry.number),
            to.int4(ordinal),
        )
