"""
Sets of messages in which everything collides: few departments, subjects, documents, days.

A set is drawn record by record; each record has some versions with distinct numbers, so that no two
contents stand under one number (the one exception to D8) unless a test wants it.
"""

from dataclasses import replace
from datetime import timedelta

from hypothesis import strategies as st
from oracle.identity import eighteen_digits
from property.versions import versions
from scenario.calendar import day
from scenario.cast import (
    BNK_02,
    BNK_07,
    BODIES,
    COURT,
    COURT2,
    HRSS,
    LND_01,
    LND_04,
    LND_04_RESTRICTED,
    MARKET,
    PRC_01_BAN,
    PRC_01_WAGE,
    TAX,
    A,
    B,
    P,
    Q,
    catalogue,
    department,
)
from scenario.codes import citizen_number
from scenario.grave import LARGE, STOPPED
from scenario.message import (
    TOLD,
    Message,
    Value,
    judgment,
    mark,
    order,
    penalty,
    related,
    repair,
    restriction,
    wage,
)

from schemas.catalogue.model import Rank, TargetRole
from streams.kinds.event import Authority

FIRST, LAST = day("06-01"), day("06-08")
DAYS = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]

#: Departments whose rights overlap: what one decides others relay, and one may repair for another.
DEPARTMENTS = (
    department("tax", TAX, relays=[HRSS.uscc]),
    replace(department("hrss", HRSS, relays=[TAX.uscc]), repairs_for=frozenset({MARKET.uscc})),
    department("market-320412", MARKET, rank=Rank.DISTRICT, relays=[TAX.uscc, HRSS.uscc]),
    department("province", rank=Rank.PROVINCE, relays=["*"]),
    department("nation", rank=Rank.NATION, relays=["*"]),
    department("court", COURT, court=True),
    department("court2", COURT2, rank=Rank.DISTRICT, court=True),
)

#: Whom the second edition of a row reaches: an owner no more.
OTHERS = LND_04.targets - {TargetRole.CONTROLLER, TargetRole.PERSON}

#: Rows whose editions change in the week the days are from: milder, gone, short, stricter, for
#: others.
CATALOGUE = catalogue(
    (
        replace(PRC_01_WAGE, list_version="1", valid_until=day("06-03")),
        replace(PRC_01_WAGE, list_version="2", valid_from=day("06-04"), term_months=1),
        replace(PRC_01_BAN, list_version="1", valid_until=day("06-05")),
        replace(PRC_01_BAN, list_version="2", valid_from=day("06-07")),
        BNK_07,
        replace(LND_04, list_version="1", valid_until=day("06-04")),
        replace(LND_04, list_version="2", valid_from=day("06-05"), targets=OTHERS),
        LND_04_RESTRICTED,
        replace(BNK_02, list_version="1", valid_until=day("06-02"), targets=BODIES),
        replace(BNK_02, list_version="2", valid_from=day("06-03"), term_months=1),
        LND_01,
    ),
    DEPARTMENTS,
)

A_BY_ITS_CODE = replace(A, uscc="", org_code=A.uscc[8:17])
P_IN_FIFTEEN = replace(P, id_number=P.id_number[:6] + P.id_number[8:17])
assert eighteen_digits(P_IN_FIFTEEN.id_number) == P.id_number

#: Eighteen on 06-03: what is decided until that day finds a minor.
COMES_OF_AGE = replace(Q, id_number=citizen_number("20080603", 1))

subjects = st.sampled_from([A, A, A_BY_ITS_CODE, B, P, P_IN_FIFTEEN, Q, COMES_OF_AGE])
decided = st.sampled_from([day("05-10"), day("05-20"), FIRST, day("06-03"), day("06-05")])
starts = st.sampled_from([None, None, None, day("06-04")])
ends = st.sampled_from([None, None, day("06-03"), day("06-05"), day("06-06"), day("2027-06-01")])
shown = {"disclosure": st.sampled_from(["SHARED", "SHARED", "PUBLIC", "RESTRICTED"])}
authorities = st.sampled_from([TAX, TAX, HRSS, MARKET])
documents = st.sampled_from(["D〔1〕", "D〔1〕", "d[1]", "D2", ""])
offices = st.sampled_from(["tax", "hrss", "market-320412", "province", "nation"])
people = st.lists(
    st.builds(
        related,
        st.sampled_from(["PRINCIPAL", "CONTROLLER"]),
        st.sampled_from([P, Q, COMES_OF_AGE]),
        since=st.sampled_from([None, "06-03"]),
        until=st.sampled_from([None, "06-05"]),
    ),
    max_size=1,
)
clauses = st.sampled_from([["PROCUREMENT_BAN"], ["PROCUREMENT_BAN"], [], ["OTHER"]])
#: Below what gives a penalty the clause, at it, above it; most penalties name no fine.
fines = st.sampled_from([None, None, LARGE - 1, LARGE, LARGE + 1])
objects = st.sampled_from(
    [
        [],
        [],
        [{"kind": "ACCOUNT", "type": "", "number": "6222"}],
        [
            {"kind": "ACCOUNT", "type": "", "number": "6222"},
            {"kind": "ACCOUNT", "type": "", "number": "6333"},
        ],
    ]
)


def body(**more: st.SearchStrategy[Value]) -> dict[str, st.SearchStrategy[Value]]:
    """Return strategies for the fields every decision has, and more."""
    return {"about": subjects, "decided": decided, "starts": starts, "until": ends, **shown, **more}


def penalties(by: str, number: str) -> st.SearchStrategy[Message]:
    """Return contents of one penalty record."""
    return st.builds(
        penalty,
        st.just(f"N{number}"),
        by=st.just(by),
        **body(authority=authorities, document_no=documents, clauses=clauses),
        fine_fen=fines,
        categories=st.sampled_from([[], [], [STOPPED]]),
    )


