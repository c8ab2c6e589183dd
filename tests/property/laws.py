"""
Catalogues that follow one another.

Editions are dated back, edited in place, left out and back; lists ask for more or less; clauses
follow from other fines, and new ones come. Some of it is to be refused.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from property.strategies import CATALOGUE, DEPARTMENTS, OTHERS
from scenario.calendar import day as on
from scenario.cast import BODIES, LND_04, WAGE_ARREARS, catalogue
from scenario.grave import BY_CATEGORY, BY_FINE, GRAVE, LARGE, SHUT, STOPPED

from schemas.catalogue.code import Derived
from schemas.catalogue.model import Binding, Catalogue, Effect, MeasureRow, OnObjection, OnRepair
from schemas.catalogue.named_list import ListColour

#: The shared one, with a list that asks for notice and a clause that follows from fines.
LAW = catalogue(
    (*CATALOGUE.measures, replace(GRAVE, on_repair=OnRepair.LIFT)),
    DEPARTMENTS,
    lists=(replace(WAGE_ARREARS, prior_notice_since=on("06-05")),),
    derived=(BY_FINE, replace(BY_CATEGORY, valid_from=on("06-01"), valid_until=on("06-03"))),
)

ROWS = sorted({edition.row for edition in LAW.measures})

#: What an edition may say otherwise than the one it is made of; half of it is stricter.
SAID: dict[str, st.SearchStrategy[Any]] = {
    "term_months": st.sampled_from([None, 1, 12, 36]),
    "usual_months": st.sampled_from([None, 1, 6, 12]),
    "effect": st.sampled_from([Effect.CAUTION, Effect.REFUSE, Effect.CONTROL]),
    "on_objection": st.sampled_from(OnObjection),
    "on_repair": st.sampled_from(OnRepair),
    "targets": st.sampled_from([BODIES, OTHERS, LND_04.targets]),
    "released": st.sampled_from(
        [frozenset({"subject_name"}), frozenset({"subject_name", "reason"})]
    ),
    "binding": st.sampled_from(Binding),
    "remedy": st.just("向市信用办申请"),
}

#: A court's order has one term, and its repair always lifts (R22, R23).
NOT_OF_ORDERS = {"usual_months", "on_repair"}


#: What a row of derived clauses may name.
BY_STOP, BY_SHUT = frozenset({STOPPED}), frozenset({SHUT})

#: What the list of wage arrears may say otherwise; a load by which it asks for less is refused.
OF_LIST: dict[str, st.SearchStrategy[Any]] = {
    "colour": st.sampled_from([None, *ListColour]),
    "prior_notice_since": st.sampled_from([None, on("05-15"), on("06-03"), on("06-05")]),
}

#: A clause that LAW has not, and the row that it grounds: without the row, whoever is shut down has
#: it in vain; once the row was loaded, a clause that reaches decisions of before is refused.
SHUT_DOWN = replace(BY_CATEGORY, clause="SHUT_DOWN")
OF_SHUT_DOWN = replace(GRAVE, trigger="penalty/SHUT_DOWN", on_repair=OnRepair.LIFT)


@st.composite
def next_law(draw: st.DrawFn, law: Catalogue, day: date, name: str) -> Catalogue:
    """Draw another catalogue for a load on a day: one thing of it is changed."""
    what = draw(st.sampled_from(["row", "row", "row", "list", "derived", "new clause"]))
    measures, lists, derived = law.measures, tuple(law.lists.values()), law.derived
    if what == "row":
        measures = draw(other_measures(law, day, name))
    elif what == "list":
        key = draw(st.sampled_from(["gone", *sorted(OF_LIST)]))
        lists = tuple(replace(n, **{key: draw(OF_LIST[key])}) for n in lists if key != "gone")
    elif what == "new clause":
        with_row, with_clause = draw(st.sampled_from([(True, True), (True, False), (False, True)]))
        others = tuple(row for row in derived if row.clause != SHUT_DOWN.clause)
        measures = tuple(row for row in measures if row.row != OF_SHUT_DOWN.row)
        measures += (OF_SHUT_DOWN,) if with_row else ()
        derived = (*others, SHUT_DOWN) if with_clause else others
    else:
        derived = draw(other_clauses(derived, day))
    return catalogue(measures, DEPARTMENTS, lists=lists, derived=derived)


@st.composite
def other_clauses(draw: st.DrawFn, rows: tuple[Derived, ...], day: date) -> tuple[Derived, ...]:
    """Draw rows of derived clauses: one more, from about today on; one that ends about today, says
    something else or is gone; or all as they were at first."""
    about = day + timedelta(days=draw(st.integers(-2, 1)))
    changes = ["more", "first", "ends", "said", "gone"]
    change = draw(st.sampled_from(changes if rows else changes[:2]))
    if change == "first":
        return LAW.derived
    if change == "more":
        return (*rows, replace(LAW.derived[0], fine_from_fen=LARGE - 1, valid_from=about))
    one = draw(st.sampled_from(rows))
    others = tuple(row for row in rows if row is not one)
    if change == "ends" and one.valid_from <= about:
        return (*others, replace(one, valid_until=about))
    if change == "said" and one.fine_from_fen is not None:
        fine = draw(st.sampled_from([LARGE - 1, LARGE, LARGE + 1]))
        return (*others, replace(one, fine_from_fen=fine))
    if change == "said":
        return (*others, replace(one, categories=draw(st.sampled_from([BY_STOP, BY_SHUT]))))
    return others


@st.composite
def other_measures(draw: st.DrawFn, law: Catalogue, day: date, name: str) -> tuple[MeasureRow, ...]:
    """Draw the editions of a load in which one row is changed, or as it was at first."""
    row = draw(st.sampled_from(ROWS))
    mine = sorted((e for e in law.measures if e.row == row), key=lambda e: e.valid_from)
    others = [e for e in law.measures if e.row != row]
    change = draw(st.sampled_from(CHANGES)) if mine else None
    first = [e for e in LAW.measures if e.row == row]
    return (*others, *(change(draw, mine, day, name) if change else first))


def begins(draw: st.DrawFn, mine: list[MeasureRow], day: date, name: str) -> list[MeasureRow]:
    """A new edition, in the past or soon; what was there ends before it, perhaps days before."""
    ends = day + timedelta(days=draw(st.integers(-12, 2)))
    since = ends + timedelta(days=draw(st.sampled_from([1, 1, 1, 3])))
    words = draw(st.fixed_dictionaries({key: SAID[key] for key in ("term_months", "effect")}))
    more = draw(
        st.sampled_from(sorted({"on_objection", "targets", *NOT_OF_ORDERS} & sayable(mine)))
    )
    follows = whole(
        mine[-1],
        list_version=name,
        valid_from=since,
        valid_until=None,
        **words,
        **{more: draw(SAID[more])},
    )
    return [*until(mine, ends), follows]


def sayable(mine: list[MeasureRow]) -> set[str]:
    """What an edition of the row may say otherwise."""
    of_orders = mine[-1].trigger.startswith("order/")
    return set(SAID) - (NOT_OF_ORDERS if of_orders else set())


def whole(edition: MeasureRow, **changes: Any) -> MeasureRow:
    """An edition with these changes, without a usual term that would be above the longest."""
    changed = replace(edition, **changes)
    usual, longest = changed.usual_months, changed.term_months
    above = usual is not None and longest is not None and usual > longest
    return replace(changed, usual_months=None) if above else changed


def until(mine: list[MeasureRow], last: date) -> list[MeasureRow]:
    """Editions as they are until a day, none after it."""
    return [
        replace(e, valid_until=last if e.valid_until is None else min(last, e.valid_until))
        for e in mine
        if e.valid_from <= last
    ]


def in_place(draw: st.DrawFn, mine: list[MeasureRow], day: date, name: str) -> list[MeasureRow]:
    """One thing of an edition is said otherwise under its old name."""
    edited = draw(st.sampled_from(mine))
    key = draw(st.sampled_from(sorted(sayable(mine))))
    return [whole(e, **{key: draw(SAID[key])}) if e is edited else e for e in mine]


def ended(draw: st.DrawFn, mine: list[MeasureRow], day: date, name: str) -> list[MeasureRow]:
    """The row ends, in the past or soon, and nothing follows."""
    return until(mine, day + timedelta(days=draw(st.integers(-12, 2))))


def left_out(draw: st.DrawFn, mine: list[MeasureRow], day: date, name: str) -> list[MeasureRow]:
    """One edition is forgotten."""
    lost = draw(st.sampled_from(mine))
    return [e for e in mine if e is not lost]


Change = Callable[[st.DrawFn, list[MeasureRow], date, str], list[MeasureRow]]
CHANGES: tuple[Change | None, ...] = (
    begins,
    begins,
    begins,
    in_place,
    in_place,
    ended,
    left_out,
    None,
)
