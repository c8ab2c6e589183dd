"""Chapter 4, sending: a partner whose ledger was lost, or came back from a backup (R13, R14)."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from scenario.codes import uscc
from scenario.drivers import MakeLine
from scenario.frozen import FROZEN
from scenario.hub import Line, Sent
from scenario.message import Message, freeze, unfreeze, wage

from connectors.partners.answer import Answer, Result
from connectors.partners.desk import Desk
from connectors.partners.directive import Directive, from_topic, from_webhook
from connectors.partners.full_list import FullList
from connectors.partners.handling import Execute, executed
from connectors.partners.ledger import Ledger
from streams.kinds.event import Subject, SubjectKind


def read(sent: Sent) -> Directive:
    """What the bank reads, by whichever channel."""
    return (from_webhook if sent.body.startswith(b"{") else from_topic)(sent.body)


def exchange(line: Line, desk: Desk) -> list[Sent]:
    """Send the bank all that may go; it handles each and answers."""
    everything: list[Sent] = []
    while batch := line.claim("bank"):
        for sent in batch:
            line.mark_sent(sent)
            say(line, [desk.handle(read(sent)).answer])
        everything += batch
    return everything


def say(line: Line, answers: Sequence[Answer]) -> None:
    """The bank's answers arrive."""
    for answer in answers:
        line.answer(
            "bank",
            answer.directive_id,
            answer.result.value,
            reason_code=answer.reason_code,
            answer_no=answer.answer_no,
        )


def the_bank(file: Path, line: Line, execute: Execute = executed) -> Desk:
    """The bank's desk, which asks this hub."""
    return Desk("bank", file, execute, lambda: line.full_list("bank"))


def measures(desk: Desk) -> list[str]:
    """What the bank holds, by measure."""
    return sorted(held["measure"] for held in desk.ledger.held())


def debtor(number: int) -> Subject:
    """One of many companies."""
    code = uscc("91", f"{number:08}")
    return Subject(kind=SubjectKind.ORGANISATION, name=f"某{number}公司", uscc=code)


def of(debtors: range) -> list[Message]:
    """An entry in the list of wage arrears about each."""
    return [wage(f"L{number}", about=debtor(number)) for number in debtors]


def refusing(directive: Directive, _: Ledger) -> Answer:
    """The bank cannot do any of it now."""
    return Answer(
        directive_id=directive.directive_id,
        measure_id=directive.measure_id,
        result=Result.NOT_EXECUTED,
        reason_code="R3004",
    )


def test_w11_a_ledger_of_a_backup_is_put_right_by_one_list(
    make_line: MakeLine, tmp_path: Path
) -> None:
    """Since the backup 20 lifts were executed and 5 burdens imposed. One list: the 20 are dropped,
    the 5 held; what is claimed while it is on its way stays; a refusal that follows is heard."""
    line, file, asked = make_line(), tmp_path / "bank.json", list[FullList]()
    lifted, kept, later = of(range(20)), of(range(20, 22)), of(range(22, 27))
    coming = freeze("12", about=debtor(0))
    with the_bank(file, line) as desk:
        line.publish(*lifted, *kept)
        exchange(line, desk)
        shutil.copy(file, tmp_path / "backup")
        line.publish(*(one.revoked(2) for one in lifted))
        line.publish(*later)
        exchange(line, desk)
    shutil.copy(tmp_path / "backup", file)

    def full_list() -> FullList:
        """While the list is on its way to the bank, one directive more is."""
        asked.append(line.full_list("bank"))
        line.publish(coming)
        exchange(line, desk)
        return asked[-1]

    with Desk("bank", file, executed, full_list) as desk:
        assert len(measures(desk)) == 22
        answers = desk.reconcile()
        about = {held["subject_key"] for held in desk.ledger.held()}
        assert len(about) == len(measures(desk)) == 2 + 5 + 1
        say(line, answers)
        assert len(line.believed_held("bank")) == 8
        assert not line.claim("bank")
        assert not desk.ledger.gap
    (tmp_path / "bank.json").unlink()
    with the_bank(file, line, refusing) as desk:
        say(line, desk.reconcile())
        assert not list(desk.ledger.held())
    assert not line.believed_held("bank"), "a refusal after the loss is not heard"
    assert len(asked) == 1


