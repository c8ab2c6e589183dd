"""
A judgment debtor (失信被执行人), put on the list by a court in a case.

Of the six grounds of 法释〔2017〕7号 art. 1 the first has no term (R22).
"""

import unicodedata

from oracle.keys import by_case
from oracle.kinds.fields import given
from oracle.kinds.kind import Kind, Nature
from streams.kinds.judgment_default import JudgmentDefault

#: Each ground by its number, as courts write it.
GROUNDS = {
    1: (
        "有履行能力而拒不履行生效法律文书确定义务",
        "有履行能力而拒不履行",
        "其他有履行能力而拒不履行生效法律文书确定义务",
    ),
    2: (
        "以伪造证据、暴力、威胁等方法妨碍、抗拒执行",
        "以伪造证据、暴力、威胁等方法妨碍、抗拒法院执行",
    ),
    3: ("以虚假诉讼、虚假仲裁或者以隐匿、转移财产等方法规避执行",),
    4: ("违反财产报告制度",),
    5: ("违反限制消费令", "违反限制高消费令"),
    6: ("无正当理由拒不履行执行和解协议", "被执行人无正当理由拒不履行执行和解协议"),
}


def named(circumstance: str) -> int | None:
    """Return the ground that a circumstance names; it names none where it is written otherwise."""
    for ground, writings in GROUNDS.items():
        if plain(circumstance) in writings:
            return ground
    return None


def plain(circumstance: str) -> str:
    """Return it after NFKC, without white space and without one 的 at its end."""
    return "".join(unicodedata.normalize("NFKC", circumstance).split()).removesuffix("的")


def names_the_first(body: JudgmentDefault) -> bool:
    """Ground 1 is among its circumstances, alone or with others."""
    return any(named(each) == 1 for each in body.circumstances)


def may_mean_the_first(body: JudgmentDefault) -> bool:
    """It names no ground at all, or something that is none, and not ground 1; blank is nothing."""
    grounds = [named(each) for each in body.circumstances if plain(each)]
    return 1 not in grounds and (not grounds or None in grounds)


KIND = Kind(
    body=JudgmentDefault,
    read=lambda fields: JudgmentDefault(
        **given(fields, "duty", "performance", "basis_no", "circumstances")
    ),
    nature=Nature.FACT,
    of_courts=True,
    key=lambda event, _: by_case(event),
    triggers=lambda _: ["judgment-default"],
    reason=lambda body: body.duty,
    without_term=names_the_first,
    term_in_doubt=may_mean_the_first,
)
