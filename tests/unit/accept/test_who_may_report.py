"""Whose decisions and which kinds a department may report is what the catalogue gives it."""

from datetime import date

import pytest
from support.accepting import ENDING, accept, payload

from schemas.samples.parts import TAX
from streams.accept.outcome import Refused
from streams.kinds.event import Event


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


def test_a_list_a_department_may_put_nobody_on() -> None:
    """E1505 where the catalogue names lists and not this one: what follows from it is another's."""
    assert isinstance(accept(payload("ListEntry"), "wages"), Event)
    assert isinstance(accept(payload("ListEntry"), "hrss"), Event), "none named: every list"
    result = accept(payload("ListEntry"), "taxes")
    assert isinstance(result, Refused)
    assert (result.code, result.field) == ("E1505", "list_code")


@pytest.mark.parametrize("action", ["END", "REVOKE"])
def test_any_department_may_take_off_a_list_what_it_put_there(action: str) -> None:
    """A catalogue that takes a list away leaves the way off open."""
    ending = payload("ListEntry", action=action, on=date(2026, 6, 1), **ENDING)
    assert isinstance(accept(ending, "taxes"), Event)


def test_somebody_elses_authority() -> None:
    """C10: a district bureau cannot report what the city's tax office decided."""
    result = accept(payload("AdministrativePenalty"), "market-320412")
    assert isinstance(result, Refused)
    assert result.code == "E1303"


def test_a_relayer_of_everybody() -> None:
    """The province relays for every authority whose code is sound."""
    assert isinstance(accept(payload("AdministrativePenalty"), "province"), Event)
