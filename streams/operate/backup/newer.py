"""What partners were told after the backup: what of it this hub knows, and what is stray."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final
from uuid import UUID

from pydantic import TypeAdapter

from schemas.catalogue.model import Effect
from streams.line.command import Stray
from streams.operate.backup.told import ToldDirective
from streams.rule.measure import MeasureKey, Terms
from streams.send.directive import measure_id
from streams.statements import backup_statement
from streams.store.connection import Connection
from streams.wiring.failures import CannotRun

_AT_A_TIME: Final = 5_000
_TERMS: Final = (
    "binding", "valid_from", "valid_until", "legal_basis", "list_version", "reason",
    "original_order_no", "object", "amount_fen", "currency",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Newer:
    """
    Told after the backup: `lost` directives; `measures` that this hub decided something about too,
    by the subject's key; `strays` that it never decided; `unnamed`: strays whose key is not told.
    """

    lost: tuple[ToldDirective, ...]
    measures: Mapping[UUID, frozenset[UUID]]
    strays: tuple[Stray, ...]
    unnamed: tuple[ToldDirective, ...]


def newer(connection: Connection, told: Iterable[ToldDirective], generation: int) -> Newer:
    """
    Compare what partners were told with what the database claimed.

    Raises `CannotRun` where somebody was told a sequence above the generation's: then this
    machine's clock was behind when the backup was brought back, or another hub sends too.
    """
    lost = tuple(_unknown(connection, told))
    above = [each for each in lost if each.sequence > generation]
    if above:
        raise CannotRun(
            f"{above[0].partner} was told sequence {above[0].sequence}, which is above all that "
            f"this restore gives ({generation}). Either another hub sends to the same partners, or "
            "the clock was behind. Nothing is told; restore once more with the clock set right."
        )
    last = {each.measure_id: each for each in sorted(lost, key=lambda each: each.sequence)}
    rows = connection.execute(backup_statement("decided_measures"), {"measures": list(last)})
    decided: dict[UUID, set[UUID]] = {}
    for measure, subject in rows:
        decided.setdefault(subject, set()).add(measure)
    known = frozenset().union(*decided.values())
    rest = [each for measure, each in last.items() if measure not in known]
    strays = {each.measure_id: stray_of(each) for each in rest}
    return Newer(
        lost=lost,
        measures={subject: frozenset(mine) for subject, mine in decided.items()},
        strays=tuple(stray for stray in strays.values() if stray is not None),
        unnamed=tuple(each for each in rest if strays[each.measure_id] is None),
    )


def _unknown(connection: Connection, told: Iterable[ToldDirective]) -> Iterator[ToldDirective]:
    """What has no claim of that sequence here and was not dealt with after an earlier restore."""
    waiting = iter(told)
    while some := list(islice(waiting, _AT_A_TIME)):
        given = {"directives": [each.directive_id for each in some]}
        known = set(connection.execute(backup_statement("claims_known"), given).fetchall())
        seen: set[UUID] = set()
        for each in some:
            mine = {(each.directive_id, each.sequence), (each.directive_id, None)}
            if not mine & known and each.directive_id not in seen:
                seen.add(each.directive_id)
                yield each


def stray_of(told: ToldDirective) -> Stray | None:
    """The measure with its key, which is the one that gives its id; None if none does."""
    for instance in _instances(told.fields):
        key = MeasureKey(
            partner=told.partner,
            subject=told.subject,
            measure=str(told.fields["measure"]),
            instance=instance,
        )
        if measure_id(key) == told.measure_id:
            return Stray(key=key, terms=_terms(told.fields))
    return None


def _instances(fields: Mapping[str, Any]) -> Iterator[str]:
    """ "", an object, or a court's order (R6, R11)."""
    obj, number = fields.get("object", ""), fields.get("original_order_no", "")
    yield ""
    yield f"||{obj}"
    for ground in fields.get("grounds", ()):
        yield f"{ground['source']}|{number}|{obj}"


def _terms(fields: Mapping[str, Any]) -> Terms:
    given = {name: fields[name] for name in _TERMS if fields.get(name) is not None}
    case = fields.get("case") or {}
    papers: Sequence[Any] = fields.get("documents", ())
    adapter: TypeAdapter[Terms] = TypeAdapter(Terms)
    return adapter.validate_python(
        {
            **given,
            "effect": Effect[fields["effect"]],
            "valid_from": fields.get("valid_from") or "1970-01-01",
            "valid_until": fields.get("valid_until"),
            "case_no": case.get("case_no", ""),
            "documents": tuple(papers),
        }
    )


def newly_told(connection: Connection, pool: Iterable[tuple[UUID, UUID]]) -> frozenset[UUID]:
    """Subjects of whose facts the pool's readers were told by entries that this hub has not."""
    waiting = iter(pool)
    found: set[UUID] = set()
    while some := list(islice(waiting, _AT_A_TIME)):
        given = {"entries": [entry for entry, _ in some]}
        known = {entry for (entry,) in connection.execute(backup_statement("entries_known"), given)}
        found |= {subject for entry, subject in some if entry not in known}
    return frozenset(found)
