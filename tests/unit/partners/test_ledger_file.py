"""A ledger in a file survives a crash at any byte, and a change costs what it says."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from uuid import UUID

import pytest

from connectors.partners.desk import Desk
from connectors.partners.directive import Action, Directive
from connectors.partners.handling import receive
from connectors.partners.ledger import Change, Ledger
from connectors.partners.ledger_file import LedgerFile, LedgerInUse, read_ledger, write_ledger
from monitoring.verify.witness import FileWitness
from schemas.json_form import to_json
from schemas.samples import sample


def _grown(count: int) -> Iterator[tuple[Change, Ledger]]:
    """Changes, each with the ledger after it: measures come, one is lifted, a gap is seen."""
    plain = to_json(sample("credit.directives.Directive"))
    assert isinstance(plain, dict)
    ledger = Ledger()
    for number in range(1, count + 1):
        told = Directive(
            directive_id=UUID(int=1000 + number),
            measure_id=UUID(int=number // 2),
            sequence=number,
            previous_sequence=number + (number == count) - 1,
            subject_key=UUID(str(plain["subject_key"])),
            action=Action.LIFT if number % 4 == 3 else Action.IMPOSE,
            fields=plain | {"measure_id": str(UUID(int=number // 2)), "sequence": number},
        )
        change = replace(receive(ledger, told).change, position=7 * number)
        ledger = ledger.after(change)
        yield change, ledger


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a ledger is kept."""
    return tmp_path / "ledger.json"


def test_every_ledger_that_was_kept_is_read_again(file: Path) -> None:
    """After each change the file has the ledger, and only its owner can read it."""
    kept = LedgerFile(file)
    for change, ledger in _grown(12):
        kept.keep(change)
        assert read_ledger(file) == kept.ledger == ledger
        assert file.stat().st_mode & 0o777 == 0o600
    assert ledger.gap
    kept.close()
    assert LedgerFile(file).ledger == ledger


def test_a_crash_at_any_byte_leaves_the_ledger_before_or_after(file: Path) -> None:
    """However little of a change was written, the file has the ledger without it, or with it."""
    kept = LedgerFile(file)
    *earlier, (first, before), (last, after) = _grown(6)
    for change, _ in (*earlier, (first, before)):
        kept.keep(change)
    whole = file.stat().st_size
    kept.keep(last)
    content = file.read_bytes()
    for size in range(whole, len(content) + 1):
        file.write_bytes(content[:size])
        assert read_ledger(file) == (after if size >= len(content) - 1 else before)
        assert FileWitness(partner="bank", file=file).effects() in (before.applied, after.applied)
    file.write_bytes(content[:-9])
    kept.close()
    LedgerFile(file).keep(last)
    assert read_ledger(file) == after


def test_a_second_client_does_not_get_the_ledger(file: Path) -> None:
    """It would execute again what the first has; where that was killed, it has the ledger."""
    code = f"""
from pathlib import Path
from connectors.partners.desk import Desk
desk = Desk("bank", Path({str(file)!r}))
print("begun", flush=True)
input()
"""
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "begun\n"
        with pytest.raises(LedgerInUse, match=r"S2007 another client has the ledger .*json"):
            Desk("bank", file)
        assert read_ledger(file) == Ledger()
        first.kill()
    with Desk("bank", file), pytest.raises(LedgerInUse):
        Desk("bank", file)
    Desk("bank", file).close()


def test_a_damaged_line_is_not_passed_over(file: Path) -> None:
    """Where a line that others follow cannot be read, nobody goes on with a part of a ledger."""
    kept = LedgerFile(file)
    for change, _ in _grown(3):
        kept.keep(change)
    first, second, third, _ = file.read_bytes().split(b"\n")
    file.write_bytes(b"\n".join((first, second[:-5], third, b"")))
    with pytest.raises(ValueError, match=r"Expecting|delimiter"):
        read_ledger(file)


def test_a_change_writes_itself_alone(file: Path) -> None:
    """What is written for a change does not grow with the ledger."""
    kept, sizes = LedgerFile(file), [0]
    for change, _ in _grown(40):
        kept.keep(change)
        sizes.append(file.stat().st_size)
    steps = [after - before for before, after in pairwise(sizes)]
    assert max(steps[20:]) <= max(steps[1:20]) + 20


def test_the_file_is_written_anew_before_it_grows_long(file: Path) -> None:
    """After many changes the file has one line again, and the same ledger."""
    kept, lines = LedgerFile(file, anew_after=5), []
    for change, ledger in _grown(12):
        kept.keep(change)
        lines.append(file.read_bytes().count(b"\n"))
        assert read_ledger(file) == ledger
    assert lines == [1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6]


def test_what_could_not_be_kept_is_kept_with_the_next(file: Path) -> None:
    """A change that is not on disk raises, and the one after it writes the whole ledger."""
    kept = LedgerFile(file)
    (first, before), (second, _), (third, _) = _grown(3)
    kept.keep(first)
    file.unlink()
    with pytest.raises(FileNotFoundError):
        kept.keep(second)
    assert kept.ledger == before
    kept.keep(third)
    assert read_ledger(file) == before.after(third)


def test_a_ledger_given_away_stays_as_it_was(file: Path) -> None:
    """Whoever asked for the ledger may read it while it goes on; nobody else's is copied."""
    kept, given = LedgerFile(file), []
    for number, (change, ledger) in enumerate(_grown(12)):
        kept.keep(change)
        if number % 3 == 0:
            given.append((kept.ledger, ledger))
    assert all(mine == so for mine, so in given)
    (change, _), (more, _) = (*_grown(14),)[-2:]
    kept.keep(change)
    measures = kept.now.measures
    kept.keep(more)
    assert kept.now.measures is measures


def test_the_verifier_reads_changes_too(file: Path) -> None:
    """`hub verify` puts the file together by itself and comes to the same."""
    kept = LedgerFile(file)
    for change, ledger in _grown(9):  # noqa: B007  (the last is looked at below)
        kept.keep(change)
    witness = FileWitness(partner="bank", file=file)
    held = {(word.measure_id, word.sequence) for word in witness.in_force()}
    wanted = {(m, entry.sequence) for m, entry in ledger.measures.items() if entry.holds}
    assert held == wanted
    assert witness.effects() == ledger.applied == len(list(witness.applied()))


def test_a_ledger_written_whole_is_read(file: Path) -> None:
    """Also one of an earlier version, which had no end of line."""
    (*_, (_, ledger)) = _grown(5)
    write_ledger(file, ledger)
    file.write_bytes(file.read_bytes().rstrip())
    assert read_ledger(file) == ledger
