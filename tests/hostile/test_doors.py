"""Every hostile file gets its verdict, from a process that stays alive, small and quick."""

import pytest
from hostile.asking import DoorDied, door_process
from hostile.limits import LIMIT_KIB
from hostile.make import DOORS, FILES, kept, made
from hostile.table import cases


@pytest.mark.parametrize("door", DOORS)
def test_the_files_are_those_that_are_made(door: str) -> None:
    """What lies in the folder is what the maker makes, byte for byte, and nothing else."""
    on_disk = {path.name: path.read_bytes() for path in (FILES / door).iterdir()}
    assert on_disk == kept(made(door)), "run: PYTHONPATH=.:tests python -m hostile.make"


@pytest.mark.parametrize("door", DOORS)
def test_every_file_has_a_verdict(door: str) -> None:
    """The table names every file that is made, and none beside."""
    assert {case.file for case in cases(door)} == made(door).keys()


@pytest.mark.parametrize("door", [door for door in DOORS if door != "http"])
def test_each_file_gets_its_verdict(door: str) -> None:
    """Exactly that; within two seconds of processor time; within 64 MiB above the idle process."""
    files, wrong = made(door), []
    with door_process(door) as process:
        first = next(cases(door))
        assert first.verdict == "ACCEPTED"
        idle = process.ask(first.where, files[first.file])
        for case in cases(door):
            try:
                reply = process.ask(case.where, files[case.file])
            except DoorDied as died:
                pytest.fail(f"{case.file} at {case.where}: the process {died}")
            if reply.verdict != case.verdict:
                wrong.append(f"{case.file}: {reply.verdict}, not {case.verdict}")
            if reply.most_kib - idle.now_kib > LIMIT_KIB:
                pytest.fail(f"{case.file}: {reply.most_kib} KiB after {idle.now_kib} KiB idle")
    assert not wrong
