"""Rows that no message could carry, or that would take an hour to look at, are rows to mend."""

import json
from datetime import date

import pytest
from support.cf_files import ROW, cf_file, row

from connectors.departments.layouts import cf, court_list
from connectors.departments.layouts.json_line import fields_of, halved
from connectors.departments.returned import Returned, returned_lines
from connectors.departments.row import BrokenFile, Reading, RefusedRow

COURT = "11999900000018016G"
#: The order of each two of these marks has to be mended.
MARKS = "\u0301\u0323" * 10_000
LINE = {
    "iname": "样例甲",
    "caseCode": "（2026）苏9999执17号",
    "cardNum": "999999199001010016",
    "courtName": "市中级人民法院",
    "partyTypeName": "0",
    "publishDate": "20260512",
}


def refused(reading: Reading | BrokenFile) -> tuple[str, str]:
    assert isinstance(reading, Reading)
    (found,) = reading.refused
    assert isinstance(found, RefusedRow)
    return found.code, found.column


def court(**changed: str) -> Reading | BrokenFile:
    line = json.dumps({**LINE, **changed}, ensure_ascii=False)
    return court_list.read(line.encode(), COURT, date(2026, 6, 1))


@pytest.mark.parametrize("column", ["CF_NR_FK", "CF_JDRQ", "CF_WSH", "CF_CFJGDM", "CF_XDR_SHXYM"])
def test_a_cell_beyond_any_field_is_not_looked_at(column: str) -> None:
    """Whatever the cell is for, it is refused by its length before its marks are put in order."""
    assert refused(cf.read(cf_file(row(**{column: MARKS})))) == ("E1106", column)


def test_a_header_beyond_any_header_is_unknown() -> None:
    """It is compared with none."""
    found = cf.read(",".join([*ROW, "CF_WSH" + MARKS * 6]).encode())
    assert isinstance(found, BrokenFile)
    assert found.code == "F1005"


@pytest.mark.parametrize(
    ("key", "column"),
    [("caseCode", "case_no"), ("courtName", "court"), ("publishDate", "published")],
)
def test_a_value_beyond_any_field_is_not_looked_at(key: str, column: str) -> None:
    """The same in a court's feed."""
    assert refused(court(**{key: MARKS})) == ("E1106", column)


def test_a_row_beyond_any_message_comes_back() -> None:
    """Each cell may be as long as it is; together they fit no message, and the others are sent."""
    long = dict.fromkeys(
        ("CF_XDR_MC", "CF_SY", "CF_WFXW", "CF_YJ", "CF_NR", "CF_CFLB"), "长" * 4_000
    )
    found = cf.read(cf_file(row(), row(CF_WSH="样税稽罚〔2026〕18号", **long)))
    assert isinstance(found, Reading)
    assert len(found.rows) == 1
    assert refused(found) == ("E1506", "CF_XDR_MC")


@pytest.mark.parametrize(
    ("line", "code", "column"),
    [
        ('{"iname":"\\ud800"}', "E1106", "iname"),
        ('{"\\udc00":""}', "E1106", "?"),
        ('{"\\udc00":"","\\udc00":""}', "E1502", "?"),
        ('{"\\udc00":[]}', "E1502", "?"),
        ('{"uid":1e999}', "E1502", ""),
        ('{"uid":-1e999}', "E1502", ""),
    ],
)
def test_what_no_text_holds_is_none(line: str, code: str, column: str) -> None:
    """Half of a character and a number beyond all bounds are refused, with words one can print."""
    found = court_list.read(line.encode(), COURT, date(2026, 6, 1))
    assert refused(found) == (code, column)


def test_a_whole_pair_is_a_character() -> None:
    """An escaped pair beyond the first plane is read as the character it is."""
    assert fields_of('{"iname":"\\ud840\\udc0b"}') == {"iname": "\U0002000b"}


def test_a_line_with_a_key_twice_comes_back_with_both() -> None:
    """A clerk is to choose between the two: neither is dropped on the way."""
    line = '{"iname":"样例甲","iname":"样例乙"}'
    assert refused(court_list.read(line.encode(), COURT, date(2026, 6, 1))) == ("E1502", "iname")
    back = Returned(line=1, code="E1502", column="iname", advice="改", cells=(line,))
    assert returned_lines([back]) == f"{line}\n"


def test_half_a_character_comes_back_as_it_was_written() -> None:
    """The file of what comes back can be written, and holds the line with its advice."""
    line = '{"iname":"\\ud800"}'
    back = Returned(line=1, code="E1106", column="iname", advice="改", cells=(line,))
    text = returned_lines([back])
    assert not halved(text)
    assert json.loads(text)["iname"] == "\ud800"
    assert json.loads(text)["hubAdvice"] == "改"
