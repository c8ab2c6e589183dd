"""Invariant 2: each way to have an effect twice is named."""

from integration.verify.conftest import Copy, Names


def test_a_sequence_that_was_skipped(copy: Copy, names: Names) -> None:
    """A stream whose second message has sequence 7 has a gap."""
    copy.run("UPDATE directive SET sequence = 7 WHERE sequence = 2 AND partner LIKE '%%-bank'")
    assert names(copy.finding(2), "sequence", "-bank on ")


def test_a_sequence_given_twice(copy: Copy, names: Names) -> None:
    """Two messages of one stream with one sequence are named."""
    copy.run("UPDATE directive SET sequence = 1 WHERE sequence = 2 AND partner LIKE '%%-bank'")
    assert names(copy.finding(2), "sequence", "(1 different)")


def test_a_stream_that_gave_another_number(copy: Copy, names: Names) -> None:
    """A stream row that does not know its last sequence is named."""
    copy.run("UPDATE stream SET last_sequence = 9 WHERE partner LIKE '%%-land'")
    assert names(copy.finding(2), "sequence", "the stream gave 9")


#: The result of a court's order, told by the bank's topic as the next message of one stream.
TOLD = """
WITH s AS (UPDATE stream SET last_sequence = last_sequence + 1
            WHERE (partner, subject) = (SELECT partner, subject FROM stream
                                         WHERE partner LIKE '%%-bank' ORDER BY subject LIMIT 1)
           RETURNING partner, subject, last_sequence)
INSERT INTO order_result (result_id, court, subject, fields, entry, ordinal, partner, sequence)
SELECT gen_random_uuid(), 'court', subject, '{}', 1, 0, partner, last_sequence FROM s
"""


def test_results_of_orders_have_their_places_in_a_stream(copy: Copy, names: Names) -> None:
    """A result is counted with the directives of its stream, and its gap is named like theirs."""
    copy.run(TOLD)
    assert not names(copy.finding(2), "sequence", "-bank on ")
    copy.run("UPDATE order_result SET sequence = sequence + 1")
    assert names(copy.finding(2), "sequence", "-bank on ")


def test_two_burdens_in_force(copy: Copy, names: Names) -> None:
    """What went as IMPOSE while an earlier IMPOSE stood at the partner is named."""
    copy.run(
        "UPDATE directive SET sent_as = 'IMPOSE', action = 'IMPOSE' WHERE action = 'LIFT'"
        " AND sequence IS NOT NULL AND partner LIKE '%%-procurement'"
    )
    assert names(copy.finding(2), "twice", "went as IMPOSE while sequence 1 was in force")


def test_an_amend_of_nothing(copy: Copy, names: Names) -> None:
    """What went as AMEND though nothing was in force is named."""
    copy.run("UPDATE directive SET sent_as = 'AMEND' WHERE sequence = 1 AND partner LIKE '%%-land'")
    assert names(copy.finding(2), "table", "nothing was in force to amend")


def test_an_ordinary_lift_of_nothing(copy: Copy, names: Names) -> None:
    """A LIFT no burden was claimed before, and no court ordered, is named."""
    copy.run(
        "UPDATE directive SET sequence = NULL, claimed_at = NULL, sent_as = NULL, body = NULL,"
        " sent_at = NULL WHERE measure_id = (SELECT measure_id FROM directive WHERE action = 'LIFT'"
        " AND partner LIKE '%%-procurement') AND action = 'IMPOSE'"
    )
    assert names(copy.finding(2), "table", "went as LIFT of what was never claimed")


def test_a_sent_directive_without_a_claim(copy: Copy, names: Names) -> None:
    """What was sent without a committed claim is named."""
    copy.run("UPDATE directive SET claimed_at = NULL WHERE partner LIKE '%%-land'")
    assert names(copy.finding(2), "claim", "was sent and never claimed")


def test_a_burden_without_its_signature(copy: Copy, names: Names) -> None:
    """What was claimed while it still waits for approval is named."""
    copy.run("UPDATE directive SET held = true WHERE partner LIKE '%%-land'")
    assert names(copy.finding(2), "claim", "left without the approval")


def test_an_answer_that_does_not_rule(copy: Copy, names: Names) -> None:
    """A directive that stands otherwise than its highest answer says is named."""
    copy.run("UPDATE directive SET answer = 'NOT_EXECUTED' WHERE partner LIKE '%%-land'")
    assert names(copy.finding(2), "answer", "its highest answer is EXECUTED")


def test_an_id_that_is_another(copy: Copy, names: Names) -> None:
    """A directive whose id does not follow from its measure, number and action is named."""
    copy.run("UPDATE directive SET directive_id = gen_random_uuid() WHERE partner LIKE '%%-land'")
    assert names(copy.finding(2), "id", "its directive_id is not")


def test_a_number_that_was_skipped(copy: Copy, names: Names) -> None:
    """A measure whose first directive is number 3 is named."""
    copy.run("UPDATE directive SET n = 3 WHERE partner LIKE '%%-land'")
    assert names(copy.finding(2), "number", "is number 0 of its measure")


def test_a_milder_amendment_without_its_signature(copy: Copy, names: Names) -> None:
    """An AMEND that waits for approval may leave where it makes a burden in force milder."""
    copy.run(
        "UPDATE directive SET held = true"
        " WHERE sent_as = 'AMEND' AND terms ->> 'list_version' = '2026' AND measure = 'PRC-01'"
    )
    assert not names(copy.finding(2), "claim", "left without the approval")
