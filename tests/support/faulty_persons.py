"""Samples with one fault in a person, its subject or a related one, and what is said of it."""

from datetime import date

from support.accepting import person, record
from support.faulty_fields import NUL


def related(**changes: object) -> list[object]:
    """The sample's related person with fields replaced."""
    return [record("ListEntry")["related"][0] | changes]


def named(**changes: object) -> list[object]:
    """The sample's related person with fields of its subject replaced."""
    return related(subject=person(**changes))


FAULTY_PERSONS = [
    # documents of a person
    (
        "JudgmentDefault",
        {"subject": person(id_number="9999991990****0016")},
        "E1005",
        "subject.id_number",
    ),
    (
        "JudgmentDefault",
        {"subject": person(id_number="999999XXXXXXXX0016")},
        "E1005",
        "subject.id_number",
    ),
    ("JudgmentDefault", {"subject": person(id_number="")}, "E1005", "subject.id_number"),
    ("JudgmentDefault", {"subject": person(id_type="")}, "E1005", "subject.id_type"),
    (
        "JudgmentDefault",
        {"subject": person(id_type="PASSPORT", id_number="E12****78")},
        "E1005",
        "subject.id_number",
    ),
    (
        "JudgmentDefault",
        {"subject": person(id_number="999999199001010017")},
        "E1003",
        "subject.id_number",
    ),
    (
        "JudgmentDefault",
        {"subject": person(id_number="999999199002300015")},
        "E1003",
        "subject.id_number",
    ),
    (
        "JudgmentDefault",
        {"subject": person(id_number="3.20405E+17")},
        "E1003",
        "subject.id_number",
    ),
    (
        "JudgmentDefault",
        {"subject": person(id_number="٣" * 18)},
        "E1003",
        "subject.id_number",
    ),
    (
        "JudgmentDefault",
        {"subject": person(birth_date=date(1990, 1, 2))},
        "E1003",
        "subject.birth_date",
    ),
    (
        "JudgmentDefault",
        {"subject": person(id_type="PASSPORT", id_number="E12345678", id_country="中国")},
        "E1103",
        "subject.id_country",
    ),
    (
        "JudgmentDefault",
        {"subject": person(id_number="000000000000000000")},
        "E1004",
        "subject.id_number",
    ),
    ("JudgmentDefault", {"subject": person(uscc="91999900MA0000007U")}, "E1006", "subject.uscc"),
    # related persons
    (
        "ListEntry",
        {"related": named(id_number="9999991990****0016")},
        "E1005",
        "related[0].subject.id_number",
    ),
    ("ListEntry", {"related": related(role="UNKNOWN")}, "E1102", "related[0].role"),
    (
        "ListEntry",
        {"related": related(**{"from": date(2020, 3, 1), "to": date(2020, 2, 29)})},
        "E1202",
        "related[0].to",
    ),
    ("ListEntry", {"related": named(name=NUL)}, "E1106", "related[0].subject.name"),
]
