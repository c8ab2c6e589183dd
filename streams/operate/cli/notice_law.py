"""
不服怎么办: what is open to a subject against what was decided, as the law stands on the day.

A decision of an authority and one of a court have different ways: review and suit are open against
the one, and against the other only what goes to the court and the court above it. Each law with
its article of the time; what stood before the first day of a table is of years that no notice is
written in.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from streams.kinds.table import KINDS
from streams.reading.subject import FactSeen

#: 行政复议: the article on the sixty days.
_REVIEW: Final = (
    (date(1999, 10, 1), "《中华人民共和国行政复议法》第九条"),
    (date(2024, 1, 1), "《中华人民共和国行政复议法》（2023年修订）第二十条"),
)
#: 执行异议: the article on what a court does wrongly in enforcing.
_ENFORCEMENT: Final = (
    (date(2013, 1, 1), "《中华人民共和国民事诉讼法》"),
    (date(2022, 1, 1), "《中华人民共和国民事诉讼法》（2021年修正）第二百三十二条"),
    (date(2024, 1, 1), "《中华人民共和国民事诉讼法》（2023年修正）第二百三十六条"),
)
#: 信用修复: who is asked, by which rules.
_REPAIR: Final = (
    (
        date(2019, 7, 1),
        "可以依照发改办财金〔2019〕527号文件的规定，向信用网站申请信用修复",
    ),
    (
        date(2023, 5, 1),
        (
            "可以依照《失信行为纠正后的信用信息修复管理办法（试行）》"
            "（国家发展和改革委员会令第58号），向认定单位或者信用网站申请信用信息修复"
        ),
    ),
    (
        date(2026, 4, 1),
        (
            "可以依照《信用修复管理办法》（国家发展和改革委员会令第36号），"
            "通过“信用中国”网站申请信用修复"
        ),
    ),
)


def ways_open(facts: Iterable[FactSeen], day: date) -> Iterator[str]:
    """One line for each sort of decider among these facts, and one on repair; both if none."""
    of_courts = {KINDS[fact.kind].of_courts for fact in facts} or {False, True}
    if False in of_courts:
        yield (
            "异议（行政机关的决定）：认为信息有错误、遗漏或者不应当适用该措施的，"
            "可以向作出决定的机关或者市信用办提出异议申请；对决定不服的，可以自知道该决定之日起六十日内"
            f"申请行政复议（{_as_of(day, _REVIEW)}），也可以自知道或者应当知道之日起六个月内"
            "提起行政诉讼（《中华人民共和国行政诉讼法》第四十六条）。"
        )
    if True in of_courts:
        yield (
            "异议（人民法院的决定）：不适用行政复议。认为被纳入失信被执行人名单有错误的，"
            "可以向执行法院书面申请纠正，对驳回决定不服的，可以自决定书送达之日起十日内向上一级"
            "人民法院申请复议（《最高人民法院关于公布失信被执行人名单信息的若干规定》第十二条）；"
            "认为冻结、查封等执行行为违反法律规定的，可以向负责执行的人民法院提出书面异议，"
            "对裁定不服的，可以自裁定送达之日起十日内向上一级人民法院申请复议"
            f"（{_as_of(day, _ENFORCEMENT)}）。"
        )
    repair = _as_of(day, _REPAIR)
    if repair and False in of_courts:
        yield (
            f"信用修复（行政机关的决定）：纠正失信行为、履行相关义务并符合规定条件后，{repair}。"
        )


def _as_of(day: date, law: Iterable[tuple[date, str]]) -> str:
    """What was in force last of the days up to this one; "" before the first."""
    found = ""
    for since, text in law:
        if since <= day:
            found = text
    return found
