"""The rows of the sample city as they are shipped, played with the departments of the cases."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

import pytest
from scenario.cast import DEPARTMENTS, A, P, catalogue
from scenario.drivers import MakeHub, MakeLine
from scenario.expect import in_force, on
from scenario.hub import Shown
from scenario.message import Message, judgment, related, restriction, wage
from scenario.orders import every_order
from support.catalogues import sample

Told: TypeAlias = Callable[..., Message]
SHIPPED = catalogue(sample().measures)


@pytest.mark.parametrize("told", [judgment, restriction], ids=["judgment", "restriction"])
def test_a_debtor_that_is_a_unit_buys_no_real_estate(make_hub: MakeHub, told: Told) -> None:
    """Nor does whoever stands behind it (限制消费规定 art. 3: 被执行人及其法定代表人…)."""
    debtor = told("1", related=[related("LEGAL_REPRESENTATIVE", P)])
    for hub in every_order(lambda: make_hub(SHIPPED), debtor):
        assert in_force(hub) == {on(A, "LND-04"), on(P, "LND-04")}


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
