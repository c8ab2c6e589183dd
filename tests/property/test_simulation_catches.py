"""The simulation finds what it is there for: the line is broken on purpose, one way at a time."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from simulation.failing import say
from simulation.journal import MemoryLineStore
from simulation.run import Run

from schemas.catalogue.model import TargetRole
from schemas.catalogue.words import MAY_BE_VISIBLE
from streams.deciding.line_store import Ranges
from streams.line import acts, batch, judgements
from streams.line.changes import Changes, Days
from streams.merge import attach
from streams.merge.facts import Fact
from streams.merge.record import Record
from streams.rule import due
from streams.rule.due import Findings
from streams.rule.editions import Row
from streams.rule.terms import ends_on
from streams.send import body, claim
from streams.send.difference import Difference, difference
from streams.send.directive import DirectiveAction
from streams.sending.memory import MemoryOutbox
from streams.track import answers

#: Within so many steps each must be found; run by run, the first runs of `make test`.
STEPS, RUNS = 1000, 40

Break = Callable[[pytest.MonkeyPatch], None]


def a_lift_is_skipped(patch: pytest.MonkeyPatch) -> None:
    """Of every third subject no lift is written."""
    whole = difference

    def without_some(*given: Any) -> Difference:
        found = whole(*given)
        kept = [
            d
            for d in found.directives
            if d.action is not DirectiveAction.LIFT or d.key.subject.int % 3
        ]
        return replace(found, directives=tuple(kept))

    patch.setattr(judgements, "difference", without_some)


def a_provenance_is_forgotten(patch: pytest.MonkeyPatch) -> None:
    """One relayer's REVOKE takes the whole fact with it."""
    whole = Fact.ruling

    def ruling(self: Fact, day: date, withdrawn: frozenset[UUID] = frozenset()) -> Record | None:
        if self.decided is None and any(record.revoked for record in self.relayed):
            return None
        return whole(self, day, withdrawn)

    patch.setattr(Fact, "ruling", ruling)


def doubles_are_stored(patch: pytest.MonkeyPatch) -> None:
    """Nobody looks whether a number is held already."""
    patch.setattr(batch, "already_held", lambda *_: None)


def a_term_is_a_day_longer(patch: pytest.MonkeyPatch) -> None:
    """The last day is not the last."""
    whole = ends_on

    def longer(event: Any, months: int | None) -> date | None:
        end = whole(event, months)
        return None if end is None else end + timedelta(days=1)

    patch.setattr(due, "ends_on", longer)


def a_number_is_used_again(patch: pytest.MonkeyPatch) -> None:
    """The next number follows what was marked as sent, not what was claimed."""

    def last(self: MemoryOutbox, stream: tuple[str, UUID]) -> int:
        sent = [r.state.sequence or 0 for r in self.of_stream[stream] if r.state.sent_at]
        return max(sent, default=0)

    patch.setattr(MemoryOutbox, "_last_number", last)


def positions_move_before_the_commit(patch: pytest.MonkeyPatch) -> None:
    """What is read counts as decided before it is."""

    def commit(self: MemoryLineStore, changes: Changes, ranges: Ranges) -> None:
        before = dict(self.journal.positions)
        self.journal.positions.update({place: end for place, (_, end) in ranges.items()})
        self.fuse.before()
        self.journal.positions = before
        self.journal.write(changes, ranges)
        self.fuse.after()

    patch.setattr(MemoryLineStore, "commit", commit)


def anybody_answers(patch: pytest.MonkeyPatch) -> None:
    """A partner's answer counts for another partner's directive."""

    def refusal(arrived: object, state: object) -> str:
        return "E1601" if state is None else ""

    patch.setattr(answers, "_refusal", refusal)


def a_refused_burden_needs_no_lift(patch: pytest.MonkeyPatch) -> None:
    """A partner that said no is believed, also if it thinks better of it."""
    whole = claim._known

    def known(rows: Iterable[Any], *, towards_lift: bool) -> Any:
        return whole(rows, towards_lift=False)

    patch.setattr(claim, "_known", known)


def minors_are_burdened(patch: pytest.MonkeyPatch) -> None:
    """Everybody is of full age."""
    patch.setattr(due, "of_full_age", lambda *_: True)


def codes_are_shown_to_all(patch: pytest.MonkeyPatch) -> None:
    """Every partner is told every code."""
    whole = body.visible_subject
    patch.setattr(body, "visible_subject", lambda who, _: whole(who, MAY_BE_VISIBLE))


def an_edition_never_ends(patch: pytest.MonkeyPatch) -> None:
    """A row without edition today rules as it did on the day of the decision."""
    whole = Row.ruling

    def ruling(
        self: Row, decided_on: date, day: date, role: TargetRole | None = None, *, usual: bool
    ) -> Any:
        now = whole(self, decided_on, day, role, usual=usual)
        return now or whole(self, decided_on, decided_on, role, usual=usual)

    patch.setattr(Row, "ruling", ruling)


def anybody_repairs(patch: pytest.MonkeyPatch) -> None:
    """Every department speaks for every fact."""
    patch.setattr(attach, "_speaks_for", lambda *_, **__: True)


def nobody_looks_again(patch: pytest.MonkeyPatch) -> None:
    """No day is noted on which a subject must be judged again."""
    patch.setattr(Findings, "look_again", lambda *_: None)


def a_load_judges_nobody(patch: pytest.MonkeyPatch) -> None:
    """A catalogue takes effect for what comes after it only."""
    whole = acts.load_catalogue

    def load(*given: Any) -> Changes:
        return replace(whole(*given), days=Days())

    patch.setattr(acts, "load_catalogue", load)


WAYS: Mapping[str, Break] = {
    way.__name__: way
    for way in (
        a_lift_is_skipped,
        a_provenance_is_forgotten,
        doubles_are_stored,
        a_term_is_a_day_longer,
        a_number_is_used_again,
        positions_move_before_the_commit,
        anybody_answers,
        a_refused_burden_needs_no_lift,
        minors_are_burdened,
        codes_are_shown_to_all,
        an_edition_never_ends,
        anybody_repairs,
        nobody_looks_again,
        a_load_judges_nobody,
    )
}


@pytest.mark.parametrize("way", WAYS)
def test_a_broken_line_is_found_out(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Within 40,000 steps an invariant breaks, and not by an exception of the line's own."""
    WAYS[way](monkeypatch)
    played = 0
    for seed in range(1, RUNS + 1):
        failure = Run(seed=seed, steps=STEPS).play().failure
        if failure is not None:
            say(f"{way}: step {played + failure.step}, {failure.invariant}")
            assert failure.invariant != "raises nothing", failure.detail
            return
        played += STEPS
    pytest.fail(f"not found in {played} steps")
