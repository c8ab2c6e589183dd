"""A catalogue that was stored by an earlier version: it loads, and means what it meant."""

import json

from scenario.cast import CATALOGUE
from support.catalogues import loaded

from schemas.catalogue.check import holes
from schemas.catalogue.serialise import from_json, to_json


def test_a_department_of_before_that_names_no_list_may_go_on_with_every_list() -> None:
    """Without `lists` it put on every list (R17): so it does until a catalogue is loaded anew,
    which it cannot be in that form. The text stays the same byte for byte, as a replay needs it."""
    plain = json.loads(to_json(loaded(CATALOGUE)))
    plain["departments"]["hrss"]["lists"] = []
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True)
    older = from_json(text)
    assert to_json(older) == text
    assert older.departments["hrss"].may_list("WAGE_ARREARS")
    (hole,) = holes(older)
    assert (hole.row, hole.reason[:14]) == ("hrss", "lists: missing")
