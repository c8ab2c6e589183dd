"""Synthetic codes with right check characters, so that no real body or person is ever named."""

USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CITIZEN_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def organisation_code(eight_digits: str) -> str:
    """Return a 组织机构代码: eight digits and their check character (GB 11714)."""
    weights = zip(eight_digits, ORGANISATION_WEIGHTS, strict=True)
    check = 11 - sum(int(c) * w for c, w in weights) % 11
    return eight_digits + {10: "X", 11: "0"}.get(check, str(check))


def uscc(lead: str, eight_digits: str) -> str:
    """Return a 统一社会信用代码 of region 999900 (GB 32100); `lead` is its first two characters."""
    seventeen = f"{lead}999900{organisation_code(eight_digits)}"
    total = sum(USCC_ALPHABET.index(c) * pow(3, n, 31) for n, c in enumerate(seventeen))
    return seventeen + USCC_ALPHABET[-total % 31]


def citizen_number(born: str, serial: int) -> str:
    """Return a 公民身份号码 of region 999999 (GB 11643); `born` is YYYYMMDD."""
    seventeen = f"999999{born}{serial:03}"
    total = sum(int(c) * w for c, w in zip(seventeen, CITIZEN_WEIGHTS, strict=True))
    return seventeen + "10X98765432"[total % 11]
