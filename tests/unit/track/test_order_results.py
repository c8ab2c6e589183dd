"""What a court is told of its orders, and of which of them."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from contract.line_on_store import LineOnStore
from contract.stores import InMemory
from scenario.calendar import TODAY
from scenario.cast import CATALOGUE
from scenario.message import continuation, freeze, unfreeze, wage

from connectors.channels import topic
from schemas.codec import Decoded, decode_known
from streams.kinds.order import OrderType
from streams.line.changes import Changes
from streams.send.directive import Directive
from streams.track.answer import Answer, AnswerArrived, AnswerResult, EarlierFreeze
from streams.track.order_result import OrderResult, order_result_fields

ACCOUNTS = [
    {"kind": "ACCOUNT", "type": "", "number": "6222"},
    {"kind": "ACCOUNT", "type": "", "number": "62|23"},
]


@pytest.fixture
def line() -> LineOnStore:
    """A line that remembers."""
    memory = InMemory()
    return LineOnStore(memory.store, memory.save, CATALOGUE)


def bank(
    line: LineOnStore, directive: Directive, number: int, result: AnswerResult, code: str = ""
) -> AnswerArrived:
    """An answer of the bank."""
    return AnswerArrived(
        origin=line.origin("feedback.bank", TODAY),
        partner="bank",
        answer=Answer(
            directive_id=directive.directive_id,
            answer_no=number,
            result=result,
            reason_code=code,
            controlled_amount_fen=8_000,
            earlier_freezes=(EarlierFreeze(authority="court2", valid_until=date(2027, 1, 1)),),
            queue_rank=1,
            partner_ref="K1",
        ),
    )


def answered(line: LineOnStore, changes: Changes, result: AnswerResult) -> OrderResult:
    """What the court is told once the bank answered the entry's one directive."""
    (directive,) = changes.issued.directives
    (told,) = line.decide([bank(line, directive, 1, result)]).issued.order_results
    return told


def test_a_final_answer_to_a_freeze_is_told_to_its_court(line: LineOnStore) -> None:
    """The court reads its own number, object and case, and all that the bank said."""
    case = {"case_no": "（2026）样执1号", "parties_total": 2, "party_role": "EXECUTED"}
    changes = line.publish(freeze("F1", objects=ACCOUNTS, case=case))
    second = changes.issued.directives[1]
    given = [bank(line, d, 1, AnswerResult.PARTIAL, "R3006") for d in changes.issued.directives]
    told = line.decide(given).issued.order_results
    assert {one.object for one in told} == {"ACCOUNT:6222", "ACCOUNT:62|23"}
    (one,) = (t for t in told if t.directive_id == second.directive_id)
    assert (one.court, one.record_no, one.original_order_no) == ("court", "F1", "")
    assert (one.order, one.partner, one.subject) == (OrderType.FREEZE, "bank", second.key.subject)
    assert (one.result, one.reason_code) == (AnswerResult.PARTIAL, "R3006")
    assert (one.controlled_amount_fen, one.currency, one.queue_rank) == (8_000, "CNY", 1)
    assert one.case is not None
    assert one.case.case_no == "（2026）样执1号"


def test_only_the_highest_final_answer_is_told_and_once(line: LineOnStore) -> None:
    """ACCEPTED closes nothing; a lower or repeated number, in whatever entry, is no news."""
    (directive,) = line.publish(freeze("F1")).issued.directives
    first = line.decide(
        [
            bank(line, directive, 1, AnswerResult.ACCEPTED),
            bank(line, directive, 3, AnswerResult.EXECUTED),
            bank(line, directive, 2, AnswerResult.NOT_EXECUTED),
            bank(line, directive, 3, AnswerResult.EXECUTED),
        ]
    )
    assert [told.answer_no for told in first.issued.order_results] == [3]
    again = line.decide([bank(line, directive, 3, AnswerResult.EXECUTED)])
    assert again.issued.order_results == ()
    later = line.decide([bank(line, directive, 4, AnswerResult.RETURNED)])
    assert [told.result for told in later.issued.order_results] == [AnswerResult.RETURNED]
    ids = {told.result_id for told in (*first.issued.order_results, *later.issued.order_results)}
    assert len(ids) == 2


def test_what_no_court_ordered_is_told_to_no_court(line: LineOnStore) -> None:
    """A measure on a wage entry is none of a court's business."""
    changes = line.publish(wage("1"))
    (directive,) = (d for d in changes.issued.directives if d.key.partner == "bank")
    given = bank(line, directive, 1, AnswerResult.EXECUTED)
    assert line.decide([given]).issued.order_results == ()


def test_each_order_hears_under_its_own_number(line: LineOnStore) -> None:
    """A continuation's AMEND and a release's LIFT have their numbers, beside the original's."""
    paper = [{"name": "续行冻结裁定书", "sha256": "ab" * 32}]
    freezes = answered(line, line.publish(freeze("F1")), AnswerResult.EXECUTED)
    amends = answered(
        line, line.publish(continuation("C1", of="F1", documents=paper)), AnswerResult.EXECUTED
    )
    lifts = answered(line, line.publish(unfreeze("U1", of="F1")), AnswerResult.EXECUTED)
    assert [(t.record_no, t.original_order_no, t.order) for t in (freezes, amends, lifts)] == [
        ("F1", "", OrderType.FREEZE),
        ("C1", "F1", OrderType.CONTINUE),
        ("U1", "F1", OrderType.UNFREEZE),
    ]


