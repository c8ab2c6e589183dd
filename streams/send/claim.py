"""
What may be sent now: the table of R12 as a function over the directives of one measure.

It compares what the partner may know, K, with what was decided last, W, and is asked again at every
attempt, resends included. A partner that was away is told where things stand, not what happened.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from streams.send.directive import DirectiveAction
from streams.send.milder import ToldTerms, milder

IMPOSE, AMEND, LIFT = DirectiveAction.IMPOSE, DirectiveAction.AMEND, DirectiveAction.LIFT


class Fate(StrEnum):
    """What is known of a claimed directive at its partner."""

    AWAITED = "AWAITED"  #: 待反馈: no final answer yet
    DONE = "DONE"  #: 已办: executed, wholly or in part, or a lift of what was not held
    REFUSED = "REFUSED"  #: 未办: not executed, or returned
    UNKNOWN = "UNKNOWN"  #: 不明: once taken, returned when told again; it may have been done


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """
    One directive of a measure as the sender sees it.

    `content`: digest of the terms a partner is told. `valid_until`: the measure's own last day.
    `held`: waits for approval. `sequence`: None before the first claim. `told`: None where
    nothing is compared. Of claimed ones only speak `fate`, `delivered`: the partner surely has it,
    `aside`: it is tried no more, and `milder`: it was claimed as an amendment that need not wait.
    """

    directive_id: UUID
    n: int
    action: DirectiveAction
    content: UUID
    valid_until: date | None = None
    held: bool = False
    unconditional: bool = False
    superseded: bool = False
    sequence: int | None = None
    fate: Fate = Fate.AWAITED
    delivered: bool = False
    aside: bool = False
    milder: bool = False
    told: ToldTerms | None = field(default=None, repr=False)

    @property
    def lifts(self) -> bool:
        """Whether it is a LIFT; all others are burdens."""
        return self.action is LIFT

    @property
    def claimed(self) -> bool:
        """Whether it ever left, or was about to."""
        return self.sequence is not None

    @property
    def waits_for_approval(self) -> bool:
        """Whether it is HELD and not claimed. HELD stops only itself, and a lift never (R12)."""
        return self.held and not self.lifts and not self.claimed


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """
    A first claim: which directive goes, as what, and which one it replaces at the partner.

    `milder`: it would have to wait, but takes less than the one it replaces.
    """

    directive_id: UUID
    action: DirectiveAction
    supersedes: UUID | None = None
    milder: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """
    What follows for one measure now.

    `claim`: goes for the first time. `superseded`: will not go, unless an answer changes K.
    `again`: the claimed directive whose answer counts and is still awaited: the same bytes go again
    when its time has come. `revived`: was superseded, an answer has changed K since, and it goes as
    soon as burdens may.
    """

    claim: Claim | None = None
    superseded: frozenset[UUID] = frozenset()
    again: UUID | None = None
    revived: UUID | None = None

    @property
    def claim_of(self) -> UUID | None:
        """Which directive goes for the first time."""
        return None if self.claim is None else self.claim.directive_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """Keeps burdens back: those that are over by `today`, and nearly all while on hold."""

    today: date
    burdens_wait: bool

    def on_time(self, row: Sending) -> bool:
        """Whether its last day has not passed."""
        return row.valid_until is None or self.today <= row.valid_until

    def lets(self, row: Sending) -> bool:
        """Whether it may leave; what was claimed as milder is not held back."""
        return self.on_time(row) and (not self.burdens_wait or row.milder)

    def only_holds(self, row: Sending) -> bool:
        """Whether only an operator's hold keeps it back."""
        return self.on_time(row) and not self.lets(row)


def plan(rows: Iterable[Sending], today: date, *, burdens_wait: bool = False) -> Plan:
    """
    Apply the table of R12 to all directives of one measure.

    `today` is the day by the clock: a burden is neither first claimed nor sent again after its own
    end. `burdens_wait` while an operator holds them back; lifts flow all the same, and so does an
    amendment that is milder than what the partner holds, also one without approval.
    """
    ordered = sorted(rows, key=lambda row: row.n)
    gate = Gate(today=today, burdens_wait=burdens_wait)
    relief = _relief(ordered, gate)
    wanted = next((row for row in reversed(ordered) if not row.waits_for_approval), None)
    if relief is not None and (wanted is None or wanted.n < relief.n):
        return _relieve(ordered, relief, gate)
    if wanted is None:
        return Plan()
    result = _table(ordered, wanted, gate)
    if result.claim is None or result.claim.action is LIFT or gate.lets(wanted):
        return result
    if relief is not None and burdens_wait:
        waiting = _relieve(ordered, relief, gate)
    else:
        waiting = _without_burden(ordered, wanted, gate)
    revived = wanted.superseded and waiting.claim_of != wanted.directive_id
    return replace(waiting, revived=wanted.directive_id) if revived else waiting


def to_compare(rows: Iterable[Sending], *, burdens_wait: bool) -> list[UUID]:
    """The burdens of one measure whose terms `plan` needs; none if no amendment waits."""
    ordered = list(rows)
    known = _known(ordered, towards_lift=False)
    since = [row for row in ordered if not row.lifts and (known is None or row.n >= known.n)]
    waiting = (row for row in since if row.action is AMEND and not row.claimed)
    if not any(burdens_wait or row.held for row in waiting):
        return []
    return [row.directive_id for row in since]


