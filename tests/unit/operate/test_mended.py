"""What a clerk has begun to mend is theirs: no import overwrites or removes it."""

import os
from pathlib import Path
from threading import Thread

import pytest

from streams.operate.importing.mended import Places, WrittenFiles
from streams.wiring.failures import CannotRun


@pytest.fixture
def written(tmp_path: Path) -> WrittenFiles:
    """An importer that has written nothing yet."""
    (tmp_path / "data").mkdir()
    return WrittenFiles(memory=tmp_path / "data" / "returned")


def _import(written: WrittenFiles, file: Path, text: str) -> Path:
    target = written.places(file, ".csv").target
    target.write_text(text)
    written.remember(target)
    return target


def test_what_the_importer_wrote_it_writes_again(written: WrittenFiles, tmp_path: Path) -> None:
    """The file of the last night has no work in it, and gives way to that of this night."""
    file = tmp_path / "p.csv"
    assert _import(written, file, "first") == tmp_path / "p.csv.refused.csv"
    assert _import(written, file, "second") == tmp_path / "p.csv.refused.csv"
    assert not written.places(file, ".csv").told


def test_what_somebody_changed_is_left_and_told(written: WrittenFiles, tmp_path: Path) -> None:
    """The next import takes another name, once, and says which file it left."""
    file = tmp_path / "p.csv"
    mended = _import(written, file, "first")
    mended.write_text("first, half mended")
    for text in ("second", "third"):
        assert str(mended) in written.places(file, ".csv").told
        assert _import(written, file, text) == tmp_path / "p.csv.refused.2.csv"
    assert mended.read_text() == "first, half mended"


def test_one_file_of_the_importer_is_left_when_the_mended_one_is_gone(
    written: WrittenFiles, tmp_path: Path
) -> None:
    """It goes on with the name it has, so that no file of an earlier run misleads."""
    file = tmp_path / "p.csv"
    _import(written, file, "first").write_text("half mended")
    second = _import(written, file, "second")
    (tmp_path / "p.csv.refused.csv").unlink()
    assert _import(written, file, "third") == second
    second.unlink()
    assert _import(written, file, "fourth") == tmp_path / "p.csv.refused.csv"


def test_without_its_memory_every_file_is_somebodys(written: WrittenFiles, tmp_path: Path) -> None:
    """A lost or damaged memory costs a name, never somebody's work."""
    file = tmp_path / "p.csv"
    first = _import(written, file, "first")
    for damage in (written.memory.unlink, lambda: written.memory.write_text("{")):
        damage()
        assert written.places(file, ".csv").left == (first,)


def test_a_pipe_in_a_files_place_is_waited_for_by_nobody(
    written: WrittenFiles, tmp_path: Path
) -> None:
    """A folder may be others' too: what somebody left there is left, and the import goes on."""
    file = tmp_path / "p.csv"
    pipe = tmp_path / "p.csv.refused.csv"
    os.mkfifo(pipe)
    found: list[Places] = []
    looking = Thread(target=lambda: found.append(written.places(file, ".csv")), daemon=True)
    looking.start()
    looking.join(10)
    assert found == [Places(target=tmp_path / "p.csv.refused.2.csv", left=(pipe,))]


def test_a_memory_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """The thing, the reason, and what the next import would do."""
    written = WrittenFiles(memory=tmp_path / "no-such-folder" / "returned")
    with pytest.raises(CannotRun, match=r"cannot be written \(No such file or directory\)"):
        written.remember(tmp_path / "p.csv.refused.csv")
