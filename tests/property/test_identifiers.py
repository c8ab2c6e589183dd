"""Our checks and those of python-stdnum agree wherever python-stdnum is right."""

from datetime import date

from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum.cn import ric
from stdnum.cn import uscc as stdnum_uscc

from connectors.departments import citizen_number
from schemas.uscc import ALPHABET, check_character
from streams.accept.identifiers import citizen_id, org_code, other_document, uscc
from streams.accept.identifiers.citizen_id import CitizenId
from streams.accept.identifiers.flaw import Flaw

#: python-stdnum knows only codes that begin with eight digits.
DIGIT_LED = st.from_regex(rf"[0-9]{{8}}[{ALPHABET}]{{9}}", fullmatch=True)
ANY_BODY = st.from_regex(rf"[{ALPHABET}]{{2}}[0-9]{{6}}[{ALPHABET}]{{9}}", fullmatch=True)
BIRTHS = st.dates(min_value=date(citizen_id.EARLIEST_YEAR, 1, 1))
CENTURY = (date(1900, 1, 1), date(1999, 12, 31))
FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


@given(DIGIT_LED, st.sampled_from(ALPHABET))
def test_social_credit_codes_agree(body: str, check: str) -> None:
    """A digit-led code passes here if and only if it passes there, placeholders aside."""
    assume(len(set(body)) > 1)
    for code in (body + check, body + check_character(body)):
        assert (uscc.check(code) == code) is bool(stdnum_uscc.is_valid(code))


@given(ANY_BODY)
def test_check_characters_agree(body: str) -> None:
    """The check character is theirs, also for codes led by letters, which they do not validate."""
    assert check_character(body) == stdnum_uscc.calc_check_digit(body)


@given(st.from_regex(r"[0-9]{6}", fullmatch=True), BIRTHS, st.integers(0, 999))
def test_citizen_numbers_agree(region: str, born: date, sequence: int) -> None:
    """The check character is theirs; the birth date is the one written in the number."""
    body = f"{region}{born:%Y%m%d}{sequence:03}"
    number = body + str(ric.calc_check_digit(body + "0"))
    assert citizen_id.check(number) == CitizenId(number, born)


@given(st.from_regex(r"[0-9]{6}", fullmatch=True), st.dates(*CENTURY), st.integers(0, 995))
def test_old_citizen_numbers_become_new_ones(region: str, born: date, sequence: int) -> None:
    """C26: fifteen digits are the eighteen of the same person."""
    new = f"{region}{born:%Y%m%d}{sequence:03}"
    new += str(ric.calc_check_digit(new + "0"))
    assert citizen_id.check(f"{region}{born:%y%m%d}{sequence:03}") == citizen_id.check(new)


@given(
    st.one_of(
        st.text(alphabet="0123456789xX 　-", max_size=40),
        st.text(),
        st.builds(
            "{}{:%Y%m%d}{}".format,
            st.from_regex(r"(CF-)?[0-9]{4,8}", fullmatch=True),
            st.dates(),
            st.from_regex(r"[0-9]{3}[0-9X]{1,6}", fullmatch=True),
        ),
        st.sampled_from(["999999199001010016", "000000000000000000", "111111111111111111"]),
        st.integers(0, 9_999).map(lambda n: f"320400202606{n:06}00{n:04}"),
    ),
    st.booleans(),
)
def test_departments_look_for_numbers_as_the_hub_does(text: str, wide: bool) -> None:
    """What a department's client sends the hub takes, and what the hub takes it sends."""
    written = text.translate(FULL_WIDTH) if wide else text
    assert citizen_number.inside(written) is citizen_id.inside(written)


@given(
    st.lists(
        st.one_of(
            st.just("999999199001010016"),
            st.just("99999919900101018X"),
            st.text(alphabet="0123456789xX 　号", max_size=20),
            st.text(max_size=3),
        ),
        max_size=4,
    ),
    st.booleans(),
)
def test_no_number_is_seen_once_it_is_hidden(parts: list[str], wide: bool) -> None:
    """A text with numbers keeps all else; one without is left alone."""
    text = "".join(parts).translate(FULL_WIDTH) if wide else "".join(parts)
    shown = citizen_id.hidden(text)
    assert not citizen_id.inside(shown)
    assert (shown == text) is not citizen_id.inside(text)
    assert len(shown) == len(text)
    assert all(new in (old, "*") for old, new in zip(text, shown, strict=True))


@given(st.text())
def test_no_text_is_too_odd(text: str) -> None:
    """Any text is a code in its normal form, which passes again unchanged, or has a flaw."""
    for check in (uscc.check, org_code.check, other_document.check):
        found = check(text)
        assert isinstance(found, Flaw) or check(found) == found
    person = citizen_id.check(text)
    assert isinstance(person, Flaw) or citizen_id.check(person.number) == person
    assert isinstance(citizen_id.inside(text), bool)


@given(ANY_BODY)
def test_full_width_is_only_spelling(body: str) -> None:
    """A code in full width is the same code."""
    code = body + check_character(body)
    assert uscc.check(code.translate(FULL_WIDTH)) == uscc.check(code)
