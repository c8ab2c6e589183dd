"""What a subject hears of itself, from the counter's HTTP interface and from its command line."""

import re
from typing import Any

import httpx
from support.hub_api import check, command, event, organisation, post, receipts_of
from support.hub_process import HubUp

from schemas.samples.parts import PERSON


def _seen(api: httpx.Client, subject: dict[str, Any]) -> dict[str, Any]:
    question = {"asked_by": "甲", "purpose": "本人查询", "subject": {"uscc": subject["uscc"]}}
    found: dict[str, Any] = api.post("/subjects/query", json=question).json()
    return found


def _notice(running: HubUp, code: str) -> list[str]:
    asked = ("subject", "--by", "甲", "--purpose", "自查", "--notice")
    return [line.strip() for line in command(running, *asked, code=code).stdout.splitlines()]


def test_a_citizen_whose_number_would_pass_as_a_bodys_code_is_found(
    api: httpx.Client, running_hub: HubUp
) -> None:
    """One number in 31 would: its owner is not told that nothing is known of them."""
    person = {**PERSON, "id_number": "999999198501010034", "birth_date": None}
    judged = event("JudgmentDefault", "ASK-1", subject=person, decided_on="2026-05-20")
    receipts_of(api, "court", post(api, "court", judged))
    measures = [line.partition(" ")[2] for line in _notice(running_hub, person["id_number"])]
    assert "限制购买不动产（依法限制）" in measures


def test_who_was_fined_hears_how_one_gets_off_a_fine(api: httpx.Client, running_hub: HubUp) -> None:
    """The measure has another row, whose way off is to pay wages."""
    subject = organisation("00002031")
    fined = event("AdministrativePenalty", "ASK-2", subject=subject, document_no="ASK-2")
    receipts_of(api, "fiscal", post(api, "fiscal", fined))
    seen = _seen(api, subject)
    assert [fact["publish_until"] for fact in seen["facts"]] == ["2029-06-01"]
    (measure,) = seen["measures"]
    assert "向作出处罚决定的机关申请信用修复" in measure["remedy"]
    assert f"如何修复：{measure['remedy']}" in _notice(running_hub, subject["uscc"])


def test_a_freeze_that_was_lifted_is_told_as_lifted(api: httpx.Client) -> None:
    """Freeze and release are two decisions; nothing is frozen any more."""
    subject, court = organisation("00002032"), {"document_no": "", "effective_until": None}
    frozen = event("EnforcementOrder", "ASK-3", subject=subject, **court)
    frozen["event"] |= {"order": "FREEZE", "original_order_no": "", "addressee": "bank"}
    freed = event("EnforcementOrder", "ASK-4", subject=subject, **court)
    freed["event"] |= {"order": "UNFREEZE", "original_order_no": "ASK-3", "addressee": "bank"}
    receipts_of(api, "court", post(api, "court", frozen))
    assert [(f["order"], f["state"]) for f in _seen(api, subject)["facts"]] == [
        ("FREEZE", "STANDING")
    ]
    receipts_of(api, "court", post(api, "court", freed))
    seen = _seen(api, subject)
    assert [(f["order"], f["state"]) for f in seen["facts"]] == [
        ("FREEZE", "RELEASED"),
        ("UNFREEZE", "STANDING"),
    ]
    assert seen["measures"] == []


def test_what_waits_says_for_what(api: httpx.Client) -> None:
    """A correction that came first waits for its ASSERT, not for another record."""
    subject = organisation("00002033")
    early = event("ListEntry", "ASK-5", subject=subject, version=2, action="CORRECT")
    receipts_of(api, "hrss", post(api, "hrss", early))
    (waiting,) = _seen(api, subject)["waiting"]
    assert waiting["detail"] == "waits since 2026-06-01 for its first ASSERT"


def test_all_grounds_of_now_are_told_everywhere(api: httpx.Client, running_hub: HubUp) -> None:
    """W10: counter, subject page, explanation and notice name both decisions that hold a measure
    up, whichever came first, and once one is revoked the other alone."""
    for digits, first, second in (("00002021", "W10-1", "W10-2"), ("00002022", "W10-4", "W10-3")):
        subject = organisation(digits)
        entries = {
            number: event("ListEntry", number, subject=subject, document_no=number)
            for number in (first, second)
        }
        for said in entries.values():
            receipts_of(api, "hrss", post(api, "hrss", said))
        assert _told_grounds(api, running_hub, subject) == sorted([first, second])
        revoked = {**entries[first]["event"], "version": 2, "action": "REVOKE", "reason": "错报"}
        receipts_of(api, "hrss", post(api, "hrss", {**entries[first], "event": revoked}))
        assert _told_grounds(api, running_hub, subject) == [second]


def _told_grounds(api: httpx.Client, running: HubUp, subject: dict[str, Any]) -> list[str]:
    """What holds the procurement ban of a subject up, as every reader says."""
    code = subject["uscc"]
    (restriction,) = check(api, {"uscc": code})["restrictions"]
    told = [ground["record_no"] for ground in restriction["grounds"]]
    for measure in _seen(api, subject)["measures"]:
        assert [ground["record_no"] for ground in measure["grounds"]] == told
    explained = api.get(f"/directives/{restriction['directive_id']}").json()
    assert [ground["record_no"] for ground in explained["held_up_by"]] == told
    plain = command(running, "explain", restriction["directive_id"]).stdout
    assert re.findall(r"holds now  hrss (\S+)", plain) == told
    page = command(running, "subject", "--by", "甲", "--purpose", "自查", code=code).stdout
    assert {*re.findall(r"because of hrss (\S+)", page)} == {*told}
    numbered = re.findall(r"事由：上列第(.*?)项信息", "\n".join(_notice(running, code)))
    assert {len(places.split("、")) for places in numbered} == {len(told)}
    return told
