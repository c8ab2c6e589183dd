"""The text that keeps a loaded catalogue."""

import json
from datetime import date

import pytest
from support.catalogues import CAUTION, loaded, sample, without_row

from schemas.catalogue.apply import next_catalogue
from schemas.catalogue.model import OnRepair
from schemas.catalogue.serialise import catalogue_version, from_json, to_json


def test_the_sample_city_survives_its_text() -> None:
    """What is stored is what is read back, `applies_from` included."""
    assert loaded().applies_from
    assert from_json(to_json(loaded())) == loaded()


def test_what_loads_of_before_made_count_survives_too() -> None:
    """What a second load remembers of the first is read back."""
    second = next_catalogue(loaded(), without_row(sample(), CAUTION), date(2026, 6, 2))
    assert second.past.counted
    assert from_json(to_json(second)) == second
    assert catalogue_version(second) == second.version


def test_a_catalogue_stored_before_loads_were_remembered_is_a_first_load() -> None:
    """Its rows say of all days what counts, and the next load remembers them so."""
    plain = json.loads(to_json(loaded()))
    del plain["past"]
    old = from_json(json.dumps(plain))
    assert old == loaded()
    assert next_catalogue(old, without_row(sample(), CAUTION), date(2026, 6, 2)).past.counted


def test_a_catalogue_stored_before_repairs_left_anything_standing_lifts_all() -> None:
    """Its rows have no usual term, and a repair lifts their measures (R22, R23)."""
    plain = json.loads(to_json(loaded()))
    for row in plain["measures"]:
        del row["usual_months"], row["on_repair"]
    old = from_json(json.dumps(plain)).measures
    assert {(row.usual_months, row.on_repair) for row in old} == {(None, OnRepair.LIFT)}


def test_a_load_leaves_the_version_as_it_is() -> None:
    """The version says which rows, not when they were loaded."""
    assert catalogue_version(loaded()) == sample().version


@pytest.mark.parametrize("text", ["", "{}", '{"version": 1}'])
def test_another_text_is_refused(text: str) -> None:
    """Text of any other form is an error, never half a catalogue."""
    with pytest.raises(ValueError, match="validation error"):
        from_json(text)


def test_an_unknown_field_is_refused() -> None:
    """A stored catalogue of another form is not read as if it were this one."""
    with pytest.raises(ValueError, match="contract"):
        from_json(to_json(loaded()).replace('"contact"', '"contract"', 1))
