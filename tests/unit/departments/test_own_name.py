"""A refusal names the column of the file that a clerk has open."""

import json
from datetime import date
from typing import Any

import pytest

from connectors.departments.layouts import cf, court_list
from connectors.departments.layouts.cf_columns import REQUIRED, RETURNED
from connectors.departments.own_name import _OF_LISTING, _OF_PENALTY, own_name
from connectors.departments.returned import of_refused
from connectors.departments.row import Reading

LISTING = {
    "iname": "样例乙",
    "caseCode": "1号",
    "cardNum": "MA0000007",
    "courtName": "市中级人民法院",
    "partyTypeName": "1",
    "publishDate": "2026年05月12日",
}
CHINESE = ("行政相对人名称", "统一社会信用代码 ", "处罚决定日期")


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("subject.uscc", "统一社会信用代码"),
        ("CF_XDR_SHXYM", "统一社会信用代码"),
        ("decided_on", "处罚决定日期"),
        ("clauses[1]", "CF_CLAUSES"),
        ("notice.prior", "notice.prior"),
        ("", ""),
    ],
)
def test_a_table_is_told_its_own_header(field: str, told: str) -> None:
    """As it stands in the file; the layout's code where the file has no such column."""
    assert own_name(CHINESE, (), field) == told


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("subject.id_number", "CardNum"),
        ("card_no", "CardNum"),
        ("decided_on", "publishDate"),
        ("infoActionType", "INFO_ACTION_TYPE"),
        ("duty", "duty"),
        ("", ""),
    ],
)
def test_a_line_of_a_court_is_told_its_own_key(field: str, told: str) -> None:
    """In the spelling of the line; what it has no key for stays as it is named."""
    text = '{"CardNum": "1", "publishDate": "x", "INFO_ACTION_TYPE": "X"}'
    assert own_name((), (text,), field) == told
    assert own_name((), ("no line",), field) == field


def test_what_is_refused_before_it_is_sent_is_told_so_too() -> None:
    """Name and advice, where a cell is blank and where a line lacks a day."""
    head = "行政相对人名称,行政相对人类别,统一社会信用代码,CF_WSH,CF_WFXW,CF_SY,CF_YJ,CF_CFLB,CF_NR"
    text = f"{head},CF_JDRQ,CF_CFJG,CF_CFJGDM\n样例,法人,,1,1,1,1,警告,1,2026-06-01,1,1\n"
    found = cf.read(text.encode())
    assert isinstance(found, Reading)
    back = of_refused(found.refused[0], found)
    assert (back.column, back.advice) == (
        "统一社会信用代码",
        "统一社会信用代码 is blank. Fill it in.",
    )
    listed = _listed(publishDate="12.05.2026")
    assert of_refused(listed.refused[0], listed).column == "publishDate"


def test_each_field_is_read_from_the_column_it_is_told_by() -> None:
    """A sign put into a column is found in the record at the field that is read from there."""
    for path, column in _OF_PENALTY.items():
        if column in DAYS_AND_NUMBERS or path == "subject.kind":
            continue
        cells = dict.fromkeys((*REQUIRED, column), "1") | {
            "CF_XDR_LB": "个体工商户",
            "CF_XDR_SHXYM": "1",
            "CF_XDR_ZJHM": "1",
            "CF_JDRQ": "2026-06-01",
            column: "SIGN",
        }
        text = ",".join(cells) + "\n" + ",".join(cells.values()) + "\n"
        found = cf.read(text.encode())
        assert isinstance(found, Reading)
        assert "SIGN" in str(_at(found.rows[0].record, path)), path
    assert not set(_OF_PENALTY.values()) & set(RETURNED)


DAYS_AND_NUMBERS = {"CF_JDRQ", "CF_YXQ", "CF_GSJZQ", "CF_NR_FK", "CF_NR_WFFF"}


def _at(record: Any, path: str) -> Any:
    for name in path.split("."):
        record = record[0][name] if isinstance(record, list) else record[name]
    return record


def test_each_field_of_a_listing_is_a_field_of_its_record() -> None:
    """Of a body and of a person, with all that a line can say."""
    person = {"partyTypeName": "0", "cardNum": "999999199001010016"}
    fields = {
        path
        for changes in ({}, person)
        for path in _paths(_listed(businessEntity="样例", **changes).rows[0].record)
    }
    assert set(_OF_LISTING) - {"on", "subject.uscc"} <= fields


def _listed(**changes: str) -> Reading:
    text = json.dumps(LISTING | changes, ensure_ascii=False)
    found = court_list.read(text.encode(), "11999900000018016G", date(2026, 6, 1))
    assert isinstance(found, Reading)
    return found


def _paths(record: Any, at: str = "") -> list[str]:
    found = []
    for name, value in record.items():
        inner = value[0] if isinstance(value, list) and value else value
        found.append(at + name)
        if isinstance(inner, dict):
            found += _paths(inner, f"{at}{name}.")
    return found
