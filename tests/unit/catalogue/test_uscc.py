"""Check characters of the authorities' codes."""

import pytest
from stdnum.cn import uscc as oracle
from support.catalogues import sample

from schemas.uscc import check_character, is_uscc


def test_check_character_agrees_with_an_independent_library() -> None:
    """Every code of the sample city has the character python-stdnum computes."""
    codes = [
        code
        for department in sample().departments.values()
        for code in department.decides_for | department.relays_for
        if code != "*"
    ]
    assert len(codes) >= 12
    for code in codes:
        assert check_character(code[:17]) == oracle.calc_check_digit(code[:17])


@pytest.mark.parametrize(
    "code",
    [
        "",
        "91999900MA0000007",
        "91999900MA0000007V",
        "91999900MA0000007I",
        "91999900ma0000007u",
        "91999A00MA00000071",
        "0" * 18,
    ],
)
def test_what_is_no_code(code: str) -> None:
    """Wrong length, check character, letter, small letters, no region, all of one character."""
    assert not is_uscc(code)
