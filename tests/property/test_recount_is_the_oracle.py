"""The verifier's recount and the oracle, written apart, find the same measures."""

from dataclasses import replace
from datetime import date
from typing import NamedTuple
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st
from oracle.identity import identity
from property.laws import LAW
from property.strategies import (
    DAYS,
    DEPARTMENTS,
    FIRST,
    OTHERS,
    decisions,
    distinct,
    messages,
)
from scenario.as_event import as_event
from scenario.calendar import day
from scenario.cast import BNK_07, LND_04, PRC_01_BAN, PRC_01_WAGE, WAGE_ARREARS, catalogue, row
from scenario.message import Message
from scenario.oracle_hub import OracleHub
from scenario.recounted import recounted_version

from monitoring.verify.chronicle import CatalogueLoad, Chronicle
from monitoring.verify.journal import JournalEntry
from monitoring.verify.recount.due import owed
from schemas.catalogue.apply import next_catalogue
from schemas.catalogue.code import Derived
from schemas.catalogue.model import Catalogue, Effect, MeasureRow, OnObjection, OnRepair

KEPT = OnRepair.KEEP
STOP = "责令停产停业"
NOTICE = {"prior": True, "heard": False, "served": False}


def following(
    edition: MeasureRow, *each: tuple[str, str | None, dict[str, object]]
) -> list[MeasureRow]:
    """Editions of a row: first and last day, and what each has of its own."""
    return [
        replace(
            edition,
            list_version=str(number),
            valid_from=day(since),
            valid_until=None if until is None else day(until),
            **fields,  # type: ignore[arg-type]
        )
        for number, (since, until, fields) in enumerate(each, 1)
    ]


def derived(**fields: object) -> Derived:
    """A row by which a penalty has the clause of PRC-02."""
    return Derived(clause="MAJOR", name="MAJOR", basis="采购法 第二十二条", **fields)  # type: ignore[arg-type]


#: Editions of which none is the mildest in every respect, a list that asks for prior notice, and a
#: derived clause (R7, R8, R21).
RESPECTS = replace(
    catalogue(
        [
            *following(
                PRC_01_WAGE,
                ("2020-01-01", "06-02", {"on_repair": KEPT, "usual_months": 12}),
                ("06-03", "06-04", {"effect": Effect.CAUTION, "on_repair": KEPT}),
                ("06-05", None, {"on_objection": OnObjection.SUSPEND, "term_months": 1}),
            ),
            *following(
                BNK_07,
                ("2020-01-01", "06-03", {"on_objection": OnObjection.KEEP, "term_months": 1}),
                ("06-04", None, {"effect": Effect.REPORT, "on_repair": KEPT}),
            ),
            *following(
                PRC_01_BAN,
                ("2020-01-01", "06-02", {"on_repair": KEPT, "on_objection": OnObjection.SUSPEND}),
                ("06-03", "06-05", {"effect": Effect.CONTROL, "usual_months": 1}),
                ("06-06", None, {"on_repair": KEPT, "term_months": 24}),
            ),
            *following(
                LND_04,
                ("2020-01-01", "06-02", {"on_repair": KEPT, "usual_months": 24}),
                ("06-03", "06-04", {"usual_months": 1, "targets": OTHERS}),
                ("06-05", None, {"on_objection": OnObjection.SUSPEND, "on_repair": KEPT}),
            ),
            row("PRC-02", "penalty/MAJOR", "procurement"),
        ],
        DEPARTMENTS,
    ),
    lists={"WAGE_ARREARS": replace(WAGE_ARREARS, prior_notice_since=day("06-01"))},
    derived=(
        derived(categories=frozenset({STOP}), valid_from=day("05-20"), valid_until=day("06-03")),
        derived(fine_from_fen=1_000),
    ),
)


@st.composite
def saying_more(draw: st.DrawFn) -> list[Message]:
    """Draw decisions of which penalties have categories and fines, and entries a notice."""
    return [_saying_more(draw, message) for message in draw(decisions().map(distinct))]


def _saying_more(draw: st.DrawFn, message: Message) -> Message:
    if message.record["action"] not in {"ASSERT", "CORRECT"}:
        return message
    if message.kind == "ListEntry":
        return message.again(notice=draw(st.sampled_from([None, NOTICE])))
    if message.kind == "AdministrativePenalty":
        categories = draw(st.sampled_from([[], ["警告"], ["警告", STOP]]))
        return message.again(
            categories=categories, fine_fen=draw(st.sampled_from([None, 999, 1_000]))
        )
    return message


class Seen(NamedTuple):
    """A measure with what both must agree on."""

    partner: str
    subject: str
    measure: str
    instance: str
    since: date
    until: date | None
    edition: str


def by_recount(told: list[Message], on: date, law: Catalogue = LAW) -> set[Seen]:
    """What the verifier finds owed."""
    chronicle = Chronicle(
        entries=[JournalEntry(1, on, None)],  # type: ignore[arg-type]
        loads=[CatalogueLoad(next_catalogue(None, law, FIRST), 1, FIRST)],
        merged={},
    )
    chronicle.add(recounted_version(message, offset) for offset, message in enumerate(told))
    names = called(told)
    found = set()
    for subject in chronicle.subjects:
        world = chronicle.world(chronicle.around(subject), 1)
        result = owed(world, subject)
        for measure in result.grounds:
            ground = result.ruling(measure)
            found.add(
                Seen(
                    measure.partner,
                    names[subject],
                    measure.measure,
                    measure.instance,
                    ground.begins,
                    ground.until,
                    ground.edition.list_version,
                )
            )
    return found


def called(told: list[Message]) -> dict[UUID, str]:
    """The oracle's names of the verifier's subjects."""
    names = {}
    for offset, message in enumerate(told):
        read, event = recounted_version(message, offset), as_event(message, offset, FIRST)
        namings = [read.subject, *(p.naming for p in read.related)]
        subjects = [event.subject, *(r.subject for r in event.related)]
        for naming, subject in zip(namings, subjects, strict=True):
            if naming is not None and naming.subject is not None:
                names[naming.subject] = str(identity(subject, event.authority.uscc))
    return names


def by_oracle(told: list[Message], on: date, law: Catalogue = LAW) -> set[Seen]:
    """What the oracle finds in force."""
    oracle = OracleHub(law, on=FIRST)
    oracle.publish(*told)
    oracle.tick(on)
    return {
        Seen(*held, terms.valid_from, terms.valid_until, terms.list_version)
        for held, terms in oracle.in_force().items()
    }


@settings(max_examples=500, deadline=None, print_blob=False)
@given(messages, st.sampled_from(DAYS))
def test_the_recount_is_the_oracle(told: list[Message], on: date) -> None:
    """Measure by measure, with first day, last day and edition, both say the same of any set."""
    assert by_recount(told, on) == by_oracle(told, on)


@settings(max_examples=500, deadline=None, print_blob=False)
@given(saying_more(), st.sampled_from(DAYS))
def test_the_recount_is_the_oracle_in_each_respect(told: list[Message], on: date) -> None:
    """Also where no edition is the mildest in all, lists ask for notice and clauses are derived."""
    assert by_recount(told, on, RESPECTS) == by_oracle(told, on, RESPECTS)