def _relief(rows: Sequence[Sending], gate: Gate) -> Sending | None:
    """
    The newest amendment that takes less than the burden K, which the partner holds (R12).

    None where anything else was decided since K: then it would stand in place of an IMPOSE that
    waits. A burden that is kept back itself must have arrived.
    """
    known = _known(rows, towards_lift=False)
    if known is None or known.lifts or known.fate is Fate.UNKNOWN:
        return None
    arrived = known.fate is Fate.DONE or known.delivered
    if not arrived and (known.aside or not gate.lets(known)):
        return None
    since = [row for row in rows if row.n > known.n]
    if any(row.action is not AMEND for row in since):
        return None
    return next(
        (
            row
            for row in reversed(since)
            if not row.claimed and gate.on_time(row) and _milder(row, known)
        ),
        None,
    )


def _milder(row: Sending, known: Sending) -> bool:
    if row.told is None or known.told is None or row.content == known.content:
        return False
    return milder(row.told, known.told)


def _relieve(rows: Sequence[Sending], relief: Sending, gate: Gate) -> Plan:
    found = _table(rows, relief, gate)
    assert found.claim is not None
    return replace(found, claim=replace(found.claim, milder=True))


def _table(rows: Sequence[Sending], wanted: Sending, gate: Gate) -> Plan:
    known = _known(rows, towards_lift=wanted.lifts)
    again = _again(known, wanted, gate)
    earlier = [row for row in rows if row.n <= wanted.n and not row.claimed]
    ordered = next((row for row in _lifts_up_to(rows, wanted) if row.unconditional), None)

    match (known is not None and not known.lifts, not wanted.lifts):
        case (False, False):
            return _plan(_claim(ordered, LIFT), earlier, again)
        case (False, True):
            return _plan(_claim(wanted, IMPOSE), earlier, again)
        case (True, True) if known is not None and _surely_says(known, wanted):
            return _plan(None, earlier, again)
        case (True, True):
            return _plan(_claim(wanted, AMEND, known), earlier, again)
        case _:
            return _plan(_claim(ordered or wanted, LIFT, known), earlier, again)


def _lifts_up_to(rows: Iterable[Sending], wanted: Sending) -> list[Sending]:
    """Unclaimed lifts up to W, decided since the measure was last in force."""
    since: list[Sending] = []
    for row in rows:
        if row.n <= wanted.n and not row.waits_for_approval:
            since = [*since, row] if row.lifts else []
    return [row for row in since if not row.claimed]


def _known(rows: Iterable[Sending], *, towards_lift: bool) -> Sending | None:
    """
    K: the highest claimed sequence that was not refused.

    Towards a lift every claimed burden counts: a refused one may have been applied all the same;
    and a lift that may have been done or not does not.
    """
    counting = (row for row in rows if row.claimed and _counts(row, towards_lift=towards_lift))
    return max(counting, key=lambda row: row.sequence or 0, default=None)


def _counts(row: Sending, *, towards_lift: bool) -> bool:
    if towards_lift:
        return not row.lifts or row.fate not in (Fate.REFUSED, Fate.UNKNOWN)
    return row.fate is not Fate.REFUSED


def _surely_says(known: Sending, wanted: Sending) -> bool:
    """Whether the partner, if it heeds K, holds what is wanted; of an unknown K nobody can say."""
    return known.content == wanted.content and known.fate is not Fate.UNKNOWN


def _again(known: Sending | None, wanted: Sending, gate: Gate) -> UUID | None:
    """K goes again while its answer is awaited: a lift always, a burden while it is decided, and
    a milder one also while the next must wait."""
    if known is None or known.fate is not Fate.AWAITED:
        return None
    decided = known.content == wanted.content and gate.lets(wanted)
    kept = known.milder and gate.on_time(known) and gate.only_holds(wanted)
    may = known.lifts or (not wanted.lifts and (decided or kept))
    return known.directive_id if may else None


def _without_burden(rows: Sequence[Sending], wanted: Sending, gate: Gate) -> Plan:
    """The burden decided last must wait: a lift decided since K does not wait with it."""
    known = _known(rows, towards_lift=False)
    lifts = [row for row in rows if row.lifts and row.n < wanted.n]
    if lifts and (known is None or known.n < lifts[-1].n):
        return _table(rows, lifts[-1], gate)
    return Plan(again=_again(known, wanted, gate))


def _claim(
    row: Sending | None, action: DirectiveAction, known: Sending | None = None
) -> Claim | None:
    """What was claimed before goes as it was: only its resend is asked about."""
    if row is None or row.claimed:
        return None
    return Claim(
        directive_id=row.directive_id,
        action=action,
        supersedes=known.directive_id if known is not None and action is not IMPOSE else None,
    )


def _plan(claim: Claim | None, unclaimed: Iterable[Sending], again: UUID | None) -> Plan:
    """All of `unclaimed` but what goes, and but lifts by order, which go one after the other."""
    goes = None if claim is None else claim.directive_id
    by_order = claim is not None and claim.action is LIFT
    return Plan(
        claim=claim,
        superseded=frozenset(
            row.directive_id
            for row in unclaimed
            if row.directive_id != goes
            and not row.superseded
            and not (row.unconditional and by_order)
        ),
        again=again if claim is None else None,
    )
