"""A repair of a wrong number frees somebody else, or nobody: a person hears of it."""

from contract.line_on_store import LineOnStore
from scenario.cast import CATALOGUE, A, B, P
from scenario.message import Message, mark, related, repair, wage

from streams.line.memory import MemoryStore

OF_A, OF_B = wage("W1"), wage("W2", about=B)


def tasks(*said: Message) -> list[tuple[str, str]]:
    """Kind and record of every task once these came one by one."""
    store = MemoryStore()
    hub = LineOnStore(store, store.save, CATALOGUE)
    for message in said:
        hub.publish(message)
    return [(task.kind, task.record_no) for task in store.tasks.values()]


def test_a_repair_or_mark_of_a_record_that_does_not_name_its_subject_is_a_task() -> None:
    """Whichever comes first; once, also when it comes again or in a higher version."""
    for wrong in (repair("R1", of=OF_B, about=A), mark("M1", of=OF_B, about=A)):
        told = [("WRONG_TARGET", wrong.id[1])]
        assert tasks(OF_B, wrong) == told
        assert tasks(wrong, OF_B) == told
        assert tasks(OF_B, wrong, wrong, OF_B.corrected(2, cause="y")) == told


def test_it_acts_as_it_stands() -> None:
    """What a repair may do follows from its target and its department alone (R4)."""
    store = MemoryStore()
    hub = LineOnStore(store, store.save, CATALOGUE)
    hub.publish(OF_B)
    assert hub.publish(repair("R1", of=OF_B, about=A)).issued.directives


def test_who_is_named_anywhere_in_the_fact_is_no_other() -> None:
    """The subject itself, a person beside it, who was named before a correction, who a copy names,
    or nobody at all."""
    with_person = wage("W1", related=[related("PRINCIPAL", P)])
    copy = OF_A.relayed("province", "P1", about=B)
    assert tasks(OF_A, repair("R1", of=OF_A, about=A)) == []
    assert tasks(OF_A, repair("R1", of=OF_A)) == []
    assert tasks(with_person, repair("R1", of=with_person, about=P)) == []
    assert tasks(OF_A, copy, repair("R1", of=OF_A, about=B)) == []
    moved = tasks(OF_A, repair("R1", of=OF_A, about=A), OF_A.corrected(2, about=B))
    assert moved == [("SUBJECT_CHANGED", "W1")]


def test_a_correction_to_another_subject_says_that_repair_and_mark_go_along() -> None:
    """They are of the decision (R4, R5): who carries it now is repaired, though nobody repaired
    them, and an officer who checks the correction is told so."""
    plain = "a correction names another subject"
    for attached, told in (
        ((), plain),
        ((repair("R1", of=OF_A),), f"{plain}, who has its repair too: is that meant?"),
        (
            (repair("R1", of=OF_A), mark("M1", of=OF_A)),
            f"{plain}, who has its repair and objection mark too: is that meant?",
        ),
    ):
        store = MemoryStore()
        hub = LineOnStore(store, store.save, CATALOGUE)
        for message in (OF_A, *attached, OF_A.corrected(2, about=B)):
            hub.publish(message)
        assert [task.detail for task in store.tasks.values()] == [told]


def test_a_repair_or_mark_of_another_one_is_a_task() -> None:
    """It is stored without effect, and whoever it was for goes on carrying the measure."""
    marked = mark("M1", of=OF_A)
    for about_it in (repair("R1", of=marked), mark("M2", of=marked)):
        assert tasks(OF_A, marked, about_it) == [("WRONG_TARGET", about_it.id[1])]
    assert tasks(repair("R1", of=marked)) == []
