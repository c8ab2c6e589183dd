"""The partner's side of the contract (R13), and what its own rules add."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from connectors.partners.answer import Answer, Result, encoded
from connectors.partners.desk import Desk
from connectors.partners.directive import Action, Directive, NotADirective, from_topic, from_webhook
from connectors.partners.full_list import FullList
from connectors.partners.handling import (
    Execute,
    executed,
    receive,
    skip,
    take_result,
)
from connectors.partners.ledger import Ledger
from connectors.partners.ledger_file import read_ledger
from connectors.partners.order_result import OrderResult, result_of
from connectors.partners.reconciling import reconcile
from connectors.partners.sample.rules import BALANCE_FEN, bank, land
from schemas.codec import encode
from schemas.json_form import to_json
from schemas.samples import sample

M, N = UUID(int=1), UUID(int=2)


def _told(
    number: int,
    action: Action = Action.IMPOSE,
    *,
    sequence: int,
    measure: UUID = M,
    previous: int | None = None,
    order: str = "",
    **fields: object,
) -> Directive:
    plain = to_json(sample("credit.directives.Directive"))
    assert isinstance(plain, dict)
    return Directive(
        directive_id=UUID(int=100 + number),
        measure_id=measure,
        sequence=sequence,
        previous_sequence=sequence - 1 if previous is None else previous,
        subject_key=UUID(str(plain["subject_key"])),
        action=action,
        fields=plain | {"original_order_no": order} | fields,
    )


def _all(*told: Directive) -> tuple[Ledger, list[Answer]]:
    ledger, answers = Ledger(), []
    for directive in told:
        outcome = receive(ledger, directive)
        ledger = ledger.after(outcome.change)
        answers.append(outcome.answer)
    return ledger, answers


def _after(told: Directive, execute: Execute = executed) -> Ledger:
    """An empty ledger after one directive."""
    return Ledger().after(receive(Ledger(), told, execute).change)


def test_what_comes_again_gets_its_old_answer() -> None:
    """The same directive twice is applied once and answered alike."""
    one = _told(0, sequence=1)
    ledger, answers = _all(one, one)
    assert ledger.applied == 1
    assert answers[0] == answers[1]


def test_a_lower_sequence_is_superseded() -> None:
    """An IMPOSE that turns up after its LIFT is not applied (C41)."""
    ledger, (lifted, late) = _all(_told(1, Action.LIFT, sequence=2), _told(0, sequence=1))
    assert lifted.result is Result.EXECUTED
    assert (late.result, late.reason_code) == (Result.NOT_EXECUTED, "superseded")
    assert not ledger.held()


def test_an_orders_lift_of_what_is_not_held() -> None:
    """It is answered R3005, remembered, and the freeze that comes late is not applied (C58)."""
    lift = _told(1, Action.LIFT, sequence=2, order="12")
    ledger, (lifted, late) = _all(lift, _told(0, sequence=1, order="12"))
    assert (lifted.result, lifted.reason_code) == (Result.NOT_EXECUTED, "R3005")
    assert late.reason_code == "superseded"
    assert not ledger.held()


def test_another_measure_is_another_matter() -> None:
    """Sequences are compared within a measure only."""
    ledger, _ = _all(_told(1, sequence=2, measure=N), _told(0, sequence=1))
    assert len(list(ledger.held())) == 2


def test_a_gap_is_seen() -> None:
    """`previous_sequence` above what was seen means that something was lost."""
    first = _after(_told(0, sequence=1))
    assert not first.gap
    assert receive(first, _told(2, sequence=3, previous=2, measure=N)).gap
    assert not receive(first, _told(2, sequence=3, previous=1, measure=N)).gap


def test_a_gap_stays_until_the_full_list_was_applied() -> None:
    """Also one before a skipped directive is seen, and no repeat or later directive covers it."""
    told = _told(2, sequence=3, previous=2)
    skipped = Ledger().after(skip(Ledger(), told).change)
    assert skipped.gap
    assert receive(skipped, told).gap
    later = receive(skipped, _told(3, sequence=4, measure=N))
    assert later.gap
    assert reconcile(skipped.after(later.change), FullList(told_through={}))[0].gap


def test_a_freeze_without_its_document_is_sent_back() -> None:
    """R3003, and nothing is held."""
    outcome = receive(Ledger(), _told(0, sequence=1, documents=[]), bank)
    assert (outcome.answer.result, outcome.answer.reason_code) == (Result.NOT_EXECUTED, "R3003")
    assert not Ledger().after(outcome.change).held()


def test_who_is_no_customer_is_not_controlled() -> None:
    """R3001 where no code names the subject: nobody is found by a name. One code is enough."""
    named = {**_told(0, sequence=1).fields["subject"], "uscc": "", "org_code": ""}
    stranger = receive(
        Ledger(), _told(0, sequence=1, subject={**named, "registration_no": ""}), bank
    )
    assert (stranger.answer.result, stranger.answer.reason_code) == (Result.NOT_EXECUTED, "R3001")
    assert not Ledger().after(stranger.change).held()
    assert encoded(stranger.answer)
    customer = receive(Ledger(), _told(0, sequence=1, subject=named, amount_fen=1), bank)
    assert customer.answer.result is Result.EXECUTED


def test_what_is_not_there_is_not_controlled() -> None:
    """R3001 also for what a customer's balance lacks: the balance is held, the answer says so."""
    asked_fen = BALANCE_FEN + 1
    answer = receive(Ledger(), _told(0, sequence=1, amount_fen=asked_fen), bank).answer
    assert (answer.result, answer.reason_code) == (Result.PARTIAL, "R3001")
    assert (answer.controlled_amount_fen, answer.earlier_freezes) == (BALANCE_FEN, ())
    whole = receive(Ledger(), _told(0, sequence=1, amount_fen=BALANCE_FEN), bank).answer
    assert (whole.result, whole.reason_code) == (Result.EXECUTED, "")


