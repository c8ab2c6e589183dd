"""When a load takes an edition as milder than another, by the recount of `hub verify` (R8)."""

from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from scenario.cast import PRC_01_BAN

from monitoring.verify.recount.mildness import is_milder
from schemas.catalogue.model import Effect, OnObjection, OnRepair

PLAIN = replace(PRC_01_BAN, on_repair=OnRepair.KEEP, term_months=24)

RESPECTS: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"effect": Effect.CAUTION}, {"effect": Effect.REFUSE}),
    ({"term_months": 24}, {"term_months": 36}),
    ({"usual_months": 6}, {"usual_months": 12}),
    ({"on_repair": OnRepair.LIFT}, {"on_repair": OnRepair.KEEP}),
    ({"on_objection": OnObjection.SUSPEND}, {"on_objection": OnObjection.KEEP}),
]


def test_a_load_takes_as_milder_what_is_so_somewhere_and_harder_nowhere() -> None:
    """Of every two editions that differ in five respects in any way (R8)."""
    for signs in product((-1, 0, 1), repeat=len(RESPECTS)):
        new, old = PLAIN, PLAIN
        for sign, (mild, hard) in zip(signs, RESPECTS, strict=True):
            new = replace(new, **(mild if sign < 0 else hard))
            old = replace(old, **(mild if sign > 0 else hard))
        assert is_milder(new, old) is (min(signs) < 0 and max(signs) <= 0), signs


TERMS = [
    ((36, None), (24, None), False),
    ((24, None), (36, None), True),
    ((36, 12), (36, None), True),
    ((36, None), (36, 12), False),
    ((24, 18), (36, 12), False),
    ((None, 12), (36, None), False),
    ((24, None), (None, None), True),
    ((None, 12), (None, 12), False),
]


@pytest.mark.parametrize(("new", "old", "milder"), TERMS)
def test_both_terms_are_compared(
    new: tuple[int | None, int | None], old: tuple[int | None, int | None], milder: bool
) -> None:
    """The longest, and that of decisions that have the usual one; no term is longer than any."""
    one, other = (
        replace(PLAIN, term_months=longest, usual_months=usual) for longest, usual in (new, old)
    )
    assert is_milder(one, other) is milder


def test_nothing_else_is_compared() -> None:
    """Neither binding nor fields released nor words make an edition milder."""
    other = replace(PLAIN, released=frozenset(), legal_basis=("x",), list_version="2")
    assert not is_milder(other, PLAIN)
    assert not is_milder(PLAIN, other)
