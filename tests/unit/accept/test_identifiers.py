"""Identifiers are checked as their standards say; what the docstrings show is true."""

import doctest
import importlib
from datetime import date

import pytest

from schemas.uscc import ALPHABET
from streams.accept.identifiers import citizen_id, org_code, other_document, uscc
from streams.accept.identifiers.citizen_id import CitizenId
from streams.accept.identifiers.flaw import Flaw

FOLDER = "streams.accept.identifiers"


@pytest.mark.parametrize(
    "module",
    [
        f"{FOLDER}.flaw",
        f"{FOLDER}.uscc",
        f"{FOLDER}.org_code",
        f"{FOLDER}.citizen_id",
        f"{FOLDER}.other_document",
        "schemas.uscc",
        "streams.accept.text",
    ],
)
def test_what_the_docstrings_show(module: str) -> None:
    """Every example in a docstring gives what stands below it."""
    result = doctest.testmod(importlib.import_module(module))
    assert result.attempted > 0
    assert result.failed == 0


@pytest.mark.parametrize(
    "code",
    [
        "91999900MA0000007U",
        "91999900MA0000K129",
        "91999900MA0000QW4P",
        "129999000000000195",
        "91110000600037341L",  # published in the documentation of python-stdnum
    ],
)
def test_social_credit_codes_that_pass(code: str) -> None:
    """Published and synthetic codes pass, and so does the organisation code inside each."""
    assert uscc.check(code) == code
    assert org_code.check(uscc.organisation_code(code)) == code[8:17]


@pytest.mark.parametrize("place", range(18))
def test_one_wrong_character_is_always_seen(place: int) -> None:
    """31 is a prime and no weight is 0: a change of any one place is found."""
    code = "91999900MA0000007U"
    for other in ALPHABET:
        if other != code[place]:
            assert isinstance(uscc.check(code[:place] + other + code[place + 1 :]), Flaw)


@pytest.mark.parametrize(
    ("code", "flaw"),
    [
        ("", Flaw.LENGTH),
        ("91999900MA0000007", Flaw.LENGTH),
        ("91999900MA0000007U\n", Flaw.LENGTH),
        ("91999900MA000000OU", Flaw.CHARSET),
        ("91999900МА0000007U", Flaw.CHARSET),  # Cyrillic М and А
        ("9199990٠MA0000007U", Flaw.CHARSET),
        ("919999A0MA0000007U", Flaw.CHARSET),  # a letter in the region
        ("91999900MA0000007Y", Flaw.CHECKSUM),
        ("91999900********7U", Flaw.MASKED),
        ("111111111111111111", Flaw.PLACEHOLDER),
        ("00000000000000000X", Flaw.PLACEHOLDER),
    ],
)
def test_social_credit_codes_that_fail(code: str, flaw: Flaw) -> None:
    """Each way to fail has its name."""
    assert uscc.check(code) is flaw


@pytest.mark.parametrize(
    ("code", "flaw"),
    [
        ("MA00000070", Flaw.LENGTH),
        ("MA000000A", Flaw.CHARSET),
        ("MA0000008", Flaw.CHECKSUM),
        ("MA00***07", Flaw.MASKED),
        ("000000000", Flaw.PLACEHOLDER),
    ],
)
def test_organisation_codes_that_fail(code: str, flaw: Flaw) -> None:
    """Each way to fail has its name."""
    assert org_code.check(code) is flaw


@pytest.mark.parametrize(
    ("number", "flaw"),
    [
        ("9999991990010100", Flaw.LENGTH),
        ("99999919900101001６7", Flaw.LENGTH),
        ("99999919900101OO16", Flaw.CHARSET),
        ("999999199001010061", Flaw.CHECKSUM),
        ("999999199013010017", Flaw.CHECKSUM),
        ("99999900000000001X", Flaw.CHECKSUM),
        ("9999991990****0016", Flaw.MASKED),
        ("9999991990××××0016", Flaw.MASKED),
        ("000000000000000", Flaw.PLACEHOLDER),
        ("111111111111111", Flaw.PLACEHOLDER),
        ("999999991301001", Flaw.DATE),
    ],
)
def test_citizen_numbers_that_fail(number: str, flaw: Flaw) -> None:
    """Each way to fail has its name."""
    assert citizen_id.check(number) is flaw


def test_the_old_standard_knew_centenarians() -> None:
    """Sequences 996 to 999 of fifteen digits are people born in the century before."""
    found = citizen_id.check("999999850101997")
    assert isinstance(found, CitizenId)
    assert found.birth_date == date(1885, 1, 1)
    later = citizen_id.check("999999850101995")
    assert isinstance(later, CitizenId)
    assert later.birth_date == date(1985, 1, 1)


def test_a_lower_case_x() -> None:
    """The check character X may be written small, or in full width."""
    body = next(
        f"99999919900101{n:03}"
        for n in range(1000)
        if citizen_id.check_character(f"99999919900101{n:03}") == "X"
    )
    assert citizen_id.check(body + "x") == citizen_id.check(body + "Ｘ")
    assert isinstance(citizen_id.check(body + "x"), CitizenId)


def test_an_identity_number_inside_a_text() -> None:
    """A number is found among digits and in full width; what only looks like one is not."""
    assert citizen_id.inside("2026999999199001010016001")
    assert citizen_id.inside("案９９９９９９１９９００１０１００１６")
    assert not citizen_id.inside("999999900101001")
    assert not citizen_id.inside("129999000000000195")
    assert not citizen_id.inside("")


@pytest.mark.parametrize(
    ("number", "flaw"),
    [("12", Flaw.LENGTH), ("1" * 33, Flaw.LENGTH), ("0000000", Flaw.PLACEHOLDER)],
)
def test_other_documents_that_fail(number: str, flaw: Flaw) -> None:
    """Without a check, only what is no number at all is refused."""
    assert other_document.check(number) is flaw


def test_an_unknown_document_type() -> None:
    """A type nobody listed stays as written; none stays none."""
    assert other_document.document_type("军官证") == "军官证"
    assert other_document.document_type("") == ""
