"""The court's change feed: spellings, days, deletions, and numbers that name nobody."""

import json
from datetime import date

import pytest

from connectors.departments.layouts.court_list import read
from connectors.departments.message import letter
from connectors.departments.numbering import version_of
from connectors.departments.row import BrokenFile, Reading, Standing

COURT = "11999900000018016G"
TODAY = date(2026, 6, 1)
LINE = {
    "iname": "样例甲",
    "caseCode": "（2026）苏9999执17号",
    "age": 36,
    "sexy": "男性",
    "cardNum": "999999199001010016",
    "businessEntity": "",
    "courtName": "市中级人民法院",
    "areaName": "江苏",
    "partyTypeName": "0",
    "gistId": "(2025)苏9999民初8号",
    "regDate": "20260401",
    "gistUnit": "市中级人民法院",
    "duty": "支付货款人民币十万元",
    "performance": "全部未履行",
    "disruptTypeName": "有履行能力而拒不履行,违反财产报告制度",
    "publishDate": "2026年05月12日",
}


def line(*without: str, **changed: object) -> str:
    kept = {key: value for key, value in LINE.items() if key not in without}
    return json.dumps({**kept, **changed}, ensure_ascii=False)


def reading(*lines: str, court: str = COURT) -> Reading:
    found = read("\n".join(lines).encode(), court, TODAY)
    assert isinstance(found, Reading)
    return found


def test_a_line_becomes_a_record_its_schema_takes() -> None:
    """Three spellings of days, circumstances one by one; age and sex go nowhere."""
    (found,) = reading(line()).rows
    assert found.record["filed_on"] == date(2026, 4, 1)
    assert found.record["decided_on"] == date(2026, 5, 12)
    assert found.record["circumstances"] == ["有履行能力而拒不履行", "违反财产报告制度"]
    assert found.record["case"]["case_no"] == "（2026）苏9999执17号"
    assert letter("court", found.kind, version_of(found, "SX-X")).record_no == "SX-X"
    for day in ("20260512", "2026-05-12", "2026年5月12日"):
        assert reading(line(publishDate=day)).rows[0].record == found.record


def test_the_government_copy_is_the_same_record() -> None:
    """`BuesinessEntity`, `DisReputTypeName`, `GistCID` are only spellings."""
    copy = {
        "InfoActionType": "新增",
        "LaoLaiID": "71",
        "CaseCode": LINE["caseCode"],
        "IName": LINE["iname"],
        "SexName": "男性",
        "Age": "36",
        "CardNum": LINE["cardNum"],
        "BuesinessEntity": "",
        "CourtName": LINE["courtName"],
        "AreaID": "320400",
        "AreaName": "江苏",
        "PartyTypeName": "自然人",
        "GistCID": LINE["gistId"],
        "GistUnit": LINE["gistUnit"],
        "RegDate": "2026-04-01",
        "PublishDate": "2026-05-12",
        "CreateTime": "2026-05-12 08:00:00",
        "UID": "x",
        "IsValid": "1",
        "update_time": None,
        "delflag": 0,
        "Duty": LINE["duty"],
        "Performance": LINE["performance"],
        "DisReputTypeName": LINE["disruptTypeName"],
        "PerformedPart": "",
        "UnperformPart": "",
    }
    (found,) = reading(json.dumps(copy)).rows
    (public,) = reading(line()).rows
    assert found.record == public.record
    assert found.standing is Standing.STANDS


@pytest.mark.parametrize(
    ("changed", "since"),
    [
        ({"delflag": "1", "update_time": "2026-05-30 09:00:00"}, date(2026, 5, 30)),
        ({"delflag": True}, TODAY),
        ({"IsValid": "0"}, TODAY),
        ({"InfoActionType": "D", "update_time": "20260529"}, date(2026, 5, 29)),
        ({"InfoActionType": "修改", "delflag": "1"}, TODAY),
    ],
)
def test_each_way_to_delete_ends_the_listing(changed: dict[str, object], since: date) -> None:
    """Action type, validity or soft delete: from the day of the change, else from today."""
    (found,) = reading(line(**changed)).rows
    assert (found.standing, found.ended_on) == (Standing.ENDED, since)
    assert found.reason


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        (line(cardNum="9999991990****0016"), "E1005", "cardNum"),
        (line(cardNum=""), "E1005", "card_no"),
        (line(cardNum="", partyTypeName="1"), "E1105", "card_no"),
        (line(partyTypeName="2"), "E1102", "partyTypeName"),
        (line("caseCode"), "E1101", "case_no"),
        (line(publishDate=""), "E1101", "publishDate"),
        (line(publishDate="12.05.2026"), "E1104", "published"),
        (line(IsValid="maybe"), "E1102", "isValid"),
        (line(InfoActionType="X"), "E1102", "infoActionType"),
        (line(iname="样\0例"), "E1106", "name"),
        (line(duty="长" * 10_000), "E1106", "duty"),
        (line(duty="长" * 70_000), "E1106", ""),
        (line(telephone="1"), "E1102", "telephone"),
        (line(duty=["a"]), "E1502", "duty"),
        (line()[:-1] + ', "duty": "b"}', "E1502", "duty"),
        (line(CaseCode="x"), "E1502", "CaseCode"),
        ('{"iname": NaN}', "E1502", ""),
        ('{"iname": "a"', "E1502", ""),
        ("[" * 50_000, "E1502", ""),
        ("[1]", "E1502", ""),
    ],
)
def test_a_wrong_line_is_refused_and_its_neighbours_are_read(
    text: str, code: str, column: str
) -> None:
    """A masked number, a bad day, broken JSON: a code, the key, the line; the rest goes through."""
    found = reading(line(caseCode="1号"), text, line(caseCode="3号"))
    (refused,) = found.refused
    assert (refused.line, refused.code, refused.column) == (2, code, column)
    assert [one.line for one in found.rows] == [1, 3]


def test_a_feed_of_several_courts_needs_their_codes() -> None:
    """One code for a file that names two courts would put one court's listing on the other."""
    lines = (line(), line(courtName="区人民法院", caseCode="2号"))
    assert {one.code for one in reading(*lines).refused} == {"E1303"}
    own = line(courtName="区人民法院", caseCode="2号", courtUscc="119999120000280115")
    assert [one.code for one in reading(line(), own).refused] == ["E1303"]
    assert [one.code for one in reading(line(), court="").refused] == ["E1303"]


def test_bodies_are_told_by_their_codes() -> None:
    """Nine characters are an organisation code, 92 is an individual business."""
    kinds = [
        (row.record["subject"]["kind"], row.subject_code)
        for row in reading(
            line(partyTypeName="1", cardNum="MA000000-7"),
            line(partyTypeName="1", cardNum="91999900MA0000007U", caseCode="2"),
            line(partyTypeName="1", cardNum="92999900MA0000007R", caseCode="3"),
        ).rows
    ]
    assert kinds == [
        ("ORGANISATION", "MA0000007"),
        ("ORGANISATION", "MA0000007"),
        ("INDIVIDUAL_BUSINESS", "MA0000007"),
    ]


def test_an_empty_file_is_broken() -> None:
    """A feed without a line is more likely a failed export than a day without changes."""
    found = read(b"\n", COURT, TODAY)
    assert isinstance(found, BrokenFile)
    assert found.code == "F1007"
