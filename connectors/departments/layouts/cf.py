"""
行政处罚信息, the national 双公示 layout of 2018 (`CF_*`), one row a decision and subject.

What it does not carry over: remarks (`BZ`), the document of the legal representative (not needed
for the record, so it is not passed on), tax and other registration numbers. Text is never searched
for restrictions: `CF_NR` is prose, and a ban read into it would be a ban nobody decided. A
restriction counts only when a clerk names it in the column `CF_CLAUSES` (an addition of the hub),
for example ``PROCUREMENT_BAN``.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from io import BytesIO
from types import MappingProxyType
from typing import BinaryIO, Final

from connectors.departments.layouts import cell
from connectors.departments.layouts.cells import BadCell, Cells
from connectors.departments.layouts.cf_columns import CLAUSES, REQUIRED, RETURNED, column_of
from connectors.departments.layouts.table import Table, as_it_was, read_table
from connectors.departments.layouts.text import lines_of, writing_of
from connectors.departments.record_no import NUMBER, DocumentKey, document_key, fold_code
from connectors.departments.row import (
    AtHand,
    BrokenFile,
    Content,
    Head,
    Part,
    Reading,
    RefusedRow,
    Row,
    Standing,
    gathered,
)
from schemas.codec import Record

LAYOUT: Final = "CF"
#: Stands in `HUB_RECORD` of a returned row that is one of several and has no number yet.
BESIDE_OTHERS: Final = "+"
KIND: Final = "AdministrativePenalty"

_SUBJECT_KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "法人及非法人组织": "ORGANISATION",
        "法人": "ORGANISATION",
        "非法人组织": "ORGANISATION",
        "自然人": "PERSON",
        "个体工商户": "INDIVIDUAL_BUSINESS",
        "01": "PERSON",
        "02": "ORGANISATION",
        "03": "ORGANISATION",
        "04": "INDIVIDUAL_BUSINESS",
    }
)
#: 处罚类别 as the layout of 2015 numbers them.
_CATEGORIES: Final = (
    "警告",
    "罚款",
    "没收违法所得、没收非法财物",
    "责令停产停业",
    "暂扣或吊销许可证、暂扣或吊销执照",
    "行政拘留",
    "其他",
)
_DIGITS: Final = frozenset("0123456")
#: Categories that have the enumeration comma inside.
_WHOLE: Final = tuple(word for word in _CATEGORIES if "、" in word)
_BETWEEN: Final = re.compile(r"[;；,，|\n]+")
_CLAUSE: Final = re.compile(r"[A-Z][A-Z0-9_]{1,63}", re.ASCII)
_REVOKED: Final = "撤销"


def read(content: bytes) -> Reading | BrokenFile:
    """The rows of a file in memory; neither clock nor key is needed."""
    return gathered(parts(BytesIO(content)))


def parts(file: BinaryIO) -> Iterator[Part]:
    """The rows of a file that can be sought in, one by one, so that it may be of any length."""
    writing = writing_of(file)
    if isinstance(writing, BrokenFile):
        yield writing
        return
    table = read_table(lines_of(file, writing), column_of, REQUIRED)
    if isinstance(table, BrokenFile):
        yield table
        return
    yield Head(layout=LAYOUT, columns=table.headers)
    returned = any(name in table.columns for name in RETURNED)
    for found in table.rows:
        if isinstance(found, BrokenFile):
            yield found
            return
        line, cells = found
        yield _row(table, line, tuple(as_it_was(one) for one in cells) if returned else cells)


def _row(table: Table, line: int, cells: tuple[str, ...]) -> Row | RefusedRow:
    by_column = dict(zip(table.columns, cells, strict=False))
    try:
        return _read(_whole(table, cells), line, cells)
    except BadCell as wrong:
        return RefusedRow(
            line=line,
            code=wrong.code,
            column=wrong.column,
            hint=wrong.hint,
            document=_document(by_column),
            cells=cells,
        )


def _whole(table: Table, cells: tuple[str, ...]) -> Cells:
    if len(cells) != len(table.columns):
        raise BadCell(
            "", "E1101", f"The row has {len(cells)} cells, the header {len(table.columns)}."
        )
    return Cells(dict(zip(table.columns, cells, strict=True)))


def _document(by_column: Mapping[str, str]) -> DocumentKey | None:
    """The decision a row is about, also where the rest of it is wrong."""
    number, authority = by_column.get("CF_WSH", ""), by_column.get("CF_CFJGDM", "")
    return document_key(number, authority) if number.strip() and authority.strip() else None


def _read(row: Cells, line: int, cells: tuple[str, ...]) -> Row:
    subject = _subject(row)
    document_no, authority = row.needed("CF_WSH"), row.needed("CF_CFJGDM")
    state = row.text("CF_ZT") or "0"
    if state not in ("0", "1"):
        raise BadCell(
            "CF_ZT", "E1102", "CF_ZT must be 0 (in force) or 1 (revoked); mark objections apart."
        )
    number = row.text("HUB_RECORD")
    if number not in ("", BESIDE_OTHERS) and NUMBER.fullmatch(number) is None:
        raise BadCell("HUB_RECORD", "E1103", "Leave HUB_RECORD as it was returned, or blank.")
    return Row(
        line=line,
        kind=KIND,
        document=document_key(document_no, authority),
        subject_code=subject_code(subject),
        kept=AtHand(
            held=Content(record=_record(row, subject, document_no, authority), cells=cells)
        ),
        standing=Standing.REVOKED if state == "1" else Standing.STANDS,
        reason=_REVOKED if state == "1" else "",
        numbered="" if number == BESIDE_OTHERS else number,
        beside_others=number == BESIDE_OTHERS,
    )


def _record(row: Cells, subject: Record, document_no: str, authority: str) -> Record:
    return {
        "subject": subject,
        "related": _related(row),
        "decided_on": _needed_day(row, "CF_JDRQ"),
        "effective_until": row.read("CF_YXQ", cell.last_day),
        "region": row.text("DFBM"),
        "authority": {"name": row.needed("CF_CFJG"), "uscc": authority},
        "document_no": document_no,
        "legal_basis": [row.needed("CF_YJ")],
        "disclosure": "SHARED" if subject["kind"] == "PERSON" else "PUBLIC",
        "violation": row.needed("CF_WFXW"),
        "violation_facts": row.needed("CF_SY"),
        "categories": _categories(row.needed("CF_CFLB")),
        "content": row.needed("CF_NR"),
        "fine_fen": row.read("CF_NR_FK", cell.fen),
        "confiscated_fen": row.read("CF_NR_WFFF", cell.fen),
        "licence": row.text("CF_NR_ZKDX"),
        "publish_until": row.read("CF_GSJZQ", cell.last_day),
        "clauses": _clauses(row),
        "reported_by_name": row.text("CF_SJLY"),
        "reported_by_uscc": row.text("CF_SJLYDM"),
    }


def _subject(row: Cells) -> Record:
    kind = row.one_of("CF_XDR_LB", _SUBJECT_KINDS)
    subject: Record = {"kind": kind, "name": row.needed("CF_XDR_MC")}
    if kind != "ORGANISATION":
        # An individual business may carry its owner's document beside its code.
        document = row.text("CF_XDR_ZJHM")
        subject |= {
            "id_type": (row.text("CF_XDR_ZJLX") or "身份证") if document else "",
            "id_number": document,
        }
    if kind == "PERSON":
        row.needed("CF_XDR_ZJHM", "E1005")
        return subject
    subject |= {
        "uscc": row.text("CF_XDR_SHXYM"),
        "org_code": row.text("CF_XDR_ZZJG").replace("-", ""),
        "registration_no": row.text("CF_XDR_GSZC"),
    }
    if not subject["uscc"] and not subject["org_code"]:
        row.needed("CF_XDR_SHXYM", "E1105")
    return subject


def subject_code(subject: Record) -> str:
    """What tells subjects of one decision apart: the organisation code, or type and number."""
    code = fold_code(subject.get("uscc", ""))
    if subject["kind"] == "PERSON":
        return f"{subject['id_type']}:{fold_code(subject['id_number'])}"
    return code[8:17] if len(code) == 18 else code or fold_code(subject["org_code"])


def _related(row: Cells) -> list[Record]:
    """The legal representative by name alone: nothing follows for a person without a code."""
    name = row.text("CF_FRDB")
    if not name:
        return []
    return [{"role": "LEGAL_REPRESENTATIVE", "subject": {"kind": "PERSON", "name": name}}]


def _needed_day(row: Cells, column: str) -> date | None:
    row.needed(column)
    return row.read(column, cell.day)


def _categories(text: str) -> list[str]:
    """The categories in a cell; those with an enumeration comma inside stay whole."""
    found: list[str] = []
    for part in filter(None, (one.strip() for one in _BETWEEN.split(text))):
        words = [word for word in _WHOLE if word in part]
        rest = part
        for word in words:
            rest = rest.replace(word, "、")
        single = [one.strip() for one in rest.split("、") if one.strip()]
        found += [*words, *(_CATEGORIES[int(one)] if one in _DIGITS else one for one in single)]
    return found


def _clauses(row: Cells) -> list[str]:
    found = [one.strip() for one in _BETWEEN.split(row.text(CLAUSES)) if one.strip()]
    if not all(_CLAUSE.fullmatch(one) for one in found):
        raise BadCell(CLAUSES, "E1103", "Write codes such as PROCUREMENT_BAN, separated by ;")
    return found
