"""How one gets off is told by what holds a measure up, not by the measure alone."""

from dataclasses import replace
from datetime import date

from schemas.catalogue.load import SAMPLE, read_catalogue
from schemas.catalogue.model import Catalogue, MeasureRow
from streams.reading.edition import edition_behind, newest_edition, way_off
from streams.rule.measure import Ground, Terms

LISTED, FINED = "list/WAGE_ARREARS", "penalty/PROCUREMENT_BAN"


def _sample() -> Catalogue:
    found = read_catalogue(SAMPLE)
    assert isinstance(found, Catalogue)
    return found


CATALOGUE = _sample()


def _row(trigger: str) -> MeasureRow:
    row = newest_edition(CATALOGUE, "PRC-01", trigger)
    assert row is not None
    return row


def _terms(ruling: str, *triggers: str) -> Terms:
    row = _row(ruling)
    return Terms(
        binding=row.binding,
        effect=row.effect,
        valid_from=date(2026, 6, 1),
        valid_until=None,
        legal_basis=row.legal_basis,
        list_version=row.list_version,
        grounds=tuple(Ground(source="x", record_no="1", trigger=each) for each in triggers),
    )


def test_whoever_was_fined_is_not_told_to_pay_wages() -> None:
    """Two rows of one measure and one edition differ in whom one asks, and what for."""
    assert _row(LISTED).remedy != _row(FINED).remedy
    for trigger in (LISTED, FINED):
        told = way_off(CATALOGUE, "PRC-01", _terms(trigger, trigger))
        row = _row(trigger)
        assert (told.remedy, told.contact) == (row.remedy, row.contact)
        assert told.lift_condition == row.lift_condition
        assert edition_behind(CATALOGUE, "PRC-01", _terms(trigger, trigger)) == row


def test_every_ground_has_its_way_off_the_ruling_one_first() -> None:
    """A body that is listed and fined has to get off both."""
    told = way_off(CATALOGUE, "PRC-01", _terms(FINED, LISTED, FINED))
    assert told.remedy.splitlines() == [_row(FINED).remedy, _row(LISTED).remedy]


def test_an_edition_that_is_gone_is_told_of_by_the_nearest() -> None:
    """Its row still says how one gets off; a measure nobody knows says nothing."""
    gone = replace(_terms(FINED, FINED), list_version="1998")
    assert edition_behind(CATALOGUE, "PRC-01", gone) == _row(FINED)
    assert way_off(CATALOGUE, "XXX-99", gone).remedy == ""
