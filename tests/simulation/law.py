"""The catalogues of a run: rows come and go, editions change, departments' rights are moved."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from property.strategies import CATALOGUE, DEPARTMENTS
from scenario.cast import BNK_07, BODIES, HRSS, LND_04, MARKET, TAX, catalogue, row

from schemas.catalogue.model import Catalogue, Effect, MeasureRow, OnObjection
from schemas.catalogue.named_list import ListCode

CIVILITY = "CIVILITY_POINTS"
SIGNED = row("PRC-09", "list/WAGE_ARREARS", "procurement", release="市信用办", months=None)
RESTRICTED = row("AVI-01", "spending-restriction", "court", targets=LND_04.targets, months=None)
#: One of them shows a partner less than the others.
LAW_OF_CASES = (*CATALOGUE.measures, RESTRICTED)
FIRST_ROWS = tuple(
    replace(edition, released=frozenset({"subject_name"})) if edition is BNK_07 else edition
    for edition in LAW_OF_CASES
)


def first_law() -> Catalogue:
    """The catalogue that a run begins with."""
    return _with(FIRST_ROWS, catalogue((), DEPARTMENTS))


def next_law(chance: Random, law: Catalogue, day: date) -> Catalogue:
    """Another catalogue: one thing of it changed."""
    return chance.choice(CHANGES)(chance, law, day)


def _with(rows: tuple[MeasureRow, ...], law: Catalogue) -> Catalogue:
    offices = (
        each if "*" in each.lists else replace(each, lists=each.lists | {CIVILITY})
        for each in law.departments.values()
    )
    made = catalogue(rows, offices)
    points = ListCode(code=CIVILITY, name="文明积分", basis="办法")
    lists = {**made.lists, CIVILITY: points}
    return replace(made, lists=lists)


def _row_goes_or_comes(chance: Random, law: Catalogue, day: date) -> Catalogue:
    wanted = chance.choice((*FIRST_ROWS, SIGNED))
    others = tuple(edition for edition in law.measures if edition.row != wanted.row)
    there = len(others) < len(law.measures)
    again = replace(wanted, valid_from=day, valid_until=None)
    return _with(others if there else (*others, again), law)


def _edition_follows(chance: Random, law: Catalogue, day: date) -> Catalogue:
    """The open edition of a row ends, and another follows, milder, stricter or after a gap."""
    open_ones = [e for e in law.measures if e.valid_until is None and e.valid_from < day]
    if not open_ones:
        return law
    old = chance.choice(open_ones)
    ends = day + timedelta(days=chance.randint(0, 4))
    follows = replace(
        old,
        list_version=f"{old.list_version}+",
        valid_from=ends + timedelta(days=chance.choice((1, 1, 3))),
        term_months=chance.choice((None, 1, 36)),
        on_objection=chance.choice(tuple(OnObjection)),
    )
    others = tuple(edition for edition in law.measures if edition is not old)
    return _with((*others, replace(old, valid_until=ends), follows), law)


def _edition_in_the_past(chance: Random, law: Catalogue, day: date) -> Catalogue:
    """An edition dated back a few days, milder or stricter, for fewer or for more; what was there
    ends the day before it, or some days before."""
    wanted = chance.choice(law.measures).row
    mine = sorted((e for e in law.measures if e.row == wanted), key=lambda e: e.valid_from)
    since = day - timedelta(days=chance.randint(0, 12))
    last = since - timedelta(days=chance.choice((1, 1, 1, 4)))
    kept = [
        replace(e, valid_until=min(e.valid_until or last, last))
        for e in mine
        if e.valid_from <= last
    ]
    new = replace(
        mine[-1],
        list_version=f"{mine[-1].list_version}<",
        valid_from=since,
        valid_until=None,
        term_months=chance.choice((None, 1, 12, 36)),
        effect=chance.choice((Effect.CAUTION, mine[-1].effect, Effect.CONTROL)),
        targets=chance.choice((mine[-1].targets, mine[-1].targets, BODIES, LND_04.targets)),
    )
    return _with((*(e for e in law.measures if e.row != wanted), *kept, new), law)


def _edition_in_place(chance: Random, law: Catalogue, day: date) -> Catalogue:
    """One edition is said otherwise under its own name; where it burdens more it is refused."""
    old = chance.choice(law.measures)
    edited = chance.choice(
        (
            replace(old, term_months=chance.choice((None, 1, 12))),
            replace(old, effect=chance.choice((Effect.CAUTION, Effect.REFUSE))),
            replace(old, targets=chance.choice((BODIES, old.targets - BODIES, LND_04.targets))),
            replace(old, released=frozenset(sorted(old.released)[:1])),
            replace(old, remedy="向市信用办申请", contact="市信用办"),
        )
    )
    return _with(tuple(edited if e is old else e for e in law.measures), law)


def _objections_count(chance: Random, law: Catalogue, day: date) -> Catalogue:
    wanted = chance.choice(FIRST_ROWS).row
    kept = tuple(
        replace(e, on_objection=chance.choice(tuple(OnObjection))) if e.row == wanted else e
        for e in law.measures
    )
    return _with(kept, law)


def _rights_move(chance: Random, law: Catalogue, day: date) -> Catalogue:
    """A department decides, relays or repairs for others than before."""
    name = chance.choice(("tax", "hrss", "market-320412"))
    own = {"tax": TAX, "hrss": HRSS, "market-320412": MARKET}[name].uscc
    others = sorted({TAX.uscc, HRSS.uscc, MARKET.uscc} - {own})
    department = law.departments[name]
    moved = chance.choice(
        (
            replace(department, relays_for=frozenset(others)),
            replace(department, decides_for=frozenset({own, *others[:1]})),
            replace(department, decides_for=frozenset({own})),
            replace(department, repairs_for=frozenset(others[:1])),
        )
    )
    departments = {**law.departments, name: moved}
    return _with(law.measures, replace(law, departments=departments))


CHANGES: tuple[Callable[[Random, Catalogue, date], Catalogue], ...] = (
    _row_goes_or_comes,
    _edition_follows,
    _edition_follows,
    _edition_in_the_past,
    _edition_in_the_past,
    _edition_in_place,
    _objections_count,
    _rights_move,
)