def test_a_lift_that_a_lost_ledger_had_is_made_good(make_line: MakeLine, tmp_path: Path) -> None:
    """The next directive about the subject shows the gap; what the hub counts as lifted is."""
    line, file, w = make_line(), tmp_path / "bank.json", wage("W1")
    line.publish(w)
    with the_bank(file, line) as desk:
        exchange(line, desk)
    shutil.copy(file, tmp_path / "backup")
    line.publish(w.revoked(2))
    with the_bank(file, line) as desk:
        exchange(line, desk)
        assert not measures(desk)
    shutil.copy(tmp_path / "backup", file)
    line.publish(freeze("12"))
    with the_bank(file, line) as desk:
        exchange(line, desk)
        say(line, desk.close_gap())
        assert measures(desk) == ["BNK-02"]
        assert not desk.close_gap()
    assert line.believed_held("bank") == {FROZEN}


def test_what_the_list_knew_of_is_not_applied_after_it(make_line: MakeLine, tmp_path: Path) -> None:
    """The ledger is lost while an IMPOSE and its LIFT are under way; the list comes first, the
    LIFT then finds nothing, and the IMPOSE last of all is not applied."""
    line, w = make_line(), wage("W1")
    line.publish(w)
    (imposed,) = line.claim("bank")
    line.publish(w.revoked(2))
    (lift,) = line.claim("bank")
    with the_bank(tmp_path / "bank.json", line) as desk:
        assert not desk.reconcile()
        for sent in (lift, imposed):
            line.mark_sent(sent)
            say(line, [desk.handle(read(sent)).answer])
        assert not measures(desk)
        assert not line.full_list("bank").listed
    assert line.believed_held("bank") == set()
    assert not line.claim("bank")


def test_a_lift_under_way_is_done_by_the_list(make_line: MakeLine, tmp_path: Path) -> None:
    """A court's release was claimed when the list was read: its freeze is dropped by the list, and
    the LIFT behind it was EXECUTED, not of something that was never held."""
    line, file = make_line(), tmp_path / "bank.json"
    line.publish(freeze("12"))
    with the_bank(file, line) as desk:
        exchange(line, desk)
        line.publish(unfreeze("13", of="12"))
        (lift,) = line.claim("bank")
        desk.reconcile()
        assert not measures(desk)
        answer = desk.handle(read(lift)).answer
        assert (answer.result, answer.reason_code) == (Result.EXECUTED, "")


def test_a_lift_that_is_decided_and_not_told_is_not_on_the_list(
    make_line: MakeLine, tmp_path: Path
) -> None:
    """The list is what was told: the measure stays on it until its LIFT has a sequence, which is
    above what the list tells through, so that the LIFT is applied when it comes."""
    line, w = make_line(), wage("W1")
    line.publish(w)
    with the_bank(tmp_path / "bank.json", line) as desk:
        exchange(line, desk)
        line.publish(w.revoked(2))
        assert not desk.reconcile()
        assert measures(desk) == ["BNK-07"]
        exchange(line, desk)
        assert not measures(desk)
    assert line.believed_held("bank") == set()


def test_many_gaps_are_one_list(make_line: MakeLine, tmp_path: Path) -> None:
    """Twenty subjects of whom a bank with an empty ledger was told before: it asks once."""
    line, file, asked = make_line(), tmp_path / "bank.json", list[bool]()
    told = of(range(20))
    with the_bank(file, line) as desk:
        for messages in (told, [one.revoked(2) for one in told]):
            line.publish(*messages)
            exchange(line, desk)
    file.unlink()

    def full_list() -> FullList:
        asked.append(True)
        return line.full_list("bank")

    line.publish(*(one.asserted(3) for one in told))
    with Desk("bank", file, executed, full_list) as desk:
        while batch := line.claim("bank"):
            for sent in batch:
                line.mark_sent(sent)
                outcome = desk.handle(read(sent))
                say(line, [outcome.answer, *(desk.close_gap() if outcome.gap else ())])
        assert len(measures(desk)) == 20
    assert len(asked) == 1


def test_an_answer_after_the_loss_goes_above_the_last_one(
    make_line: MakeLine, tmp_path: Path
) -> None:
    """Answered twice before the ledger was lost, the bank's next answer is its third (R14)."""
    line = make_line()
    line.publish(freeze("12"))
    (sent,) = line.claim("bank")
    line.mark_sent(sent)
    line.answer("bank", sent.directive_id, "ACCEPTED", answer_no=1)
    line.answer("bank", sent.directive_id, "EXECUTED", answer_no=2)
    with the_bank(tmp_path / "bank.json", line, refusing) as desk:
        (answer,) = desk.reconcile()
        assert (answer.answer_no, answer.result) == (3, Result.NOT_EXECUTED)
        say(line, [answer])
    assert line.believed_held("bank") == set()
