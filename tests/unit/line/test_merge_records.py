"""An officer merges two records of one decider that tell of the same decision (R3)."""

from datetime import UTC, datetime
from uuid import UUID

from contract.line_on_store import LineOnStore
from scenario.cast import CATALOGUE, HRSS, TAX, A, B, catalogue, department
from scenario.message import Message, penalty

from streams.accept.outcome import Outcome
from streams.identify.pseudonym import record_key
from streams.line.acts import merge_records
from streams.line.changes import DONE, Changes
from streams.line.command import Command, MergeRecords
from streams.line.entry import Act
from streams.line.memory import MemoryStore
from streams.line.store import Need
from streams.send.directive import DirectiveAction

ONE = penalty("N1", document_no="税罚〔2026〕N号")
AGAIN = penalty("N2", document_no="税罚〔2026〕N号")


def line() -> LineOnStore:
    """A line in memory."""
    store = MemoryStore()
    return LineOnStore(store, store.save, CATALOGUE)


def merged(on: LineOnStore, kept: Message, other: Message) -> Changes:
    """What merging two records comes to, saved."""
    act = MergeRecords(kept=record_key(*kept.id), merged=record_key(*other.id))
    command = Command(
        id=UUID(int=1), by="officer", because="one decision", asked_at=datetime.now(UTC), doing=act
    )
    snapshot = on.store.load(Need(records=frozenset({act.kept, act.merged})))
    changes = merge_records(on.entry(Act(command=command)), act, snapshot, on.book)
    on.store.save(changes)
    return changes


def test_after_merging_the_kept_record_alone_is_the_ground() -> None:
    """The pair was flagged; merged, the revocation of the kept one lifts what both held up."""
    hub = line()
    hub.publish(ONE)
    (task,) = hub.publish(AGAIN).issued.tasks
    assert task.kind == "DOUBLE"

    changes = merged(hub, ONE, AGAIN)

    assert changes.result == DONE
    assert changes.done.closed_tasks == (task.id,)
    lifted = hub.publish(ONE.revoked(2)).issued.directives
    assert [directive.action for directive in lifted] == [DirectiveAction.LIFT]


def test_a_copy_of_what_was_merged_is_a_copy_of_what_was_kept() -> None:
    """The province's copy still has the number that the merged record had before its correction.
    It frees nobody and burdens nobody by the merge, whomever it names, and goes with the kept one:
    told MERGED, and REVOKED when the bureau revokes (R3, R4)."""
    mistyped = penalty("N1", document_no="税罚〔2026〕M号")
    for whom in (A, B):
        hub = line()
        copy = mistyped.relayed("province", "P", about=whom)
        hub.publish(mistyped, copy)
        hub.publish(mistyped.corrected(2, document_no="税罚〔2026〕N号"), AGAIN)
        changes = merged(hub, AGAIN, mistyped)
        assert (changes.result, changes.issued.directives) == (DONE, ())
        told = {(r.source, r.outcome, r.caused_by) for r in changes.issued.receipts}
        assert ("province", Outcome.MERGED, ("tax", "N2")) in told
        revoked = hub.publish(AGAIN.revoked(2))
        assert [d.action for d in revoked.issued.directives] == [DirectiveAction.LIFT]
        assert ("province", Outcome.REVOKED) in {
            (r.source, r.outcome) for r in revoked.issued.receipts
        }


def test_what_was_merged_is_merged_once() -> None:
    """Neither back, nor once more, nor on into a third: the officer is told, nothing changes."""
    hub = line()
    third = penalty("N3", document_no="税罚〔2026〕N号")
    hub.publish(ONE, AGAIN, third)
    assert merged(hub, ONE, AGAIN).result == DONE
    for kept, other in ((AGAIN, ONE), (ONE, AGAIN), (third, AGAIN), (AGAIN, third), (third, ONE)):
        changes = merged(hub, kept, other)
        assert changes.result != DONE
        assert not changes.done.merged
    assert merged(hub, ONE, third).result == DONE


