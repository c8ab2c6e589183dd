"""A catalogue that was stored by an earlier version: it loads, and means what it meant."""

import json

from scenario.cast import CATALOGUE
from support.catalogues import loaded, with_clause

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
    (hole,) = holes(with_clause(older, "PROCUREMENT_BAN", "hrss"))
    assert (hole.row, hole.reason[:14]) == ("hrss", "lists: missing")


def test_a_catalogue_of_before_the_lists_had_more_than_a_name_still_loads() -> None:
    """Its lists take any colour, ask for no notice and ground; no clause is derived."""
    plain = json.loads(to_json(loaded(CATALOGUE)))
    new = {"colour", "usual_months", "longest_months", "exit", "prior_notice_since"}
    for row in plain["lists"].values():
        for field in new | {"grounds", "why", "shown"}:
            del row[field]
    del plain["derived"]
    older = from_json(json.dumps(plain))
    (row,) = older.lists.values()
    assert (row.colour, row.prior_notice_since, row.longest_months) == (None, None, None)
    assert (row.usual_months, row.exit, row.why) == (None, "", "")
    assert row.grounds
    assert row.shown
    assert older.derived == ()
