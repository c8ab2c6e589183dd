"""What is only spelling is brought to one form before anything is compared."""

import unicodedata
from datetime import date

import pytest
from support.accepting import body, event, person, record

from schemas.codec import Record
from streams.kinds.administrative_penalty import AdministrativePenalty
from streams.kinds.enforcement_order import EnforcementOrder
from streams.kinds.event import Event, Subject, SubjectKind
from streams.kinds.list_entry import ListEntry


def subject(kind: str, fields: object) -> Subject:
    """The subject of a sample in which it stands so."""
    found = event(kind, subject=fields).subject
    assert found is not None
    return found


@pytest.mark.parametrize(
    "written", ["91999900MA0000007U", "９１９９９９００ＭＡ０００００07Ｕ", " 91999900 ma0000007u "]
)
def test_a_code_in_full_width(written: str) -> None:
    """Full width, case and spaces do not make another social credit code."""
    assert subject("ListEntry", body(uscc=written)).uscc == "91999900MA0000007U"


@pytest.mark.parametrize(
    "written",
    [
        "999999199001010016",
        "999999900101001",
        "９９９９９９１９９００１０１００１６",
        "999999 19900101 0016",
    ],
)
def test_one_citizen_number(written: str) -> None:
    """C26: fifteen and eighteen digits, in either width, are one number with its birth date."""
    found = subject("JudgmentDefault", person(id_number=written, birth_date=None))
    assert (found.id_number, found.birth_date) == ("999999199001010016", date(1990, 1, 1))


@pytest.mark.parametrize("written", ["ID_CARD", "id_card", "01", "身份证", "居民身份证"])
def test_one_name_for_a_document_type(written: str) -> None:
    """The national layouts' codes and terms for a document type are the contract's one."""
    assert subject("JudgmentDefault", person(id_type=written)).id_type == "ID_CARD"


def test_another_document() -> None:
    """A passport has no check; its number is brought to one spelling and its type is believed."""
    fields = person(id_type="护照", id_number="ｅ1234 5678", id_country="fra", birth_date=None)
    found = subject("JudgmentDefault", fields)
    seen = (found.id_type, found.id_number, found.id_country, found.birth_date)
    assert seen == ("PASSPORT", "E12345678", "FRA", None)


def test_a_name_keeps_its_width() -> None:
    """A name in full width is stored as written."""
    found = subject("ListEntry", body(name="ＡＢＣ（常州）有限公司"))
    assert found.name == "ＡＢＣ（常州）有限公司"


def test_a_name_is_composed() -> None:
    """A name is NFC; spaces around it are gone."""
    decomposed = unicodedata.normalize("NFD", "Société Générale")
    assert subject("ListEntry", body(name=f" {decomposed}\u3000")).name == "Société Générale"
    assert subject("ListEntry", body(name="\uf900")).name == "\u8c48"


@pytest.mark.parametrize("dot", "\u00b7\u2022\u2027\u30fb\uff65\u2219\u22c5")
def test_one_dot_in_minority_names(dot: str) -> None:
    """The dot of a name is U+00B7, whatever the keyboard gave."""
    found = subject("JudgmentDefault", person(name=f"阿卜杜拉{dot}买买提"))
    assert found.name == "阿卜杜拉\u00b7买买提"


def test_a_rare_character_is_let_in() -> None:
    """Characters newer than this Python's Unicode, and private ones of old fonts, are names too."""
    for character in ("\u4dae", "\U00031350", "\U000323b0", "\ue78d"):
        assert subject("JudgmentDefault", person(name=f"王{character}")).name == f"王{character}"


def test_prose_is_one_line() -> None:
    """Line breaks and tabs in long texts become spaces."""
    body_ = event(
        "AdministrativePenalty", violation_facts="一、少列收入；\r\n二、\t多列支出\n"
    ).body
    assert isinstance(body_, AdministrativePenalty)
    assert body_.violation_facts == "一、少列收入；  二、 多列支出"


def test_codes_of_lists_and_partners_are_folded() -> None:
    """A list code, a partner, a currency and a digest are ASCII whatever width they came in."""
    entry = event("ListEntry", list_code="ＷＡＧＥ_ＡＲＲＥＡＲＳ").body
    assert isinstance(entry, ListEntry)
    assert entry.list_code == "WAGE_ARREARS"
    documents = [{"name": "裁定书", "sha256": "5F" * 32}]
    order = event(
        "EnforcementOrder", addressee="ｂａｎｋ", currency="cny", documents=documents
    ).body
    assert isinstance(order, EnforcementOrder)
    assert (order.addressee, order.currency) == ("bank", "CNY")
    assert order.documents[0].sha256 == "5f" * 32


def test_who_needs_no_code() -> None:
    """A related person without a number stays text; an unregistered subject needs none (C30)."""
    nameless: list[Record] = record("ListEntry")["related"]
    nameless[0]["subject"] = person(id_type="", id_number="", birth_date=None)
    found: Event = event("ListEntry", related=nameless)
    assert found.related[0].subject.id_number == ""
    stall = body(kind="UNREGISTERED", uscc="", org_code="", registration_no="T-17")
    assert subject("ListEntry", stall).kind is SubjectKind.UNREGISTERED


def test_an_individual_business() -> None:
    """A code that starts with 92 is an individual business's; its operator may be named too."""
    fields = body(
        kind="INDIVIDUAL_BUSINESS",
        uscc="92999900MA0000007Q",
        id_type="ID_CARD",
        id_number="999999199001010016",
    )
    assert subject("ListEntry", fields).kind is SubjectKind.INDIVIDUAL_BUSINESS


@pytest.mark.parametrize("uscc", ["N1999900MA0000007E", "A1999900MA0000007T", "Y1999900MA00000076"])
def test_codes_led_by_letters(uscc: str) -> None:
    """Codes given by 农业农村 (N), 军队 (A) and others (Y) are codes like any other."""
    assert subject("ListEntry", body(uscc=uscc)).uscc == uscc


def test_what_stands_in_the_event() -> None:
    """Everything a sample says is in the event it becomes."""
    found = event("AdministrativePenalty")
    said = record("AdministrativePenalty")
    assert found.record_no == said["record_no"]
    assert found.legal_basis == tuple(said["legal_basis"])
    assert found.notice is not None
    assert (found.notice.prior, found.notice.heard, found.notice.served) == (True, True, True)
    assert found.related[0].role_from == date(2020, 3, 1)
    assert found.related[0].named_by_source
    assert isinstance(found.body, AdministrativePenalty)
    for name, value in said.items():
        if hasattr(found.body, name):
            expected = tuple(value) if isinstance(value, list) else value
            assert getattr(found.body, name) == expected, name
        elif isinstance(value, str | date | int):
            assert getattr(found, name) == value, name