def test_a_continuation_that_imposes_is_told_of(line: LineOnStore) -> None:
    """One that waited for its freeze, and one that came after the lift (C59, C60): the IMPOSE
    carries out both, and each hears under its own number; of no two it is one result."""
    paper = [{"name": "续行冻结裁定书", "sha256": "ab" * 32}]
    waited = continuation("C1", of="F1", documents=paper, until="2026-06-01")
    line.publish(waited)
    (together,) = line.publish(freeze("F1", until="2026-06-01")).issued.directives
    line.tick()
    other = [{"name": "续行冻结裁定书之二", "sha256": "cd" * 32}]
    timely = continuation("C2", of="F1", documents=other, until="2026-12-01", decided="06-01")
    (anew,) = line.publish(timely).issued.directives
    ids = set()
    for directive, numbers in ((together, ["F1", "C1"]), (anew, ["F1", "C1", "C2"])):
        told = line.decide([bank(line, directive, 1, AnswerResult.EXECUTED)]).issued.order_results
        assert [(t.record_no, t.original_order_no) for t in told] == [
            (number, "" if number == "F1" else "F1") for number in numbers
        ]
        ids |= {t.result_id for t in told}
    assert len(ids) == 5


def test_a_release_whose_original_is_unknown_is_told_too(line: LineOnStore) -> None:
    """The lift of a freeze that went another way has the release's number."""
    told = answered(line, line.publish(unfreeze("U1", of="F9")), AnswerResult.NOT_EXECUTED)
    assert (told.record_no, told.original_order_no) == ("U1", "F9")


def test_a_lift_that_no_order_stands_behind_is_told_to_no_court(line: LineOnStore) -> None:
    """The bank held nothing of the debtor; the freeze is revoked, or runs out, and its lift
    executed: nobody tells the court that its freeze was executed after all."""
    short, original = freeze("F1", until="2026-06-01"), freeze("F2")
    changes = line.publish(short, original)
    refused = [
        bank(line, d, 1, AnswerResult.NOT_EXECUTED, "R3001") for d in changes.issued.directives
    ]
    assert len(line.decide(refused).issued.order_results) == 2
    lifted = [*line.publish(original.revoked(2)).issued.directives]
    line.tick()
    lifted += [d for changes in line.decided[-2:] for d in changes.issued.directives]
    assert {d.terms.original_order_no for d in lifted} == {"F1", "F2"}
    executed = [bank(line, d, 1, AnswerResult.EXECUTED) for d in lifted]
    assert line.decide(executed).issued.order_results == ()


def test_a_continuation_that_came_too_late_is_told_at_once(line: LineOnStore) -> None:
    """D2005 without a directive; told again when it counts after all, and once more when not."""
    short = freeze("F1", decided="2025-03-01", effective_from="2025-03-01")
    line.publish(short)
    (late,) = line.publish(continuation("C2", of="F1", decided="05-01")).issued.order_results
    assert (late.record_no, late.original_order_no) == ("C2", "F1")
    assert (late.result, late.reason_code) == (AnswerResult.NOT_EXECUTED, "D2005")
    assert (late.directive_id, late.answer_no, late.partner) == (None, None, "bank")
    bridge = continuation("C1", of="F1", decided="2026-02-01")
    (counts,) = line.publish(bridge).issued.order_results
    assert (counts.record_no, counts.result, counts.reason_code) == (
        "C2", AnswerResult.ACCEPTED, "",
    )  # fmt: skip
    (again,) = line.publish(bridge.revoked(2)).issued.order_results
    assert (again.record_no, again.reason_code) == ("C2", "D2005")
    assert len({late.result_id, counts.result_id, again.result_id}) == 3


def test_a_result_is_written_by_its_contract() -> None:
    """All that is known of a result stands in the record, and the same bytes come every time."""
    result = OrderResult(
        result_id=UUID(int=1),
        court="court",
        subject=UUID(int=2),
        record_no="F1",
        result=AnswerResult.PARTIAL,
        directive_id=UUID(int=3),
        answer_no=1,
        earlier_freezes=(EarlierFreeze(authority="court2", amount_fen=5),),
    )
    fields = order_result_fields(result, 4, 3, "court")
    body = topic.encode_result(fields, datetime.now(UTC))
    assert body == topic.encode_result(fields, datetime.now(UTC))
    decoded = decode_known(body)
    assert isinstance(decoded, Decoded)
    record = decoded.record
    assert decoded.contract.subject == "credit.directives.OrderResult"
    assert (record["result_id"], record["subject_key"]) == (str(UUID(int=1)), str(UUID(int=2)))
    assert (record["sequence"], record["previous_sequence"]) == (4, 3)
    assert (record["order"], record["result"], record["measure_id"]) == ("UNKNOWN", "PARTIAL", "")
    assert record["recipient"] == "court"
    assert record["earlier_freezes"][0]["amount_fen"] == 5
