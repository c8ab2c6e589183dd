"""Invariants 2 and 3 at the partners: what their ledgers say against what was decided."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from integration.verify.conftest import Copy, Names
from support.partner_server import Asked, Reply, partner_server

from connectors.partners.directive import Action, Directive
from connectors.partners.handling import receive
from connectors.partners.ledger import Ledger as Book
from connectors.partners.ledger_file import write_ledger
from monitoring.verify.finding import CannotSee, Finding
from monitoring.verify.witness import FileWitness, HttpWitness

Said = dict[str, str | int]


@dataclass(slots=True)
class Ledger:
    """What the bank will say."""

    held: list[Said] = field(default_factory=list)
    applied: list[Said] = field(default_factory=list)

    def says(self, asked: Asked) -> Reply:
        """What it replies to `hub verify`."""
        said = {"/in-force": self.held, "/applied": self.applied}[asked.path]
        return Reply(what=200, body=json.dumps({"measures": said}).encode())


class Bank:
    """The bank's program, with a ledger that may be spoiled."""

    def __init__(self, copy: Copy, address: str, ledger: Ledger) -> None:
        self._copy = copy
        self._address = address
        self.ledger = ledger

    def finding(self, invariant: int) -> Finding:
        """What is found about one invariant when the bank is asked."""
        name = self._copy.city.named("bank")
        return self._copy.finding(invariant, HttpWitness(partner=name, address=self._address))

    def lifted(self) -> Said:
        """A directive that was applied and whose lift was answered as done."""
        return self._word("l.action = 'LIFT' AND l.answer = 'EXECUTED' AND d.action = 'IMPOSE'")

    def standing(self) -> Said:
        """A directive that was executed and stands."""
        return self._word(
            "d.answer = 'EXECUTED' AND d.action = 'IMPOSE' AND NOT EXISTS (SELECT FROM directive o"
            " WHERE o.measure_id = d.measure_id AND o.n > d.n)"
        )

    def _word(self, condition: str) -> Said:
        ((measure, directive, sequence),) = self._copy.run(
            "SELECT d.measure_id, d.directive_id, d.sequence FROM directive d"
            " JOIN directive l USING (measure_id)"
            f" WHERE d.partner = %s AND {condition} LIMIT 1",
            self._copy.city.named("bank"),
        )
        return word(measure, directive, sequence)


def word(measure: object, directive: object, sequence: object) -> Said:
    """A directive as a partner speaks of it."""
    assert isinstance(sequence, int)
    return {
        "measure_id": str(measure),
        "directive_id": str(directive),
        "sequence": sequence,
    }


@pytest.fixture
def bank(copy: Copy) -> Iterator[Bank]:
    """A bank that applied all that it answered, in order."""
    ledger = Ledger()
    for measure, directive, sequence, action in copy.run(
        "SELECT measure_id, directive_id, sequence, action FROM directive"
        " WHERE partner = %s AND answer = 'EXECUTED' ORDER BY subject, sequence",
        copy.city.named("bank"),
    ):
        said = word(measure, directive, sequence)
        ledger.applied.append(said)
        ledger.held = [h for h in ledger.held if h["measure_id"] != said["measure_id"]]
        if action != "LIFT":
            ledger.held.append(said)
    with partner_server(ledger.says) as address:
        yield Bank(copy, address, ledger)


def test_a_bank_in_order(bank: Bank) -> None:
    """A ledger that follows the directives answered says nothing against the hub."""
    assert bank.finding(2).holds
    ground = bank.finding(3)
    assert ground.holds
    assert ground.counts["measures held by partners"] > 1


def test_w14_an_answer_before_the_claim_is_none(bank: Bank, copy: Copy, names: Names) -> None:
    """What was answered before its directive was claimed says nothing of what is held (W14)."""
    said = bank.standing()
    bank.ledger.held.remove(said)
    assert names(bank.finding(3), "ledger", "was executed (EXECUTED) and is not held")
    copy.run(
        "UPDATE directive SET claimed_at = claimed_at + interval '1 hour',"
        " sent_at = sent_at + interval '1 hour' WHERE directive_id = %s",
        said["directive_id"],
    )
    assert bank.finding(3).found.get("ledger") is None