@pytest.mark.parametrize("rules", [bank, land])
def test_a_control_under_another_name_is_not_executed(rules: Execute) -> None:
    """R3002 where the code is known under another name; writing it in full width is no other."""
    first = _told(0, sequence=1, amount_fen=1)
    known, subject = _after(first, rules), first.fields["subject"]
    name = subject["name"]
    for said, done in ((f"另一{name}", False), (f" {name}\u3000", True), ("", True)):
        other = {**subject, "name": said}
        told = _told(1, sequence=2, measure=N, subject=other, object="another", amount_fen=1)
        answer = receive(known, told, rules).answer
        assert (answer.reason_code != "R3002") is done
        assert (answer.result is not Result.NOT_EXECUTED) is done


def test_a_corrected_name_is_taken() -> None:
    """The same measure under a new name: the court corrects its own order."""
    first = _told(0, sequence=1, amount_fen=1)
    new = {**first.fields["subject"], "name": "更名后"}
    known = _after(first, bank)
    told = _told(1, Action.AMEND, sequence=2, subject=new, amount_fen=1)
    amended = receive(known, told, bank)
    assert amended.answer.result is Result.EXECUTED


def test_an_earlier_freeze_ranks_before() -> None:
    """What the first freeze left is controlled, the rest is told with rank and earlier freeze."""
    first = receive(Ledger(), _told(0, sequence=1, amount_fen=4_000_000), bank)
    known = Ledger().after(first.change)
    second = receive(known, _told(1, sequence=2, measure=N, amount_fen=3_000_000), bank).answer
    assert first.answer.controlled_amount_fen == 4_000_000
    assert (second.result, second.controlled_amount_fen) == (Result.PARTIAL, 1_000_000)
    assert (second.queue_rank, second.earlier_freezes[0].amount_fen) == (1, 4_000_000)


def test_a_second_seal_waits_in_line() -> None:
    """轮候查封: registered behind the first, in effect once that is gone."""
    first = receive(Ledger(), _told(0, sequence=1), land)
    known = Ledger().after(first.change)
    second = receive(known, _told(1, sequence=2, measure=N), land)
    assert (first.answer.result, second.answer.queue_rank) == (Result.EXECUTED, 1)


