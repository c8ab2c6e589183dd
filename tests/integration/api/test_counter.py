"""The counter and the people behind it: checks, subjects, directives, on a whole hub."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from scenario.codes import citizen_number, uscc
from support.hub_api import check, command, event, organisation, post, receipts_of, signed
from support.hub_process import HubUp, await_that

from schemas.samples.parts import HRSS, ORGANISATION, PERSON


def _entry(record_no: str, subject: dict[str, Any], **changed: object) -> dict[str, Any]:
    return event("ListEntry", record_no, subject=subject, document_no=record_no, **changed)


def test_clear_then_restricted_then_clear_again(api: httpx.Client) -> None:
    """What an official sees follows the record: before it, while it stands, after it ended."""
    subject = organisation("00002001")
    asked = {"uscc": subject["uscc"]}
    await_that("the hub knows its lag", lambda: check(api, asked)["as_of"]["lag_s"] is not None)
    before = check(api, asked)
    assert (before["verdict"], before["subject_key"]) == ("CLEAR", None)
    receipts_of(api, "hrss", post(api, "hrss", _entry("CNT-1", subject)))
    during = check(api, asked)
    assert during["verdict"] == "RESTRICTED"
    (found,) = during["restrictions"]
    assert (found["measure"], found["until"]) == ("PRC-01", "2029-06-01")
    assert found["legal_basis"] == ["保障农民工工资支付条例 第四十八条"]
    assert found["grounds"] == [
        {"department": "hrss", "record_no": "CNT-1", "trigger": "list/WAGE_ARREARS"}
    ]
    assert found["remedy"]
    assert during["as_of"]["day"] == "2026-06-01"
    ended = _entry("CNT-1", subject, version=2, action="END", reason="已支付")
    ended["event"]["on"] = "2026-06-01"
    receipts_of(api, "hrss", post(api, "hrss", ended))
    after = check(api, asked)
    assert (after["verdict"], after["restrictions"]) == ("CLEAR", [])
    assert after["subject_key"] == during["subject_key"]


def test_unknown_is_not_clear(api: httpx.Client) -> None:
    """A code that names nobody for certain is UNKNOWN, and the answer says why."""
    found = check(api, {"registration_no": "999900000000017"})
    assert found["verdict"] == "UNKNOWN"
    assert "registration number" in found["why"]


@pytest.mark.parametrize(
    ("subject", "code"),
    [
        ({"uscc": "91999900MA0000008U"}, "E1002"),
        ({"id_number": "9999991990****0016"}, "E1005"),
        ({}, "E1105"),
    ],
)
def test_a_wrong_code_is_a_problem(api: httpx.Client, subject: dict[str, str], code: str) -> None:
    """Nobody is looked up by a code that fails its check."""
    question = {
        "asked_by": "甲",
        "purpose": "核查",
        "subject": subject,
        "item": "bank-credit-approval",
    }
    reply = api.post("/checks", json=question)
    assert (reply.status_code, reply.json()["code"]) == (422, code)


@pytest.mark.parametrize("missing", ["asked_by", "purpose", "subject", "item"])
def test_who_and_what_for_must_be_said(api: httpx.Client, missing: str) -> None:
    """A question without asker, purpose, subject or item is not answered."""
    question = {
        "asked_by": "甲",
        "purpose": "核查",
        "subject": {"uscc": "91999900MA0000007U"},
        "item": "bank-credit-approval",
    }
    del question[missing]
    reply = api.post("/checks", json=question)
    assert reply.status_code == 422
    assert [error["pointer"] for error in reply.json()["errors"]] == [f"/{missing}"]


def test_every_question_is_written_down(api: httpx.Client, running_hub: HubUp) -> None:
    """Who asked, what for, about which opaque key, and what was answered stand in the log."""
    subject = organisation("00002002")
    receipts_of(api, "hrss", post(api, "hrss", _entry("CNT-2", subject)))
    check(api, {"uscc": subject["uscc"]}, asked_by="窗口 乙", purpose="日志测试")
    with psycopg.connect(running_hub.database) as connection:
        row = connection.execute(
            "SELECT kind, item, answer, subject IS NOT NULL FROM query_log"
            " WHERE asked_by = '窗口 乙' AND purpose = '日志测试'"
        ).fetchone()
    assert row == ("CHECK", "government-procurement-qualification", "RESTRICTED", True)


def test_a_subject_is_seen_whole(api: httpx.Client) -> None:
    """Facts with provenance, measures and why, and what did not follow and why not."""
    person = {**PERSON, "id_number": citizen_number("20120501", 7), "birth_date": None}
    judged = event("JudgmentDefault", "CNT-3", subject=person, decided_on="2026-05-20")
    judged["event"]["case"] |= {"case_no": "(2026)苏9999执203号"}
    receipts = receipts_of(api, "court", post(api, "court", judged))
    assert [receipt["outcome"] for receipt in receipts] == ["ACCEPTED"], receipts
    question = {
        "asked_by": "甲",
        "purpose": "本人查询",
        "subject": {"id_number": person["id_number"]},
    }
    seen = api.post("/subjects/query", json=question).json()
    (fact,) = seen["facts"]
    assert (fact["kind"], fact["state"]) == ("JudgmentDefault", "STANDING")
    (told,) = fact["provenance"]
    assert (told["department"], told["record_no"], told["rules"]) == ("court", "CNT-3", True)
    assert told["topic"] == "credit.events.court"
    assert seen["measures"] == []
    refused = {each["measure"]: each["code"] for each in seen["not_followed"]}
    assert refused["LND-04"] == "D2004"
    assert set(refused.values()) == {"D2004"}


def test_a_lift_is_told_until_its_partner_confirms_it(api: httpx.Client) -> None:
    """Whoever asks whether they are off the list hears which lift is still on its way."""
    subject = organisation("00002014")

    def seen() -> Any:
        asked = {"uscc": subject["uscc"]}
        question = {"asked_by": "甲", "purpose": "本人查询", "subject": asked}
        return api.post("/subjects/query", json=question).json()

    def states(what: str) -> list[str]:
        return [each["state"] for each in seen()[what] if each["measure"] == "PRC-01"]

    receipts_of(api, "hrss", post(api, "hrss", _entry("CNT-14", subject)))
    await_that("sent", lambda: states("measures") == ["SENT"])
    assert seen()["lifts"] == []
    revoked = _entry("CNT-14", subject, version=2, action="REVOKE", reason="录入错误")
    receipts_of(api, "hrss", post(api, "hrss", revoked))
    await_that("its lift is sent", lambda: states("lifts") == ["SENT"])
    assert seen()["measures"] == []
    (lift,) = (each for each in seen()["lifts"] if each["measure"] == "PRC-01")
    explained = api.get(f"/directives/{lift['directive_id']}").json()
    assert (explained["action"], explained["partner"]) == ("LIFT", lift["partner"])

    def answered(number: int, result: str) -> None:
        said = {"directive_id": lift["directive_id"], "answer_no": number, "result": result}
        body = json.dumps(said).encode()
        api.post("/partners/procurement/answers", content=body, headers=signed("procurement", body))

    answered(1, "ACCEPTED")
    await_that("received", lambda: states("lifts") == ["ACCEPTED"])
    answered(2, "EXECUTED")
    await_that("confirmed", lambda: states("lifts") == [])


def test_a_directive_explains_itself(api: httpx.Client) -> None:
    """Back to event, offset, record, fact, rule and clause, and on to sequence and answers."""
    subject = organisation("00002004")
    (place,) = post(api, "hrss", _entry("CNT-4", subject))
    receipts_of(api, "hrss", [place])
    (found,) = check(api, {"uscc": subject["uscc"]})["restrictions"]
    told = api.get(f"/directives/{found['directive_id']}").json()
    assert (told["action"], told["partner"], told["rule"]["measure"]) == (
        "IMPOSE",
        "procurement",
        "PRC-01",
    )
    assert told["rule"]["clauses"] == ["保障农民工工资支付条例 第四十八条"]
    (ground,) = told["grounds"]
    assert ground["record_no"] == "CNT-4"
    assert ground["fact_key"]
    (message,) = ground["messages"]
    assert {name: message[name] for name in place} == place
    assert told["decision"]["kind"] == "BATCH"
    assert told["decision"]["day"] == "2026-06-01"


def test_the_command_line_says_the_same(api: httpx.Client, running_hub: HubUp) -> None:
    """`hub subject` reads the code from standard input; its notice is in Chinese."""
    subject = organisation("00002005")
    receipts_of(api, "hrss", post(api, "hrss", _entry("CNT-5", subject)))
    plain = command(running_hub, "subject", "--by", "甲", "--purpose", "自查", code=subject["uscc"])
    assert "PRC-01" in plain.stdout
    assert subject["uscc"] not in plain.stdout
    notice = command(
        running_hub, "subject", "--by", "甲", "--purpose", "自查", "--notice", code=subject["uscc"]
    )
    said = [line.strip() for line in notice.stdout.splitlines()]
    assert f"谁决定：{HRSS['name']}" in said
    assert "依据：保障农民工工资支付条例 第四十八条" in said
    assert "期限：自2026-06-01至2029-06-01" in said
    assert "见上列信息" not in notice.stdout
    for label in ("如何修复：", "异议（行政机关的决定）："):
        assert [line for line in said if line.startswith(label) and line != label]
    directive = re.search(r"[A-Z], ([0-9a-f-]{36})$", plain.stdout, re.MULTILINE)
    assert directive is not None
    told = ("directive", "lift", directive.group(1), "--by", "乙", "--because", "试解除")
    assert command(running_hub, *told, fails=True).stdout.endswith("end its ground instead\n")
    explained = command(running_hub, "explain", directive.group(1))
    assert "CNT-5" in explained.stdout
    assert "by 乙, because 试解除" in explained.stdout


def test_in_json_the_command_line_says_all_of_it(api: httpx.Client, running_hub: HubUp) -> None:
    """`--json` is one line, with facts, measures, what did not follow, and a directive's way."""
    subject = organisation("00002006")
    (place,) = post(api, "hrss", _entry("CNT-6", subject))
    receipts_of(api, "hrss", [place])
    asked = ("subject", "--by", "甲", "--purpose", "自查", "--json")
    (line,) = command(running_hub, *asked, code=subject["uscc"]).stdout.splitlines()
    seen = json.loads(line)
    assert seen.keys() == {
        "subject_key", "as_of", "facts", "measures", "lifts", "not_followed", "waiting"
    }  # fmt: skip
    assert [told["record_no"] for fact in seen["facts"] for told in fact["provenance"]] == ["CNT-6"]
    (measure,) = [each for each in seen["measures"] if each["measure"] == "PRC-01"]
    assert measure["grounds"][0]["record_no"] == "CNT-6"
    (line,) = command(running_hub, "explain", measure["directive_id"], "--json").stdout.splitlines()
    told = json.loads(line)
    assert told["directive_id"] == measure["directive_id"]
    assert (told["n"], told["action"], told["partner"]) == (0, "IMPOSE", "procurement")
    assert told["rule"]["clauses"] == ["保障农民工工资支付条例 第四十八条"]
    (ground,) = told["grounds"]
    assert ground["record_no"] == "CNT-6"
    assert ground["fact_key"]
    assert {name: ground["messages"][0][name] for name in place} == place
    assert (told["answers"], told["acts"]) == ([], [])
    assert told["decision"]["entry"] > 0


