"""R21: which words an event may name, and who may order a clause (B21), by the shipped codes."""

from dataclasses import replace

import pytest
from scenario.calendar import day
from scenario.cast import DEPARTMENTS, ROWS, STREET, TAX, A, catalogue, department
from scenario.codes import uscc
from scenario.drivers import MakeLine
from scenario.expect import in_force, on
from scenario.hub import Shown
from scenario.message import (
    Message,
    Value,
    freeze,
    judgment,
    penalty,
    repair,
    restriction,
    unfreeze,
    wage,
)
from support.catalogues import sample

from schemas.catalogue.code import CodeSort, OpenCode
from schemas.catalogue.model import Catalogue
from streams.kinds.event import Authority

BAN = on(A, "PRC-01")
FINANCE = Authority(name="市财政局", uscc=uscc("11", "00000107"))
#: Nobody here decides for it.
ELSEWHERE = Authority(name="外市财政局", uscc=uscc("11", "00000199"))
EVERYBODY = (*DEPARTMENTS, department("fiscal", FINANCE))
LAW = replace(catalogue(ROWS, EVERYBODY), codes=sample().codes)
ACCEPTED, UNKNOWN, FOREIGN = (
    Shown("ACCEPTED"),
    Shown("REFUSED", "E1301"),
    Shown("REFUSED", "E1505"),
)


def ban(number: str = "N", **fields: Value) -> Message:
    """Return a ban from procurement, of the finance bureau unless said."""
    said: dict[str, Value] = {"by": "fiscal", "authority": FINANCE, **fields}
    return penalty(number, **said)


def shown(make_line: MakeLine, message: Message, law: Catalogue = LAW) -> Shown:
    """Return what its department is told of a message."""
    line = make_line(law)
    line.publish(message)
    return line.shown(message)


def test_b21_the_finance_bureau_bans_and_the_tax_bureau_does_not(make_line: MakeLine) -> None:
    """Only whom the clause names may order it (采购法 77): E1505, and nobody is burdened."""
    line = make_line(LAW)
    foreign, own = penalty("1"), ban("2")
    line.publish(foreign)
    assert line.shown(foreign) == FOREIGN
    assert in_force(line) == set()
    line.publish(own)
    assert line.shown(own) == ACCEPTED
    assert in_force(line) == {BAN}


def test_b21_a_clause_that_nobody_knows_is_told(make_line: MakeLine) -> None:
    """E1301, whoever sends it, and nothing of the message is kept."""
    for misspelt in (
        ban(clauses=["PROCURMENT_BAN"]),
        ban(clauses=["PROCUREMENT_BAN", "procurement_ban"]),
        penalty("N", clauses=["PROCUREMENT_BAN", "PROCURMENT_BAN"]),
    ):
        assert shown(make_line, misspelt) == UNKNOWN


@pytest.mark.parametrize(
    ("copy", "told"),
    [
        ({"by": "province", "authority": FINANCE}, ACCEPTED),
        ({"by": "province", "authority": TAX}, FOREIGN),
        ({"by": "province", "authority": ELSEWHERE}, ACCEPTED),
        ({"by": "market-320412", "authority": STREET}, FOREIGN),
    ],
    ids=["of fiscal", "of tax", "of one unknown here", "of a street office"],
)
def test_who_orders_is_who_decided(
    make_line: MakeLine, copy: dict[str, Value], told: Shown
) -> None:
    """A relayer passes on what the decider may order; where nobody here decides for the authority,
    the relayer itself must be named."""
    assert shown(make_line, ban(**copy)) == told


@pytest.mark.parametrize(
    "message",
    [
        ban(categories=["罚金"]),
        judgment("1", circumstances=["违反财产报告制度", "情节严重"]),
        judgment("1", performance="一部分"),
        restriction("1", restricted=["AIR_TRAVEL", "BALLOON"]),
        freeze("1", objects=[{"kind": "ACCOUT", "type": "", "number": "1"}]),
        judgment("1", case={"case_no": "1", "parties_total": None, "party_role": "路人"}),
        repair("R1", of=wage("W1"), method="口头"),
    ],
    ids=["category", "ground", "performance", "activity", "object", "party", "method"],
)
def test_no_sort_of_code_passes_in_silence(make_line: MakeLine, message: Message) -> None:
    """A word that its table does not have is refused, E1301."""
    assert shown(make_line, message) == UNKNOWN


