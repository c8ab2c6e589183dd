"""The full list that a partner may ask for, beside the table that decides what it is told (R12)."""

from itertools import product
from uuid import UUID

import pytest
from support.outbox_rows import SEAL, TODAY, A, B, Outbox, terms

from streams.reading.in_force import part_of
from streams.send.claim import AMEND, IMPOSE
from streams.send.directive import Directive
from streams.sending.stream_rows import StreamRow, by_measure, plans
from streams.statements import reading_statement, sending_statement
from streams.store.connection import Connection

#: What a partner may have said of a directive, number by number; the transport's word is number 0.
WORDS = {
    "nothing": (),
    "received": (("ACCEPTED", ""),),
    "done": (("EXECUTED", ""),),
    "not held": (("NOT_EXECUTED", "R3005"),),
    "refused": (("NOT_EXECUTED", "R3007"),),
    "sent back": (("RETURNED", ""),),
    "taken, then sent back": (("RETURNED", "R3008"),),
    "transport: sent back": (("RETURNED", "R3007"),),
    "transport: taken, then sent back": (("RETURNED", "R3008"),),
    "refused, then done": (("NOT_EXECUTED", "superseded"), ("EXECUTED", "")),
}

#: Lays a row at the end of the table, as a restore or a vacuum may.
TO_THE_END = """WITH moved AS (DELETE FROM directive WHERE directive_id = %s RETURNING *)
INSERT INTO directive SELECT * FROM moved"""


def listed(connection: Connection) -> list[UUID]:
    """Return which directives about A the bank's full list has."""
    given = {"partner": "bank", "subjects": [A]}
    rows = connection.execute(reading_statement("in_force"), given)
    return [directive for _, _, directive, *_ in rows if directive is not None]


def say(outbox: Outbox, directive: Directive, words: str) -> None:
    """Let the bank answer, word by word."""
    first = 0 if words.startswith("transport") else 1
    for number, (result, code) in enumerate(WORDS[words], start=first):
        outbox.answer(directive.directive_id, result, number=number, code=code)


def believed(outbox: Outbox, last: Directive) -> bool:
    """Whether the table of R12 goes by it that the bank holds something of the measure."""
    given = {"partner": "bank", "subjects": [A], "sources": False}
    rows = [
        StreamRow(*row)
        for row in outbox.connection.execute(sending_statement("streams_rows"), given)
    ]
    (step, *_) = plans(by_measure(rows)[last.measure_id], TODAY, {}, burdens_wait=False)
    return step.claim is None or step.claim.action is AMEND


def test_a_lift_of_what_was_not_held_leaves_nothing_on_the_list(outbox: Outbox) -> None:
    """Imposed and not answered, lifted and answered R3005, due once more and not claimed yet: the
    bank holds nothing, and its list says so until the new IMPOSE has its sequence (R12 to R14)."""
    outbox.decide("IMPOSE")
    outbox.claim()
    lift = outbox.decide("LIFT")
    outbox.claim()
    outbox.answer(lift.directive_id, "NOT_EXECUTED", code="R3005")
    again = outbox.decide("IMPOSE")
    assert listed(outbox.connection) == []
    outbox.claim()
    assert listed(outbox.connection) == [again.directive_id]


@pytest.mark.parametrize(("returned", "taken"), [(False, False), (True, False), (True, True)])
def test_the_list_is_what_the_table_goes_by(outbox: Outbox, *, returned: bool, taken: bool) -> None:
    """Whatever was said of an IMPOSE and of its LIFT, the list has the measure exactly where
    another IMPOSE would go as a change of it, and has it so while that one waits for its claim."""
    for instance, (of_imposed, of_lift) in enumerate(product(WORDS, WORDS)):
        imposed = outbox.decide("IMPOSE", instance=str(instance))
        outbox.claim()
        lift = outbox.decide("LIFT", instance=str(instance))
        outbox.claim()
        if returned:
            outbox.connection.execute(
                "UPDATE directive SET returned_at = now(), sent_at = CASE WHEN %s THEN now() END"
                " WHERE directive_id = ANY(%s)",
                (taken, [imposed.directive_id, lift.directive_id]),
            )
        say(outbox, imposed, of_imposed)
        say(outbox, lift, of_lift)
        known = listed(outbox.connection)
        again = outbox.decide("IMPOSE", instance=str(instance))
        assert (imposed.directive_id in known) is believed(outbox, again), (of_imposed, of_lift)
        assert lift.directive_id not in known
        assert listed(outbox.connection) == known


