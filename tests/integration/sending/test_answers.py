"""Which of a partner's answers the sender goes by (R14)."""

from itertools import permutations

from support.outbox_rows import Outbox

RESULTS = {1: "ACCEPTED", 2: "NOT_EXECUTED", 3: "EXECUTED"}


def test_the_highest_answer_counts_in_whatever_order_they_come(outbox: Outbox) -> None:
    """What is late and lower changes nothing of the row that the table of R12 reads."""
    for instance, order in enumerate(permutations(RESULTS)):
        directive = outbox.decide("IMPOSE", instance=str(instance))
        outbox.sent(*outbox.claim())
        for number in order:
            outbox.answer(directive.directive_id, RESULTS[number], number=number)
        found = [outbox.column(directive.directive_id, c) for c in ("answer_no", "answer")]
        assert found == [3, "EXECUTED"], order
