"""Which of two burdens is milder, as their partner is told of them (R12)."""

from dataclasses import fields, replace
from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.outbox_rows import terms

from schemas.catalogue.model import Binding, Effect
from streams.kinds.order import Document
from streams.rule.measure import Ground, Terms
from streams.send.milder import NO_MEASURE, ToldTerms, milder

DOCUMENTS = (Document(name="裁定书", sha256="a" * 64), Document(name="通知书", sha256="b" * 64))
#: Of each field values that are said of a list's measure, each more than those before it.
RISING: dict[str, tuple[Any, ...]] = {
    "effect": tuple(Effect),
    "binding": (Binding.ADVISORY, Binding.STATUTORY, Binding.MANDATORY),
    "valid_until": (date(2026, 6, 30), date(2027, 6, 30), None),
    "amount_fen": (None, 0, 20_000),
    "object": ("", "account:1"),
    "reason": ("", "欠薪"),
    "case_no": ("", "（2026）苏04执1号"),
    "documents": ((), DOCUMENTS),
}
#: The same where a court's order is told: with no amount named it is about everything.
OF_AN_ORDER: dict[str, tuple[Any, ...]] = {**RISING, "amount_fen": (0, 20_000, None)}
SUBJECT = (
    frozenset[str](),
    frozenset({"subject_name"}),
    frozenset({"subject_name", "subject_code"}),
)
ORDER = replace(terms(), original_order_no="12", object="account:1")


def told(change: dict[str, Any], base: Terms | None = None) -> ToldTerms:
    """What a partner is told, with some fields changed."""
    return ToldTerms(terms=replace(terms() if base is None else base, **change))


def burdens() -> st.SearchStrategy[ToldTerms]:
    """Burdens of one measure."""
    said = st.fixed_dictionaries({name: st.sampled_from(v) for name, v in RISING.items()})

    def made(change: dict[str, Any], subject: frozenset[str]) -> ToldTerms:
        return ToldTerms(terms=replace(terms(), currency="CNY", **change), subject=subject)

    return st.builds(made, said, st.sampled_from(SUBJECT))


def test_every_field_is_either_compared_or_says_nothing_of_the_burden() -> None:
    """A field that is added to `Terms` must be thought of here."""
    elsewhere = {"original_order_no", "currency"}
    assert {f.name for f in fields(Terms)} == set(RISING) | NO_MEASURE | elsewhere


@pytest.mark.parametrize("name", RISING)
def test_one_field_that_is_less_makes_it_milder(name: str) -> None:
    """And one that is more does not; an end that is not told is the latest."""
    for less, more in zip(RISING[name], RISING[name][1:], strict=False):
        assert milder(told({name: less}), told({name: more}))
        assert not milder(told({name: more}), told({name: less}))
        assert not milder(told({name: more}), told({name: more}))


def test_an_order_that_names_no_amount_is_about_everything() -> None:
    """To name one is milder, to name none any more is not."""
    for less, more in zip(OF_AN_ORDER["amount_fen"], OF_AN_ORDER["amount_fen"][1:], strict=False):
        assert milder(told({"amount_fen": less}, ORDER), told({"amount_fen": more}, ORDER))
        assert not milder(told({"amount_fen": more}, ORDER), told({"amount_fen": less}, ORDER))


@pytest.mark.parametrize(
    "other",
    [
        {"object": ""},
        {"object": "account:2"},
        {"original_order_no": "13"},
    ],
)
def test_what_differs_without_order_is_not_milder(other: dict[str, Any]) -> None:
    """Whatever else is less: another object or order is something new."""
    assert milder(told({"effect": Effect.REPORT}, ORDER), ToldTerms(terms=ORDER))
    assert not milder(told({"effect": Effect.REPORT, **other}, ORDER), ToldTerms(terms=ORDER))


@pytest.mark.parametrize(
    "words",
    [
        {"reason": "other"},
        {"case_no": "other"},
        {"documents": (Document(name="别件", sha256="c" * 64),)},
        {"documents": DOCUMENTS[:1]},
        {"documents": (*DOCUMENTS, Document(name="别件", sha256="c" * 64))},
    ],
)
def test_other_words_are_neither_more_nor_less(words: dict[str, Any]) -> None:
    """Beside a milder term they keep nothing back; alone they are no milder burden; told for the
    first time they are more."""
    before = told({"reason": "欠薪", "case_no": "1", "documents": DOCUMENTS})
    assert milder(told({"effect": Effect.REPORT, **words}, before.terms), before)
    assert not milder(told(words, before.terms), before)
    silent = told({})
    assert not milder(told({"effect": Effect.REPORT, **words}, silent.terms), silent)


def test_amounts_in_two_currencies_are_not_compared() -> None:
    """100 of another currency may be more."""
    yuan = told({"amount_fen": 20_000, "currency": "CNY"})
    assert not milder(told({"amount_fen": 100, "currency": "USD"}), yuan)


def test_where_its_law_stands_says_nothing_of_a_burden() -> None:
    """Another edition, basis, ground or first day makes it neither milder nor stricter."""
    other: dict[str, Any] = {
        "legal_basis": ("样例办法 第一条",),
        "list_version": "2027",
        "valid_from": date(2026, 1, 1),
        "grounds": (Ground(source="hrss", record_no="W2", trigger="list/WAGE_ARREARS"),),
        "release": "市信用办",
        "answer_within_s": 60,
    }
    assert not milder(told(other), told({}))
    assert milder(told({**other, "effect": Effect.REPORT}), told({}))


def test_which_fields_of_the_subject_are_told_counts() -> None:
    """A name without the code is less; the code without the name is another thing."""
    for (a, less), (b, more) in product(enumerate(SUBJECT), repeat=2):
        found = milder(
            ToldTerms(terms=terms(), subject=less), ToldTerms(terms=terms(), subject=more)
        )
        assert found is (a < b)
    code = ToldTerms(terms=terms(), subject=frozenset({"subject_code"}))
    assert not milder(code, ToldTerms(terms=terms(), subject=frozenset({"subject_name"})))


@given(burdens(), burdens(), burdens())
def test_milder_is_an_order(a: ToldTerms, b: ToldTerms, c: ToldTerms) -> None:
    """Nothing is milder than itself, of two one at most is, and what is milder than a milder one
    is milder."""
    assert not milder(a, a)
    assert not (milder(a, b) and milder(b, a))
    assert not (milder(a, b) and milder(b, c)) or milder(a, c)