def test_the_line_goes_on_when_the_kept_record_is_no_decision_of_its_department_any_more() -> None:
    """Corrected to an authority its department only relays for, the kept record decides nothing;
    what was merged into it stands by itself then, and grounds what it grounded."""
    rights = department("tax", TAX, relays=[HRSS.uscc])
    others = [d for d in CATALOGUE.departments.values() if d.id != "tax"]
    store = MemoryStore()
    hub = LineOnStore(store, store.save, catalogue(departments=[rights, *others]))
    hub.publish(ONE, AGAIN)
    merged(hub, ONE, AGAIN)
    changes = hub.publish(ONE.corrected(2, authority=HRSS))
    assert not changes.issued.directives
    hub.publish(ONE.revoked(3))
    lifted = hub.publish(AGAIN.revoked(2)).issued.directives
    assert [directive.action for directive in lifted] == [DirectiveAction.LIFT]


def test_records_of_two_decisions_are_not_merged() -> None:
    """Another document, or another subject, is another decision: nothing changes."""
    hub = line()
    other_document, other_subject = (
        penalty("N3"),
        penalty("N4", document_no="税罚〔2026〕N号", about=B),
    )
    hub.publish(ONE, other_document, other_subject)

    for other in (other_document, other_subject, ONE):
        changes = merged(hub, ONE, other)
        assert changes.result != DONE
        assert not changes.done.merged


def test_nothing_is_merged_into_a_record_that_is_over() -> None:
    """The wrong one of two was revoked, or its number was given up for another: to keep it would
    lift what the right one holds up, and no command takes a merge back."""
    for over in (ONE.revoked(2), ONE.ended(2, on="06-01")):
        hub = line()
        hub.publish(ONE)
        hub.publish(over)
        assert [task.kind for task in hub.publish(AGAIN).issued.tasks] == ["DOUBLE"]
        changes = merged(hub, ONE, AGAIN)
        assert "keep the other" in changes.result
        assert not changes.done.merged
        assert not changes.issued.directives
        assert merged(hub, AGAIN, ONE).result == DONE
    hub = line()
    hub.publish(ONE, AGAIN, ONE.ended(2, on="06-10"))
    assert merged(hub, ONE, AGAIN).result == DONE


def test_departments_and_the_pool_hear_of_a_merge() -> None:
    """The second record is told that it is a copy now, and its fact is gone from the pool."""
    hub = line()
    hub.publish(ONE, AGAIN)
    changes = merged(hub, ONE, AGAIN)
    (receipt,) = changes.issued.receipts
    assert (receipt.record_no, receipt.outcome, receipt.changed) == ("N2", Outcome.MERGED, True)
    assert receipt.caused_by == ONE.id
    states = {change.fact: (change.state, change.provenances) for change in changes.issued.pool}
    assert states == {
        record_key(*ONE.id): ("STANDING", 2),
        record_key(*AGAIN.id): ("GONE", 0),
    }


def test_a_merged_record_corrected_to_another_decision_is_its_own_again() -> None:
    """Of another document and another subject: both are burdened, whatever becomes of the kept."""
    hub = line()
    hub.publish(ONE, AGAIN)
    merged(hub, ONE, AGAIN)

    corrected = AGAIN.corrected(2, document_no="税罚〔2026〕M号", about=B)
    (imposed,) = hub.publish(corrected).issued.directives
    (lifted,) = hub.publish(ONE.revoked(2)).issued.directives

    assert imposed.action is DirectiveAction.IMPOSE
    assert lifted.action is DirectiveAction.LIFT
    assert imposed.key.subject != lifted.key.subject


def test_a_kept_record_corrected_takes_the_merged_one_along() -> None:
    """The kept one names another subject now: the decision was about that one all along."""
    hub = line()
    hub.publish(ONE, AGAIN)
    merged(hub, ONE, AGAIN)

    decided = hub.publish(ONE.corrected(2, about=B)).issued.directives

    assert {directive.action for directive in decided} == {
        DirectiveAction.IMPOSE,
        DirectiveAction.LIFT,
    }