@pytest.mark.parametrize(
    "message",
    [
        ban(categories=["罚款"], fine_fen=1, objects=[{"kind": "VEHICLE", "number": "1"}]),
        judgment("1", circumstances=["违反财产报告制度"], performance="全部未履行"),
        restriction("1", restricted=["AIR_TRAVEL", ""]),
        penalty("N", clauses=[], categories=[]),
    ],
    ids=["penalty", "default", "restriction with a blank", "none"],
)
def test_what_the_tables_have_is_let_in(make_line: MakeLine, message: Message) -> None:
    """Each word as it stands there; what is blank is no code."""
    assert shown(make_line, message) == ACCEPTED


def test_end_and_revoke_may_name_what_is_gone(make_line: MakeLine) -> None:
    """They only take away: also once the clause is somebody else's, or nobody's any more."""
    own, other = ban("1"), ban("2")
    line = make_line(LAW)
    line.publish(own, other)
    line.load_catalogue(replace(LAW, codes={**LAW.codes, CodeSort.CLAUSES: {"OTHER": OTHER}}))
    revoked = own.revoked(2).again(clauses=["PROCUREMENT_BAN"])
    ended = other.ended(2, on="06-01").again(clauses=["PROCUREMENT_BAN"])
    line.publish(revoked, ended)
    assert [line.shown(each).outcome for each in (revoked, ended)] == ["REVOKED", "ENDED"]
    assert in_force(line) == set()


def test_a_release_may_name_a_kind_of_object_that_is_gone(make_line: MakeLine) -> None:
    """A court frees what it froze before the kind went: its word then keeps nobody frozen."""
    account = {"kind": "ACCOUNT", "type": "", "number": "1"}
    line = make_line(LAW)
    line.publish(freeze("1", objects=[account]))
    assert len(in_force(line)) == 1
    line.load_catalogue(replace(LAW, codes={**LAW.codes, CodeSort.OBJECTS: {}}))
    freed = unfreeze("2", of="1", objects=[account])
    line.publish(freed)
    assert line.shown(freed) == ACCEPTED
    assert in_force(line) == set()


#: A clause of two years alone.
OTHER = OpenCode(
    sort=CodeSort.CLAUSES,
    code="OTHER",
    name="其他",
    basis="某法 第一条",
    ordered_by=frozenset({"tax"}),
    valid_from=day("2024-01-01"),
    valid_until=day("2025-12-31"),
)


@pytest.mark.parametrize(
    ("decided", "told"),
    [
        ("2023-12-31", UNKNOWN),
        ("2024-01-01", ACCEPTED),
        ("2025-12-31", ACCEPTED),
        ("2026-01-01", UNKNOWN),
    ],
)
def test_a_code_has_its_days(make_line: MakeLine, decided: str, told: Shown) -> None:
    """Both included; the day of the decision is asked."""
    law = replace(LAW, codes={CodeSort.CLAUSES: {"OTHER": OTHER}})
    assert shown(make_line, penalty("1", clauses=["OTHER"], decided=decided), law) == told


def test_a_sort_without_codes_is_not_checked(make_line: MakeLine) -> None:
    """As in a catalogue that was stored before there were any; what was let in goes on to ground
    what its rows say, also under a catalogue that would refuse it (R17)."""
    line = make_line(replace(LAW, codes={}))
    foreign = penalty("1")
    line.publish(foreign)
    assert line.shown(foreign) == ACCEPTED
    line.load_catalogue(LAW)
    assert in_force(line) == {BAN}
    corrected = foreign.corrected(2, violation="y")
    line.publish(corrected)
    assert line.shown(corrected) == FOREIGN
    assert in_force(line) == {BAN}
