"""The demonstration, run as a newcomer runs it, on samples of the test's own."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "deploy" / "demo"


def played(samples: Path, data: Path) -> subprocess.CompletedProcess[str]:
    """The story told of a folder of samples."""
    command = [sys.executable, "-m", "deploy.demo.run"]
    return subprocess.run(
        [*command, "--samples", str(samples), "--data", str(data)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )


def test_a_changed_sample_changes_the_story(tmp_path: Path) -> None:
    """
    Without the repair decision the wage arrears stay, and the official at the counter sees it.

    The sentences of everything else are there, each from a receipt or an answer, and the verifier
    finds nothing amiss.
    """
    samples = tmp_path / "samples"
    shutil.copytree(SAMPLES, samples, ignore=shutil.ignore_patterns("__pycache__", "*.py"))
    file = samples / "events" / "3-taken-back.json"
    acts = [a for a in json.loads(file.read_text("utf-8")) if a["kind"] != "RepairDecision"]
    file.write_text(json.dumps(acts, ensure_ascii=False), "utf-8")

    told = played(samples, tmp_path / "data")

    assert told.returncode == 0, told.stdout + told.stderr
    story, last_look = told.stdout.split("4. 2026-06-03")
    assert "REPAIRED" not in told.stdout
    assert "常州样例建筑有限公司: 政府采购供应商资格审查: RESTRICTED" in last_look
    assert "常州样例商贸有限公司: 政府采购供应商资格审查: CLEAR" in last_look
    assert "MERGED: the same fact as tax SW-2026-204" in story
    assert "REFUSED E1303" in story
    assert "procurement was told to lift PRC-01" in story
    assert "Everything that was started is stopped again." in told.stdout
