"""What the shipped rows say of the people of a real city: the law, not less and not more of it."""

from dataclasses import replace
from datetime import date

import pytest
from scenario.cast import LND_04_RESTRICTED, ROWS
from support.catalogues import (
    FREEZE,
    SEAL,
    WAGE_BAN,
    changed,
    editions,
    loaded,
    only_editions,
    sample,
)

from schemas.catalogue.apply import next_catalogue
from schemas.catalogue.check_stricter import stricter
from schemas.catalogue.model import MeasureRow, TargetRole

BODIES = {TargetRole.ORGANISATION, TargetRole.INDIVIDUAL_BUSINESS}
NO_PURCHASE = (("LND-04", "judgment-default"), ("LND-04", "spending-restriction"))


@pytest.mark.parametrize("played", [*ROWS, LND_04_RESTRICTED], ids=lambda row: " ".join(row.row))
def test_the_shipped_law_reaches_at_least_whom_the_cases_reach(played: MeasureRow) -> None:
    """A row of the cases is shipped, and its edition in force targets all that the cases' does."""
    shipped = editions(sample(), played.row)[-1]
    assert shipped.valid_until is None
    assert shipped.targets >= played.targets


@pytest.mark.parametrize("row", NO_PURCHASE, ids=" ".join)
def test_a_hub_that_loaded_the_rows_without_the_debtor_may_load_these(row: tuple[str, str]) -> None:
    """Until now the rows of LND-04 left out the debtor that is a unit; the mended ones are other
    editions, so that the load is not refused as making one in force stricter (R8)."""
    former = changed(
        sample(),
        row,
        lambda edition: replace(edition, list_version="2018", targets=edition.targets - BODIES),
    )
    assert stricter(loaded(former), sample(), date(2026, 12, 1)) == ()


def test_a_hub_that_loaded_the_rows_without_older_editions_may_load_these() -> None:
    """The editions of years ago are new to it, and nobody is burdened by them backwards (R8)."""
    former = sample()
    for row in (FREEZE, SEAL):
        former = only_editions(former, row, *editions(former, row)[2:])
    was = loaded(former)
    assert stricter(was, sample(), date(2026, 12, 1)) == ()
    now = next_catalogue(was, sample(), date(2026, 12, 1))
    assert [now.applies_from[row] for row in (FREEZE, SEAL)] == [date(2022, 4, 10)] * 2


def test_the_black_list_of_the_plans_own_year_is_known() -> None:
    """An entry of 2019 is none of an unknown list (E1301), and grounds nothing: the measures begin
    with the rules of 2022."""
    assert sample().lists["WAGE_ARREARS"].valid_from == date(2018, 1, 1)
    assert editions(sample(), WAGE_BAN)[0].valid_from == date(2022, 1, 1)


def test_no_entry_of_today_is_let_in_under_the_code_of_a_rating() -> None:
    """What stands under it is shown by its name and can be ended by the bureau that told of it."""
    rating = sample().lists["ENVIRONMENT_CREDIT"]
    assert rating.valid_until == rating.valid_from
    assert sample().departments["ecology"].may_list(rating.code)
