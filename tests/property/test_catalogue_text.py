"""Any catalogue survives its text."""

import json
import string
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from schemas.catalogue.code import Derived
from schemas.catalogue.model import (
    Catalogue,
    CheckItem,
    Department,
    MeasureRow,
    Partner,
    TargetRole,
)
from schemas.catalogue.named_list import ListCode, ListColour
from schemas.catalogue.serialise import catalogue_version, from_json, to_json

words = st.text(string.ascii_letters + '冻结 ·"\\\n', max_size=6)
codes = st.frozensets(words, max_size=3)
days = st.dates()
ends = st.none() | days
measures = st.builds(
    MeasureRow,
    measure=words,
    name=words,
    trigger=words,
    partner=words,
    list_version=words,
    valid_from=days,
    valid_until=ends,
    targets=st.frozensets(st.sampled_from(TargetRole)),
    legal_basis=st.lists(words, max_size=2).map(tuple),
    released=codes,
    released_basis=words,
    term_months=st.none() | st.integers(),
    answer_within_s=st.none() | st.integers(),
    per_object=st.booleans(),
)
departments = st.builds(
    Department,
    id=words,
    name=words,
    region=words,
    kinds=codes,
    decides_for=codes,
    relays_for=codes,
    valid_from=days,
    valid_until=ends,
)
lists = st.builds(
    ListCode,
    code=words,
    name=words,
    basis=words,
    colour=st.none() | st.sampled_from(ListColour),
    longest_months=st.none() | st.integers(),
    prior_notice_since=st.none() | days,
    grounds=st.booleans(),
)
derived = st.builds(
    Derived,
    clause=words,
    name=words,
    basis=words,
    categories=codes,
    fine_from_fen=st.none() | st.integers(),
    valid_from=days,
)
catalogues = st.builds(
    Catalogue,
    version=words,
    departments=st.dictionaries(words, departments, max_size=2),
    partners=st.dictionaries(words, st.builds(Partner, id=words, name=words), max_size=2),
    lists=st.dictionaries(words, lists, max_size=2),
    measures=st.lists(measures, max_size=3).map(tuple),
    items=st.dictionaries(
        words,
        st.builds(CheckItem, id=words, name=words, measures=codes, basis=words),
        max_size=2,
    ),
    derived=st.lists(derived, max_size=2).map(tuple),
    applies_from=st.dictionaries(st.tuples(words, words), days, max_size=3),
)


@given(catalogues)
def test_round_trip(catalogue: Catalogue) -> None:
    """Reading what was written gives an equal catalogue, and the same text again."""
    text = to_json(catalogue)
    assert from_json(text) == catalogue
    assert to_json(from_json(text)) == text
    assert json.loads(text)["version"] == catalogue.version


@given(catalogues, words, days)
def test_digest_sees_rows_only(catalogue: Catalogue, version: str, day: date) -> None:
    """Neither the version it had nor its load dates change a catalogue's digest."""
    other = replace(catalogue, version=version, applies_from={("a", "b"): day})
    assert catalogue_version(other) == catalogue_version(catalogue)
