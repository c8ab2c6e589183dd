"""Every hostile request gets its answer, from an interface that stays alive, small and quick."""

from pathlib import Path

from hostile.api_process import api_process
from hostile.limits import LIMIT_CPU_S, LIMIT_KIB
from hostile.make import made
from hostile.table import cases


def test_each_request_gets_its_answer(tmp_path: Path, fresh_database: str) -> None:
    """Exactly that; within two seconds of processor time; within 64 MiB above the idle process."""
    files, wrong = made("http"), []
    with api_process(tmp_path, fresh_database) as api:
        for case in cases("http"):
            # What is right is asked first, so that the idle process has its libraries loaded.
            if case.file.endswith("plain.http"):
                api.send(files[case.file])
        idle_kib = api.memory()["now_kib"]
        for case in cases("http"):
            before_s = api.spent_s()
            found = api.send(files[case.file], whole=case.verdict != "UNANSWERED")
            if found != case.verdict:
                wrong.append(f"{case.file}: {found}, not {case.verdict}")
            if api.spent_s() - before_s > LIMIT_CPU_S:
                wrong.append(f"{case.file}: took {api.spent_s() - before_s:.1f} s")
            assert api.process.poll() is None, f"{case.file}: the process ended"
        grown_kib = api.memory()["most_kib"] - idle_kib
    assert not wrong, "\n".join(wrong)
    assert grown_kib <= LIMIT_KIB
