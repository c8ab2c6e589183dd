"""The sample's domains are the plan's: typed here from its part 三（一）, clause by clause."""

import json
from dataclasses import replace
from typing import Any

import pytest
from support.catalogues import sample, with_department
from typer.testing import CliRunner

from schemas.catalogue.check import holes
from schemas.catalogue.domain import Domain
from schemas.catalogue.model import Catalogue
from streams.operate.cli.catalogue import app

#: Number, name, 牵头单位, 参与单位; one line of the plan may take several lines here.
PLAN = (
    (
        1,
        "电信网络诈骗专项治理",
        "市公安局",
        "市委网信办、市中级人民法院、人民银行常州中心支行、常州银保监分局",
    ),
    (
        2,
        "互联网虚假信息、造谣传谣专项治理",
        "市委网信办、市公安局",
        "市中级人民法院、常州日报社、市广播电视台",
    ),
    (
        3,
        "涉金融领域失信问题专项治理和互联网金融风险专项整治",
        "市地方金融监督管理局、市信用办、常州银保监分局、人民银行常州中心支行",
        "市委网信办、市发改委",
    ),
    (
        4,
        "生态环境保护失信行为专项治理",
        "市生态环境局",
        ("市信用办、人民银行常州中心支行、常州银保监分局、市财政局、市住建局、国网常州供电公司"),
    ),
    (
        5,
        "扶贫脱贫失信问题专项治理",
        "市民政局",
        "",
    ),
    (
        6,
        "无证行医、非法医疗问题专项治理",
        "市卫健委",
        (
            "市政法委、市委网信办、市中级人民法院、市人民检察院、市公安局、市医疗保障局、"
            "市市场监管局"
        ),
    ),
    (
        7,
        "假药问题专项治理",
        "市市场监管局",
        "市中级人民法院、市公安局、市卫健委",
    ),
    (
        8,
        "拖欠工资问题专项治理",
        "市人社局",
        (
            "市中级人民法院、市人民检察院、市政法委、市发改委、市工信局、市公安局、"
            "市司法局、市财政局、市住建局、市交通运输局、市水利局、市市场监管局、市总工会、"
            "人民银行常州市中心支行"
        ),
    ),
    (
        9,
        "“不合理低价游”专项治理",
        "市文化广电和旅游局",
        "市委网信办、市市场监管局、市税务局",
    ),
    (
        10,
        "逃税骗税和虚开发票问题专项治理",
        "市税务局",
        "市中级人民法院、市公安局、常州海关、人民银行常州中心支行",
    ),
    (
        11,
        "法院判决不执行问题专项治理",
        "市中级人民法院",
        (
            "市公安局、市住建局、人民银行常州市中心支行、常州银保监分局、市教育局、"
            "市公积金中心、市不动产登记中心"
        ),
    ),
    (
        12,
        "交通运输失信问题专项治理",
        "市交通运输局",
        "市委网信办、市信用办、市公安局、市市场监管局、常州银保监分局",
    ),
    (
        13,
        "论文造假、考试作弊专项治理",
        "市人社局、市教育局、市科技局",
        "",
    ),
    (
        14,
        "骗取保险问题专项治理",
        "市人社局、常州银保监分局",
        "市中级人民法院、市人民检察院、市公安局",
    ),
    (
        15,
        "非法社会组织专项治理",
        "市民政局",
        "市公安局",
    ),
    (
        16,
        "慈善捐助失信问题专项治理",
        "市民政局",
        "市公安局、市税务局",
    ),
    (
        17,
        "营业性演出市场虚假宣传及炒票问题专项治理",
        "市文化广电和旅游局",
        "市公安局、市市场监管局、市行政审批局",
    ),
    (
        18,
        "“假彩票”问题专项治理",
        "市民政局、市体育局",
        "市公安局、市财政局、人民银行常州中心支行、市市场监管局",
    ),
    (
        19,
        "假球黑哨、使用兴奋剂问题专项治理",
        "市体育局",
        "市中级人民法院、市公安局",
    ),
)


def test_the_domains_are_those_of_the_plan() -> None:
    """`hub catalogue domains --json`: 19 of 19, in the plan's own words, each with its clause."""
    rows = json.loads(CliRunner().invoke(app, ["domains", "--json"], obj={}).stdout)
    found = [
        (row["number"], row["name"], "、".join(row["leads"]), "、".join(row["participants"]))
        for row in rows
    ]
    assert found == list(PLAN)
    assert [row["source"] for row in rows] == [f"Plan 三（一）{number}" for number, *_ in PLAN]
    assert all(row["kinds"] for row in rows)


def test_a_department_that_has_another_name_now_has_both() -> None:
    """The plan's name beside that of today, with the day where it was looked up."""
    bank = sample().departments["pboc"]
    assert (bank.plan_name, bank.name) == ("人民银行常州中心支行", "中国人民银行常州市分行")
    assert str(bank.name_since) == "2023-08-18"


def test_a_department_that_sends_nothing_is_named_only() -> None:
    """Without kinds it needs nobody to decide for, and may have nobody."""
    press = sample().departments["daily-press"]
    assert (press.kinds, press.decides_for) == (frozenset(), frozenset())
    relays = replace(press, relays_for=frozenset({"119999000000110171"}))
    (hole,) = holes(with_department(sample(), relays))
    assert hole.reason.startswith("kinds: empty, so it sends nothing")


def with_domain(**changes: Any) -> Catalogue:
    """The sample with the first domain changed."""
    row: Domain = replace(sample().domains["telecom-fraud"], **changes)
    return replace(sample(), domains={**sample().domains, row.id: row})


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"kinds": frozenset()}, "kinds: empty"),
        ({"kinds": frozenset({"Rumour"})}, "kinds: unknown kind Rumour"),
        ({"kinds": frozenset({"EnforcementOrder"})}, "kinds: none of its leads may send Enforceme"),
        ({"leads": ()}, "leads: empty"),
        ({"leads": ("nobody",)}, "leads: unknown department nobody"),
        ({"participants": ("police",)}, "leads, participants: police stands there twice"),
        ({"participants": ("housing-320402",)}, "participants: nothing says how the plan writes"),
        ({"written": {"sport": "市体育局"}}, "written: sport neither leads nor takes part"),
        ({"number": 2}, "number: 2 is that of rumours already"),
        ({"number": 0}, "number: must be above 0"),
        ({"basis": " "}, "basis: missing"),
        ({"source": "Plan 三（一）20"}, "source: Plan 三（一）20 is no clause"),
    ],
)
def test_a_domain_that_does_not_stand_is_a_hole(changes: dict[str, object], reason: str) -> None:
    """A domain without kinds or leads, with bodies or kinds that nobody knows, or told twice."""
    found = [hole for hole in holes(with_domain(**changes)) if hole.file == "domains.toml"]
    assert any(hole.reason.startswith(reason) for hole in found), found
