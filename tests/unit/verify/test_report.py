"""How a verification reads."""

from datetime import date

from monitoring.verify.finding import NAMED, Finding
from monitoring.verify.report import as_json, lines
from monitoring.verify.verification import Verification


def verification(spoiled: int) -> Verification:
    """A verification with so many differences of one check."""
    findings = tuple(Finding(invariant=number) for number in (1, 2, 3, 4))
    findings[0].count("messages", 4711)
    findings[0].sources["credit.events.tax"] = {"messages": 4711, "ACCEPTED": 4711}
    for number in range(spoiled):
        findings[0].differ("lost", f"credit.events.tax/0@{number}", "has no first outcome")
    return Verification(
        entry=12, day=date(2026, 6, 1), sample=None, asked=("bank",), findings=findings
    )


def test_all_is_well() -> None:
    """One line an invariant with what was counted, then the sums of each topic."""
    assert list(lines(verification(0))) == [
        "entry 12, 2026-06-01",
        "ok   1 nothing lost: 4,711 messages",
        "ok   2 once in effect: nothing to count",
        "ok   3 no measure outlives its ground: nothing to count",
        "ok   4 no measure without a basis: nothing to count",
        "  credit.events.tax: 4,711 messages = 4,711 ACCEPTED",
        "partners asked: bank",
    ]


def test_the_first_hundred_are_named() -> None:
    """More differences of one check than can be read are counted."""
    found = verification(NAMED + 2)
    said = list(lines(found))
    first = "lost: credit.events.tax/0@0 has no first outcome"
    assert said[1] == f"BAD  1 nothing lost: 102 differences, first {first}; 4,711 messages"
    assert said[2] == "     lost: credit.events.tax/0@0 has no first outcome"
    assert said[102] == "     and 2 more"
    assert not found.holds


def test_the_first_of_three_checks_stand_in_the_line() -> None:
    """The line of an invariant names the first difference of each check, of three at most."""
    found = verification(2)
    for check in ("doubled", "page", "position"):
        found.findings[0].differ(check, "credit.events.tax/0", f"is {check}, one is right")
    assert list(lines(found))[1] == (
        "BAD  1 nothing lost: 5 differences, first"
        " lost: credit.events.tax/0@0 has no first outcome,"
        " doubled: credit.events.tax/0 is doubled, one is right,"
        " page: credit.events.tax/0 is page, one is right, …; 4,711 messages"
    )


def test_for_programs() -> None:
    """The same as plain values."""
    said = as_json(verification(1))
    assert said["holds"] is False
    assert isinstance(said["invariants"], list)
    assert said["invariants"][0]["found"] == {"lost": 1}
    assert said["invariants"][0]["differences"] == [
        {"check": "lost", "where": "credit.events.tax/0@0", "what": "has no first outcome"}
    ]
