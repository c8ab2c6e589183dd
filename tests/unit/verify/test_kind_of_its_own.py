"""A kind that stands in the recount's table is judged, and no other module was told of it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from scenario.calendar import TODAY
from scenario.cast import WHOLE_ORDER, A, catalogue, row
from scenario.message import Message, Value, message
from scenario.recounted import Recounted, name, recounted_version
from support.own_contract import with_contracts

from monitoring.verify.milder import milder
from monitoring.verify.recount.canonical import Fields, texts
from monitoring.verify.recount.kinds import table
from monitoring.verify.recount.kinds.shape import Amount, Kind, Nature, Order, OrderAct
from monitoring.verify.recount.says import Says, all_say
from monitoring.verify.recount.writing import code, prose, text
from schemas import codec
from schemas.catalogue.model import Effect, MeasureRow
from schemas.codec import Record

SOURCE: Final = {
    "version": 1,
    "compatibility": "BACKWARD_TRANSITIVE",
    "envelope": True,
    "doc": "What was found out about stored goods, or what is to be done with them (库存货物).",
    "fields": [
        {"name": "found", "type": "text", "doc": "What was found."},
        {"name": "to_do", "type": "text", "doc": "HOLD or LET_GO, where it orders something."},
        {"name": "keeper", "type": "text", "doc": "The partner that keeps the goods."},
        {"name": "hold_no", "type": "text", "doc": "The order to hold that it is about."},
        {"name": "worth_fen", "type": "long?", "doc": "What the goods are worth, in fen."},
    ],
}


def _body(said: Record) -> tuple[Fields, Fields]:
    blank = texts(said, "found", "to_do", "keeper", "hold_no")
    return {}, {**blank, "worth_fen": said["worth_fen"]}


FACT: Final = Kind(
    name="Goods",
    nature=Nature.FACT,
    body=_body,
    key=lambda _, heading: heading.by_document,
    trigger="goods",
    triggers=lambda _: ("goods",),
    reason=lambda said: prose(said["found"]),
    amount=lambda said: Amount(said["worth_fen"], "CNY"),
)
ORDER: Final = Kind(
    name="Goods",
    nature=Nature.ORDER,
    body=_body,
    of_court=True,
    target=lambda said, court: (court, text(said["hold_no"])) if said["hold_no"] else None,
    trigger="goods",
    triggers=lambda _: ("goods/HOLD",),
    order=lambda said: Order(
        OrderAct.OPENS if said["to_do"] == "HOLD" else OrderAct.ENDS, "HOLD", code(said["keeper"])
    ),
    amount=lambda said: Amount(said["worth_fen"], "CNY"),
)


@pytest.fixture(autouse=True)
def _contract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Bytes are read with one more contract; the schemas that were parsed for it are forgotten."""
    manifest = with_contracts(tmp_path, {"Goods": SOURCE})
    monkeypatch.setattr(codec, "published", lambda: manifest)
    yield
    for parsed in (codec._parsed, codec._writer, codec._resolving):
        parsed.cache_clear()


def add(kind: Kind, monkeypatch: pytest.MonkeyPatch) -> None:
    """Enter a kind in the table, as a line of `table.py` would."""
    monkeypatch.setitem(table.KINDS, kind.name, kind)
    monkeypatch.setitem(table._BY_TRIGGER, kind.trigger, kind)


def goods(number: str, *, by: str = "tax", v: int = 1, **fields: Value) -> Message:
    """A message of the kind, about A and decided today unless it says otherwise."""
    defaults: dict[str, Value] = {"decided": "06-01", "document_no": f"货〔2026〕{number}号"}
    return message(by, "Goods", number, v, **{"about": A, **defaults, **fields})


def recounted(edition: MeasureRow, *told: Message) -> Recounted:
    """What is found of some messages where one row alone is loaded."""
    return Recounted(told, loads=((TODAY, catalogue([edition])),))


def told_of(found: Recounted) -> dict[str, Says]:
    """What each measure that is owed tells its partner."""
    return {f"{m.partner} {name(m)}": said for m, said in all_say(found.owed()).items()}


def test_a_fact_grounds_a_measure(monkeypatch: pytest.MonkeyPatch) -> None:
    """A message of a FACT sets off the rows of its trigger, with the reason and amount it gives."""
    add(FACT, monkeypatch)
    edition = row("GDS-01", "goods", "bank", released=frozenset({"reason", "amount"}))
    first = goods("1", found="货物\n变质", worth_fen=500)
    found = recounted(edition, first)
    assert told_of(found).keys() == {"bank GDS-01"}
    said = told_of(found)["bank GDS-01"]
    assert (said["reason"], said["amount_fen"], said["original_order_no"]) == ("货物 变质", 500, "")
    revoked = first.again(version=2, action="REVOKE", reason="误报")
    assert told_of(recounted(edition, first, revoked)) == {}
    assert told_of(recounted(row("PRC-01", "list/WAGE_ARREARS", "bank"), first)) == {}


def test_tellings_of_a_fact_are_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its key joins what a relayer tells of it, and its body makes the digest of its content."""
    add(FACT, monkeypatch)
    edition = row("GDS-01", "goods", "bank", released=frozenset({"reason"}))
    first = goods("1", found="变质")
    copy = first.relayed("province", "P1", found="另述")
    found = recounted(edition, copy, first)
    assert told_of(found)["bank GDS-01"]["reason"] == "变质"
    assert [len(grounds) for grounds in found.owed().grounds.values()] == [1]
    assert (
        recounted_version(first, 0).content_hash
        == recounted_version(first.again(found=" 变质 "), 1).content_hash
    )
    assert (
        recounted_version(first, 0).content_hash
        != recounted_version(first.again(found="完好"), 1).content_hash
    )


def test_an_order_is_carried_out_by_whom_it_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """A message of an ORDER has its instance at the partner that it names, until one ends it."""
    add(ORDER, monkeypatch)
    edition = row("GDS-02", "goods/HOLD", "land", effect=Effect.CONTROL, released=WHOLE_ORDER)
    hold = goods("7", by="court", to_do="HOLD", keeper="land", worth_fen=500)
    told = told_of(recounted(edition, hold))
    assert told.keys() == {"land GDS-02 court|7|"}
    said = told["land GDS-02 court|7|"]
    assert (said["amount_fen"], said["original_order_no"]) == (500, "7")
    assert told_of(recounted(edition, hold.again(keeper="bank"))) == {}
    release = goods("8", by="court", to_do="LET_GO", keeper="land", hold_no="7")
    over = recounted(edition, hold, release)
    assert told_of(over) == {}
    assert over.released() == {("GDS-02 court|7|", "8")}


@pytest.mark.parametrize(("kind", "about_all"), [(FACT, False), (ORDER, True)])
def test_without_an_amount(monkeypatch: pytest.MonkeyPatch, kind: Kind, about_all: bool) -> None:
    """An amount that is told for the first time is less of an ORDER and more of a FACT (R12)."""
    add(kind, monkeypatch)
    edition = row("GDS-02", kind.triggers({})[0], "land", released=WHOLE_ORDER)
    hold = goods("7", by="court", to_do="HOLD", keeper="land", worth_fen=500)
    (said,) = told_of(recounted(edition, hold)).values()
    named = {**said, "grounds": [{"trigger": edition.trigger}]}
    assert milder(named, {**named, "amount_fen": None}) is about_all
    assert milder({**named, "amount_fen": None}, named) is not about_all
