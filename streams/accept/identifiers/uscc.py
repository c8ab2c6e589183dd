"""
统一社会信用代码 as a message writes it: its normal form, or what is wrong (`schemas/uscc.py`).

>>> check("91999900MA0000007U")
'91999900MA0000007U'
>>> check("９１９９９９００ma00 00007u")  # full width, lower case and a space are only spelling
'91999900MA0000007U'
>>> check("91999900MA0000008U")
<Flaw.CHECKSUM: 'checksum'>
>>> check("00000000000000000X")
<Flaw.PLACEHOLDER: 'placeholder'>
"""

from schemas.uscc import check_character, has_form, is_placeholder
from streams.accept.identifiers.flaw import Flaw, masked, written


def check(text: str) -> str | Flaw:
    """The code in its normal form, or why it is none."""
    code = written(text)
    if not has_form(code):
        return _shape(code)
    if is_placeholder(code):
        return Flaw.PLACEHOLDER
    return code if check_character(code[:17]) == code[17] else Flaw.CHECKSUM


def individual_business(code: str) -> bool:
    """Whether a checked code was given to an individual business (个体工商户): it starts 92."""
    return code.startswith("92")


def organisation_code(code: str) -> str:
    """The organisation code inside a checked code (places 9 to 17)."""
    return code[8:17]


def _shape(code: str) -> Flaw:
    if masked(code):
        return Flaw.MASKED
    return Flaw.CHARSET if len(code) == 18 else Flaw.LENGTH
