"""The text that keeps a loaded catalogue."""

import pytest
from catalogues import loaded, sample

from schemas.catalogue.serialise import digest, from_json, to_json


def test_the_sample_city_survives_its_text() -> None:
    """What is stored is what is read back, `applies_from` included."""
    assert loaded().applies_from
    assert from_json(to_json(loaded())) == loaded()


def test_a_load_leaves_the_version_as_it_is() -> None:
    """The version says which rows, not when they were loaded."""
    assert digest(loaded()) == sample().version


@pytest.mark.parametrize("text", ["", "{}", '{"version": 1}'])
def test_another_text_is_refused(text: str) -> None:
    """Text of any other form is an error, never half a catalogue."""
    with pytest.raises(ValueError, match="validation error"):
        from_json(text)


def test_an_unknown_field_is_refused() -> None:
    """A stored catalogue of another form is not read as if it were this one."""
    with pytest.raises(ValueError, match="contract"):
        from_json(to_json(loaded()).replace('"contact"', '"contract"', 1))
