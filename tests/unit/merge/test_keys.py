"""What makes two records the same fact (R3)."""

from uuid import UUID

import pytest
from contract.line_on_store import LineOnStore
from scenario.cast import CATALOGUE, HRSS, TAX, A, B
from scenario.message import Message, judgment, message, penalty, wage

from streams.kinds.event import Subject
from streams.line.memory import MemoryStore


def keys(*messages: Message) -> list[UUID | None]:
    """The fact keys under which records are stored, in the order of the messages."""
    store = MemoryStore()
    line = LineOnStore(store, store.save, CATALOGUE)
    changes = [line.publish(one) for one in messages]
    return [version.fact_key for each in changes for version in each.received.versions]


def restricted(number: str, about: Subject = A) -> Message:
    """A court's order not to spend."""
    return message(
        *("court", "SpendingRestriction", number, 1),
        about=about,
        decided="06-01",
        case_no="（2026）苏04执7号",
    )


def test_a_corrected_subject_leaves_a_document_the_same_fact() -> None:
    """Where a document number and an authority are there, the subject is not in the key."""
    for kind in (penalty, wage):
        one, other = keys(kind("1", document_no="X1号"), kind("2", document_no="X1号", about=B))
        assert one == other


def test_of_a_case_each_subject_is_a_fact() -> None:
    """A judgment has several debtors under one case number."""
    case = "（2026）苏04执7号"
    one, other = keys(judgment("1", case_no=case), judgment("2", case_no=case, about=B))
    assert one != other
    again = keys(judgment("3", case_no=case), judgment("4", case_no=case))
    assert again[0] == again[1]
    assert len({*keys(restricted("5"), restricted("6", B))}) == 2


def test_another_authority_or_kind_or_number_is_another_fact() -> None:
    """The same number of another authority, of another kind, and another number."""
    relayed = [
        penalty("1", by="province", authority=TAX, document_no="X1号"),
        penalty("2", by="province", authority=HRSS, document_no="X1号"),
        penalty("3", by="province", authority=TAX, document_no="X2号"),
        wage("4", by="province", authority=HRSS, document_no="X1号"),
    ]
    assert len(set(keys(*relayed))) == 4
    case = "（2026）苏04执7号"
    listed = judgment("5", case_no=case)
    assert len({*keys(listed, restricted("6"))}) == 2


@pytest.mark.parametrize("number", ["", " "])
def test_without_a_number_each_record_is_its_own_fact(number: str) -> None:
    """Nothing else says that two of them tell of the same."""
    one, other = keys(penalty("1", document_no=number), penalty("2", document_no=number))
    assert one != other
