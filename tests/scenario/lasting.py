"""Rows with two terms, judgment defaults by their grounds, and bans that outlive a repair."""

from dataclasses import replace

from scenario.cast import LND_04, PRC_01_BAN, A
from scenario.editions import edition
from scenario.expect import on
from scenario.message import Message, Value, judgment, repair
from schemas.catalogue.model import MeasureRow, OnRepair

BAN = on(A, "PRC-01")
NO_HOMES = on(A, "LND-04")

#: Grounds 1 and 4 of 法释〔2017〕7号 art. 1, and what is none (R22).
ABLE = "有履行能力而拒不履行生效法律文书确定义务"
UNREPORTED = "违反财产报告制度"
OTHER = "其他规避执行的情形"

#: Two years where the court says nothing else, as long as the fact where it names ground 1.
LISTED = replace(LND_04, usual_months=24)

#: The ban that is the penalty itself (R23).
KEPT = replace(PRC_01_BAN, on_repair=OnRepair.KEEP)


def of_ban(name: str, since: str, till: str | None = None, **more: Value) -> MeasureRow:
    """Return an edition of the penalty's ban: refusal for three years, lifted by a repair, kept
    through an objection, unless said."""
    return edition(name, since, till, of=PRC_01_BAN, **more)


def two_terms(longest: int | None, usual: int | None) -> MeasureRow:
    """Return the wage arrears' row with these terms in months."""
    return edition("2020", "2020-01-01", term_months=longest, usual_months=usual)


def defaulted(number: str, *circumstances: str, **fields: Value) -> Message:
    """Return the listing of a judgment debtor for these circumstances."""
    return judgment(number, circumstances=list(circumstances), **fields)


def by_tax(number: str, of: Message, **fields: Value) -> Message:
    """Return the tax bureau's repair of what it decided."""
    return repair(number, of=of, by="tax", **fields)
