"""The national penalty layout: what is read, and what is told of what is not right."""

import codecs
from datetime import date

import pytest
from support.cf_files import CHINESE, ROW, A, cf_file, cf_text, row

from connectors.departments.layouts.cf import read
from connectors.departments.layouts.glyphs import standard
from connectors.departments.message import letter
from connectors.departments.numbering import version_of
from connectors.departments.returned import Returned, returned_table
from connectors.departments.row import BrokenFile, Reading, Standing


def reading(content: bytes) -> Reading:
    found = read(content)
    assert isinstance(found, Reading), found
    return found


def test_a_row_becomes_a_record_its_schema_takes() -> None:
    """万元 become fen exactly, an open end becomes none, a legal representative stays a name."""
    (found,) = reading(cf_file(row(CF_CLAUSES="PROCUREMENT_BAN"))).rows
    record = found.record
    assert record["fine_fen"] == 200_000
    assert record["decided_on"] == date(2026, 5, 11)
    assert record["effective_until"] == date(2027, 5, 11)
    assert record["publish_until"] is None
    assert record["clauses"] == ["PROCUREMENT_BAN"]
    assert record["related"] == [
        {"role": "LEGAL_REPRESENTATIVE", "subject": {"kind": "PERSON", "name": "样例甲"}}
    ]
    assert letter("tax", found.kind, version_of(found, "CF-X")).record_no == "CF-X"


@pytest.mark.parametrize(
    "content",
    [
        cf_text(row()).encode("utf-8"),
        cf_text(row()).encode("utf-8-sig"),
        cf_text(row()).encode("gb18030"),
        cf_text(row()).replace("\r\n", "\n").encode("gb18030"),
        cf_text(row(), headers=[CHINESE.get(code, code) for code in ROW]).encode("gb18030"),
        cf_text(row(), headers=[CHINESE.get(code, code) for code in ROW]).encode("utf-8"),
        cf_text(row(CF_JDRQ="2026/5/11", CF_GSJZQ="9999-12-31", CF_NR_FK="０.２00000")).encode(),
    ],
)
def test_the_same_row_is_read_from_every_writing(content: bytes) -> None:
    """UTF-8 with and without BOM, GB18030, both sorts of header, both spellings of days."""
    (found,) = reading(content).rows
    (plain,) = reading(cf_file(row())).rows
    assert found.record == plain.record
    assert found.document == plain.document


def test_characters_beyond_gbk_arrive() -> None:
    """A rare name in GB18030 is itself, and the private places of the old table are replaced."""
    (found,) = reading(cf_text(row(CF_XDR_MC="䶮公司")).encode("gb18030")).rows
    assert found.record["subject"]["name"] == "䶮公司"
    assert standard(b"\xa6\xd9\xfe\x59\xfe\x51".decode("gb18030")) == "\ufe10\u9fb4\U00020087"


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"PK\x03\x04" + bytes(100), "F1001", 1),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "F1001", 1),
        (cf_text(row()).replace(",", ";").encode(), "F1005", 1),
        (cf_text(row()).encode("utf-16"), "F1001", 1),
        (cf_text(row(), row()).encode().replace(b"\xe6\xa0\xb7", b"\xe6\xa0", 1), "F1001", 2),
        (b"\xff" + cf_file(row()), "F1001", 1),
        (cf_text(row(), row()).replace("偷税", '"偷税', 1).encode(), "F1002", 2),
        (cf_text(row(), row(CF_WFXW='a"b')).replace('"a""b"', '"a"b"').encode(), "F1002", 3),
        (cf_file(row()).replace(b"CF_WSH", b"BZ", 1), "F1003", 1),
        (cf_file(row()).replace(b"CF_SJLY,", b"CF_SJLYDM,", 1), "F1004", 1),
        (cf_file(row()).replace(b"CF_FRDB", b"CF_FRBD", 1), "F1005", 1),
        (cf_file(row(CF_SY="长" * 140_000)), "F1006", 2),
        (b"", "F1007", 1),
        (b"\r\n \r\n", "F1007", 1),
    ],
)
def test_a_broken_file_is_named_by_line(content: bytes, code: str, line: int) -> None:
    """Wrong encoding, broken quotes, a missing, doubled or unknown header: nothing is imported."""
    found = read(content)
    assert isinstance(found, BrokenFile)
    assert (found.code, found.line) == (code, line)
    assert str(found).startswith(f"line {line}: ")