def test_answers_fit_their_contract() -> None:
    """The encoded answer is one of the schema; dates and amounts included."""
    outcome = receive(Ledger(), _told(0, sequence=1), bank)
    assert encoded(replace(outcome.answer, executed_at="2026-06-02T01:30:00Z"))
    with pytest.raises(ValueError, match="executed_at"):
        encoded(replace(outcome.answer, executed_at="yesterday"))


def test_bytes_that_are_no_directive() -> None:
    """Foreign bytes, another record and another type of webhook are told apart."""
    with pytest.raises(NotADirective):
        from_topic(b"\x00\x00")
    with pytest.raises(NotADirective):
        from_topic(encode("credit.answers.Answer", sample("credit.answers.Answer")))
    for body in (b"", b"[]", b'{"type":"ping"}', b'{"type":"directive.lift","data":{}}'):
        with pytest.raises(NotADirective):
            from_webhook(body)
    good = from_topic(encode("credit.directives.Directive", sample("credit.directives.Directive")))
    assert good.fields["valid_until"] == date(2027, 5, 31).isoformat()


def _result(number: int, sequence: int, previous: int = 0) -> OrderResult:
    fields = sample("credit.directives.OrderResult") | {
        "result_id": str(UUID(int=number)),
        "sequence": sequence,
        "previous_sequence": previous,
        "subject_key": sample("credit.directives.Directive")["subject_key"],
    }
    found = result_of(encode("credit.directives.OrderResult", fields))
    assert found is not None
    return found


def test_a_result_counts_in_the_stream_and_disturbs_no_measure(tmp_path: Path) -> None:
    """Results share the sequence with directives, are kept once, and survive in the file."""
    desk = Desk("court", tmp_path / "court.json")
    imposed = _told(0, sequence=2, partner="court")
    lifted = _told(1, Action.LIFT, sequence=4, previous=3, partner="court")
    second = _result(2, 3, previous=2)
    outcomes = desk.catch_up([_result(1, 1), imposed, second, second, lifted])
    assert [outcome.answer.result for outcome in outcomes] == [Result.NOT_EXECUTED, Result.EXECUTED]
    assert list(desk.ledger.results) == [UUID(int=1), UUID(int=2)]
    assert (list(desk.ledger.streams.values()), desk.ledger.gap) == ([4], False)
    assert read_ledger(tmp_path / "court.json") == desk.ledger


def test_a_log_is_answered_in_parts(tmp_path: Path) -> None:
    """
    Each part is on disk before it is answered; the last state is known from the whole log.

    Cut short in between, the same log gives the same answers again.
    """
    file, said = tmp_path / "bank.json", list[list[Answer]]()
    log = [_told(n, sequence=n + 1) for n in range(5)]

    def say(answers: Iterable[Answer]) -> None:
        said.append(list(answers))
        assert all(answer.directive_id in read_ledger(file).answers for answer in said[-1])
        if len(said) == 2:
            raise ConnectionError

    with pytest.raises(ConnectionError):
        Desk("bank", file, together=2).catch_up(log, say)
    assert len(read_ledger(file).answers) == 4
    outcomes = Desk("bank", file, together=2).catch_up(log, say)
    assert [outcome.again for outcome in outcomes] == [True] * 4 + [False]
    assert [len(part) for part in said] == [2, 2, 2, 2, 1]
    assert said[:2] == said[2:4]
    assert [answer.result for part in said[2:] for answer in part] == [
        *[Result.NOT_EXECUTED] * 4,
        Result.EXECUTED,
    ]


def test_a_result_above_a_gap_says_that_something_was_lost() -> None:
    """What a result's `previous_sequence` names and nobody saw is a gap like any other."""
    assert take_result(Ledger(), _result(1, 3, previous=2)).gap
    assert not take_result(Ledger(), _result(1, 3)).gap


def test_a_directive_is_no_result() -> None:
    """Whatever is not a result is left to whoever reads directives."""
    directive = encode("credit.directives.Directive", sample("credit.directives.Directive"))
    assert result_of(directive) is None
    assert result_of(b"") is None
    assert from_topic(directive).sequence > 0
