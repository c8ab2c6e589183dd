"""What holds a measure up, as counter, subject page, explanation and notice tell it (R10)."""

import re
from typing import Any

import httpx
from hub_api import check, command, event, organisation, post, receipts_of
from hub_process import HubUp


def _entry(record_no: str, subject: dict[str, Any], **changed: object) -> dict[str, Any]:
    return event("ListEntry", record_no, subject=subject, document_no=record_no, **changed)


def test_all_grounds_of_now_are_told_everywhere(api: httpx.Client, running_hub: HubUp) -> None:
    """W10: counter, subject page, explanation and notice name both decisions that hold a measure
    up, whichever came first, and once one is revoked the other alone."""
    for digits, first, second in (("00002021", "W10-1", "W10-2"), ("00002022", "W10-4", "W10-3")):
        subject = organisation(digits)
        for number in (first, second):
            receipts_of(api, "hrss", post(api, "hrss", _entry(number, subject)))
        assert _told_grounds(api, running_hub, subject["uscc"]) == sorted([first, second])
        gone = _entry(first, subject, version=2, action="REVOKE", reason="错报")
        receipts_of(api, "hrss", post(api, "hrss", gone))
        assert _told_grounds(api, running_hub, subject["uscc"]) == [second]


def _told_grounds(api: httpx.Client, running_hub: HubUp, uscc: str) -> list[str]:
    """What holds the procurement ban of a subject up, as every reader says."""
    (restriction,) = check(api, {"uscc": uscc})["restrictions"]
    told = [ground["record_no"] for ground in restriction["grounds"]]
    question = {"asked_by": "甲", "purpose": "本人查询", "subject": {"uscc": uscc}}
    seen = api.post("/subjects/query", json=question).json()
    for measure in seen["measures"]:
        assert [ground["record_no"] for ground in measure["grounds"]] == told
    explained = api.get(f"/directives/{restriction['directive_id']}").json()
    assert [ground["record_no"] for ground in explained["held_up_by"]] == told
    plain = command(running_hub, "explain", restriction["directive_id"]).stdout
    assert re.findall(r"holds now  hrss (\S+)", plain) == told
    asked = ("subject", "--by", "甲", "--purpose", "自查")
    page = command(running_hub, *asked, code=uscc).stdout
    assert {*re.findall(r"because of hrss (\S+)", page)} == {*told}
    notice = command(running_hub, *asked, "--notice", code=uscc).stdout
    places = {
        place
        for line in re.findall(r"事由：上列第(.*?)项信息", notice)
        for place in line.split("、")
    }
    assert len(places) == len(told)
    return told
