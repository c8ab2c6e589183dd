"""What the catalogue alone decides in the cases about list editions (C31–C34)."""

from dataclasses import replace
from datetime import date

from support.catalogues import (
    WAGE_BAN,
    editions,
    loaded,
    only_editions,
    row_of,
    sample,
    with_editions,
)

from schemas.catalogue.apply import next_catalogue
from schemas.catalogue.check import holes

TODAY = date(2026, 6, 1)
(*_, CURRENT) = editions(sample(), WAGE_BAN)
OLD = replace(
    CURRENT, list_version="2025", valid_from=date(2025, 1, 1), valid_until=date(2026, 6, 30)
)
NEW = replace(CURRENT, list_version="2026", valid_from=date(2026, 7, 1))


def test_c31_no_edition_on_the_day_of_the_decision() -> None:
    """Decided on 04-30, first edition from 05-01: none then, whatever comes later."""
    first = replace(CURRENT, valid_from=date(2026, 5, 1), valid_until=date(2026, 6, 30))
    row = row_of(only_editions(sample(), WAGE_BAN, first, NEW), WAGE_BAN)
    assert row.on(date(2026, 4, 30)) is None
    assert row.on(date(2026, 7, 1)) == NEW


def test_c31_a_new_edition_does_not_reach_back() -> None:
    """A load that adds an edition leaves the row's first decision day where it was."""
    first = replace(CURRENT, valid_from=date(2026, 5, 1))
    before = loaded(only_editions(sample(), WAGE_BAN, first))
    after = next_catalogue(
        before,
        only_editions(sample(), WAGE_BAN, replace(first, valid_until=date(2026, 6, 30)), NEW),
        TODAY,
    )
    assert before.applies_from[WAGE_BAN] == after.applies_from[WAGE_BAN] == date(2026, 5, 1)


def test_c32_one_edition_follows_the_other_without_a_gap() -> None:
    """On 06-30 the old one, on 07-01 the new one, with the same row."""
    catalogue = only_editions(sample(), WAGE_BAN, OLD, NEW)
    row = row_of(catalogue, WAGE_BAN)
    assert holes(catalogue) == ()
    assert row.on(date(2026, 6, 30)) == OLD
    assert row.on(date(2026, 7, 1)) == NEW


def test_c33_the_new_list_lacks_the_row() -> None:
    """From 07-01 there is no edition, so what stood on it is lifted."""
    row = row_of(only_editions(sample(), WAGE_BAN, OLD), WAGE_BAN)
    assert row.on(date(2026, 7, 1)) is None


def test_c33_the_new_list_has_a_shorter_term() -> None:
    """Both editions are there to be compared for the milder one."""
    shorter = replace(NEW, term_months=12)
    row = row_of(only_editions(sample(), WAGE_BAN, OLD, shorter), WAGE_BAN)
    then, now = row.on(date(2026, 6, 1)), row.on(date(2026, 7, 1))
    assert then is not None
    assert now is not None
    assert (then.term_months, now.term_months) == (36, 12)


def test_c34_a_new_row_applies_from_its_load() -> None:
    """Loaded on 06-01 with a row valid from 2025-01-01: it reaches decisions from 06-01 only."""
    row = replace(CURRENT, measure="PRC-99", valid_from=date(2025, 1, 1))
    catalogue = next_catalogue(loaded(), with_editions(sample(), row), TODAY)
    assert catalogue.applies_from[row.row] == TODAY
    assert catalogue.applies_from[WAGE_BAN] == date(2022, 1, 1)
