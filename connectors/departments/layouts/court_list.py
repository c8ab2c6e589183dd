"""
失信被执行人, the court's change feed as JSON lines: one listing or deletion a line.

A deletion by action type, validity or soft delete ends the listing from its day on. The feed names
a court and gives no code for it, so the code is given with the file (or per line as `courtUscc`).
Age and sex are not passed on. A masked number names nobody: only the feed of the government network
has whole ones.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from io import BytesIO
from typing import BinaryIO, Final

from connectors.departments.layouts import cell, cf
from connectors.departments.layouts.cells import BadCell, Cells
from connectors.departments.layouts.court_words import BODY, DELETES, FALSE, PERSON, TRUE, field_of
from connectors.departments.layouts.json_line import fields_of
from connectors.departments.layouts.text import (
    LONGEST_LINE,
    LineTooLong,
    Writing,
    lines_of,
    writing_of,
)
from connectors.departments.record_no import (
    NUMBER,
    DocumentKey,
    document_key,
    fold_code,
    fold_number,
)
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

LAYOUT: Final = "SX"
KIND: Final = "JudgmentDefault"

_MASK: Final = re.compile(r"[*#?×●○•·]|XX")
_BETWEEN: Final = re.compile(r"[,，;；]+")


def read(content: bytes, court_uscc: str, today: date) -> Reading | BrokenFile:
    """The lines of a file in memory."""
    return gathered(parts(BytesIO(content), court_uscc, today))


def parts(file: BinaryIO, court_uscc: str, today: date) -> Iterator[Part]:
    """
    The lines of a file that can be sought in, one by one, so that it may be of any length.

    `court_uscc` is the code of the court whose feed it is, "" when every line has its own; `today`
    is the day a deletion ends the listing that does not say since when.
    """
    writing = writing_of(file)
    if isinstance(writing, BrokenFile):
        yield writing
        return
    number = 0
    try:
        named = {_court(line) for _, line in _filled(file, writing)} - {""}
        if len({fold_number(court) for court in named}) > 1:
            court_uscc = ""
        yield Head(layout=LAYOUT, feed=True, several_usual=True)
        for number, line in _filled(file, writing):
            yield _row(number, line.rstrip("\r\n"), court_uscc, today)
    except LineTooLong:
        why = f"a line after this one is longer than {LONGEST_LINE} characters; export it again"
        yield BrokenFile(code="F1006", line=number, why=why)
        return
    if not number:
        yield BrokenFile(code="F1007", line=1, why="the file has no line")


def _filled(file: BinaryIO, writing: Writing) -> Iterator[tuple[int, str]]:
    """The lines in which something stands, by number."""
    for number, line in enumerate(lines_of(file, writing, ends="\n"), 1):
        if line.strip():
            yield number, line


def _court(line: str) -> str:
    try:
        return _by_field(fields_of(line)).get("court", "")
    except BadCell:
        return ""


def _row(line: int, text: str, court_uscc: str, today: date) -> Row | RefusedRow:
    by_field: Mapping[str, str] = {}
    try:
        by_field = _by_field(fields_of(text))
        return _read(Cells(by_field), line, text, court_uscc, today)
    except BadCell as wrong:
        case_no = by_field.get("case_no", "").strip()
        authority = by_field.get("court_uscc", "") or court_uscc
        return RefusedRow(
            line=line,
            code=wrong.code,
            column=wrong.column,
            hint=wrong.hint,
            document=document_key(case_no, authority) if case_no and authority else None,
            cells=(text,),
        )


def _by_field(pairs: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in pairs.items():
        field = field_of(key)
        if field is None:
            raise BadCell(key[:40], "E1102", "The feed has no such key. Correct or remove it.")
        if not field:
            continue
        # Of a time of change and a time of making, the first one given counts.
        if field in found and field != "changed":
            raise BadCell(key, "E1502", "Two spellings of this key stand in the line. Leave one.")
        found[field] = found.get(field, "") or value
    return found


def _read(row: Cells, line: int, text: str, court_uscc: str, today: date) -> Row:
    subject = _subject(row)
    uscc = row.text("court_uscc") or court_uscc
    if not uscc:
        raise BadCell(
            "courtUscc",
            "E1303",
            "Which court decided is not known: the file names several, or its department decides "
            "for none or several. Give each line its court's code as courtUscc.",
        )
    case_no = row.needed("case_no")
    deleted = _deleted(row)
    number = row.text("returned_as")
    if number not in ("", cf.BESIDE_OTHERS) and NUMBER.fullmatch(number) is None:
        raise BadCell("hubRecord", "E1103", "Leave hubRecord as it was returned, or blank.")
    return Row(
        line=line,
        kind=KIND,
        document=_document(case_no, uscc),
        subject_code=cf.subject_code(subject),
        kept=AtHand(held=Content(record=_record(row, subject, case_no, uscc), cells=(text,))),
        standing=Standing.ENDED if deleted else Standing.STANDS,
        ended_on=(row.read("changed", cell.day) or today) if deleted else None,
        reason="移出失信被执行人名单" if deleted else "",
        numbered="" if number == cf.BESIDE_OTHERS else number,
        beside_others=number == cf.BESIDE_OTHERS,
    )


def _document(case_no: str, uscc: str) -> DocumentKey:
    return document_key(case_no, uscc)


def _deleted(row: Cells) -> bool:
    """Whether any of the three ways to say so says that the listing is gone."""
    action = row.text("action").upper()
    if action not in DELETES:
        raise BadCell("infoActionType", "E1102", f"Must be one of: {', '.join(DELETES)}.")
    gone = _flag(row, "deleted", "delflag", default=False)
    valid = _flag(row, "valid", "isValid", default=True)
    return DELETES[action] or gone or not valid


def _flag(row: Cells, field: str, key: str, *, default: bool) -> bool:
    word = row.text(field).upper()
    if word and word not in TRUE | FALSE:
        raise BadCell(key, "E1102", f"{key} must be 1 or 0.")
    return word in TRUE if word else default


def _subject(row: Cells) -> Record:
    name, card = row.needed("name"), fold_code(row.text("card_no")).replace("-", "")
    party = row.needed("party")
    if _MASK.search(card):
        raise BadCell(
            "cardNum",
            "E1005",
            "The number is masked, which names nobody. Take the row from the feed of the "
            "government network.",
        )
    if party in PERSON:
        row.needed("card_no", "E1005")
        return {"kind": "PERSON", "name": name, "id_type": "ID_CARD", "id_number": card}
    if party not in BODY:
        raise BadCell("partyTypeName", "E1102", "Must be 0 (a person) or 1 (a body).")
    row.needed("card_no", "E1105")
    if len(card) == 9:
        return {"kind": "ORGANISATION", "name": name, "org_code": card}
    kind = "INDIVIDUAL_BUSINESS" if card.startswith("92") else "ORGANISATION"
    return {"kind": kind, "name": name, "uscc": card, "org_code": ""}


def _record(row: Cells, subject: Record, case_no: str, uscc: str) -> Record:
    representative = row.text("representative")
    who = {"kind": "PERSON", "name": representative}
    decided_on = row.read("published", cell.day)
    if decided_on is None:
        raise BadCell("publishDate", "E1101", "publishDate is blank. Fill it in.")
    return {
        "subject": subject,
        "related": [{"role": "LEGAL_REPRESENTATIVE", "subject": who}] if representative else [],
        "decided_on": decided_on,
        "authority": {"name": row.needed("court"), "uscc": uscc},
        "legal_basis": ["最高人民法院关于公布失信被执行人名单信息的若干规定（法释〔2017〕7号）"],
        "case": {"case_no": case_no, "party_role": "被执行人"},
        "disclosure": "SHARED" if subject["kind"] == "PERSON" else "PUBLIC",
        "basis_no": row.text("basis_no"),
        "basis_unit": row.text("basis_unit"),
        "filed_on": row.read("filed", cell.day),
        "duty": row.text("duty"),
        "performance": row.text("performance"),
        "performed_part": row.text("performed"),
        "unperformed_part": row.text("unperformed"),
        "circumstances": [
            one.strip() for one in _BETWEEN.split(row.text("circumstances")) if one.strip()
        ],
    }
