"""统一社会信用代码 of authorities, as far as the catalogue must know it (GB 32100-2015)."""

from typing import Final

#: The 31 characters of the standard: no I, O, S, V, Z.
ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def check_character(first17: str) -> str:
    """The 18th character; weights are 3^(i-1) mod 31. `first17` is of `ALPHABET` only."""
    total = sum(ALPHABET.index(char) * pow(3, place, 31) for place, char in enumerate(first17))
    return ALPHABET[-total % 31]


def is_uscc(code: str) -> bool:
    """Whether `code` has 18 characters of the alphabet and the right check character."""
    return (
        len(code) == 18
        and all(char in ALPHABET for char in code)
        and check_character(code[:17]) == code[17]
    )
