"""Least data: what a catalogue row does not release is told to nobody (D13)."""

from dataclasses import replace

from contract.line_on_store import LineOnStore
from scenario.cast import BNK_02, PRC_01_WAGE, B, catalogue
from scenario.message import freeze, wage

from streams.line.memory import MemoryStore
from streams.rule.measure import Terms


def decided(*released: str) -> tuple[Terms, Terms]:
    """What is decided on a list entry and on a freeze where the rows release these fields."""
    store = MemoryStore()
    rows = [replace(one, released=frozenset(released)) for one in (PRC_01_WAGE, BNK_02)]
    line = LineOnStore(store, store.save, catalogue(rows))
    account = {"kind": "ACCOUNT", "number": "6222", "name": ""}
    entry = wage("W1", cause="拖欠工资")
    order = freeze("12", objects=[account], amount_fen=100_00, case_no="（2026）苏04执1号")
    (ban,) = line.publish(entry).issued.directives
    (frozen,) = line.publish(order).issued.directives
    return ban.terms, frozen.terms


def test_nothing_is_told_that_is_not_released() -> None:
    """Neither the reason nor case, documents, amount or object."""
    for terms in decided():
        assert (terms.reason, terms.case_no, terms.object) == ("", "", "")
        assert (terms.amount_fen, terms.currency, terms.documents) == (None, "", ())


def test_each_field_is_released_by_its_own_name() -> None:
    """One name in the row shows its field and no other."""
    shown = {
        name: [(t.reason, t.case_no, t.object, t.amount_fen) for t in decided(name)]
        for name in ("reason", "case", "object", "amount")
    }
    nothing = ("", "", "", None)
    assert shown == {
        "reason": [("拖欠工资", "", "", None), nothing],
        "case": [nothing, ("", "（2026）苏04执1号", "", None)],
        "object": [nothing, ("", "", "ACCOUNT:6222", None)],
        "amount": [nothing, ("", "", "", 100_00)],
    }


def test_an_amount_comes_with_its_currency() -> None:
    """That of an order is the order's; a list's amounts are yuan, and none has no currency."""
    store = MemoryStore()
    row = replace(PRC_01_WAGE, released=frozenset({"amount"}))
    line = LineOnStore(store, store.save, catalogue([row]))
    told = [wage("W1", amount_fen=5_000), wage("W2", about=B)]
    said = [one.terms for message in told for one in line.publish(message).issued.directives]
    assert [(t.amount_fen, t.currency) for t in said] == [(5_000, "CNY"), (None, "")]
    assert decided("amount")[1].currency == "CNY"
