"""Every store keeps partners' answers, and what courts are told of them."""

from uuid import UUID

import pytest
from contract.line_on_store import LineOnStore
from contract.records import key_of
from contract.stores import StoreUnderTest
from scenario.calendar import TODAY
from scenario.message import freeze, unfreeze, wage

from streams.identify.pseudonym import record_key
from streams.line.store import Need
from streams.track.answer import Answer, AnswerArrived, AnswerResult


def answer(line: LineOnStore, directive: UUID, number: int, result: AnswerResult) -> AnswerArrived:
    """An answer of the bank."""
    return AnswerArrived(
        origin=line.origin("feedback.bank", TODAY),
        partner="bank",
        answer=Answer(directive_id=directive, answer_no=number, result=result, reason="余额不足"),
    )


def test_the_highest_answer_wins(line: LineOnStore) -> None:
    """Of several answers the highest number counts, in whatever order and entries they came."""
    (directive,) = (
        d for d in line.publish(freeze("1")).issued.directives if d.key.partner == "bank"
    )
    given = directive.directive_id
    second = answer(line, given, 2, AnswerResult.EXECUTED)
    line.decide([second])
    line.decide(
        [
            answer(line, given, 1, AnswerResult.ACCEPTED),
            answer(line, given, 2, AnswerResult.NOT_EXECUTED),
        ]
    )
    (state,) = line.store.load(Need(directives=frozenset({given}))).directives.values()
    assert (state.partner, state.answer_no, state.answer) == ("bank", 2, second)
    assert state.directive == directive
    third = answer(line, given, 3, AnswerResult.PARTIAL)
    line.decide([third, answer(line, given, 2, AnswerResult.ACCEPTED)])
    (state,) = line.store.load(Need(directives=frozenset({given}))).directives.values()
    assert state.answer == third


def test_a_refused_answer_changes_nothing(line: LineOnStore, under_test: StoreUnderTest) -> None:
    """An answer about another partner's directive is kept with its code and does not count."""
    directives = line.publish(wage("1")).issued.directives
    (theirs,) = (d for d in directives if d.key.partner == "procurement")
    changes = line.decide([answer(line, theirs.directive_id, 1, AnswerResult.EXECUTED)])
    assert [code for _, code in changes.received.refused_answers] == ["E1602"]
    wanted = Need(directives=frozenset({theirs.directive_id}))
    (state,) = line.store.load(wanted).directives.values()
    assert state.answer is None
    assert under_test.seen().answers == {(theirs.directive_id, 1, "EXECUTED", "E1602")}


@pytest.mark.parametrize(
    ("number", "result", "code"),
    [
        (0, AnswerResult.EXECUTED, "E1107"),
        (-1, AnswerResult.EXECUTED, "E1107"),
        (-1, AnswerResult.RETURNED, "E1107"),
        (0, AnswerResult.RETURNED, ""),
        (1, AnswerResult.EXECUTED, ""),
    ],
)
def test_an_answer_with_no_number_of_a_partners_does_not_count(
    line: LineOnStore, under_test: StoreUnderTest, number: int, result: AnswerResult, code: str
) -> None:
    """It is kept as E1107; 0 is the hub's own number, and says RETURNED alone (ADR 0173)."""
    (given,) = (d for d in line.publish(freeze("1")).issued.directives if d.key.partner == "bank")
    line.decide([answer(line, given.directive_id, number, result)])
    assert under_test.seen().answers == {(given.directive_id, number, result.value, code)}
    wanted = Need(directives=frozenset({given.directive_id}))
    (state,) = line.store.load(wanted).directives.values()
    assert (state.answer is None) is bool(code)


def test_what_a_court_is_told_is_kept(line: LineOnStore, under_test: StoreUnderTest) -> None:
    """Results of orders are kept with all they say, each under its own id."""
    (directive,) = line.publish(freeze("1")).issued.directives
    (lift,) = line.publish(unfreeze("2", of="1")).issued.directives
    first = line.decide([answer(line, directive.directive_id, 1, AnswerResult.PARTIAL)])
    second = line.decide([answer(line, lift.directive_id, 1, AnswerResult.EXECUTED)])
    told = (*first.issued.order_results, *second.issued.order_results)
    assert [result.record_no for result in told] == ["1", "2"]
    assert under_test.seen().order_results == {result.result_id: result for result in told}


def test_the_orders_behind_a_directive_are_loaded_with_it(line: LineOnStore) -> None:
    """An answer's need brings every order about the original, also of an unknown one."""
    orders = freeze("1"), unfreeze("2", of="1")
    line.publish(orders[0])
    (known,) = line.publish(orders[1]).issued.directives
    (unknown,) = line.publish(unfreeze("4", of="3")).issued.directives
    found = line.store.load(Need(directives=frozenset({known.directive_id}))).versions
    assert found.keys() == {key_of(one) for one in orders}
    found = line.store.load(Need(directives=frozenset({unknown.directive_id}))).versions
    assert found.keys() == {record_key("court", "4")}
