"""Of a subject a partner is told what its row releases, field by field (D13)."""

from dataclasses import replace

from scenario.cast import A, P

from streams.send.body import SUBJECT_CODE, SUBJECT_NAME, visible_subject

CODES = ("uscc", "org_code", "registration_no", "id_type", "id_number", "id_country")
COMPANY = replace(A, org_code="MA0000007", registration_no="320400000012345")
PERSON = replace(P, id_country="CHN")


def test_a_name_alone_shows_no_code() -> None:
    """Where only the name is released no number of any sort goes out, nor a birth date."""
    for naming in (COMPANY, PERSON):
        told = visible_subject(naming, frozenset({SUBJECT_NAME}))
        assert told is not None
        assert told["name"] == naming.name
        assert [told[code] for code in CODES] == [""] * len(CODES)
        assert told["birth_date"] is None


def test_a_code_alone_shows_no_name() -> None:
    """Where only codes are released the name does not go out, and every code does."""
    for naming in (COMPANY, PERSON):
        told = visible_subject(naming, frozenset({SUBJECT_CODE}))
        assert told is not None
        assert told["name"] == ""
        assert [told[code] for code in CODES] == [getattr(naming, code) for code in CODES]
        assert told["birth_date"] is None


def test_without_either_nobody_is_named() -> None:
    """Other released fields are no reason to name anybody."""
    assert visible_subject(PERSON, frozenset({"reason", "case"})) is None