def test_what_waits_for_its_claim_is_not_on_the_list_yet(outbox: Outbox) -> None:
    """Imposed, its lift not claimed yet, imposed anew and HELD: the list has what was told, and
    the lift takes it off with its claim (R13)."""
    imposed = outbox.decide("IMPOSE")
    outbox.sent(*outbox.claim())
    assert listed(outbox.connection) == [imposed.directive_id]
    outbox.decide("IMPOSE", held=True)
    assert listed(outbox.connection) == [imposed.directive_id]
    outbox.decide("LIFT")
    outbox.decide("IMPOSE", held=True)
    assert listed(outbox.connection) == [imposed.directive_id]
    outbox.claim()
    assert listed(outbox.connection) == []


def test_what_began_first_stands_first_on_the_list(outbox: Outbox) -> None:
    """Of two freezes the earlier one has the rank, also where it was changed later; one that was
    lifted and imposed anew has begun anew."""
    first, second = outbox.decide("IMPOSE", instance="1"), outbox.decide("IMPOSE", instance="2")
    outbox.claim()
    changed = outbox.decide("AMEND", instance="1", said=terms(TODAY))
    outbox.claim()
    assert listed(outbox.connection) == [changed.directive_id, second.directive_id]
    outbox.decide("LIFT", instance="1")
    outbox.claim()
    again = outbox.decide("IMPOSE", instance="1")
    outbox.claim()
    assert listed(outbox.connection) == [second.directive_id, again.directive_id]
    assert first.measure_id == again.measure_id


def test_a_list_says_how_far_each_subject_was_told(outbox: Outbox) -> None:
    """Through the last sequence, also where nothing is held; with the highest answer's number;
    of a subject whom nobody was told of nothing (R13)."""
    imposed = outbox.decide("IMPOSE")
    outbox.sent(*outbox.claim())
    outbox.answer(imposed.directive_id, "EXECUTED", number=3)
    other = outbox.decide("IMPOSE", subject=B)
    outbox.claim()
    outbox.decide("LIFT", subject=B)
    outbox.claim()
    part = part_of(outbox.connection, SEAL, "bank", [A, B, UUID(int=0xC)])
    assert part.told_through == {A: 1, B: 2}
    (held,) = part.directives
    assert (held["directive_id"], held["answer_no"]) == (str(imposed.directive_id), 3)
    assert str(other.directive_id) not in str(part)


def test_of_one_subject_what_was_decided_first_is_told_first(outbox: Outbox) -> None:
    """Freezes rank by their sequences, wherever in the table their rows have come to lie; lifts
    come before all (R12, R13)."""
    numbers = [str(n) for n in range(8)]
    lifted = outbox.decide("IMPOSE", instance="lifted")
    outbox.claim()
    decided = [outbox.decide("IMPOSE", instance=n) for n in numbers]
    lift = outbox.decide("LIFT", instance="lifted")
    for directive in (decided[0], decided[3]):
        outbox.connection.execute(TO_THE_END, (directive.directive_id,))
    told = [sent.id for sent in outbox.claim()]
    assert told == [d.directive_id for d in (lift, *decided)]
    assert outbox.column(lifted.directive_id, "sequence") == 1
    assert outbox.column(decided[0].directive_id, "sent_as") == IMPOSE
