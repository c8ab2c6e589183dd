"""The rows of the sample city as they are shipped, played with the departments of the cases."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

import pytest
from scenario.calendar import day
from scenario.cast import DEPARTMENTS, A, B, P, catalogue
from scenario.drivers import MakeHub, MakeLine
from scenario.expect import in_force, on, terms, until
from scenario.hub import Shown
from scenario.message import Message, judgment, related, renewal, restriction, seal, wage
from scenario.orders import every_order
from support.catalogues import sample

from schemas.catalogue.model import Catalogue
from schemas.catalogue.named_list import ListCode

Told: TypeAlias = Callable[..., Message]
SHIPPED = catalogue(sample().measures)
SEALED = on(A, "LND-01", "court|22|")


@pytest.mark.parametrize("told", [judgment, restriction], ids=["judgment", "restriction"])
def test_a_debtor_that_is_a_unit_buys_no_real_estate(make_hub: MakeHub, told: Told) -> None:
    """Nor does whoever stands behind it (限制消费规定 art. 3: 被执行人及其法定代表人…)."""
    debtor = told("1", related=[related("LEGAL_REPRESENTATIVE", P)])
    for hub in every_order(lambda: make_hub(SHIPPED), debtor):
        found = {held for held in in_force(hub) if held.measure == "LND-04"}
        assert found == {on(A, "LND-04"), on(P, "LND-04")}


@pytest.mark.parametrize("bureau", ["civil-affairs", "culture-tourism"])
def test_a_department_puts_nobody_on_the_list_of_another(make_line: MakeLine, bureau: str) -> None:
    """Two bureaus named no list and might put on every one, also an employer on the wage list. No
    list named is none; who relays for everybody says so by name (R17)."""
    lists = sample().departments[bureau].lists
    line = make_line(
        catalogue(
            departments=[
                replace(each, lists=lists) if each.id == "market-320412" else each
                for each in DEPARTMENTS
            ]
        )
    )
    foreign = wage("1", by="market-320412")
    line.publish(foreign)
    assert line.shown(foreign) == Shown("REFUSED", "E1505")
    assert in_force(line) == set()
    line.publish(wage("1", by="market-320412").relayed("province", "2"))
    assert in_force(line) == {on(A, "PRC-01"), on(A, "BNK-07")}


def test_x4_a_seal_of_years_ago_is_in_force_at_a_first_load(make_hub: MakeHub) -> None:
    """A house sealed on 2020-06-10 and renewed on 2023-06-01 is sealed until 2026-06-01, on the
    documents of both: the rows go back to the days on which the law began (R6, R8)."""
    s = seal("22", decided="2020-06-10")
    r = renewal("23", of="22", decided="2023-06-01")
    for hub in every_order(lambda: make_hub(SHIPPED, on=day("05-04")), s, r):
        assert until(hub, SEALED) == day("2026-06-01")
        assert [paper.name for paper in terms(hub, SEALED).documents] == ["裁定书22", "裁定书23"]
        hub.tick(day("06-01"))
        assert in_force(hub) == {SEALED}
        hub.tick(day("06-02"))
        assert in_force(hub) == set()


@pytest.mark.parametrize(
    ("sealed", "renewed", "stands"),
    [
        ("2013-02-10", "2015-02-03", False),  # two years each, until 2015-02-10 and 2017-02-03
        ("2013-02-10", "2015-02-04", True),  # the second by the interpretation of 2015: three years
    ],
)
def test_x4_a_seal_has_the_term_of_its_own_day(
    make_hub: MakeHub, sealed: str, renewed: str, stands: bool
) -> None:
    """Two years by 查封规定 art. 29, three by 民诉解释 art. 487, which is in force from
    2015-02-04 (R6): the next renewal, of 2018-02-04, is in time for the one and late for the other.
    """
    orders = [
        seal("22", decided=sealed),
        renewal("23", of="22", decided=renewed),
        renewal("24", of="22", decided="2018-02-04"),
        renewal("25", of="22", decided="2021-02-04"),
        renewal("26", of="22", decided="2024-02-04"),
    ]
    hub = make_hub(SHIPPED)
    for each in orders:
        hub.publish(each)
    assert (SEALED in in_force(hub)) is stands


def test_x4_a_restriction_of_2016_stands_until_the_court_ends_it(make_hub: MakeHub) -> None:
    """The rule is in force since 2010-10-01, and in its present form since 2015-07-22 (R8)."""
    s = restriction("1", decided="2016-03-01", related=[related("LEGAL_REPRESENTATIVE", P)])
    for hub in every_order(lambda: make_hub(SHIPPED), s):
        assert in_force(hub) == {on(A, "LND-04"), on(P, "LND-04")}
    for hub in every_order(lambda: make_hub(SHIPPED), s, s.ended(2, on="06-01")):
        assert in_force(hub) == set()


def test_x4_a_restriction_of_2012_binds_the_unit_alone(make_hub: MakeHub) -> None:
    """In the rule's first form whoever stands behind a unit was kept from spending the unit's money
    only (art. 3 以单位财产); nobody is burdened backwards (R8)."""
    s = restriction("1", decided="2012-03-01", related=[related("LEGAL_REPRESENTATIVE", P)])
    for hub in every_order(lambda: make_hub(SHIPPED), s):
        assert in_force(hub) == {on(A, "LND-04")}


def _listing(code: ListCode) -> Catalogue:
    """The catalogue of the cases with one more list, on which hrss may put somebody."""
    hrss = [
        replace(each, lists=each.lists | {code.code}) if each.id == "hrss" else each
        for each in DEPARTMENTS
    ]
    made = catalogue(departments=hrss)
    return replace(made, lists={**made.lists, code.code: code})


def test_b18_a_rating_is_no_list(make_line: MakeLine) -> None:
    """The rating's red is bad and a list's red an honour: E1301 from the load on. What was let in
    before stays in the pool, and its bureau ends it; nothing else is lifted (R17)."""
    shipped = sample().lists["ENVIRONMENT_CREDIT"]
    before = wage("1", list_code=shipped.code, colour="RED", decided="05-20")
    line = make_line(_listing(replace(shipped, valid_until=None)))
    line.publish(before)
    line.publish(wage("2"))
    assert line.shown(before) == Shown("ACCEPTED")
    line.load_catalogue(_listing(shipped))
    after = wage("3", list_code=shipped.code, colour="RED", about=B)
    line.publish(after)
    assert line.shown(after) == Shown("REFUSED", "E1301")
    assert line.shown(before) == Shown("ACCEPTED")
    line.publish(before.ended(2, on="06-01"))
    assert line.fact(before).ended_on == day("06-01")
    assert in_force(line) == {on(A, "PRC-01"), on(A, "BNK-07")}