def test_status_tells_that_all_is_well(api: httpx.Client, running_hub: HubUp) -> None:
    """`hub status` names worker, day, lag and the next step; what it says of lag is exact."""
    found = command(running_hub, "status")
    assert "lag       0 messages" in found.stdout
    assert "day       2026-06-01" in found.stdout
    assert "next " in found.stdout


def test_nothing_personal_is_in_a_log(api: httpx.Client, running_hub: HubUp) -> None:
    """No code and no name of anybody published or asked about stands in any process's log."""
    person = {**PERSON, "id_number": citizen_number("19850607", 9), "birth_date": None}
    bad = {**PERSON, "id_number": person["id_number"][:-1] + "*"}
    receipts_of(
        api,
        "hrss",
        post(
            api,
            "hrss",
            _entry("LOG-1", person),
            _entry("LOG-2", bad),
            _entry("LOG-3", organisation("00002007")),
        ),
    )
    api.post("/departments/hrss/events", json={"kind": "ListEntry", "event": {"subject": person}})
    api.get(f"/departments/{person['name']}/receipts")
    api.get(f"/departments/{person['id_number']}/receipts")
    api.post("/subjects/query", json={"subject": {"id_number": person["id_number"]}})
    logs = list(_logs(running_hub.data))
    assert any(file.name == "api.log" for file, _ in logs)
    for file, text in logs:
        assert not re.search(r"(?<![0-9])[0-9]{17}[0-9X](?![0-9A-Z])", text), file
        assert person["id_number"] not in text
        assert ORGANISATION["uscc"] not in text
        assert uscc("91", "00002007") not in text
        assert person["name"] not in text, file
        assert ORGANISATION["name"] not in text, file


def _logs(data: Path) -> Iterator[tuple[Path, str]]:
    for file in sorted((data / "logs").glob("*.log")):
        yield file, file.read_text("utf-8", "replace")
