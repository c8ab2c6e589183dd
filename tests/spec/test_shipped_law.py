"""The rows of the sample city as they are shipped, played with the departments of the cases."""

from collections.abc import Callable
from typing import TypeAlias

import pytest
from scenario.cast import A, P, catalogue
from scenario.drivers import MakeHub
from scenario.expect import in_force, on
from scenario.message import Message, judgment, related, restriction
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
