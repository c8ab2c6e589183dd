"""Which characters a code may be written with: ASCII, and the full width of it."""

import sys
import unicodedata
from collections.abc import Callable

import pytest

from connectors.departments.layouts import cell
from connectors.departments.layouts.cell import Unusable
from streams.accept.identifiers import citizen_id, org_code, other_document, uscc
from streams.accept.identifiers.citizen_id import CitizenId
from streams.accept.identifiers.flaw import Flaw, told, written
from streams.accept.text import clean
from streams.kinds.limit import Limit, Writing

Check = Callable[[str], str | CitizenId | Flaw]

CHECKS: dict[str, tuple[Check, str]] = {
    "uscc": (uscc.check, "91999900MA0000007U"),
    "org_code": (org_code.check, "MA0000007"),
    "citizen_id": (citizen_id.check, "999999199001010016"),
    "citizen_id of 15": (citizen_id.check, "999999900101001"),
    "passport": (other_document.check, "E12345670"),
}
CODE = Limit(writing=Writing.CODE, longest=64)


def foreign() -> list[tuple[str, str]]:
    """Every character that somebody takes for one of ASCII, with that one; full width apart."""
    found = []
    for number in range(0x80, sys.maxunicode + 1):
        character = chr(number)
        if 0xFF01 <= number <= 0xFF5E or unicodedata.category(character) in ("Cs", "Zs"):
            continue
        if unicodedata.normalize("NFC", character).isascii():
            continue  # K for kelvin is the letter itself, by Unicode's own word
        forms = {unicodedata.normalize("NFKC", character), character.upper(), character.lower()}
        if character.isdigit() or character.isdecimal():
            forms.add(str(unicodedata.digit(character)))
        found += [(character, form) for form in forms if form.isascii() and form.isalnum()]
    return found


FOREIGN = foreign()


def test_there_are_many_that_look_alike() -> None:
    """Circled, raised, mathematical, Roman, Arabic and more: the sweep below is no empty one."""
    assert len(FOREIGN) > 1_500
    assert {("①", "1"), ("²", "2"), ("٣", "3"), ("𝟛", "3"), ("Ⅹ", "X")} <= set(FOREIGN)


@pytest.mark.parametrize("name", CHECKS)
def test_no_foreign_digit_or_letter_makes_a_code(name: str) -> None:
    """In whatever place a character stands for one of a valid code, what comes is no code."""
    check, valid = CHECKS[name]
    assert not isinstance(check(valid), Flaw)
    for character, form in FOREIGN:
        for place in {valid.find(form.upper()), valid.rfind(form.upper())} - {-1}:
            spelt = valid[:place] + character + valid[place + len(form) :]
            assert isinstance(check(spelt), Flaw), (name, hex(ord(character)))


@pytest.mark.parametrize("name", CHECKS)
def test_full_width_is_a_spelling(name: str) -> None:
    """The whole code in full width, with spaces of every width, is the code."""
    check, valid = CHECKS[name]
    wide = "".join(chr(ord(c) + 0xFEE0) for c in valid)
    assert check(wide) == check(f"\u3000{wide[:3]}\u00a0{wide[3:]} ") == check(valid)


def test_what_is_written_otherwise_is_left_as_it_is() -> None:
    """Neither as a code of the catalogue nor as an identifier does a foreign character fold."""
    for character, _ in FOREIGN:
        for form in (clean(f"A{character}", CODE), written(f"A{character}")):
            assert form is None or not form.isascii(), hex(ord(character))
        assert not told(character)


@pytest.mark.parametrize("amount", ["②", "1²", "٢", "𝟚", "Ⅱ", "½", "1٫5"])
def test_no_foreign_digit_makes_an_amount(amount: str) -> None:
    """An amount in a file is written with ASCII or its full width (E1107), and so is a day."""
    with pytest.raises(Unusable) as refused:
        cell.fen(amount)
    assert refused.value.code == "E1107"
    with pytest.raises(Unusable) as refused:
        cell.day(f"2026-06-0{amount}")
    assert refused.value.code == "E1104"
    assert cell.fen("１２．５") == cell.fen("12.5")
    assert cell.day("２０２６－０６－０１") == cell.day("2026-06-01")


def test_chinese_stands_in_numbers_that_no_standard_forms() -> None:
    """An officer's card has characters; circled ones are none of a number."""
    assert other_document.check("南字第０１２３４号") == "南字第01234号"
    assert other_document.check("南字第①号") is Flaw.CHARSET
