"""What the store knows of a need, in a few round trips however large the need is."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from streams.line.brake import Counts
from streams.line.store import Need, Snapshot
from streams.merge.record import Version
from streams.rule.measure import MeasureKey
from streams.send.difference import Decided
from streams.statements import store_statement
from streams.store.closure import Closure
from streams.store.connection import Connection
from streams.store.keys import KeyArray
from streams.store.rows import AnswerRow, DirectiveRow, Row, RowReader, directive_of
from streams.track.answer import DirectiveState
from streams.track.order_results import order_behind


def load(connection: Connection, reader: RowReader, need: Need) -> Snapshot:
    """Everything the need touches, closed as `Snapshot` says."""
    known = _identities(connection, need.identities)
    closure = Closure(connection)
    closure.add(need.records, need.fact_keys, need.numbers)
    subjects = {*known.values(), *need.subjects}
    for numbers in closure.versions.values():
        for row in numbers.values():
            subjects.update(key for key in (row.subject, *(row.related or ())) if key is not None)
    if subjects:
        wanted = {"subjects": KeyArray(subjects)}
        closure.add(record for (record,) in _rows(connection, "grounding_records", wanted))
    if need.whole and need.subjects:
        wanted = {"subjects": KeyArray(need.subjects)}
        closure.add(record for (record,) in _rows(connection, "naming_records", wanted))
    states = _states(connection, reader, need.directives)
    ordered = {s.directive.measure_id: order_behind(s.directive) for s in states.values()}
    if measures := [measure for measure, order in ordered.items() if order is not None]:
        wanted = {"measures": KeyArray(measures)}
        whole = frozenset(given for (given,) in _rows(connection, "whole_measures", wanted))
        states = {**states, **_states(connection, reader, whole - states.keys())}
    closure.add(key for key in ordered.values() if key is not None)
    records = {"records": KeyArray(closure.versions)}
    return Snapshot(
        subjects=known,
        versions=_versions(closure, reader),
        decided=_decided(connection, reader, subjects),
        waiting=dict(_rows(connection, "waiting_among", records)) if closure.versions else {},
        next_changes=dict(_rows(connection, "next_changes_among", records))
        if closure.versions
        else {},
        directives=states,
        merged=dict(_rows(connection, "merged_among", records)) if closure.versions else {},
        burdens=_burdens(connection, need.burdens_since),
        braked=_braked(connection, need.braked),
    )


def _burdens(connection: Connection, since: date | None) -> Counts:
    counts: dict[str, dict[date, int]] = defaultdict(dict)
    if since is not None:
        for source, day, number in _rows(connection, "burdens", {"since": since}):
            counts[source][day] = number
    return counts


def _braked(connection: Connection, wanted: tuple[str, date] | None) -> tuple[UUID, ...]:
    if wanted is None:
        return ()
    given = dict(zip(("source", "day"), wanted, strict=True))
    return tuple(directive for (directive,) in _rows(connection, "braked", given))


def _identities(connection: Connection, identities: frozenset[UUID]) -> dict[UUID, UUID]:
    if not identities:
        return {}
    return dict(_rows(connection, "identities", {"identities": KeyArray(identities)}))


def _versions(closure: Closure, reader: RowReader) -> Mapping[UUID, tuple[Version, ...]]:
    """By record and number, so that the order does not depend on where rows lie."""
    found = sorted(closure.versions.items(), key=lambda item: item[0].int)
    return {
        record: tuple(reader.version(row) for _, row in sorted(numbers.items()))
        for record, numbers in found
    }


def _decided(
    connection: Connection, reader: RowReader, subjects: Iterable[UUID]
) -> Mapping[UUID, Mapping[MeasureKey, Decided]]:
    wanted = {"subjects": KeyArray(subjects)}
    last = [DirectiveRow(*row) for row in _rows(connection, "decided_last", wanted)]
    if not last:
        return {}
    ordered: dict[UUID, dict[UUID, UUID]] = defaultdict(dict)
    for measure, order, lift in _rows(connection, "ordered_lifts", wanted):
        ordered[measure][order] = lift
    decided: dict[UUID, dict[MeasureKey, Decided]] = defaultdict(dict)
    for row in last:
        directive = directive_of(row, reader.seal)
        decided[row.subject][directive.key] = Decided(
            count=row.n + 1, last=directive, ordered=ordered.get(row.measure_id, {})
        )
    return decided


def _states(
    connection: Connection, reader: RowReader, directives: frozenset[UUID]
) -> Mapping[UUID, DirectiveState]:
    if not directives:
        return {}
    wanted = {"directives": KeyArray(directives)}
    answers = {
        row.directive_id: reader.answer(row)
        for row in map(AnswerRow._make, _rows(connection, "best_answers", wanted))
    }
    states = {}
    for row in map(DirectiveRow._make, _rows(connection, "directives", wanted)):
        best = answers.get(row.directive_id)
        states[row.directive_id] = DirectiveState(
            directive=directive_of(row, reader.seal),
            partner=row.partner,
            answer_no=None if best is None else best.answer.answer_no,
            answer=best,
        )
    return states


def _rows(connection: Connection, name: str, given: Mapping[str, object]) -> list[Row]:
    return connection.execute(store_statement(name), given, binary=True).fetchall()
