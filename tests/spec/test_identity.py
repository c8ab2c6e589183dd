"""Chapter 2, identity: whom a record is about, and whom it cannot be about."""

from dataclasses import replace

import pytest
from scenario.cast import STALL, A, P
from scenario.codes import uscc
from scenario.drivers import MakeHub, MakeLine
from scenario.expect import in_force, on, wage_measures
from scenario.hub import Shown
from scenario.message import judgment, penalty, wage
from scenario.orders import every_order

from streams.kinds.event import SubjectKind

BY_ORGANISATION_CODE = replace(A, uscc="", org_code=A.uscc[8:17])
#: P's number as it was written before 1999: no century, no check digit.
P_IN_FIFTEEN = replace(P, id_number=P.id_number[:6] + P.id_number[8:17])


def test_c25_an_organisation_is_its_organisation_code(make_hub: MakeHub) -> None:
    """One body named by its USCC and by the code inside it is one subject."""
    full, short = wage("W1"), wage("W2", about=BY_ORGANISATION_CODE)
    for hub in every_order(make_hub, full, short):
        assert hub.facts() == 2
        assert hub.fact(full).subject == hub.fact(short).subject
        assert in_force(hub) == wage_measures(A)


def test_c26_old_and_new_citizen_numbers_are_one_person(make_hub: MakeHub) -> None:
    """A person named by 15 and by 18 digits is one subject."""
    new, old = judgment("1", about=P), judgment("2", about=P_IN_FIFTEEN)
    for hub in every_order(make_hub, new, old):
        assert hub.fact(new).subject == hub.fact(old).subject
        assert in_force(hub) == {on(P, "LND-04")}


def test_c27_a_name_identifies_nobody(make_hub: MakeHub) -> None:
    """Equal names with different codes are two subjects."""
    namesake = replace(A, uscc="91999900MA0000QW4P")
    one, other = wage("W1"), wage("W2", about=namesake)
    for hub in every_order(make_hub, one, other):
        assert hub.fact(one).subject != hub.fact(other).subject
        assert in_force(hub) == wage_measures(A) | wage_measures(namesake)


@pytest.mark.parametrize(
    ("claim", "code"),
    [
        pytest.param(replace(P, id_number="9999991990****0016"), "E1005", id="c28-masked"),
        pytest.param(replace(A, uscc="91999900MA0000008U"), "E1002", id="c29-wrong-digit"),
        pytest.param(replace(A, uscc=uscc("92", "00000201")), "E1006", id="c29-92-as-organisation"),
        pytest.param(replace(A, uscc="00000000000000000X"), "E1004", id="c29-placeholder"),
    ],
)
def test_c28_c29_a_code_that_cannot_be_is_refused(
    make_line: MakeLine, claim: object, code: str
) -> None:
    """A masked, mistyped, misplaced or placeholder code is refused, and nothing is pooled."""
    line = make_line()
    bad = judgment("1", about=claim)
    line.publish(bad)
    assert line.shown(bad) == Shown("REFUSED", code)
    assert line.facts() == 0


def test_c30_an_unregistered_subject_is_recorded_and_not_burdened(make_hub: MakeHub) -> None:
    """A stall keeper's record is kept; no measure follows, and the reason can be shown."""
    known = penalty("N", about=STALL)
    hub = make_hub()
    hub.publish(known)
    claim = hub.fact(known).content.subject
    assert claim is not None
    assert claim.kind is SubjectKind.UNREGISTERED
    assert in_force(hub) == set()
    assert {(r.measure, r.record_no, r.code) for r in hub.refusals()} == {("PRC-01", "N", "D2002")}


def test_a_registration_number_alone_is_nobody_yet(make_line: MakeLine) -> None:
    """Offices gave the same number twice: the entry waits (E1001), and nobody is burdened."""
    line = make_line()
    known_by_number = replace(A, uscc="", registration_no="320400000012345")
    w1 = wage("W1", about=known_by_number)
    line.publish(w1)
    assert line.shown(w1) == Shown("PARKED", "E1001")
    assert in_force(line) == set()
