"""A clause that follows from large fines and from what stops a business (R21)."""

from dataclasses import replace

from scenario.cast import BASIS, PRC_01_BAN, SINCE, SOURCE, catalogue
from scenario.message import Message, Value, penalty
from schemas.catalogue.code import Derived
from schemas.catalogue.model import Catalogue, MeasureRow, OnRepair

#: What 采购法 22 keeps out of procurement.
GRAVE = replace(PRC_01_BAN, trigger="penalty/GRAVE_VIOLATION", on_repair=OnRepair.KEEP)
#: Two million yuan in fen.
LARGE = 200_000_000
STOPPED, SHUT = "责令停产停业", "责令关闭"


def row(**condition: Value) -> Derived:
    """Return a row by which a penalty has the clause, in force since 2020 unless said."""
    said: dict[str, Value] = {"valid_from": SINCE, **condition}
    return Derived(
        clause="GRAVE_VIOLATION", name="重大违法记录", basis=BASIS, source=SOURCE, **said
    )


BY_FINE = row(fine_from_fen=LARGE)
BY_CATEGORY = row(categories=frozenset({STOPPED, SHUT}))


def deriving(*rows: Derived, measures: tuple[MeasureRow, ...] = (GRAVE, PRC_01_BAN)) -> Catalogue:
    """Return a catalogue with these rows of derived clauses."""
    return catalogue(measures, derived=rows)


LAW = deriving(BY_FINE, BY_CATEGORY)


def fined(number: str, fen: int | None, **fields: Value) -> Message:
    """Return a penalty of a fine, without any written clause."""
    categories = [] if fen is None else ["罚款"]
    said: dict[str, Value] = {"clauses": [], "categories": categories, **fields}
    return penalty(number, fine_fen=fen, **said)