def wages(by: str, number: str) -> st.SearchStrategy[Message]:
    """Return contents of one entry in the wage-arrears list."""
    return st.builds(
        wage,
        st.just(f"W{number}"),
        by=st.just(by),
        **body(
            authority=authorities,
            document_no=documents,
            cause=st.sampled_from(["x", "y"]),
            colour=st.sampled_from(["BLACK", "BLACK", "BLACK", "RED", "WATCH"]),
            notice=st.sampled_from([None, TOLD]),
        ),
    )


def judgments(by: str, number: str) -> st.SearchStrategy[Message]:
    """Return contents of one listing of a judgment debtor."""
    cases = st.sampled_from(["（2026）苏执1号", "(2026)苏执1号", "（2026）苏执2号"])
    named = st.lists(
        st.sampled_from(["有履行能力而拒不履行", "违反财产报告制度", "其他"]), max_size=2
    )
    return st.builds(
        judgment,
        st.just(f"J{number}"),
        by=st.just(by),
        **body(case_no=cases, related=people, circumstances=named),
    )


def restrictions(by: str, number: str) -> st.SearchStrategy[Message]:
    """Return contents of one order restricting spending, of the same cases."""
    cases = st.sampled_from(["（2026）苏执1号", "（2026）苏执2号"])
    return st.builds(
        restriction, st.just(f"S{number}"), by=st.just(by), **body(case_no=cases, related=people)
    )


def orders(by: str, number: str, kinds: tuple[str, ...]) -> st.SearchStrategy[Message]:
    """Return contents of one order; its original is mostly O1, a freeze or a seal."""
    originals = st.sampled_from("1111239").flatmap(written)
    fields = body(objects=objects, amount_fen=st.sampled_from([100, 200]))
    fields["about"] = st.sampled_from([A, A, A, A, A, B, Q])
    fields["starts"] = st.none()

    @st.composite
    def one(draw: st.DrawFn) -> Message:
        kind = draw(st.sampled_from(kinds))
        original = "" if kind in {"FREEZE", "SEAL"} else draw(originals)
        said = {name: draw(field) for name, field in fields.items()}
        return order(kind, number, by=by, original_order_no=original, currency="CNY", **said)

    return one()


def written(number: str) -> st.SearchStrategy[str]:
    """Return ways to write the number of an order, mostly the first."""
    return st.sampled_from([f"O({number})"] * 5 + [f"o〔{number}〕", f"Ｏ （{number}）"])


def misspelled(order: Message) -> Message:
    """Return an order under another writing of its number, for what names it."""
    return order.again(record_no=str(order.record["record_no"]).replace("(", "【").lower())


ORIGINALS = ("FREEZE", "FREEZE", "FREEZE", "SEAL")
FURTHER = ("CONTINUE", "CONTINUE", "CONTINUE", "UNFREEZE", "RENEW", "UNSEAL")


#: Under whose name each department speaks of others' records.
OWN: dict[str, Authority] = {
    "tax": TAX,
    "hrss": HRSS,
    "market-320412": MARKET,
    "province": TAX,
    "nation": HRSS,
    "court": COURT,
}


def attached(number: str, targets: st.SearchStrategy[Message]) -> st.SearchStrategy[Message]:
    """Return contents of a repair (number 1) or a mark (number 2) of one of these."""
    make = {"1": repair, "2": mark}[number]
    return st.builds(
        lambda by, target: make(f"X{number}", of=target, by=by, authority=OWN[by]),
        st.sampled_from(sorted(OWN)),
        targets,
    )


#: A record nobody ever heard of.
UNKNOWN = wage("W9")


@st.composite
def decisions(draw: st.DrawFn) -> list[list[Message]]:
    """Draw records of one or two decisions, copies among them, with repairs and marks on them."""
    make = draw(st.sampled_from([penalties, wages]))
    numbers = draw(st.lists(st.tuples(offices, st.sampled_from("12")), min_size=1, max_size=4))
    told = [draw(versions(make(by, number))) for by, number in numbers]
    if draw(st.booleans()):
        listing = draw(st.sampled_from([judgments, judgments, restrictions]))
        told.append(draw(versions(listing("court", draw(st.sampled_from("12"))))))
    targets = st.sampled_from([*(record[0] for record in told), UNKNOWN])
    attachments = draw(st.lists(st.sampled_from("12"), max_size=2))
    return told + [draw(versions(attached(number, targets))) for number in attachments]


@st.composite
def enforcement(draw: st.DrawFn) -> list[list[Message]]:
    """Draw a court's originals and further orders about them."""
    numbers = draw(st.lists(st.sampled_from("12345"), min_size=1, max_size=5, unique=True))
    told = [draw(versions(orders("court", draw(written("1")), ORIGINALS)))]
    for number in numbers:
        by = draw(st.sampled_from(["court", "court", "court", "court2"]))
        kinds = ORIGINALS if number in "12" else FURTHER
        told.append(draw(versions(orders(by, draw(written(number)), kinds))))
    known = [record[0] for record in told]
    targets = st.sampled_from([*known, *(misspelled(order) for order in known)])
    attachments = draw(st.lists(st.sampled_from("12"), max_size=1))
    return told + [draw(versions(attached(number, targets))) for number in attachments]


def distinct(found: list[list[Message]]) -> list[Message]:
    """Keep one record of each name, so that no number has two contents."""
    by_name = {told[0].id: told for told in reversed(found)}
    return [m for told in by_name.values() for m in told]


#: A set of messages, without two contents under one number.
messages: st.SearchStrategy[list[Message]] = st.one_of(
    decisions(), enforcement(), st.builds(list.__add__, decisions(), enforcement())
).map(distinct)
