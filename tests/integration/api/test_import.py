"""`hub import` against a running hub: a file goes in, and every row has its outcome."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import httpx
import psycopg
import pytest
from support.cf_files import B, cf_file, cf_text, row
from support.hub_process import HubUp, environment, hub

MARKED = {"CF_WSH": "样税稽罚〔2026〕901号"}


def imported(
    running: HubUp, layout: str, file: Path, department: str, *options: str
) -> subprocess.CompletedProcess[str]:
    return hub(
        "import",
        layout,
        str(file),
        "--department",
        department,
        "--data",
        str(running.data),
        "--json",
        *options,
    )


def outcomes(ran: subprocess.CompletedProcess[str]) -> list[tuple[int, str]]:
    rows = [json.loads(line) for line in ran.stdout.splitlines()]
    return [(row["line"], row["outcome"]) for row in rows]


def test_a_file_goes_in_is_mended_and_is_not_sent_twice(
    running_hub: HubUp, api: httpx.Client, tmp_path: Path
) -> None:
    """Refused rows come back as a file; mended, it is imported; the whole then sends nothing."""
    file = tmp_path / "penalties.csv"
    wrong = row(CF_WSH="样税稽罚〔2026〕902号", CF_XDR_SHXYM=B[:-1] + "0")
    file.write_bytes(cf_file(row(**MARKED), wrong, row(CF_WSH="903", CF_NR_FK="两千")))
    tried = imported(running_hub, "cf", file, "tax", "--dry-run")
    assert tried.returncode == 1, tried.stderr
    assert outcomes(tried) == [(2, "PLANNED"), (3, "REFUSED"), (4, "REFUSED")]
    ran = imported(running_hub, "cf", file, "tax")
    assert ran.returncode == 1, ran.stderr
    assert outcomes(ran) == [(2, "ACCEPTED"), (3, "REFUSED"), (4, "REFUSED")]
    back = tmp_path / "penalties.csv.refused.csv"
    text = back.read_text("utf-8-sig")
    assert "E1002" in text
    assert "E1107" in text
    back.write_text(text.replace(B[:-1] + "0", B).replace("两千", "0.2"), "utf-8-sig")
    mended = imported(running_hub, "cf", back, "tax")
    assert mended.returncode == 0, mended.stdout + mended.stderr
    assert outcomes(mended) == [(2, "ACCEPTED"), (3, "ACCEPTED")]
    file.write_bytes(
        cf_file(
            row(**MARKED),
            row(CF_WSH="样税稽罚〔2026〕902号", CF_XDR_SHXYM=B),
            row(CF_WSH="903", CF_NR_FK="0.2"),
        )
    )
    again = imported(running_hub, "cf", file, "tax")
    assert again.returncode == 0, again.stdout + again.stderr
    assert outcomes(again) == [(2, "UNCHANGED"), (3, "UNCHANGED"), (4, "UNCHANGED")]


def test_a_licence_taken_away_is_named(
    running_hub: HubUp, api: httpx.Client, tmp_path: Path
) -> None:
    """A penalty that suspends or revokes a licence and names none comes back under the file's own
    header; with the licence named it is imported."""
    number = "暂扣或吊销证照名称及编号"
    wrong = row(CF_WSH="样税稽罚〔2026〕905号", CF_CFLB="吊销/暂扣许可证件", CF_NR_ZKDX="")
    headers = [*list(wrong)[:-1], number]
    file = tmp_path / "licences.csv"
    file.write_bytes(cf_text(wrong, headers=headers).encode())
    ran = imported(running_hub, "cf", file, "tax")
    (told,) = map(json.loads, ran.stdout.splitlines())
    assert (told["outcome"], told["code"], told["field"]) == ("REFUSED", "E1105", number)
    assert told["advice"].startswith("Fill in the field")
    back = tmp_path / "licences.csv.refused.csv"
    with back.open(encoding="utf-8-sig", newline="") as lines:
        (returned,) = csv.DictReader(lines)
    assert (returned["HUB_CODE"], returned["HUB_FIELD"]) == ("E1105", number)
    named = {**wrong, "CF_NR_ZKDX": "食品经营许可证 JY9999"}
    file.write_bytes(cf_text(named, headers=headers).encode())
    assert outcomes(imported(running_hub, "cf", file, "tax")) == [(2, "ACCEPTED")]


def test_what_came_back_is_written_when_nobody_reads_on(
    running_hub: HubUp, api: httpx.Client, tmp_path: Path
) -> None:
    """`hub import … | head -1`: the rows to mend are in their file before a word is said."""
    file = tmp_path / "penalties.csv"
    file.write_bytes(cf_file(row(CF_WSH="904", CF_NR_FK="两千")))
    read_end, write_end = os.pipe()
    os.close(read_end)
    arguments = ("import", "cf", file, "--department", "tax", "--data", running_hub.data)
    with os.fdopen(write_end, "w") as nobody:
        ran = subprocess.run(
            [Path(sys.executable).with_name("hub"), *arguments],
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=nobody,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert ran.returncode == 1, ran.stderr
    back = tmp_path / "penalties.csv.refused.csv"
    assert "E1107" in back.read_text("utf-8-sig")
    back.write_text("half mended")
    again = imported(running_hub, "cf", file, "tax")
    assert f"Left as it is, since it was changed after an import: {back}" in again.stderr
    assert back.read_text() == "half mended"
    assert "E1107" in (tmp_path / "penalties.csv.refused.2.csv").read_text("utf-8-sig")


def test_a_row_nobody_decides_in_time_is_pending(
    running_hub: HubUp, api: httpx.Client, tmp_path: Path
) -> None:
    """The wait ends with PENDING and exit code 3; imported again, the row is not had twice."""
    file = tmp_path / "late.csv"
    file.write_bytes(cf_file(row(CF_WSH="样税稽罚〔2026〕909号")))
    with psycopg.connect(running_hub.database) as kept_from_the_worker:
        kept_from_the_worker.execute("SELECT 1 FROM line WHERE shard = 0 FOR UPDATE")
        ran = imported(running_hub, "cf", file, "tax", "--wait", "1")
    assert outcomes(ran) == [(2, "PENDING")], ran.stderr
    assert ran.returncode == 3
    assert not (tmp_path / "late.csv.refused.csv").exists()
    again = imported(running_hub, "cf", file, "tax")
    assert again.returncode == 0, again.stdout + again.stderr
    assert outcomes(again) in ([(2, "REPEAT")], [(2, "UNCHANGED")])


def test_a_broken_file_sends_nothing_and_says_where(
    running_hub: HubUp, api: httpx.Client, tmp_path: Path
) -> None:
    """One sentence with file, line and reason; exit code 2."""
    file = tmp_path / "broken.csv"
    file.write_bytes(cf_file(row()).replace("偷税".encode(), '"偷税'.encode()))
    ran = imported(running_hub, "cf", file, "tax")
    assert ran.returncode == 2
    assert ran.stderr.startswith("F1002 ")
    assert "broken.csv cannot be imported: line 2: the quotes" in ran.stderr
    assert "Traceback" not in ran.stderr
    told = json.loads(imported(running_hub, "cf", file, "tax", "--json").stdout)
    assert told == {"error": ran.stderr.strip(), "codes": ["F1002"]}


def test_a_file_that_cannot_be_read_is_one_sentence(
    running_hub: HubUp, api: httpx.Client, tmp_path: Path
) -> None:
    """A pipe nobody writes to and a file of endless rows end with code and next step, exit 2."""
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    endless = tmp_path / "endless.csv"
    endless.write_bytes(cf_file() + b"x\n" * 1_000_001)
    for file, code in ((pipe, "F1008"), (endless, "F1009")):
        ran = imported(running_hub, "cf", file, "tax")
        assert ran.returncode == 2
        assert ran.stderr.startswith(f"{code} {file} cannot be imported: ")
        assert ran.stderr.rstrip().endswith("Nothing of it was sent.")
        assert "Traceback" not in ran.stderr


def test_the_courts_list_goes_in(running_hub: HubUp, api: httpx.Client, tmp_path: Path) -> None:
    """A listing is accepted, a masked one comes back as JSON with its advice, a deletion ends."""
    listing = {
        "iname": "样例乙",
        "caseCode": "(2026)苏9999执901号",
        "cardNum": "999999199001010024",
        "courtName": "市中级人民法院",
        "partyTypeName": "0",
        "publishDate": "2026年05月12日",
    }
    masked = {**listing, "caseCode": "(2026)苏9999执902号", "cardNum": "9999991990****0016"}
    file = tmp_path / "court.jsonl"
    file.write_text("\n".join(json.dumps(one) for one in (listing, masked)))
    ran = imported(running_hub, "court-list", file, "court")
    assert ran.returncode == 1, ran.stderr
    assert outcomes(ran) == [(1, "ACCEPTED"), (2, "REFUSED")]
    back = (tmp_path / "court.jsonl.refused.jsonl").read_text("utf-8-sig")
    assert json.loads(back)["hubCode"] == "E1005"
    file.write_text(json.dumps({**listing, "delflag": "1", "update_time": "2026-06-01"}))
    ended = imported(running_hub, "court-list", file, "court")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert outcomes(ended) == [(1, "ENDED")]


def test_the_court_is_that_of_the_catalogue_in_force(
    running_hub: HubUp, api: httpx.Client, tmp_path: Path
) -> None:
    """A catalogue's files on this machine say nothing: the hub is asked whose court it is."""
    listing = {
        "iname": "样例丙",
        "caseCode": "(2026)苏9999执905号",
        "cardNum": "999999199001010024",
        "courtName": "市中级人民法院",
        "partyTypeName": "0",
        "publishDate": "2026年05月12日",
    }
    file = tmp_path / "court.jsonl"
    file.write_text(json.dumps(listing))
    holes = tmp_path / "no-catalogue"
    holes.mkdir()
    tried = hub(
        *("import", "court-list", str(file), "--department", "court", "--dry-run", "--json"),
        *("--data", str(running_hub.data)),
        HUB_CATALOGUE=str(holes),
    )
    assert outcomes(tried) == [(1, "PLANNED")], tried.stdout + tried.stderr
    told = api.get("/departments/court").json()
    assert told == {"department": "court", "decides_for": ["11999900000018016G"]}
    elsewhere = imported(running_hub, "court-list", file, "province", "--dry-run")
    assert "its department decides for none or several" in elsewhere.stdout


@pytest.mark.parametrize("department", ["taxx", "../../x", "TAX", ""])
def test_a_department_that_there_is_not_leaves_nothing_behind(
    running_hub: HubUp, api: httpx.Client, tmp_path: Path, department: str
) -> None:
    """One sentence, and no folder with a key for it, wherever its name would lead."""
    file = tmp_path / "penalties.csv"
    file.write_bytes(cf_file(row()))
    kept = running_hub.data / "departments"
    before = {*kept.rglob("*"), *running_hub.data.parent.glob("*")}
    ran = imported(running_hub, "cf", file, department)
    assert ran.returncode == 2
    assert ran.stderr.startswith(f"The catalogue in force has no department {department!r}.")
    assert "Traceback" not in ran.stderr
    assert {*kept.rglob("*"), *running_hub.data.parent.glob("*")} == before
