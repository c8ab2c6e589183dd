"""The demonstration, run as a newcomer runs it: as shipped, and on a sample that was changed."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from acceptance.checkout import Checkout

#: How each chapter begins, and what it must tell; within a chapter the order is the line's.
TOLD = {
    "A day in a city's public credit system": (
        "Starting broker, database and the hub's processes",
        "Starting four partner systems",
    ),
    "1. 2026-06-01": (
        "hrss: ListEntry QX-2025-017 v1 ASSERT on 常州样例建筑有限公司",
        "tax: imports penalties.csv",
        "3 rows: 1 ACCEPTED, 2 REFUSED",
        "court: imports debtors.jsonl",
        "REPEAT E1401: a repeat: the hub had this already",
        "REFUSED E1002: refused (subject.uscc) — Copy the code from the certificate again",
        "MERGED: the same fact as fiscal CG-2026-4; kept as a second source of it",
        "REFUSED E1303: refused (authority.uscc) — Send only decisions of authorities",
        "procurement was told to impose PRC-01 限制参加政府采购活动 on 常州样例建筑有限公司",
        "hrss QX-2025-017, until 2028-10-20, on 保障农民工工资支付条例 第四十八条; it answered",
        "bank was told to impose BNK-02 冻结存款 on 常州样例机电有限公司 because of court DJ-2025",
        "2026-06-03, on 中华人民共和国民事诉讼法（2023年修正）第二百五十三条; it answered PARTIAL",
        "常州样例建筑有限公司: 政府采购供应商资格审查: RESTRICTED — PRC-01",
        "常州样例商贸有限公司: 政府采购供应商资格审查: RESTRICTED — PRC-01",
        "常州样例机电有限公司: 账户资金支取: RESTRICTED — BNK-02",
        "land was told to impose LND-04 限制购买不动产 on 常州样例机电有限公司",
        "样例甲: 不动产转移登记（买受人）: RESTRICTED — LND-04",
    ),
    "2. 2026-06-01": (
        "court: EnforcementOrder DJ-2026-311-2 v1 ASSERT",
        "bank was told to amend BNK-02 冻结存款 on 常州样例机电有限公司",
    ),
    "3. 2026-06-02": (
        "hrss: RepairDecision XF-2026-5 v1 ASSERT",
        "REPAIRED: repaired",
        "CORRECTED: the record now says this",
        "ENDED: ended",
        "procurement was told to lift PRC-01 限制参加政府采购活动 on 常州样例建筑有限公司",
        "because of hrss QX-2025-017 (D2003: the record was repaired); it answered EXECUTED.",
        "procurement was told to lift PRC-01 限制参加政府采购活动 on 常州样例商贸有限公司",
        "procurement was told to impose PRC-01 限制参加政府采购活动 on 常州样例机电有限公司",
        "bank was told to lift BNK-02 冻结存款 on 常州样例机电有限公司",
    ),
    "4. 2026-06-03": (
        "land was told to lift LND-04 限制购买不动产 on 常州样例机电有限公司",
        "land was told to lift LND-04 限制购买不动产 on 样例甲",
        "常州样例建筑有限公司: 政府采购供应商资格审查: CLEAR",
        "常州样例商贸有限公司: 政府采购供应商资格审查: CLEAR",
        "常州样例机电有限公司: 账户资金支取: CLEAR",
        "样例甲: 不动产转移登记（买受人）: CLEAR",
    ),
    "5. An independent verifier": (
        "ok   1 nothing lost",
        "ok   2 once in effect",
        "ok   3 no measure outlives its ground",
        "ok   4 no measure without a basis",
        "partners asked: bank, land, court, procurement",
    ),
    "In all": (
        "receipts                  │ ACCEPTED        │        8 │",
        "receipts                  │ REFUSED         │        4 │",
        "directives to bank        │ LIFT EXECUTED   │        2 │",
        "directives to procurement │ IMPOSE EXECUTED │        3 │",
        "seconds                   │ to start",
        "seconds                   │ for the story",
        "Everything that was started is stopped again.",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """How a demonstration ended, and all it said."""

    exit_code: int
    story: str


@pytest.fixture(scope="module")
def told(checkout: Checkout) -> Iterator[dict[str, Told]]:
    """Both stories, played side by side: `shipped`, and `changed`, without the repair decision."""
    commands = {
        "shipped": "make demo",
        "changed": ".venv/bin/python -m deploy.demo.run --samples changed --data build/changed",
    }
    _leave_out(checkout, "RepairDecision")
    logs = {name: checkout.folder.with_name(f"{name}.log") for name in commands}
    with (
        logs["shipped"].open("w") as first,
        logs["changed"].open("w") as second,
        checkout.start(commands["shipped"], first) as shipped,
        checkout.start(commands["changed"], second) as changed,
    ):
        codes = {"shipped": shipped.wait(240), "changed": changed.wait(240)}
    yield {
        name: Told(exit_code=code, story=logs[name].read_text("utf-8"))
        for name, code in codes.items()
    }
    shutil.rmtree(checkout.folder / "changed")


def _leave_out(checkout: Checkout, kind: str) -> None:
    """Copy the samples to `changed`, without the events of a kind."""
    shipped, changed = checkout.folder / "deploy" / "demo", checkout.folder / "changed"
    shutil.copytree(shipped, changed, ignore=shutil.ignore_patterns("__pycache__", "*.py"))
    file = changed / "events" / "3-taken-back.json"
    acts = [one for one in json.loads(file.read_text("utf-8")) if one["kind"] != kind]
    file.write_text(json.dumps(acts, ensure_ascii=False), "utf-8")


def test_it_tells_the_whole_story(told: dict[str, Told]) -> None:
    """`make demo` ends well and tells all of it, chapter by chapter, with a table at the end."""
    shipped = told["shipped"]
    assert shipped.exit_code == 0, shipped.story
    begins = [shipped.story.find(chapter) for chapter in TOLD]
    assert begins == sorted(begins)
    for begin, end, chapter in zip(begins, [*begins[1:], None], TOLD, strict=True):
        missing = [one for one in TOLD[chapter] if one not in shipped.story[begin:end]]
        assert (chapter, missing) == (chapter, []), shipped.story


def test_it_leaves_nothing_running(told: dict[str, Told], checkout: Checkout) -> None:
    """Of all that the demonstrations started, servers included, nothing runs once they ended."""
    assert {one.exit_code for one in told.values()} == {0}
    assert checkout.processes() == {}


def test_a_changed_sample_changes_the_story(told: dict[str, Told]) -> None:
    """
    Without the repair decision the wage arrears stay, and the official at the counter sees it.

    The sentences of everything else are there, each from a receipt or an answer, and the verifier
    finds nothing amiss.
    """
    changed = told["changed"]
    assert changed.exit_code == 0, changed.story
    story, last_look = changed.story.split("4. 2026-06-03")
    assert "REPAIRED" not in changed.story
    assert "常州样例建筑有限公司: 政府采购供应商资格审查: RESTRICTED" in last_look
    assert "常州样例商贸有限公司: 政府采购供应商资格审查: CLEAR" in last_look
    assert "MERGED: the same fact as fiscal CG-2026-4" in story
    assert "REFUSED E1303" in story
    assert "procurement was told to lift PRC-01" in story
    assert "Everything that was started is stopped again." in changed.story
