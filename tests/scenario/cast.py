"""Who plays: departments, partners, subjects, and the catalogue they play under."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from scenario.codes import citizen_number, uscc
from schemas.catalogue.code import Derived
from schemas.catalogue.model import (
    Binding,
    Catalogue,
    Channel,
    Department,
    Effect,
    MeasureRow,
    OnObjection,
    Partner,
    Rank,
    TargetRole,
)
from schemas.catalogue.named_list import ListCode
from schemas.catalogue.serialise import catalogue_version
from streams.kinds.event import Authority, Subject, SubjectKind

CITY_KINDS = frozenset({"AdministrativePenalty", "ListEntry", "RepairDecision", "ObjectionMark"})
COURT_KINDS = (CITY_KINDS - {"AdministrativePenalty"}) | {
    "JudgmentDefault",
    "SpendingRestriction",
    "EnforcementOrder",
}

#: 市税务局, 市人社局, 市中级人民法院, 区人民法院, 区市场监管局, 街道办事处
TAX = Authority(name="市税务局", uscc=uscc("11", "00000101"))
HRSS = Authority(name="市人社局", uscc=uscc("11", "00000102"))
COURT = Authority(name="市中级人民法院", uscc=uscc("11", "00000103"))
COURT2 = Authority(name="区人民法院", uscc=uscc("11", "00000104"))
MARKET = Authority(name="区市场监管局", uscc=uscc("11", "00000105"))
STREET = Authority(name="街道办事处", uscc=uscc("11", "00000106"))

A = Subject(kind=SubjectKind.ORGANISATION, name="甲公司", uscc="91999900MA0000007U")
B = Subject(kind=SubjectKind.ORGANISATION, name="乙公司", uscc="91999900MA0000K129")
C = Subject(kind=SubjectKind.ORGANISATION, name="丙公司", uscc=uscc("91", "00000302"))
D = Subject(kind=SubjectKind.ORGANISATION, name="丁公司", uscc=uscc("91", "00000303"))
P = Subject(
    kind=SubjectKind.PERSON, name="张三", id_type="ID_CARD", id_number=citizen_number("19900101", 1)
)
P2 = Subject(
    kind=SubjectKind.PERSON, name="李四", id_type="ID_CARD", id_number=citizen_number("19900101", 2)
)
#: Fourteen years old on the day of the cases.
Q = Subject(
    kind=SubjectKind.PERSON, name="王五", id_type="ID_CARD", id_number=citizen_number("20120501", 1)
)
#: 流动摊贩
STALL = Subject(kind=SubjectKind.UNREGISTERED, name="早点摊", registration_no="T-17")


#: What every row owes its reader.
SINCE = date(2020, 1, 1)
BASIS = "社会信用条例 第三条"
SOURCE = "本市信用目录 第一条"


def department(
    name: str,
    *decides: Authority,
    rank: Rank = Rank.CITY,
    relays: Iterable[str] = (),
    court: bool = False,
) -> Department:
    """Return a department that decides for these authorities."""
    return Department(
        id=name,
        name=name,
        rank=rank,
        region="320400",
        kinds=COURT_KINDS if court else CITY_KINDS,
        decides_for=frozenset(a.uscc for a in decides),
        relays_for=frozenset(relays),
        court=court,
        lists=frozenset({"*"} if "*" in relays else {"WAGE_ARREARS"}),
        valid_from=SINCE,
        basis=BASIS,
        source=SOURCE,
    )


DEPARTMENTS = (
    department("tax", TAX),
    department("hrss", HRSS),
    department("court", COURT, court=True),
    department("court2", COURT2, rank=Rank.DISTRICT, court=True),
    department("market-320412", MARKET, rank=Rank.DISTRICT, relays=[STREET.uscc]),
    department("province", rank=Rank.PROVINCE, relays=["*"]),
    department("nation", rank=Rank.NATION, relays=["*"]),
)


def partner(name: str, office: str, channel: Channel) -> Partner:
    """Return a partner that is told by this channel."""
    return Partner(
        id=name, name=office, channel=channel, valid_from=SINCE, basis=BASIS, source=SOURCE
    )


PARTNERS = (
    partner("bank", "某银行", Channel.WEBHOOK),
    partner("land", "不动产登记中心", Channel.WEBHOOK),
    partner("court", "市中级人民法院", Channel.TOPIC),
    partner("procurement", "采购监管处", Channel.TOPIC),
)

BODIES = frozenset({TargetRole.ORGANISATION, TargetRole.INDIVIDUAL_BUSINESS})
BEHIND = frozenset(
    {
        TargetRole.LEGAL_REPRESENTATIVE,
        TargetRole.PRINCIPAL,
        TargetRole.DIRECTLY_RESPONSIBLE,
        TargetRole.CONTROLLER,
    }
)
WHOLE_ORDER = frozenset({"subject_name", "subject_code", "case", "documents", "amount", "object"})


def row(
    measure: str,
    trigger: str,
    partner: str,
    *,
    targets: frozenset[TargetRole] = BODIES,
    binding: Binding = Binding.STATUTORY,
    effect: Effect = Effect.REFUSE,
    months: int | None = 36,
    released: frozenset[str] = frozenset({"subject_name", "subject_code", "reason"}),
    on_objection: OnObjection = OnObjection.KEEP,
    per_object: bool = False,
    edition: str = "2020",
    valid_from: date = SINCE,
    valid_until: date | None = None,
    release: str = "",
) -> MeasureRow:
    """Return one edition of a row."""
    return MeasureRow(
        measure=measure,
        name=measure,
        trigger=trigger,
        partner=partner,
        list_version=edition,
        valid_from=valid_from,
        valid_until=valid_until,
        targets=targets,
        binding=binding,
        effect=effect,
        legal_basis=(f"{measure} 第一条",),
        released=released,
        released_basis=f"{measure} 第二条",
        term_months=months,
        on_objection=on_objection,
        release=release,
        per_object=per_object,
        source=SOURCE,
        lift_condition="依据终止之日",
        remedy="向认定机关申请信用修复",
        contact="市信用办",
    )


#: A wage-arrears list entry excludes from procurement, and makes banks careful.
PRC_01_WAGE = row("PRC-01", "list/WAGE_ARREARS", "procurement")
PRC_01_BAN = row("PRC-01", "penalty/PROCUREMENT_BAN", "procurement")
BNK_07 = row(
    "BNK-07",
    "list/WAGE_ARREARS",
    "bank",
    binding=Binding.ADVISORY,
    effect=Effect.CAUTION,
    on_objection=OnObjection.SUSPEND,
)
#: A judgment debtor, and whoever stands behind one, buys no real estate.
LND_04 = row(
    "LND-04", "judgment-default", "land", targets=BEHIND | BODIES | {TargetRole.PERSON}, months=None
)
#: The same by an order restricting spending; no row of the catalogue the cases begin with.
LND_04_RESTRICTED = replace(LND_04, trigger="spending-restriction")
BNK_02 = row(
    "BNK-02",
    "order/FREEZE",
    "bank",
    targets=BODIES | {TargetRole.PERSON},
    binding=Binding.MANDATORY,
    effect=Effect.CONTROL,
    months=12,
    released=WHOLE_ORDER,
    per_object=True,
)
LND_01 = row(
    "LND-01",
    "order/SEAL",
    "land",
    targets=BODIES | {TargetRole.PERSON},
    binding=Binding.MANDATORY,
    effect=Effect.CONTROL,
    months=36,
    released=WHOLE_ORDER,
    per_object=True,
)
ROWS = (PRC_01_WAGE, PRC_01_BAN, BNK_07, LND_04, BNK_02, LND_01)


WAGE_ARREARS = ListCode(
    code="WAGE_ARREARS", name="拖欠农民工工资", valid_from=SINCE, basis=BASIS, source=SOURCE
)


def catalogue(
    rows: Iterable[MeasureRow] = ROWS,
    departments: Iterable[Department] = DEPARTMENTS,
    *,
    lists: Iterable[ListCode] = (WAGE_ARREARS,),
    derived: Iterable[Derived] = (),
) -> Catalogue:
    """Return a catalogue of these rows; its version is the digest of what it says."""
    loaded = Catalogue(
        version="",
        departments={d.id: d for d in departments},
        partners={p.id: p for p in PARTNERS},
        lists={named.code: named for named in lists},
        measures=tuple(rows),
        items={},
        derived=tuple(derived),
    )
    return replace(loaded, version=catalogue_version(loaded))


#: The catalogue of every case that names no other.
CATALOGUE = catalogue()


def now_decided_by(name: str, *authorities: Authority) -> Catalogue:
    """The catalogue in which a department decides for these too; whoever did relays for them."""
    moved = frozenset(authority.uscc for authority in authorities)
    return catalogue(
        departments=(
            replace(each, decides_for=each.decides_for | moved)
            if each.id == name
            else replace(
                each,
                decides_for=each.decides_for - moved,
                relays_for=each.relays_for | (each.decides_for & moved),
            )
            for each in DEPARTMENTS
        )
    )
