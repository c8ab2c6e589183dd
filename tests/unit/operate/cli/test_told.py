"""What a person or a machine gave that cannot be used is told in a sentence, never a traceback."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from support.hub_process import environment, hub
from typer.testing import CliRunner

from streams.operate.backup.key_archive import write_private
from streams.operate.cli.main import NO_ROOM, app
from streams.wiring.failures import CannotRun

#: 王 as a terminal set to GBK sends it, and as Python then hands it on.
GBK = "王".encode("gbk").decode("utf-8", "surrogateescape")


@pytest.mark.parametrize(
    "command",
    [
        ("hold", "--all", "--by", GBK, "--because", "x"),
        ("hold", "--all", "--by", "x", "--because", GBK),
        ("subject", "--by", "x", "--purpose", GBK),
    ],
)
def test_who_and_why_are_utf_8(command: tuple[str, ...]) -> None:
    """Bytes of another writing are refused before anything is done: nobody could read them."""
    told = CliRunner().invoke(app, command, obj={}).exception
    assert isinstance(told, CannotRun)
    assert "is not written in UTF-8. Set the terminal" in str(told)


def test_a_failure_of_an_option_is_told_to_a_program_too(tmp_path: Path) -> None:
    """The sentence on standard error stands on standard output as JSON."""
    ran = hub("tick", "--by", GBK, "--because", "x", "--json", HUB_DATA=str(tmp_path))
    assert ran.returncode == 1
    assert json.loads(ran.stdout) == {"error": ran.stderr.strip(), "codes": []}


def test_a_folder_is_no_key_archive(tmp_path: Path) -> None:
    """`hub restore --keys FOLDER` names the folder and what it wants instead."""
    command = ("restore", str(tmp_path), "--keys", str(tmp_path))
    told = CliRunner().invoke(app, command, obj={"HUB_DATA": str(tmp_path / "new")}).exception
    assert isinstance(told, CannotRun)
    assert str(told).startswith(f"S1005 {tmp_path} cannot be read (Is a directory). Name the file")


def test_keys_that_cannot_be_written_are_told(tmp_path: Path) -> None:
    """The file, the reason and the next step; a file that is there is never written over."""
    place = "/proc/no-such-folder/keys"
    with pytest.raises(CannotRun, match=rf"cannot be written to {place} \(No such file"):
        write_private(Path(place), b"sealed")
    there = tmp_path / "keys"
    there.write_bytes(b"kept")
    with pytest.raises(CannotRun, match="is there already"):
        write_private(there, b"sealed")
    assert there.read_bytes() == b"kept"


def test_a_kind_of_task_that_there_is_not_is_refused() -> None:
    """A misspelt kind is never taken for one of which nothing is open."""
    told = CliRunner().invoke(app, ("tasks", "list", "--kind", "LIFT_NOT_EXECUTD"), obj={})
    assert isinstance(told.exception, CannotRun)
    assert "'LIFT_NOT_EXECUTD'. Kinds: LIFT_NOT_EXECUTED, RETURNED, " in str(told.exception)


def test_keys_that_are_not_made_yet_are_not_missed(tmp_path: Path) -> None:
    """Before the first start nothing is to be brought back from a backup."""
    told = CliRunner().invoke(app, ("keys", "list"), obj={"HUB_DATA": str(tmp_path)}).exception
    assert isinstance(told, CannotRun)
    words = f"There are no keys in {tmp_path / 'keys'} yet: they are made at the first start."
    assert str(told) == words


def test_no_room_for_what_is_said_is_told(tmp_path: Path) -> None:
    """A full disk under the output is a sentence, and no exit code that means something else."""
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(
            [Path(sys.executable).with_name("hub"), "catalogue", "check", "--json"],
            env=environment(HUB_DATA=str(tmp_path)),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert ran.returncode == NO_ROOM
    assert ran.stderr.startswith("There is no room in what the output goes to (No space left on")
    assert len(ran.stderr.splitlines()) == 1


#: Ctrl-C at the moment at which the command line's library is imported.
INTERRUPTED_AT_ONCE = """
import sys
class CtrlC:
    def find_spec(self, name, *_):
        if name == "typer":
            raise KeyboardInterrupt
sys.meta_path.insert(0, CtrlC())
from streams.operate.cli.begin import main
main()
"""


def test_ctrl_c_before_a_command_has_begun_is_no_traceback() -> None:
    """Who presses Ctrl-C while Python still imports gets his prompt back, and exit code 130."""
    command = (sys.executable, "-P", "-c", INTERRUPTED_AT_ONCE)
    ended = subprocess.run(command, env=environment(), capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, "", "")


def test_what_libraries_log_is_not_written_beside_a_command() -> None:
    """A driver's own line would only confuse; what the hub's modules log is for the operator."""
    code = (
        "import logging, sys; sys.argv = ['hub', '--help']\n"
        "from streams.operate.cli import begin\n"
        "try:\n    begin.main()\n"
        "finally:\n"
        "    logging.getLogger('psycopg.pool').warning('error ignored')\n"
        "    logging.getLogger('streams.wiring').error('an entry waits')\n"
    )
    command = (sys.executable, "-P", "-c", code)
    ended = subprocess.run(command, env=environment(), capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, "an entry waits\n")
