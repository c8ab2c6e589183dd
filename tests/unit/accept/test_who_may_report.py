"""Whose decisions and which kinds a department may report is what the catalogue gives it."""

import pytest
from accepting import accept, payload

from schemas.samples.parts import TAX
from streams.accept.event import Event
from streams.accept.outcome import Refused


@pytest.mark.parametrize(
    ("kind", "source"),
    [
        ("JudgmentDefault", "tax"),  # not among its kinds
        ("JudgmentDefault", "boastful"),  # among its kinds, but it is no court
        ("EnforcementOrder", "boastful"),
        ("SpendingRestriction", "province"),
        ("ListEntry", "closed"),  # left the catalogue the day before
        ("ListEntry", "nobody"),  # never was in it
    ],
)
def test_a_kind_a_topic_may_not_carry(kind: str, source: str) -> None:
    """A kind the catalogue does not give the topic's department is refused with E1505."""
    result = accept(payload(kind, authority=TAX), source)
    assert isinstance(result, Refused)
    assert (result.code, result.field) == ("E1505", "")


def test_somebody_elses_authority() -> None:
    """C10: a district bureau cannot report what the city's tax office decided."""
    result = accept(payload("AdministrativePenalty"), "market-320412")
    assert isinstance(result, Refused)
    assert result.code == "E1303"


def test_a_relayer_of_everybody() -> None:
    """The province relays for every authority whose code is sound."""
    assert isinstance(accept(payload("AdministrativePenalty"), "province"), Event)