def test_a_lifted_measure_that_is_held(bank: Bank, names: Names) -> None:
    """A measure whose lift the bank answered EXECUTED and which it still holds is named."""
    bank.ledger.held.append(bank.lifted())
    assert names(bank.finding(3), "ledger", "was answered as lifted")


def test_an_effect_twice(bank: Bank, names: Names) -> None:
    """A directive that had effect twice is named."""
    bank.ledger.applied.append(bank.standing())
    assert names(bank.finding(2), "ledger", "had effect twice")


def test_an_effect_out_of_order(bank: Bank, names: Names) -> None:
    """A burden applied after its lift is named."""
    lifted = bank.lifted()
    bank.ledger.applied.remove(lifted)
    bank.ledger.applied.append(lifted)
    assert names(bank.finding(2), "ledger", "had effect after")


def test_an_effect_of_nothing(bank: Bank, names: Names) -> None:
    """A directive that was never decided cannot have an effect."""
    unknown = "00000000-0000-0000-0000-000000000001"
    bank.ledger.applied.append(word(unknown, unknown, 1))
    assert names(bank.finding(2), "ledger", "was never decided")


def test_a_measure_that_was_forgotten(bank: Bank, names: Names) -> None:
    """A measure the bank answered EXECUTED and does not hold is named."""
    standing = bank.standing()
    bank.ledger.held.remove(standing)
    assert names(bank.finding(3), "ledger", "and is not held")


def test_a_measure_held_twice(bank: Bank, names: Names) -> None:
    """A measure that stands twice in a ledger is named."""
    bank.ledger.held.append(bank.standing())
    assert names(bank.finding(2), "ledger", "is held twice")


def test_a_partner_that_does_not_answer(copy: Copy) -> None:
    """A partner that was named and is away: nothing is said about the invariants."""
    away = HttpWitness(partner="bank", address="http://127.0.0.1:9")
    with pytest.raises(CannotSee, match="bank does not say what it holds"):
        copy.verify(away)


def sdk_book(copy: Copy) -> Book:
    """The ledger that the partners' SDK keeps when it is told all that the bank executed."""
    book = Book()
    for measure, directive, sequence, subject, action in copy.run(
        "SELECT measure_id, directive_id, sequence, subject, action FROM directive"
        " WHERE partner = %s AND answer = 'EXECUTED' ORDER BY subject, sequence",
        copy.city.named("bank"),
    ):
        assert isinstance(measure, UUID)
        assert isinstance(directive, UUID)
        assert isinstance(subject, UUID)
        assert isinstance(sequence, int)
        told = Directive(
            directive_id=directive,
            measure_id=measure,
            sequence=sequence,
            previous_sequence=0,
            subject_key=subject,
            action=Action(str(action)),
            fields=word(measure, directive, sequence),
        )
        book = book.after(receive(book, told).change)
    return book


@pytest.fixture
def file(copy: Copy, tmp_path: Path) -> Path:
    """The bank's ledger file."""
    path = tmp_path / "bank.json"
    write_ledger(path, sdk_book(copy))
    return path


def spoiled(copy: Copy, file: Path, **changes: Any) -> FileWitness:
    """The bank by its file, in which some part was changed."""
    kept = json.loads(file.read_text("utf-8"))
    file.write_text(json.dumps({**kept, **changes}), "utf-8")
    return FileWitness(partner=copy.city.named("bank"), file=file)


def test_a_ledger_file_in_order(copy: Copy, file: Path) -> None:
    """The file that the partners' SDK keeps says nothing against the hub."""
    found = copy.verify(spoiled(copy, file))
    assert found.holds
    assert found.findings[1].counts["effects at partners"] > 3
    assert found.asked == (copy.city.named("bank"),)


def test_more_effects_than_directives(copy: Copy, file: Path, names: Names) -> None:
    """A partner that counted more effects than directives it executed is named."""
    bank = spoiled(copy, file, applied=99)
    assert names(copy.finding(2, bank), "ledger", "counted 99 effects")


def test_a_file_of_another_kind(copy: Copy, file: Path) -> None:
    """A file that is no ledger: nothing is said about the invariants."""
    with pytest.raises(CannotSee, match="-bank does not say what it holds"):
        copy.verify(spoiled(copy, file, measures=None))