@pytest.mark.parametrize(
    ("changed", "code", "column"),
    [
        ({"CF_XDR_MC": " "}, "E1101", "CF_XDR_MC"),
        ({"CF_XDR_MC": "样\0例"}, "E1106", "CF_XDR_MC"),
        ({"CF_XDR_MC": "样\ue000例"}, "E1106", "CF_XDR_MC"),
        ({"CF_SY": "长" * 10_000}, "E1106", "CF_SY"),
        ({"CF_XDR_LB": "企业"}, "E1102", "CF_XDR_LB"),
        ({"CF_XDR_SHXYM": ""}, "E1105", "CF_XDR_SHXYM"),
        ({"CF_XDR_LB": "自然人"}, "E1005", "CF_XDR_ZJHM"),
        ({"CF_JDRQ": "2026-02-30"}, "E1104", "CF_JDRQ"),
        ({"CF_JDRQ": "46000"}, "E1104", "CF_JDRQ"),
        ({"CF_JDRQ": ""}, "E1101", "CF_JDRQ"),
        ({"CF_NR_FK": "2千"}, "E1107", "CF_NR_FK"),
        ({"CF_NR_FK": "-1"}, "E1107", "CF_NR_FK"),
        ({"CF_NR_FK": "1,000"}, "E1107", "CF_NR_FK"),
        ({"CF_NR_FK": "0.0000001"}, "E1107", "CF_NR_FK"),
        ({"CF_NR_FK": "2E-1"}, "E1107", "CF_NR_FK"),
        ({"CF_CLAUSES": "禁止参加政府采购"}, "E1103", "CF_CLAUSES"),
    ],
)
def test_a_wrong_row_is_refused_and_its_neighbours_are_read(
    changed: dict[str, str], code: str, column: str
) -> None:
    """Each wrong cell has a code, its column and its line; the rows around it go through."""
    found = reading(cf_file(row(CF_WSH="一"), row(**changed), row(CF_WSH="三")))
    (refused,) = found.refused
    assert (refused.code, refused.column, refused.line) == (code, column, 3)
    assert refused.hint
    assert [one.line for one in found.rows] == [2, 4]


def test_a_row_with_a_cell_too_few_is_that_rows_fault() -> None:
    """The number of cells is compared with the header, row by row."""
    found = reading(cf_file(row()) + b"a,b\r\n" + cf_file(row()).split(b"\r\n")[1])
    assert [(one.line, one.code) for one in found.refused] == [(3, "E1101")]
    assert [one.line for one in found.rows] == [2, 4]


def test_a_line_break_in_a_cell_moves_the_lines_and_nothing_else() -> None:
    """Lines are those of the file, also after a cell with a line break."""
    found = reading(cf_file(row(CF_SY="一\r\n二"), row(CF_JDRQ="x")))
    assert [one.line for one in found.refused] == [4]


def test_no_ban_is_read_into_prose() -> None:
    """What `CF_NR` says about procurement grounds nothing until a clerk names the clause."""
    (found,) = reading(cf_file(row(CF_NR="一至三年内禁止参加政府采购活动"))).rows
    assert found.record["clauses"] == []


@pytest.mark.parametrize(
    ("cell", "categories"),
    [
        ("罚款;没收违法所得、没收非法财物", ["罚款", "没收违法所得、没收非法财物"]),
        ("警告、罚款", ["警告", "罚款"]),
        ("1；6", ["罚款", "其他"]),
    ],
)
def test_categories_are_told_apart(cell: str, categories: list[str]) -> None:
    """Several categories in one cell, by word or by the digits of 2015."""
    (found,) = reading(cf_file(row(CF_CFLB=cell))).rows
    assert found.record["categories"] == categories


def test_a_revoked_row_says_so() -> None:
    """`CF_ZT` 1 takes the record back, as the layout of 2015 writes it."""
    headers = [*ROW, "CF_ZT"]
    (found,) = reading(cf_text({**row(), "CF_ZT": "1"}, headers=headers).encode()).rows
    assert found.standing is Standing.REVOKED


@pytest.mark.parametrize("name", ["=1+1", "+a", "-a", "@a", "'quoted", "＝a", "plain", 'a"b,c\nd'])
def test_a_returned_row_is_no_formula_and_comes_back_as_it_was(name: str) -> None:
    """What a spreadsheet would run is made text, and the mended file is read as the row was."""
    original = row(CF_XDR_MC=name)
    back = Returned(
        line=2, code="E1002", column="subject.uscc", advice="=x", cells=tuple(original.values())
    )
    text = returned_table(tuple(ROW), [back])
    assert ",=" not in text
    (found,) = reading(codecs.BOM_UTF8 + text.encode()).rows
    assert found.record["subject"]["name"] == name
    assert found.subject_code == A[8:17]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04" + bytes(100), "a workbook of a spreadsheet; save its sheet as CSV in UTF-8"),
        (cf_text(row()).replace(",", "\t").encode(), "the columns are divided by tabs"),
        (cf_text(row()).replace(",", "；").encode(), "the columns are divided by semicolons"),
        ("标题\n".encode(), "the header of column 1, '标题', is none of the layout"),
    ],
)
def test_a_file_that_a_spreadsheet_saved_otherwise_is_told_how_to_save_it(
    content: bytes, words: str
) -> None:
    """Not as damaged bytes, nor as one long header that should be taken out."""
    found = read(content)
    assert isinstance(found, BrokenFile)
    assert words in found.why
